"""Catalogues of the words on our pages, without the gettext programs.

    python tools/messages.py update    find every text of templates and code, bring the .po files up to date
    python tools/messages.py compile   write the .mo files that Django reads
    python tools/messages.py check     name everything that is missing, doubtful, unused or out of date

A catalogue belongs to a room: src/regreso/web/<room>/locale/<language>/LC_MESSAGES/django.po (a room outside
web/ that speaks to people has its own beside its code). English texts are the keys.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import polib  # type: ignore[import-untyped]  # it ships no types
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parent.parent / "src" / "regreso"
# How many forms a count has and which one it takes, as in gettext's manual.
_SLAVIC = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)
LANGUAGES = {"es": "nplurals=2; plural=(n != 1);", "uk": _SLAVIC, "ru": _SLAVIC}

_ONE, _MANY, _SAID, _SAID_MANY = (1,), (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    f"{name}{lazy}": places
    for name, places in (
        ("gettext", _ONE),
        ("ngettext", _MANY),
        ("pgettext", _SAID),
        ("npgettext", _SAID_MANY),
    )
    for lazy in ("", "_lazy", "_noop")
} | {"_": _ONE}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]|\{\w*\}")


class Text(NamedTuple):
    """One text to translate: what the catalogue is asked for."""

    msgid: str
    plural: str = ""
    context: str | None = None


def rooms(source: Path = SOURCE) -> list[Path]:
    """The rooms that speak to people: each desk in web/, and other rooms with texts in their code."""
    desks = (path for path in (source / "web").glob("*") if path.is_dir() and path.name != "__pycache__")
    others = (path for path in source.glob("*") if path.is_dir() and path.name not in {"web", "__pycache__"})
    return sorted(room for room in (*desks, *others) if texts(room))


def texts(room: Path) -> dict[Text, list[str]]:
    """Every text of a room's templates and code, with the files that it stands in."""
    found: dict[Text, list[str]] = {}
    for path in sorted(room.rglob("*")):
        template = path.suffix in {".html", ".txt"} and "templates" in path.parts
        if not template and path.suffix != ".py":
            continue
        for text in texts_of(path.read_text(encoding="utf-8"), template=template):
            places = found.setdefault(text, [])
            name = path.relative_to(room).as_posix()
            places.extend([] if name in places else [name])
    return found


def texts_of(written: str, *, template: bool) -> Iterator[Text]:
    """The texts of one template or module."""
    if template:
        if not settings.configured:
            settings.configure()
        # Without its indentation, what is left of a page is a row of Python calls that tokenize accepts.
        written = "\n".join(line.lstrip() for line in templatize(written).splitlines())
    for _, message, _, context in extract("python", io.BytesIO(written.encode()), KEYWORDS):
        parts = (message,) if isinstance(message, str) else tuple(part for part in message if part)
        if parts and parts[0]:
            yield Text(parts[0], parts[1] if len(parts) > 1 else "", context)


def catalogue(room: Path, language: str) -> Path:
    """The file of a room's translations."""
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def update(room: Path, language: str) -> int:
    """Bring one .po up to date: new texts are added empty, unused ones go. Returns how many are empty."""
    path = catalogue(room, language)
    known = {_key(entry): entry for entry in polib.pofile(str(path), wrapwidth=100)} if path.exists() else {}
    book = polib.POFile(wrapwidth=100)
    book.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": LANGUAGES[language],
    }
    forms = range(int(LANGUAGES[language][len("nplurals=")]))
    for text, places in sorted(texts(room).items(), key=lambda item: (item[1], item[0].msgid)):
        entry = known.get(text) or polib.POEntry(msgid=text.msgid, msgctxt=text.context)
        if text.plural and not entry.msgid_plural:
            entry.msgid_plural, entry.msgstr_plural = text.plural, dict.fromkeys(forms, "")
        entry.occurrences = [(place, "") for place in places]
        entry.flags = ["fuzzy"] if entry.fuzzy else []
        if re.search(r"%\(\w+\)[sdif]", text.msgid + text.plural):
            entry.flags.append("python-format")
        book.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, str(book).rstrip().encode() + b"\n")
    return sum(not entry.translated() for entry in book)


def compiled(path: Path) -> bytes:
    """What the .mo beside this .po should hold."""
    out = io.BytesIO()
    book = read_po(io.BytesIO(path.read_bytes()))
    book.creation_date = datetime(2022, 2, 24, tzinfo=UTC)  # Babel would write the minute of each run
    write_mo(out, book)
    return out.getvalue()


def faults(room: Path, language: str) -> Iterator[str]:
    """Everything that is wrong with one catalogue, in words."""
    path = catalogue(room, language)
    name = path.relative_to(SOURCE.parent.parent) if path.is_relative_to(SOURCE) else path
    wanted = texts(room)
    if not path.exists():
        yield f"{name}: is missing ({len(wanted)} texts); run make messages"
        return
    known = {_key(entry): entry for entry in polib.pofile(str(path))}
    for text in wanted.keys() - known.keys():
        yield f"{name}: “{text.msgid}” is not in the catalogue; run make messages"
    for text in known.keys() - wanted.keys():
        yield f"{name}: “{text.msgid}” is no longer on any page; run make messages"
    for entry in known.values():
        yield from (f"{name}: “{entry.msgid}” {fault}" for fault in entry_faults(entry))
    mo = path.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != compiled(path):
        yield f"{name}: {mo.name} is older than this file; run make messages"


def entry_faults(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one translation."""
    if entry.fuzzy:
        yield "is marked fuzzy: somebody has to read it"
    given = [*entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]
    if not given or not all(given):
        yield "is not translated"
        return
    originals = [set(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
    for text in given:
        # Of a plural, the form for one may leave the number out; nothing may be invented.
        if set(PLACEHOLDER.findall(text)) not in originals:
            yield f"has other placeholders in “{text}”"
        if text.count("\n") and "\n" not in entry.msgid:
            yield "has a line break that the original lacks"


def contradictions(found: Iterable[Path], language: str) -> Iterator[str]:
    """One text translated in two ways: Django would show whichever room it reads first."""
    said: dict[Text, tuple[object, Path]] = {}
    for room in found:
        path = catalogue(room, language)
        for entry in polib.pofile(str(path)) if path.exists() else ():
            words = entry.msgstr_plural or entry.msgstr
            before, where = said.setdefault(_key(entry), (words, room))
            if before != words:
                yield f"{language}: “{entry.msgid}” is “{before}” in {where.name}, “{words}” in {room.name}"


def all_faults() -> list[str]:
    """Every fault of every catalogue."""
    found = rooms()
    one_by_one = [fault for room in found for language in LANGUAGES for fault in faults(room, language)]
    return one_by_one + [fault for language in LANGUAGES for fault in contradictions(found, language)]


def main(arguments: list[str]) -> int:
    """Run one of the three commands; 0 done, 1 something is wrong, 2 no such command."""
    if arguments == ["update"]:
        for room in rooms():
            empty = {language: update(room, language) for language in LANGUAGES}
            left = ", ".join(f"{n} {language}" for language, n in empty.items() if n) or "nothing"
            print(f"{room.relative_to(SOURCE)}: {len(texts(room))} texts, to translate: {left}")
        return 0
    if arguments == ["compile"]:
        for path in sorted(SOURCE.rglob("LC_MESSAGES/*.po")):
            _write(path.with_suffix(".mo"), compiled(path))
        return 0
    if arguments == ["check"]:
        found = all_faults()
        print(
            "\n".join(found)
            or f"{len(rooms())} rooms speak {len(LANGUAGES) + 1} languages, nothing is missing"
        )
        return bool(found)
    print(__doc__, file=sys.stderr)
    return 2


def _key(entry: polib.POEntry) -> Text:
    return Text(entry.msgid, entry.msgid_plural, entry.msgctxt)


def _write(path: Path, data: bytes) -> None:
    """Write only what changed, so that a second run changes nothing."""
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
