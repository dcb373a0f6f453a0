"""The papers of a plan on A4, readable in grey, by typst: every page says that it is a planning copy."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from importlib import resources
from textwrap import wrap
from typing import Any

from regreso.movement.corridor.clocks import utc
from regreso.movement.corridor.handouts import Tokens, board, boarding, drivers, name_of, notification, slips
from regreso.movement.corridor.papers import timetable
from regreso.movement.corridor.sheet import Row
from regreso.movement.corridor.words import LANGUAGES, word, words
from regreso.movement.errors import MovementError

_TALL = ("uk", "ru", "en")
_COLUMNS = (("token", 11), ("size", 3), ("wheelchair", 3), ("stretcher", 3))
_INDENT, _WIDE = 33, 106  # letters: before a name, and of a line of A4


def timetable_pdf(
    plan: Row, place: str, *, languages: tuple[str, ...] = _TALL, audience: str = "convoy"
) -> bytes:
    """The page of a collection point, in big type and several languages: to be read from across a yard.

    No doctest: typst is an extra; tests/movement/corridor/test_handouts.py shows it.
    """
    rows = timetable(plan, place, audience=audience)
    head = [words(key, languages) for key in ("be_here", "leaves", "to", "by")]
    table = []
    for row in rows:
        to = " / ".join(dict.fromkeys(name_of(plan, row.get("to", ""), one) for one in languages))
        by = " / ".join(dict.fromkeys(word(row["mode"], one) for one in languages))
        table.append([row["board"][-5:], row["depart"][-5:], to, f"{by} × {row.get('vehicles', '')}"])
    zone = ", ".join(sorted({f"{row['tz']}" for row in rows if "tz" in row}))
    day = ", ".join(sorted({row["board"][:10] for row in rows}))
    return _pdf({
        "title": " / ".join(dict.fromkeys(name_of(plan, place, one) for one in languages)),
        "subtitle": f"{words('timetable', languages)} · {day} · {words('clock', languages)} {zone}",
        "big": [head, *table] if table else [], "times": 2,
        "notes": [word("free", one) for one in languages],
        "mark": " / ".join(word("no_promise", one) for one in languages),
    })  # fmt: skip


def slips_pdf(plan: Row, tokens: Tokens) -> bytes:
    """Four slips on a page, each with its token as a QR and in letters, in its household's language.

    No doctest: typst is an extra; tests/movement/corridor/test_handouts.py shows it.
    """
    cards = []
    for slip in slips(plan, tokens):
        language = slip["language"]
        say = {
            key: word(key, language)
            for key in ("be_here", "leaves", "arrives", "bring", "free", "show", "no_promise")
        }
        cards.append({
            "title": f"{slip['from']} → {slip['to']}", "code": slip["token"], "qr": qr(slip["token"]),
            "lines": [
                [say["be_here"], slip["board"]], [say["leaves"], slip["depart"]],
                [say["arrives"], slip["arrive"]],
                [word("by", language), f"{word(slip['mode'], language)} {slip.get('vehicle', '')}"],
                [word("clock", language), slip["tz"]],
            ],
            "notes": [say["show"], say["bring"], say["free"]], "mark": say["no_promise"],
        })  # fmt: skip
    return _pdf({"slips": cards, "mark": words("no_promise", LANGUAGES[1:])})


def qr(text: str) -> str:
    """A QR code as SVG.

    Raises:
        MovementError: segno is not installed.

    >>> qr("ABCD-2345")[:4]
    '<svg'
    """
    try:
        import segno  # noqa: PLC0415 - deferred: only for those who print
    except ImportError:
        raise MovementError("slips need segno, which is not installed; run: pip install segno") from None
    file = io.BytesIO()
    # One mask for all: to look for the best of eight takes four times as long, and any of them can be read.
    segno.make_qr(text, error="m", boost_error=False, mask=3).save(
        file, kind="svg", border=4, xmldecl=False, nl=False
    )
    return file.getvalue().decode()


def drivers_pdf(plan: Row, *, language: str = "uk") -> bytes:
    """A page for each vehicle: the strip map of each of its ways, with checkpoints and times.

    No doctest: typst is an extra; tests/movement/corridor/test_handouts.py shows it.
    """
    sheets = []
    for sheet in drivers(plan, language=language):
        ways = []
        for way in sheet["ways"]:
            stops = [
                [
                    one["at"],
                    f"{one['km']} {word('km', language)}",
                    one["name"],
                    _kind(one["kind"], language),
                    one["kind"] != "town",
                ]
                for one in way["strip"]
            ]
            times = f"{way['board']} → {way['arrive'][-5:]} ({way['tz']})"
            head = f"{times} · {word('people', language)}: {way['people']}"
            ways.append({"head": f"{head} {way['convoy']}".strip(), "stops": stops})
        which = " · ".join(part for part in (sheet["vehicle"], sheet["plate"]) if part)
        sheets.append({"title": f"{word('driver', language)}: {which}", "ways": ways})
    return _pdf({"strips": sheets, "mark": word("no_promise", language)})


def _kind(kind: str, language: str) -> str:
    return word(kind, language) if kind in {"checkpoint", "crossing", "reception"} else ""


def notification_pdf(plan: Row, corridor: str, *, language: str = "en") -> bytes:
    """The notification sheet for the parties, with what each has acknowledged.

    No doctest: typst is an extra; tests/movement/corridor/test_handouts.py shows it.
    """
    told = notification(plan, corridor, language=language)
    say = {
        "from": "from",
        "via": "via",
        "to": "to",
        "windows": "window",
        "vehicles": "vehicles",
        "plates": "plates",
        "cars": "car",
        "people": "people",
    }
    table = [
        [word(key, language), "; ".join(value) if isinstance(value, list) else str(value)]
        for name, key in say.items()
        if (value := told.get(name)) not in (None, [], 0)
    ]
    said = {
        one.get("party"): f"{one.get('source', '')} {one.get('at', '')}" for one in told["acknowledgements"]
    }
    table += [
        [f"{word('acknowledged', language)}: {party}", said.get(party, "—")] for party in told["parties"]
    ]
    return _pdf({
        "title": word("notification", language), "subtitle": corridor, "table": table,
        "notes": [word("notifies", language), *([word("withheld", language)] if told["withheld"] else [])],
        "mark": word("no_promise", language),
    })  # fmt: skip


def board_pdf(
    plan: Row, place: str, *, languages: tuple[str, ...] = _TALL, audience: str = "convoy"
) -> bytes:
    """The arrival board of a reception.

    No doctest: typst is an extra; tests/movement/corridor/test_handouts.py shows it.
    """
    rows = board(plan, place, audience=audience)
    head = [words(key, languages) for key in ("arrives", "from", "by", "people")]
    big = [
        [
            row["arrive"][-5:],
            name_of(plan, row.get("from", ""), languages[0]),
            word(row["mode"], languages[0]),
            str(row["people"]),
        ]
        for row in rows
    ]
    title = f"{words('board', languages)}: {name_of(plan, place, languages[0])}"
    return _pdf({
        "title": title, "subtitle": ", ".join(sorted({row["arrive"][:10] for row in rows})),
        "big": [head, *big], "times": 1, "notes": [], "mark": words("no_promise", languages),
    })  # fmt: skip


def boarding_pdf(plan: Row, tokens: Tokens, *, language: str = "uk") -> bytes:
    """The boarding copy: tokens, numbers of people and boxes to tick; thousands of rows within a second.

    No doctest: typst is an extra; tests/movement/corridor/test_handouts.py shows it.
    """
    return manifest_pdf(
        told(plan, boarding(plan, tokens), language=language),
        title=word("boarding", language), mark=word("no_promise", language), language=language,
    )  # fmt: skip


def told(plan: Row, rows: Iterable[Row], *, language: str) -> Iterator[Row]:
    """Rows of a manifest as people read them: places by their names, own cars by their word.

    >>> plan = {"scenario": {"places": [{"id": "a", "names": {"uk": "Авіль"}}]}}
    >>> next(told(plan, [{"from": "a", "to": "b", "vehicle": "car"}], language="uk"))["from"]
    'Авіль'
    """
    names: dict[str, str] = {}
    for row in rows:
        for place in {row["from"], row["to"]} - names.keys():
            names[place] = name_of(plan, place, language)
        ends = {side: names[row[side]] for side in ("from", "to")}
        yield row | ends | ({"vehicle": word("car", language)} if row["vehicle"] == "car" else {})


def manifest_pdf(
    rows: Iterable[Row], *, title: str, mark: str, subtitle: str = "", language: str = "en"
) -> bytes:
    """Rows of a manifest as lines of one width, a heading before each vehicle, a legend on each page.

    What all of a vehicle share stands in its heading, so that nothing is cut off; long names go on below.

    Args:
        rows: as `handouts.boarding` gives them; `name` stands at the end of its line where there is one.
        title: on the first page.
        subtitle: below it.
        mark: on every page.
        language: of the legend.

    No doctest: typst is an extra; tests/movement/corridor/test_handouts.py shows it.
    """
    lines, last = list[str](), ""
    for row in rows:
        head = f"■ {row['departure']}  {row['leaves']}  {row['vehicle']}  {row['from']} → {row['to']}"
        if head != last:
            last = head
            lines += ["", head]
        cells = "  ".join(str(row[name] or "·").ljust(width) for name, width in _COLUMNS)
        names = wrap(str(row.get("name", "")), _WIDE - _INDENT) or [""]
        lines.append(f"☐ ☐  {cells}  {names[0]}".rstrip())
        lines += [f"{' ' * _INDENT}{more}" for more in names[1:]]
    legend = word("legend", language)
    return _pdf({"title": title, "subtitle": subtitle, "mono": lines, "mark": mark, "legend": legend})


def _pdf(content: dict[str, Any]) -> bytes:
    try:
        import typst  # noqa: PLC0415 - deferred: only for those who print
    except ImportError:
        raise MovementError("a PDF needs typst, which is not installed; run: pip install typst") from None
    template = resources.files("regreso.movement.corridor").joinpath("data", "papers.typ").read_bytes()
    return bytes(typst.compile(template, sys_inputs={"paper": json.dumps(content, ensure_ascii=False)}))


def stamp(at: int) -> str:
    """When a paper was made, as it says so itself.

    >>> stamp(0)
    '1970-01-01T00:00Z'
    """
    return utc(at)
