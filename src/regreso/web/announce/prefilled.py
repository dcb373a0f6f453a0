"""First words of a draft: from an accepted announcement of others, or from a corridor's public bulletin."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.forms import ValidationError
from django.utils.translation import gettext as _

from regreso.casebook.announced import LANGUAGES
from regreso.movement.corridor.handouts import bulletins
from regreso.movement.errors import MovementError
from regreso.wire.announced import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

_KINDS = {"corridor": "corridor", "corridor_cancelled": "corridor", "corridor_disputed": "corridor",
          "ceasefire": "ceasefire", "exchange": "exchange"}  # fmt: skip
_LARGEST = 20 << 20


def of_draft(filled: Mapping[str, Any]) -> dict[str, Any]:
    """What the source said, laid out in each language: a person asks the parties and writes sentences."""
    kind = _KINDS.get(str(filled.get("type")), "notice")
    places = " – ".join(map(str, filled.get("places") or []))
    zone = str(filled.get("tz") or "")
    first: dict[str, Any] = {"kind": kind, "areas": places[:200]}
    for lang in LANGUAGES:
        title = ": ".join(filter(None, [say(kind, lang), places]))
        times = [
            f"{say(word, lang)}: {str(filled[name]).replace('T', ' ')} {f'({zone})' if zone else ''}".strip()
            for name, word in (("start", "from"), ("end", "until"))
            if filled.get(name)
        ]
        parties = "; ".join(map(str, filled.get("parties") or []))
        lines = [places, *times, f"{say('parties', lang)}: {parties}" if parties else ""]
        first[f"title_{lang}"], first[f"text_{lang}"] = title[:120], "\n".join(filter(None, lines))
    return first


def of_plan(file: UploadedFile[Any], corridor: str) -> dict[str, Any]:
    """The bulletin of a plan: only what its release makes public.

    Raises:
        ValidationError: no plan, no such corridor, or nothing of it is public.
    """
    if (file.size or 0) > _LARGEST:
        raise ValidationError(_("This file is too large for a plan: at most 20 MB."))
    try:
        plan = json.load(file)
        known = [str(one["id"]) for one in plan["scenario"]["corridors"]]
    except (ValueError, KeyError, TypeError):
        raise ValidationError(
            _("This is not a plan of a corridor: we need the JSON file that “regreso corridor plan” writes.")
        ) from None
    chosen = corridor.strip() or (known[0] if len(known) == 1 else "")
    if chosen not in known:
        raise ValidationError(
            _("The plan has these corridors: %(known)s."), params={"known": ", ".join(known)}
        )
    try:
        texts = bulletins(plan, chosen)
    except (MovementError, KeyError, TypeError, StopIteration) as error:
        raise ValidationError(_("The plan cannot be read: %(why)s"), params={"why": str(error)}) from None
    if not all(texts.values()):
        raise ValidationError(
            _("Nothing of this corridor may be public yet: its release keeps from, to or the windows back.")
        )
    first: dict[str, Any] = {"kind": "corridor", "urgency": "now"}
    for lang, text in texts.items():
        lines = text.splitlines()
        first[f"title_{lang}"] = f"{lines[0]}: {lines[1].lstrip('📍 ')}"[:120]
        first[f"text_{lang}"] = "\n".join(lines[1:])
    return first
