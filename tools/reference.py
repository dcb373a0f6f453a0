"""Write the pages of docs/reference that the code itself can tell.

    python tools/reference.py          write them
    python tools/reference.py --check  name those that are out of date

story.md comes from the table in story/, commands.md from the parsers of the command line, doors.md from the
table of doors, data.md from the models, limits.md from the table of allowances. None is ever edited by hand;
tests/test_docs.py fails when a page no longer says what the code does.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from regreso import story

PAGES = Path(__file__).parent.parent / "docs" / "reference"
MADE = "<!-- Made by tools/reference.py (make reference). Do not edit. -->\n"


def story_page() -> str:
    """The life cycles as tables: one section a subject, one row a move."""
    head = f"""{MADE}
# The story

What can happen, from which state, and who may make it happen. `regreso.story` holds this table; every state
changes by one of these moves and by nothing else. *New* is what does not exist yet; *unchanged* keeps the
state. “Another person than” names the moves whose actor must not be this one's: so two people are needed.

{len(story.SUBJECTS)} subjects, {len(story.STORY)} moves.
"""
    return head + "".join(subject_section(subject) for subject in story.SUBJECTS)


def subject_section(subject: str) -> str:
    """One life cycle."""
    rules = [rule for rule in story.STORY if rule.subject == subject]
    after = dict.fromkeys(rule.after for rule in rules if rule.after != story.SAME)
    left = {state for rule in rules for state in rule.before}
    ends = [state for state in after if state not in left]
    lines = [
        f"\n## {subject}\n",
        f"States: {', '.join(after) or 'none'}."
        + (f" It ends in: {', '.join(ends)}." if ends else "")
        + "\n",
        "| move | from | to | who | another person than |",
        "|---|---|---|---|---|",
    ]
    for rule in rules:
        to = "*unchanged*" if rule.after == story.SAME else rule.after
        cells = (f"`{rule.move}`", states(rule.before), to, ", ".join(rule.by), _others(rule))
        lines.append(f"| {' | '.join(cells)} |".replace("|  |", "| |"))
    return "\n".join(lines) + "\n"


def _others(rule: story.Rule) -> str:
    """Whose moves bar them, as a cell: all that were made, or only the newest."""
    return ("the newest " if rule.newest else "") + ", ".join(rule.other_than)


def states(names: tuple[str, ...]) -> str:
    """States of a table cell."""
    return ", ".join(name or "*new*" for name in names)


def commands_page() -> str:
    """Every command with its arguments, as its own parser declares them."""
    cli = importlib.import_module("regreso.cli")
    parts = [
        f"""{MADE}
# Commands

`regreso COMMAND --help` prints the same with an example. Exit codes: 0 done, 1 could not (one sentence on
standard error says why), 2 wrong usage, 130 interrupted.
"""
    ]
    for name, line in cli.COMMANDS.items():
        parts.append(f"\n## regreso {name}\n\n{line[:1].upper()}{line[1:]}.\n")
        if importlib.util.find_spec(f"regreso.cli.{name}"):
            parts.append("\n" + "\n".join(arguments_of(name)) + "\n")
    return "".join(parts)


def doors_page() -> str:
    """Every address, and for whom there is a page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regreso.project.settings")
    django = importlib.import_module("django")
    django.setup()
    doors = importlib.import_module("regreso.project.doors")
    rows = list(doors.addresses())
    lines = [
        f"""{MADE}
# Who finds what

Every address of the pages, for whom there is a page, and which rows lie behind it. Everybody else gets the
same “there is no such page” as for an address that does not exist: `tests/web/story/test_every_door.py` asks.
*Of their operation* means an operation in which two administrators gave the role, and that is open.

{len(rows)} addresses.

| address | for whom | which rows |
|---|---|---|"""
    ]
    for name, address in rows:
        door = doors.DOORS[name]
        lines.append(f"| `/{address}` | {', '.join(door.who).replace('_', ' ')} | {door.rows} |")
    return "\n".join(lines) + "\n"


def arguments_of(name: str) -> Iterator[str]:
    """The rows of one command's table."""
    module = importlib.import_module(f"regreso.cli.{name}")
    command = importlib.import_module("regreso.cli.command")
    parser = command.CommandParser(prog="regreso")
    module.add(parser.add_subparsers())
    (subparsers,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))  # noqa: SLF001 - argparse has no other way to ask
    one = subparsers.choices[name]
    if one.epilog:
        yield f"```\n{textwrap.dedent(one.epilog.removeprefix('example:').strip(chr(10)))}\n```\n"
    yield from ("| argument | meaning |", "|---|---|")
    yield from rows_of(one, "")


def rows_of(parser: argparse.ArgumentParser, before: str) -> Iterator[str]:
    """The arguments of a parser, and of the parsers under it (`audit verify`)."""
    for action in parser._actions:  # noqa: SLF001 - as above
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            for name, below in action.choices.items():
                yield from rows_of(below, f"{before}{name} ")
        elif not isinstance(action, argparse._HelpAction):  # noqa: SLF001 - as above
            value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
            called = (", ".join(action.option_strings) + value) if action.option_strings else value.strip()
            yield f"| `{before}{called}` | {(action.help or '').replace('|', 'or')} |"


def pages() -> dict[Path, str]:
    """Each generated page and what it should say."""
    found = {PAGES / "story.md": story_page()}
    if importlib.util.find_spec("regreso.cli"):
        found[PAGES / "commands.md"] = commands_page()
    if importlib.util.find_spec("regreso.project"):
        found[PAGES / "doors.md"] = doors_page()
        found[PAGES / "data.md"] = data_page()
        found[PAGES / "limits.md"] = limits_page()
    return found


LIMITS = """
# Limits

## How often something may be tried

A bucket for each kind and key: so many tries at once, then one more after so many seconds. A good try
does not count. All processes count together, in the database, under keyed digests of names and
addresses. A try too many is answered by “please wait” with the minutes, before anything is looked up: a
name or phrase that exists is treated as one that does not. Several buckets count for one try, so that a
stranger who guesses at a name from one address locks out that address first, and not the owner.

| bucket | tries at once | then one more after | in a day at most |
|---|---|---|---|
"""
BROWSERS = """
What a kind is, is read from the bytes, never from the name or from what the browser says. What is too
large, broken or of another kind is refused with a sentence that names the limit; nothing of it is kept.

## Browsers

A member of staff may be signed in in any number of browsers at once: a telephone in the hall and a desk
are the rule. Each ends by itself after a time without a click and after some hours at the latest
(`REGRESO_IDLE_MINUTES`, `REGRESO_SESSION_HOURS` in [settings](settings.md)). *Sign out everywhere else*
ends all others at once, and so do another password, a closed account and a renewed one.
"""
DATA = """
# What is kept, and how it is sealed

Every table of the casebook, and the class of each of its columns. *Operational* columns lie in clear:
ids, states, clocks, counters, never who or where. All other classes are sealed (AES-256-GCM) under the
operation's key for that class. Which role finds which rows is the table of [doors](doors.md); how long
they stay: [administer](../howto/administer.md).
"""


def limits_page() -> str:
    """How often what may be tried, from the table that counts, and how large what is taken may be."""
    allowance = importlib.import_module("regreso.casebook.allowance")
    lines = []
    for one in (one for one in vars(allowance).values() if isinstance(one, allowance.Limit)):
        a_day = int(one.tries + 86400 / one.every)
        lines.append(f"| {one.kind} | {one.tries} | {one.every:g} s | {a_day:,} |\n")
    files = ["\n## Files\n\n", "| what | kinds | at most | and |\n", "|---|---|---|---|\n", *files_taken()]
    return MADE + LIMITS + "".join(lines) + "".join(files) + BROWSERS


def files_taken() -> Iterator[str]:
    """A row for each kind of file that is taken."""
    scrub = importlib.import_module("regreso.wire.scrub")
    lists = importlib.import_module("regreso.steps.import_list")
    source = importlib.import_module("regreso.reading.source")
    points = f"{scrub.MOST_PIXELS // 1_000_000} million points; a PDF of {scrub.MOST_PAGES} pages"
    rows = (
        ("papers of a family, pages of a letter", "JPEG, PNG, PDF", scrub.MOST_BYTES, points),
        ("a list of people held", "CSV, XLSX", lists.MOST_BYTES, "it goes after 14 days or with the list"),
        ("a public page, a chat, a table", "see [sources](sources.md)", source.MOST_BYTES, "no pictures"),
    )
    yield from (f"| {what} | {kinds} | {most / 1e6:.0f} MB | {more} |\n" for what, kinds, most, more in rows)


def data_page() -> str:
    """Every table of the casebook with its columns by class."""
    apps = importlib.import_module("django.apps").apps
    class_of = importlib.import_module("regreso.casebook.data_class").class_of
    lines = []
    for model in sorted(apps.get_app_config("casebook").get_models(), key=lambda one: str(one.__name__)):
        lines.append(f"\n## {model.__name__}\n\n{(model.__doc__ or '').strip().splitlines()[0]}\n\n")
        by_class: dict[str, list[str]] = {}
        for field in model._meta.local_fields:  # noqa: SLF001 - Django's documented API
            by_class.setdefault(str(class_of(field)), []).append(f"`{field.attname}`")
        lines += [f"- {name}: {', '.join(columns)}\n" for name, columns in sorted(by_class.items())]
    return MADE + DATA + "".join(lines)


def outdated() -> list[str]:
    """The pages that do not say what the code does."""
    return [
        f"docs/reference/{path.name} is out of date; run make reference"
        for path, text in pages().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    """Write or check; 0 done, 1 out of date, 2 wrong usage."""
    if arguments == ["--check"]:
        print("\n".join(outdated()) or "The reference says what the code does.")
        return bool(outdated())
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
