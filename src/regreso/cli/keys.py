"""`regreso keys`: what seals the casebook, and how it is changed while the service runs."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from regreso.cli.command import DONE, CannotDo, CommandParser, Subparsers

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

_ALLOWANCE = 5  # seconds more than a process may go on with a secret that it saw before


def add(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser: CommandParser = subparsers.add_parser(
        "keys",
        help="say what seals the casebook, and change it while it serves",
        description="Every operation has a secret of its own; master keys wrap the secrets. Change both "
        "while the service runs: add-master, start the services anew, rotate, forget the old master.",
        example="regreso keys rotate",
    )
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    show = acts.add_parser(
        "show",
        help="say which key seals how many values",
        description="Go through every sealed value and count by key. No key is printed.",
        example="regreso keys show --json",
    )
    show.add_argument("--json", action="store_true", help="for a program")
    master = acts.add_parser(
        "add-master",
        help="add a master key; new secrets are wrapped by it",
        description="Add a master key to the key file and make it the current one. Where the keys come from "
        "elsewhere (REGRESO_KEYS, REGRESO_KEYS_COMMAND), write the new keyring with --out and put it there. "
        "Then start the services anew; everybody signs in again.",
        example="regreso keys add-master",
    )
    master.add_argument("--out", type=Path, metavar="FILE", help="a new file for the keyring")
    rotate = acts.add_parser(
        "rotate",
        help="give each operation a new secret and seal everything anew",
        description="A new secret for each operation, wrapped by the current master; then every value is "
        "sealed anew while the service runs, and the old secret is destroyed. Interrupted, it goes on where "
        "it was when it is run again.",
        example="regreso keys rotate --operation 'Winter 2026'",
    )
    rotate.add_argument("--operation", default="", metavar="NAME", help="one operation only (default: all)")
    forget = acts.add_parser(
        "forget",
        help="take an old master key out of the key file, when it seals nothing any more",
        description="After rotate: backups that were made before cannot be opened without the old master.",
        example="regreso keys forget 1",
    )
    forget.add_argument("master", type=int, metavar="NUMBER", help="which one (see show)")
    forget.add_argument("--out", type=Path, metavar="FILE", help="a new file for the keyring")


def run(args: argparse.Namespace) -> int:
    """Show or change the keys."""
    from regreso.casebook.keys import KeysError
    from regreso.cli.opened import opened

    opened()
    try:
        return {"show": _show, "add-master": _add_master, "rotate": _rotate, "forget": _forget}[args.act](
            args
        )
    except KeysError as error:
        raise CannotDo(str(error)) from error


def _show(args: argparse.Namespace) -> int:
    from regreso.casebook.keys import keyring
    from regreso.casebook.models import Operation

    ring = keyring()
    counted = {"": _sealed_by(None)} | {one.name: _sealed_by(one.pk) for one in Operation.objects.all()}
    if args.json:
        told = {"masters": sorted(ring.masters), "current": ring.current, "sealed": counted}
        print(json.dumps(told, indent=1, ensure_ascii=False))
        return DONE
    masters = ", ".join(str(one) for one in sorted(ring.masters))
    print(f"Master keys: {masters}; current is {ring.current}.")
    for name, keys in counted.items():
        print(f"“{name}”:" if name else "What belongs to no operation:")
        for key, values in keys.items() or {"nothing is sealed": 0}.items():
            print(f"  {values:>12,}  {key}")
    return DONE


def _sealed_by(operation_id: UUID | None) -> dict[str, int]:
    from regreso.casebook.models import OperationKey
    from regreso.casebook.resealing import sealers

    current = {
        key.bytes: retired is None for key, retired in OperationKey.objects.values_list("pk", "retired_at")
    }

    def name(by: bytes | int) -> str:
        if isinstance(by, int):
            return f"master {by}"
        state = {True: "its secret", False: "a secret that is being replaced", None: "a destroyed secret"}
        return f"{state[current.get(by)]} ({by.hex()[:8]})"

    return {name(by): count for by, count in sorted(sealers(operation_id).items(), key=str)}


def _add_master(args: argparse.Namespace) -> int:
    from regreso.casebook.keys import keyring, with_master

    changed = _write_ring(with_master(_ring_text(args.out)), args.out)
    keyring.cache_clear()
    print(
        f"{changed}: a new master key is the current one. Start the services anew, then: regreso keys rotate"
    )
    return DONE


def _forget(args: argparse.Namespace) -> int:
    from regreso.casebook.keys import without_master
    from regreso.casebook.models import Operation, OperationKey
    from regreso.casebook.operation_keys import sealed_by
    from regreso.casebook.resealing import sealers

    text = without_master(_ring_text(args.out), args.master)
    wrapped = sum(sealed_by(bytes(one)) == args.master for one in _wrapped(OperationKey))
    owners = [None, *Operation.objects.values_list("pk", flat=True)]
    sealed = sum(sealers(one).get(args.master, 0) for one in owners)
    if wrapped or sealed:
        raise CannotDo(
            f"Master key {args.master} still wraps {wrapped:,} secrets and seals {sealed:,} values: "
            "start the services anew, run “regreso keys rotate”, then try again."
        )
    print(f"{_write_ring(text, args.out)}: master key {args.master} is gone. Destroy its copies too.")
    return DONE


def _wrapped(model: object) -> list[bytes]:
    from regreso.casebook.operation_keys import BY_PROGRAM

    found = model.objects.values_list("wrapped", flat=True)  # type: ignore[attr-defined]  # a model
    return [bytes(one) for one in found if not bytes(one).startswith(BY_PROGRAM)]


def _ring_text(out: Path | None) -> str:
    """The keyring as it is now; where no file of ours holds it, only with --out."""
    from django.conf import settings

    from regreso.casebook.keys import told_by

    if not settings.REGRESO_KEYS and not settings.REGRESO_KEYS_COMMAND:
        return Path(settings.REGRESO_KEYS_FILE).read_text(encoding="utf-8")
    if out is None:
        raise CannotDo(
            "the keys come from elsewhere than a file: name a new file with --out, and bring it there."
        )
    return settings.REGRESO_KEYS or told_by(settings.REGRESO_KEYS_COMMAND)


def _write_ring(text: str, out: Path | None) -> Path:
    from django.conf import settings

    from regreso.casebook.keys import write_key_file

    path = out or Path(settings.REGRESO_KEYS_FILE)
    if out is not None and out.exists():
        raise CannotDo(f"{out} is there already: name a new file.")
    write_key_file(path, text)
    return path


def _rotate(args: argparse.Namespace) -> int:
    from regreso.casebook.audit import ENDED
    from regreso.casebook.models import OperationKey
    from regreso.casebook.operation_keys import rewrap
    from regreso.cli.opened import operations

    found = operations(args.operation)
    for key in OperationKey.objects.all():
        rewrap(key)
    for one in found:
        if one.state in ENDED:  # only its ledger is left, and the last move of that is sealed by a master
            _passes(one.pk, one.name)
        else:
            _rotated(one.pk, one.name)
    if not args.operation:
        _passes(None, "what belongs to no operation")
    return DONE


def _rotated(operation_id: UUID, name: str) -> None:
    """One operation: a new secret (unless one is half-way in), everything under it, the old one destroyed."""
    from django.utils import timezone

    from regreso.casebook.models import OperationKey
    from regreso.casebook.operation_keys import FRESH, destroy_retired, make_secret

    if not OperationKey.objects.filter(operation=operation_id).exclude(retired_at=None).exists():
        make_secret(operation_id)
    anew = _pass(operation_id, name)
    newest = OperationKey.objects.get(operation=operation_id, retired_at=None)
    waited = (timezone.now() - newest.made_at).total_seconds()
    time.sleep(max(FRESH + _ALLOWANCE - waited, 0))  # until every process seals with the new one
    anew += _passes(operation_id, name)
    gone = destroy_retired(operation_id)
    print(f"“{name}”: {anew:,} values sealed anew, {gone} old secret{'s' * (gone != 1)} destroyed.")


def _passes(operation_id: UUID | None, name: str) -> int:
    """Passes until one finds nothing left."""
    total = 0
    while found := _pass(operation_id, name):
        total += found
    return total


def _pass(operation_id: UUID | None, name: str) -> int:
    from regreso.casebook.resealing import count_rows, reseal
    from regreso.cli.progress import Progress

    progress = Progress(what=f"rows of {name}")
    progress.total = count_rows(operation_id)
    reach: Callable[[int], None] = progress.reach
    try:
        return reseal(operation_id, progress=reach)
    finally:
        progress.end()
