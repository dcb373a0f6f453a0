"""Written pages into documents and labels: python bench/reading/build.py OUT makes OUT/tuned and OUT/held.

Sources: bench/reading/pages/{tuned,held}/NAME.{page,chat,items,rows,letter}. Every person, phone, address and
channel in them is invented. A page gives three documents (a theme, sibling paragraphs, flattened text).
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

sys.path.insert(0, str(Path(__file__).parent))
from layouts import LAYOUTS, Told, flattened, plain

PAGES = Path(__file__).parent / "pages"
HALVES = ("tuned", "held")
_PARTS = {"p", "li", "related", "meta"}
Fact = dict[str, object]


def main() -> None:
    out = Path(sys.argv[1])
    for half in HALVES:
        build(PAGES / half, out / half)


def build(source: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    pages: dict[str, object] = {}
    for path in sorted(source.glob("*.*")) if source.exists() else ():
        make = {".page": _page, ".chat": _chat, ".items": _items, ".rows": _rows, ".letter": _letter}[
            path.suffix
        ]
        for name, data, label in make(path):
            (out / name).write_bytes(data)
            pages[name] = label
    (out / "labels.json").write_text(json.dumps({"pages": pages}, ensure_ascii=False, indent=1), "utf8")


def _meta(line: str) -> dict[str, str]:
    pairs = (part.strip().lstrip("@").split(" ", 1) for part in line.split(" | "))
    return {pair[0]: pair[1].strip() if len(pair) > 1 else "" for pair in pairs}


def _label(meta: dict[str, str], kind: str, facts: list[Fact]) -> Fact:
    return {
        "kind": kind,
        "lang": meta["lang"],
        "hand": meta.get("hand", ""),
        "published": meta.get("published"),
        "retrieved": meta.get("retrieved"),
        "keep": [],
        "drop": [],
        "facts": facts,
    }


def _page(path: Path) -> Iterator[tuple[str, bytes, Fact]]:
    first, *lines = path.read_text("utf8").splitlines()
    meta = _meta(first)
    told = Told(meta["lang"], published=meta["published"])
    facts: list[Fact] = []
    for line in filter(None, lines):
        sign, text = line.split(" ", 1)
        if sign in ("@title", "@feedhead"):
            setattr(told, "title" if sign == "@title" else "feed_head", text)
        elif sign == "@feed":
            title, excerpt, time = (part.strip() for part in text.split("|"))
            told.feed.append((title, excerpt, time))
        elif sign == "@chrome":
            told.chrome.append(text)
        elif sign.lstrip("@") in _PARTS and sign.startswith("@"):
            told.parts.append((sign[1:], text))
        else:
            facts.append(_fact(line))
    label = _label(meta, "page", facts)
    label["keep"] = [told.title, *(text for kind, text in told.parts if kind in ("p", "li"))]
    label["drop"] = (
        [text for kind, text in told.parts if kind == "related"]
        + [item[0] for item in told.feed]
        + told.chrome
    )
    for ending, form, make in (
        (".html", "themed", LAYOUTS[meta["cms"]]),
        (".plain.html", "class-free", plain),
        (".txt", "flat", flattened),
    ):
        yield path.stem + ending, make(told).encode(), {**label, "form": form}


def _fact(line: str) -> Fact:
    sign, *cells = [cell.strip() for cell in line.replace("|", " | ").split("|")]
    if not cells or " " in sign:
        sign, rest = line.split(" ", 1)
        cells = [cell.strip() for cell in rest.split("|")]
    more = _more(cells)
    made = _MAKE[sign](cells + [""] * 8)
    return {**made, **more, "section": more.get("section", "main")}


def _more(cells: list[str]) -> Fact:
    found: Fact = {}
    for cell in cells:
        for pair in cell.split(";"):
            key, sign, value = pair.partition("=")
            if sign and key.strip() in (
                "section",
                "rank",
                "birth",
                "age",
                "when",
                "where",
                "unit",
                "denies",
                "cert",
                "pseudonym",
            ):
                found[key.strip()] = value.strip() if key.strip() != "age" else int(value)
    return found


def _person(c: list[str]) -> Fact:
    fact: Fact = {"t": "person", "w": c[0], "n": c[1], "role": c[2]}
    if c[3]:
        fact["status"] = c[3]
    if c[4]:
        fact["cert"] = c[4]
    return fact


def _count(c: list[str]) -> Fact:
    value = json.loads(c[0])
    # A count without a status has none, as in the shared labels; "unknown" is how people write it.
    return {
        "t": "count",
        "value": value,
        "status": None if c[1] == "unknown" else c[1] or None,
        "cmp": c[2],
        "w": c[3],
    }


def _contact(c: list[str]) -> Fact:
    return {"t": "contact", "kind": c[0], "norm": c[1], "w": c[2], "scam": c[3] == "scam"}


def _date(c: list[str]) -> Fact:
    return {"t": "date", "w": c[0], "edtf": c[1], "anchor": c[2]}


def _step(c: list[str]) -> Fact:
    return {"t": "step", "order": int(c[0]), "places": _list(c[1]), "w": c[2]}


def _announced(c: list[str]) -> Fact:
    return {
        "t": "announce",
        "kind": c[0],
        "places": _list(c[1]),
        "start": c[2] or None,
        "end": c[3] or None,
        "tz": c[4] or None,
        "w": c[5],
    }


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


_MAKE = {"P": _person, "C": _count, "T": _contact, "D": _date, "S": _step, "A": _announced}


def _is_fact(line: str) -> bool:
    return line[:2] in {f"{sign} " for sign in _MAKE} and " | " in line


def _numbered(path: Path) -> tuple[dict[str, str], list[tuple[str, list[str], list[Fact]]]]:
    """The head line, and pieces that begin with #: their own head, their text, their facts."""
    first, *lines = path.read_text("utf8").splitlines()
    pieces: list[tuple[str, list[str], list[Fact]]] = []
    for line in lines:
        if line.startswith("#"):
            pieces.append((line[1:], [], []))
        elif _is_fact(line):
            pieces[-1][2].append(_fact(line))
        else:
            pieces[-1][1].append(line)
    return _meta(first), pieces


def _chat(path: Path) -> Iterator[tuple[str, bytes, Fact]]:
    meta, pieces = _numbered(path)
    messages, facts = [], []
    for head, lines, own in pieces:
        number, moment, *more = head.split(" ", 2)
        stamp = datetime.fromisoformat(moment).replace(tzinfo=timezone(timedelta(hours=3)))
        said = _meta(" | ".join(more).replace("=", " ")) if more else {}
        message: Fact = {
            "id": int(number),
            "type": "message",
            "date": moment,
            "date_unixtime": str(int(stamp.timestamp())),
            "from": meta["name"],
            "text": _pieces("\n".join(lines)),
            "text_entities": [],
        }
        if "reply" in said:
            message["reply_to_message_id"] = int(said["reply"])
        if "fwd" in said:
            message["forwarded_from"] = said["fwd"]
        messages.append(message)
        facts += [{**fact, "msg": int(number)} for fact in own]
    export = {"name": meta["name"], "type": "public_channel", "id": 1, "messages": messages}
    yield (
        f"{path.stem}.result.json",
        json.dumps(export, ensure_ascii=False, indent=1).encode(),
        _label(meta, "telegram", facts),
    )


def _pieces(text: str) -> str | list[object]:
    """Some exports cut a text into entities: its first line in bold."""
    first, sign, rest = text.partition("\n")
    return [{"type": "bold", "text": first}, sign + rest] if sign else text


def _items(path: Path) -> Iterator[tuple[str, bytes, Fact]]:
    meta, pieces = _numbered(path)
    made, facts = [], []
    for head, lines, own in pieces:
        key, moment = head.split(" ", 1)
        made.append(
            f"<item><title>{escape(lines[0])}</title><guid>{key}</guid><pubDate>{moment}</pubDate>"
            f"<description>{escape(chr(10).join(lines[1:]))}</description></item>"
        )
        facts += [
            {**fact, "item": key, "day": parsedate_to_datetime(moment).date().isoformat()} for fact in own
        ]
    feed = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{escape(meta["name"])}</title>{"".join(made)}</channel></rss>'
    yield f"{path.stem}.rss", feed.encode(), _label(meta, "rss", facts)


def _rows(path: Path) -> Iterator[tuple[str, bytes, Fact]]:
    first, *lines = path.read_text("utf8").splitlines()
    meta = _meta(first)
    facts = [_fact(line) for line in lines if _is_fact(line)]
    rows = [line for line in lines if not _is_fact(line)]
    if meta["file"] == "csv":
        yield (
            f"{path.stem}.csv",
            "\r\n".join(rows).encode(meta.get("encoding", "utf8")),
            _label(meta, "csv", facts),
        )
        return
    cells = [[cell.strip() for cell in row.split(" | ")] for row in rows]
    target = path.stem + ".xlsx"
    yield target, _workbook(cells), _label(meta, "xlsx", facts)


def _workbook(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _letter(path: Path) -> Iterator[tuple[str, bytes, Fact]]:
    first, *lines = path.read_text("utf8").splitlines()
    meta = _meta(first)
    facts = [_fact(line) for line in lines if _is_fact(line)]
    text = [line for line in lines if not _is_fact(line)]
    at = text.index("")
    head = [
        *text[:at],
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    yield f"{path.stem}.eml", "\n".join([*head, *text[at:]]).encode(), _label(meta, "mail", facts)


if __name__ == "__main__":
    main()
