"""`regreso private`: two registries find the people whom both have, and neither shows the other its list."""

from __future__ import annotations

import argparse
import csv
import json
import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from regreso.cli.command import DONE, CannotDo, CommandParser, Subparsers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regreso.facts.person import PersonFacts

_MAGIC = {"question": b"regreso private question 1\n", "answer": b"regreso private answer 1\n"}
_MOST = 2_000_000  # keys of a question: more is no list of a bureau, but somebody trying names out


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    # Deferred like all rooms below: `regreso --help` must not wait for them.
    from regreso.cli.batch import table_path

    parser: CommandParser = subparsers.add_parser(
        "private",
        help="find the people whom two registries have, without showing either list",
        description="We ask, the partner answers, we find: three commands, two files. Only points of a group "
        "travel, from which no name can be told. The partner learns about how many we asked for; we learn "
        "which of our own people they have, and by how strict a form of the name and birth.",
        example="regreso private ask ours.csv --question q.bin --secret s.json",
    )
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    ask = acts.add_parser("ask", help="write the question, and the secret that opens its answer")
    ask.add_argument("list", type=table_path, metavar="LIST", help="our people: columns of `regreso link`")
    ask.add_argument("--question", type=Path, required=True, metavar="FILE", help="goes to the partner")
    ask.add_argument("--secret", type=Path, required=True, metavar="FILE", help="stays here")
    answer = acts.add_parser("answer", help="answer a partner's question from our own list")
    answer.add_argument("list", type=table_path, metavar="LIST", help="our people")
    answer.add_argument("question", type=Path, metavar="QUESTION", help="the partner's")
    answer.add_argument("--answer", type=Path, required=True, metavar="FILE", help="goes to the partner")
    answer.add_argument(
        "--most",
        type=int,
        default=_MOST,
        metavar="N",
        help="refuse a question of more keys (default: 2,000,000)",
    )
    find = acts.add_parser("find", help="which of our people the partner has")
    find.add_argument("answer", type=Path, metavar="ANSWER", help="the partner's")
    find.add_argument("--secret", type=Path, required=True, metavar="FILE", help="of the question")
    find.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="our people: id and how strictly"
    )
    for one in (ask, answer):
        one.add_argument(
            "--as-of", type=_day, metavar="DATE", help="the day on which ages hold (default: today)"
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” was given; expected a day such as 2022-07-01") from None


def run(args: argparse.Namespace) -> int:
    """One of the three acts."""
    try:
        return {"ask": _ask, "answer": _answer, "find": _find}[args.act](args)
    except ModuleNotFoundError as error:
        raise CannotDo(str(error)) from error


def _people(path: Path, day: date | None) -> Iterator[tuple[str, PersonFacts]]:
    """Who stands in a list; rows that cannot be used are left out and counted."""
    from regreso.tracing.facts import row_facts
    from regreso.tracing.lists import ENQUIRIES, REGISTRY, PeopleList
    from regreso.wire.tables import open_table

    as_of = day or datetime.now().astimezone().date()
    table = open_table(path, known={*REGISTRY.columns, *ENQUIRIES.columns})
    kind = ENQUIRIES if "enquiry_id" in table.columns else REGISTRY
    left_out = 0

    def reject(_rejection: object) -> None:
        nonlocal left_out
        left_out += 1

    own = "enquiry_id" if kind is ENQUIRIES else "record_id"
    for row in PeopleList.of(table, kind, as_of=as_of).rows(reject):
        yield row[own], row_facts(row, as_of=as_of)[0]
    if left_out:
        print(f"{path.name}: {left_out} rows or values could not be used; `regreso link` would list them.")


def _ask(args: argparse.Namespace) -> int:
    from regreso.tracing.private import Key, blinded, keys_of, new_secret

    holders: dict[Key, list[str]] = {}
    for who, facts in _people(args.list, args.as_of):
        for key in keys_of(facts):
            holders.setdefault(key, []).append(who)
    if not holders:
        raise CannotDo(f"{args.list}: nobody in it has a name and a birth, which a private comparison needs.")
    secret, keys = new_secret(), sorted(holders, key=lambda key: (key.text, key.kind))
    _write(args.question, "question", [blinded(keys, secret)])
    told = {"secret": secret.hex(), "keys": [[key.kind, holders[key]] for key in keys]}
    handle = os.open(args.secret, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(told, file, ensure_ascii=False)
    print(f"{len(keys):,} keys of our people. Send {args.question}; keep {args.secret}, then delete it.")
    return DONE


def _answer(args: argparse.Namespace) -> int:
    from regreso.tracing.private import Key, blinded, keys_of, new_secret, padded, raised

    (question,) = _read(args.question, "question", 1)
    if len(question) > args.most:
        raise CannotDo(f"{args.question} asks for {len(question):,} keys: expected at most {args.most:,}.")
    keys: set[Key] = {key for _, facts in _people(args.list, args.as_of) for key in keys_of(facts)}
    secret = new_secret()
    try:
        answered = raised(question, secret)
    except ValueError as error:
        raise CannotDo(f"{args.question}: {error}.") from error
    _write(args.answer, "answer", [answered, padded(blinded(keys, secret), secret)])
    print(f"{len(question):,} keys were asked for. Send {args.answer}; nothing else has to be kept.")
    return DONE


def _find(args: argparse.Namespace) -> int:
    from regreso.tracing.private import raised

    try:
        told = json.loads(args.secret.read_text(encoding="utf-8"))
        secret, keys = bytes.fromhex(told["secret"]), told["keys"]
    except (ValueError, KeyError) as error:
        raise CannotDo(f"{args.secret} is no secret of `regreso private ask`.") from error
    mine, offered = _read(args.answer, "answer", 2)
    if len(mine) != len(keys):
        raise CannotDo(
            f"{args.answer} answers {len(mine):,} keys, {args.secret} has {len(keys):,}: not a pair."
        )
    try:
        theirs = set(raised(offered, secret))
    except ValueError as error:
        raise CannotDo(f"{args.answer}: {error}.") from error
    found: dict[str, set[str]] = {}
    for point, (kind, holders) in zip(mine, keys, strict=True):
        if point in theirs:
            for who in holders:
                found.setdefault(who, set()).add(kind)
    with args.out.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("id", "kinds"))
        rows.writerows((who, " ".join(sorted(kinds))) for who, kinds in sorted(found.items()))
    print(
        f"{len(found):,} of our people may be among theirs; {args.out} says which, and by which kinds of key."
    )
    return DONE


def _write(path: Path, kind: str, parts: Sequence[Sequence[bytes]]) -> None:
    """The kind, how many points each part has, and the points; whole or not at all."""
    sizes = json.dumps([len(points) for points in parts]).encode() + b"\n"
    part = path.with_name(path.name + ".part")
    part.write_bytes(_MAGIC[kind] + sizes + b"".join(point for points in parts for point in points))
    part.replace(path)


def _read(path: Path, kind: str, parts: int) -> list[list[bytes]]:
    """The points of a file.

    Raises:
        CannotDo: it is none of this kind, or a part of it is missing.
    """
    from regreso.tracing.private import POINT

    data = path.read_bytes()
    head, _, rest = data.removeprefix(_MAGIC[kind]).partition(b"\n")
    sizes = json.loads(head) if data.startswith(_MAGIC[kind]) and head.startswith(b"[") else None
    if not sizes or len(sizes) != parts or len(rest) != POINT * sum(sizes):
        raise CannotDo(f"{path} is no whole {kind} of `regreso private`: ask for the file again.")
    points = [rest[at : at + POINT] for at in range(0, len(rest), POINT)]
    ends = [sum(sizes[: n + 1]) for n in range(parts)]
    return [points[end - size : end] for end, size in zip(ends, sizes, strict=True)]
