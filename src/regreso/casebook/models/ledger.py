"""The ledger: every move and every read is a row in a hash chain. Rows are only ever appended.

`append_move` is the one door through which a state changes. In one transaction it checks the story and
the two-person rule, writes the state, appends the row, and hands the move on for what follows from it.
A row's hash covers ids, names of states and a digest of what was said, never clear identity, so that
sealing anew or shredding what was said does not break the chain. A keyed seal over the chain's head
shows a missing tail.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django.conf import settings
from django.db import models, transaction
from django.utils.module_loading import import_string

from regreso import story
from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.keys import KeyGoneError, keyring
from regreso.casebook.models.columns import key, moment, operation, word
from regreso.casebook.sealed import SealedMap

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regreso.casebook.actor import Actor

GENESIS = "0" * 64
MOVES, READS = "moves", "reads"


class Subject(Protocol):
    """A row that the story moves."""

    SUBJECT: ClassVar[str]
    pk: Any
    state: Any

    @property
    def operation_id(self) -> Any:  # noqa: ANN401 - a column of most, a property of Operation
        """The operation whose chain its moves stand in."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: records of one kind, on which page, and why when a reason was asked."""

    operation_id: uuid.UUID
    kind: str
    ids: tuple[object, ...]
    page: str
    reason: str = ""


class Chain(models.Model):
    """The head of one chain: its length, last hash, and a seal that only the keyring can make."""

    operation = operation()
    kind = clear(models.CharField(max_length=8))  # moves, reads
    length = clear(models.PositiveBigIntegerField(default=0))
    head = clear(models.CharField(max_length=64, default=GENESIS))
    seal = clear(models.CharField(max_length=64, default=""))
    id = clear(models.BigAutoField(primary_key=True))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "kind"], name="one_chain_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.length}"

    def sealed(self) -> str:
        """The seal that belongs to this head."""
        data = f"{self.operation_id}:{self.kind}:{self.length}:{self.head}".encode()
        return keyring().mac(data, purpose="chain")


class Move(models.Model):
    """One move of the story: who, when, why, from which state to which."""

    id = key()
    operation = operation()
    number = clear(models.PositiveBigIntegerField())  # 1, 2, 3 … within the operation
    subject = clear(models.CharField(max_length=16))
    subject_id = clear(models.UUIDField())
    name = clear(models.CharField(max_length=24))
    before = word()
    after = word()
    role = clear(models.CharField(max_length=24))
    actor_id = clear(models.CharField(max_length=40))
    via_id = word(40)
    at = clear(models.DateTimeField())
    said = SealedMap(DataClass.CUSTODY)  # {"reason", "detail", "salt"}
    said_digest = clear(models.CharField(max_length=64))
    previous = clear(models.CharField(max_length=64))
    hash = clear(models.CharField(max_length=64))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "number"], name="one_move_per_number")
        ]
        indexes: ClassVar = [models.Index(fields=["subject", "subject_id", "number"], name="move_history")]

    def __str__(self) -> str:
        return f"{self.subject} {self.name}"

    def link(self) -> str:
        """The hash that this row must bear: over its own columns and the hash before it."""
        return _hash(
            self.previous, self.number, self.operation_id, self.id, self.subject, self.subject_id, self.name,
            self.before, self.after, self.role, self.actor_id, self.via_id, _utc(self.at), self.said_digest,
        )  # fmt: skip

    @property
    def reason(self) -> str:
        """Why, in the actor's words; "" when the keys of the operation were destroyed."""
        return str(self.words().get("reason", ""))

    @property
    def detail(self) -> dict[str, Any]:
        """What else belongs to this move."""
        return dict(self.words().get("detail", {}))

    def words(self) -> dict[str, Any]:
        """What was said; {} when the keys of the operation were destroyed, and the words with them."""
        try:
            said: dict[str, Any] = self.said
        except KeyGoneError:
            return {}
        return said


class Read(models.Model):
    """One reading of people's records by a member of staff: which rows (as a digest), why, when."""

    id = key()
    operation = operation()
    number = clear(models.PositiveBigIntegerField())
    kind = clear(models.CharField(max_length=24))  # of the records: enquiry, custody, match …
    ids_digest = clear(models.CharField(max_length=64))
    count = clear(models.PositiveIntegerField())
    page = clear(models.CharField(max_length=80))  # the name of the page's address pattern
    reader_id = clear(models.CharField(max_length=40))
    at = clear(models.DateTimeField())
    said = SealedMap(DataClass.CUSTODY)  # {"ids": [...], "reason", "salt"}
    said_digest = clear(models.CharField(max_length=64))
    previous = clear(models.CharField(max_length=64))
    hash = clear(models.CharField(max_length=64))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "number"], name="one_read_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.count}"

    def link(self) -> str:
        """The hash that this row must bear."""
        return _hash(
            self.previous, self.number, self.operation_id, self.id, self.kind, self.ids_digest, self.count,
            self.page, self.reader_id, _utc(self.at), self.said_digest,
        )  # fmt: skip


class Reaction(models.Model):
    """What followed from a move was done: written in the same transaction as the doing, so never twice."""

    id = clear(models.BigAutoField(primary_key=True))
    move = clear(models.ForeignKey("casebook.Move", models.PROTECT, related_name="reactions"))
    name = clear(models.CharField(max_length=64))
    done_at = clear(models.DateTimeField())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["move", "name"], name="one_reaction_per_move")
        ]

    def __str__(self) -> str:
        return self.name


class Lease(models.Model):
    """A worker's hold on a job: when its heart last beat, and how often the job was tried."""

    job = clear(models.UUIDField(primary_key=True))
    worker = word(64)
    claimed_at = clear(models.DateTimeField())
    beat_at = clear(models.DateTimeField())
    tries = clear(models.PositiveSmallIntegerField(default=1))
    gave_up_at = moment()  # a dead letter: on the desk of the administrator

    def __str__(self) -> str:
        return str(self.job)


def append_move(row: Subject, name: str, *, by: Actor, at: datetime, said: dict[str, Any] | str = "") -> Move:
    """Make the move `name` on `row`: the only way in which a state changes.

    `said` is the reason, or a mapping {"reason": …, "detail": {…}}. A row that is not saved yet is
    saved in its first state. Everything else that belongs to the step is written in the same
    transaction by the caller.

    Raises:
        story.MoveRefused: the story, the state in the database, or the two-person rule forbids it.
    """
    with transaction.atomic():
        chain = _head(row.operation_id, MOVES)  # first: whoever has the chain has the operation's turn
        rule = story.check(row.SUBJECT, name, state=row.state, role=by.role)
        _refuse_same_hand(row, rule, by)
        before, after = row.state, rule.next_state(row.state)
        _turn(row, rule, before, after)
        move = _written(row, name, before, after, said)
        move.role, move.actor_id, move.via_id, move.at = by.role, by.id, by.via, at
        _chain_up(chain, [move])
        move.save(force_insert=True)
        import_string(settings.REGRESO_FOLLOW)(move)
    return move


def take_turn(operation_id: uuid.UUID) -> None:
    """Nobody else moves anything in this operation until the transaction around this call ends.

    For a step that judges by other rows than its own: what it read is still so when its move is appended.
    """
    _head(operation_id, MOVES)


def append_listed(rows: Sequence[Any], name: str, *, by: Actor, at: datetime) -> list[Move]:
    """Many rows of one list, new ones or known ones, a move each, in bulk. What follows hangs on the list.

    Raises:
        story.MoveRefused: the story forbids it, or somebody moved one of them meanwhile.
    """
    if not rows:
        return []
    with transaction.atomic():
        chain = _head(rows[0].operation_id, MOVES)
        moves = []
        for row in rows:
            rule = story.check(row.SUBJECT, name, state=row.state, role=by.role)
            move = _written(row, name, row.state, rule.next_state(row.state), "")
            move.role, move.actor_id, move.via_id, move.at = by.role, by.id, by.via, at
            moves.append(move)
        _turn_all(rows, moves)
        _chain_up(chain, moves)
        Move.objects.bulk_create(moves, batch_size=500)
    return moves


def _turn_all(rows: Sequence[Any], moves: Sequence[Move]) -> None:
    """Write the states: of new rows with the rows themselves, of known ones only if they are as we judged."""
    kind = type(rows[0])
    turns: dict[tuple[str, str], list[Any]] = {}
    for row, move in zip(rows, moves, strict=True):
        if not row._state.adding:  # noqa: SLF001 - Django's documented instance state
            turns.setdefault((move.before, move.after), []).append(row.pk)
        row.state = move.after
    for (before, after), keys in turns.items():
        if kind.objects.filter(pk__in=keys, state=before).update(state=after) < len(keys):
            raise story.MoveRefused(kind.SUBJECT, moves[0].name, "someone was faster; look again")
    if not turns:
        kind.objects.bulk_create(rows, batch_size=500)


def append_read(reading: Reading, *, by: Actor, at: datetime) -> Read:
    """Note that `by` read these records."""
    names = sorted(str(i) for i in reading.ids)
    said = {"ids": names, "reason": reading.reason, "salt": secrets.token_hex(8)}
    with transaction.atomic():
        chain = _head(reading.operation_id, READS)
        read = Read(
            operation_id=reading.operation_id, kind=reading.kind, count=len(names), page=reading.page,
            reader_id=by.hand, at=at, said=said, said_digest=digest_of(said), ids_digest=_hash(*names),
        )  # fmt: skip
        _chain_up(chain, [read])
        read.save(force_insert=True)
    return read


def history(row: Subject) -> models.QuerySet[Move]:
    """All moves of this row, the first first."""
    return Move.objects.filter(subject=row.SUBJECT, subject_id=row.pk).order_by("number")


def _head(operation_id: uuid.UUID, kind: str) -> Chain:
    chains = Chain.objects.select_for_update()
    found = chains.filter(operation_id=operation_id, kind=kind).first()
    if found is None:
        Chain.objects.get_or_create(operation_id=operation_id, kind=kind)
        found = chains.get(operation_id=operation_id, kind=kind)
    return found


def _refuse_same_hand(row: Subject, rule: story.Rule, by: Actor) -> None:
    if not rule.other_than:
        return
    moves = list(history(row).filter(name__in=rule.other_than))
    for earlier in (moves[place] for place in rule.barring([move.name for move in moves])):
        if by.hand in (earlier.actor_id, earlier.via_id):
            raise story.MoveRefused(
                rule.subject,
                rule.move,
                f"you made “{earlier.name}”; this takes another person (two-person rule)",
            )


def _turn(row: Any, rule: story.Rule, before: str, after: str) -> None:  # noqa: ANN401 - any subject's row
    """Write the state only if the database still has the one we judged by."""
    if row._state.adding:  # noqa: SLF001 - Django's documented instance state
        row.state = after
        row.save(force_insert=True)
        return
    rows = type(row).objects.filter(pk=row.pk, state=before)
    if not rows.update(state=after):
        now = type(row).objects.filter(pk=row.pk).values_list("state", flat=True).first()
        raise story.MoveRefused(rule.subject, rule.move, f"someone was faster: it is “{now}” now; look again")
    row.state = after


def _written(row: Subject, name: str, before: str, after: str, said: dict[str, Any] | str) -> Move:
    words: dict[str, Any] = {"reason": said} if isinstance(said, str) else dict(said)
    words["salt"] = secrets.token_hex(8)
    return Move(
        operation_id=row.operation_id, subject=row.SUBJECT, subject_id=row.pk, name=name,
        before=before, after=after, said=words, said_digest=digest_of(words),
    )  # fmt: skip


def _chain_up(chain: Chain, rows: Sequence[Move] | Sequence[Read]) -> None:
    for row in rows:
        chain.length += 1
        row.number, row.previous = chain.length, chain.head
        row.hash = chain.head = row.link()
    chain.seal = chain.sealed()
    chain.save(update_fields=["length", "head", "seal"])


def digest_of(said: dict[str, Any]) -> str:
    """The digest of what was said: the hash covers it instead of the words themselves.

    It is the digest of the very bytes that are sealed, so that a verifier need not read what they say.
    """
    return hashlib.sha256(Move._meta.get_field("said").dumps(said)).hexdigest()  # noqa: SLF001 - Django's documented API


def _utc(at: datetime) -> str:
    return f"{at.timestamp():.6f}"


def _hash(*parts: object) -> str:
    return hashlib.sha256(json.dumps([str(part) for part in parts], ensure_ascii=False).encode()).hexdigest()
