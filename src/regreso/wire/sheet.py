"""An announcement on paper: A4 in greyscale, to hang on a wall, with a QR code that leads to its page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import resources
from typing import Any

from regreso.wire.announced import Announced, say, standing_lines
from regreso.wire.errors import WireError


def sheet(one: Announced, languages: Sequence[str], *, qr: str) -> bytes:
    """The PDF.

    Args:
        one: the announcement; one that holds no more says so in a box above everything else.
        languages: on the sheet, in this order.
        qr: a QR code of its page, as SVG.

    Raises:
        WireError: typst is not installed.

    No doctest: typst is an extra; tests/wire/test_announced.py shows it.
    """
    try:
        import typst  # noqa: PLC0415 - deferred: an extra, for those who print
    except ImportError:
        raise WireError("a sheet needs typst, which is not installed; run: pip install typst") from None
    first = languages[0]
    content = {
        "title": one.texts[first][0], "lang": first, "qr": qr,
        "texts": [_in(one, language) for language in languages],
    }  # fmt: skip
    template = resources.files("regreso.wire").joinpath("data", "announced.typ").read_bytes()
    return bytes(typst.compile(template, sys_inputs={"sheet": json.dumps(content, ensure_ascii=False)}))


def _in(one: Announced, language: str) -> dict[str, Any]:
    title, text = one.texts[language]
    facts = [
        [say("number", language), one.name],
        [f"{say('released_on', language)}:", f"{one.released:%Y-%m-%d %H:%M} UTC"],
    ]
    if one.ends:
        facts.append([f"{say('until', language)}:", f"{one.ends:%Y-%m-%d %H:%M} UTC"])
    facts.append([f"{say('code', language)}:", one.code])
    facts.append([f"{say('verify', language)}:", one.page(language)])  # for whoever cannot read a QR code
    return {
        "lang": language, "title": title, "text": text, "facts": facts,
        "money": say("money", language),
        "verify": say("verify", language), "notes": [line for line in standing_lines(one, language) if line],
    }  # fmt: skip
