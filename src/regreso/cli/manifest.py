"""`regreso manifest fold|open|reconcile`: who boarded, who arrived and who is missing."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regreso.cli.command import COULD_NOT, DONE, CannotDo, CommandParser, Subparsers, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from regreso.movement.manifest.events import Event, Fault
    from regreso.movement.manifest.fold import Manifest
    from regreso.wire.tables import Table

VERBS = {
    "fold": "add events up: how every person stands on every trip, and each trip in numbers",
    "open": "name who boarded and has not been heard of since in a way that ends a trip",
    "reconcile": "name whom to look for, which households are parted, and who arrived unregistered",
}
_JSON, _TABLES = (".jsonl", ".ndjson", ".json"), (".csv", ".tsv")
_MOST_FAULTS = 50


def add(subparsers: Subparsers) -> None:
    """Declare the verbs."""
    parser: CommandParser = subparsers.add_parser(
        "manifest",
        help="add up who boarded, who arrived and who is open",
        description="Add up what devices wrote down on the way: in any order, with any number of copies, the "
        "result is the same. A list of people can endanger them: keep it from whoever does not need it.",
        example="regreso manifest reconcile phone-1.jsonl phone-2.csv --expected 4U=2022-05-03T18:00+03:00",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True, title="verbs")
    for verb, line in VERBS.items():
        one = verbs.add_parser(verb, help=line, description=f"{line[:1].upper()}{line[1:]}.")
        one.add_argument(
            "events", type=Path, nargs="+", metavar="EVENTS", help="JSON lines or CSV; - reads JSON lines"
        )
        if verb == "fold":
            one.add_argument(
                "--events-out", type=Path, metavar="FILE", help="write all events merged, as JSON lines"
            )
        if verb == "reconcile":
            _add_clock(one)
        one.add_argument("--out", type=Path, metavar="FILE", help="write the result to this file")
        one.add_argument("--format", choices=["text", "json", "csv"], default="text", help="default: text")


def _add_clock(one: CommandParser) -> None:
    one.add_argument(
        "--expected", action="append", default=[], metavar="TRIP=TIME",
        help="when a trip should arrive; give it for each trip, or a CSV with the columns trip and expected",
    )  # fmt: skip
    one.add_argument("--margin", type=_hours, default=timedelta(hours=12), metavar="HOURS",
                     help="so long after that a person may be open (default: 12)")  # fmt: skip
    one.add_argument("--now", type=_moment, metavar="TIME", help="the time it is (default: now)")


def run(args: argparse.Namespace) -> int:
    """Run one verb; see docs/reference/manifest.md for the files and the exit codes."""
    from regreso.movement.manifest.fold import Manifest

    manifest, faults = Manifest(), []
    for path in args.events:
        events, wrong = _read(path)
        manifest.add(events)
        faults += wrong
    made = {"fold": _fold, "open": _open, "reconcile": _reconcile}[args.verb](args, manifest)
    faults += manifest.faults()
    _give(args, made, faults)
    return COULD_NOT if faults else DONE


def _fold(args: argparse.Namespace, manifest: Manifest) -> dict[str, Any]:
    from regreso.movement.manifest.events import write_events
    from regreso.movement.manifest.reconcile import count_trips

    standings = manifest.standings()
    if args.events_out:
        lines = "".join(f"{line}\n" for line in write_events(sorted(manifest.events())))
        args.events_out.write_text(lines, encoding="utf-8")
    return {
        "events": len(manifest),
        "trips": _rows(count_trips(standings.values())),
        "standings": _rows(standings[key] for key in sorted(standings)),
    }


def _open(_args: argparse.Namespace, manifest: Manifest) -> dict[str, Any]:
    return {"open": _rows(manifest.open_people())}


def _reconcile(args: argparse.Namespace, manifest: Manifest) -> dict[str, Any]:
    from regreso.movement.manifest.reconcile import count_trips, enquiries_due, households
    from regreso.movement.manifest.standing import State

    standings = manifest.standings()
    expected = _expected(args.expected)
    now = args.now or datetime.now(UTC)
    due = enquiries_due(manifest, now=now, expected=expected, margin=args.margin)
    parted = [household for household in households(standings.values()) if household.parted]
    new = [one for one in standings.values() if one.state is State.ARRIVED and not one.registered]
    trips = sorted({one.trip for one in manifest.open_people()} - expected.keys())
    return {
        "trips": _rows(count_trips(standings.values())),
        "due": _rows(due),
        "parted": _rows(parted),
        "unregistered_arrivals": _rows(sorted(new)),
        "no_expected_time": trips,
    }


def _read(path: Path) -> tuple[list[Event], list[Fault]]:
    from regreso.movement.manifest.events import Event, read_events, read_rows
    from regreso.wire.tables import open_table

    name = str(path)
    if name == "-":
        return _from(name, read_events(sys.stdin))
    if path.suffix.lower() in _TABLES:
        table = open_table(path, known=Event._fields)
        missing = {"id", "kind", "at", "device", "sequence"} - set(table.columns)
        if missing:
            raise CannotDo(
                f"{path}: no column {', '.join(sorted(missing))}; expected one for each key of an event."
            )
        broken: list[Fault] = []
        good, faults = read_rows(_whole(table, broken))
        return _from(name, (good, [*faults, *broken]))
    if path.suffix.lower() not in _JSON:
        raise CannotDo(f"{path}: its name ends in “{path.suffix}”; expected {', '.join(_JSON + _TABLES)}.")
    try:
        return _from(name, read_events(_lines(path)))
    except UnicodeDecodeError as error:
        raise CannotDo(f"{path} is no text in UTF-8: expected one JSON object a line.") from error


def _whole(table: Table, broken: list[Fault]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows whose cells can be told; the others go to `broken`."""
    from regreso.movement.manifest.events import Fault

    for row in table.rows():
        if row.fault:
            broken.append(Fault("bad-row", f"row {row.number}", row.fault))
        else:
            yield row.number, row.cells


def _lines(path: Path) -> Iterator[str]:
    """One object a line; a file that is one list of objects is taken, too."""
    with path.open(encoding="utf-8-sig") as file:
        first = file.readline()
        if not first.lstrip().startswith("["):
            yield first
            yield from file
            return
        try:
            found = json.loads(first + file.read())
        except (ValueError, RecursionError) as error:
            raise CannotDo(f"{path} is no JSON: expected one object a line, or a list of them.") from error
        yield from map(json.dumps, found)


def _from(name: str, read: tuple[list[Event], list[Fault]]) -> tuple[list[Event], list[Fault]]:
    """Of several files each fault says in which it is."""
    events, faults = read
    return events, [fault._replace(where=f"{name}, {fault.where}") for fault in faults]


def _expected(given: Sequence[str]) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for text in given:
        trip, sign, time = text.rpartition("=")
        if sign:
            found[trip] = _time(time, f"--expected {text}")
        else:
            found |= _expected_table(Path(text))
    return found


def _expected_table(path: Path) -> dict[str, datetime]:
    from regreso.wire.tables import open_table

    if path.suffix.lower() not in _TABLES:
        raise WrongUsage(
            f"“--expected {path}” was given; expected TRIP=TIME, or a CSV with the columns trip and expected"
        )
    table = open_table(path, known=("trip", "expected"))
    if not {"trip", "expected"} <= set(table.columns):
        raise CannotDo(f"{path}: expected the columns trip and expected.")
    return {
        row.cells["trip"]: _time(row.cells["expected"], f"{path}, row {row.number}, expected")
        for row in table.rows()
        if row.cells.get("trip")
    }


def _time(text: str, where: str) -> datetime:
    try:
        return _moment(text)
    except argparse.ArgumentTypeError as error:
        raise CannotDo(f"{where}: {error}.") from error


def _rows(found: Iterable[Any]) -> list[dict[str, Any]]:
    """Named tuples as JSON rows."""
    return [{name: _plain(value) for name, value in one._asdict().items()} for one in found]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return (
        [list(part) if isinstance(part, tuple) else part for part in value]
        if isinstance(value, tuple)
        else value
    )


def _give(args: argparse.Namespace, made: Mapping[str, Any], faults: list[Fault]) -> None:
    """Write the file, if one was asked for, or print; faults go to stderr unless they are in the JSON."""
    if args.format == "json":
        text = json.dumps({**made, "faults": _rows(faults)}, ensure_ascii=False, indent=1) + "\n"
    else:
        text = _table(args.verb, made) if args.format == "csv" else _told(args.verb, made, faults)
    if args.out:
        args.out.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    if args.format == "json":
        return
    for fault in faults[:_MOST_FAULTS]:
        field = f", {fault.field}" if fault.field else ""
        print(f"regreso: {fault.where}{field}: {fault.what} ({fault.code})", file=sys.stderr)
    if len(faults) > _MOST_FAULTS:
        print(
            f"regreso: … and {len(faults) - _MOST_FAULTS} more; --format json has them all.", file=sys.stderr
        )


def _table(verb: str, made: Mapping[str, Any]) -> str:
    import csv
    import io

    rows = made[{"fold": "standings", "open": "open", "reconcile": "due"}[verb]]
    columns = _columns(verb)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    return written.getvalue()


def _columns(verb: str) -> tuple[str, ...]:
    from regreso.movement.manifest.reconcile import Due
    from regreso.movement.manifest.standing import Standing

    return Due._fields if verb == "reconcile" else Standing._fields


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    if value is None or isinstance(value, bool):
        return "yes" if value else ""
    text = " ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _told(verb: str, made: Mapping[str, Any], faults: list[Fault]) -> str:
    lines = [
        f"{one['trip']}: {one['registered']} registered, {one['boarded']} boarded, {one['joined']} joined, "
        f"{one['arrived']} arrived, {one['left_by_choice']} left by choice, "
        f"{one['transferred']} transferred, "
        f"{one['taken_off']} taken off, {one['died']} died, {one['no_show']} no-show, {one['open']} open"
        for one in made.get("trips", ())
    ]
    lines += [_line(one, "open") for one in made.get("open", ())]
    lines += [_line(one, one["why"]) for one in made.get("due", ())]
    for one in made.get("parted", ()):
        states = ", ".join(f"{person} {state}" for person, state in one["states"])
        lines.append(f"household {one['household']} on {one['trip']} is parted: {states}")
    lines += [
        f"{one['person']} on {one['trip']}: arrived, not registered"
        for one in made.get("unregistered_arrivals", ())
    ]
    lines += [
        f"{trip}: people are open and nobody said when it should arrive; give --expected"
        for trip in made.get("no_expected_time", ())
    ]
    empty = {"fold": "no events.", "open": "nobody is open.", "reconcile": "nobody is to be looked for."}[
        verb
    ]
    if faults and not lines:  # an empty answer of events that nobody could read would be a false comfort
        empty = f"of the events that could be read, {empty} {len(faults)} faults were found."
    return "".join(f"{line}\n" for line in lines or [empty])


def _line(one: Mapping[str, Any], state: str) -> str:
    place = f", last at {one['last_place']}" if one["last_place"] else ""
    return f"{one['person']} on {one['trip']}: {state}{place}, {one['last_moment']}"


def _hours(text: str) -> timedelta:
    try:
        return timedelta(hours=_positive(float(text)))
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"“{text}” was given, expected hours, as 12") from None


def _positive(number: float) -> float:
    if not 0 <= number < 1e6:  # noqa: PLR2004 - more than a century is a slip
        raise ValueError(number)
    return number


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise argparse.ArgumentTypeError(
        f"“{text}” was given, expected a time with its zone, as 2022-05-03T18:00+03:00"
    )
