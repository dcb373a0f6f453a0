"""Operations, and who may do what in them: a role is given by two administrators, never to oneself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso import story
from regreso.casebook.actor import CLOCK
from regreso.casebook.keys import keyring
from regreso.casebook.models import Chain, Site, Staff, append_move, history, take_turn
from regreso.casebook.once import once
from regreso.casebook.operation_keys import forget
from regreso.casebook.rows import set_columns
from regreso.casebook.wiping import deleted
from regreso.facts.letter import CARDS_A_MONTH, LANGUAGES, LETTERS_A_MONTH
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Grant, Move, Operation

KINDS = ("conflict", "disaster")
SITES = ("camp", "hospital", "shelter", "desk")
SHORTEST_PASSWORD = 12
TEST_LASTS = timedelta(hours=24)
SHRED_AFTER = timedelta(days=30)  # of being closed: so long a family can still come back as if nothing were
AT_A_SITE = (story.REGISTRAR,)
WITH_LANGUAGES = (story.TRANSLATOR,)


def open_operation(operation: Operation, *, by: Actor, at: datetime) -> Move:
    """A crisis has its own rows, register and chain from now on."""
    if operation.kind not in KINDS:
        raise StepError("unknown_kind", given=operation.kind, expected="one of " + ", ".join(KINDS))
    if not operation.name.strip():
        raise StepError("no_name", given=operation.name, expected="a name for the operation")
    with once(operation, "open"):
        operation.opened_at = at
        operation.wipes_at = at + TEST_LASTS if operation.test else None
        return append_move(operation, "open", by=by, at=at)


def add_site(operation: Operation, site: Site, *, by: Actor, at: datetime) -> Move:
    """The operation has one more camp, hospital, shelter or desk; registrars may be asked for there."""
    if not site.code.strip():
        raise StepError("no_code", given=site.code, expected="a short code for the site, such as C1")
    if site.kind not in SITES:
        raise StepError("unknown_kind", given=site.kind, expected="one of " + ", ".join(SITES))
    with transaction.atomic():
        if Site.objects.filter(operation=operation, code=site.code).exists():
            raise StepError("code_taken", given=site.code, expected="a code that no other site has")
        move = append_move(operation, "add_site", by=by, at=at, said={"detail": {"site": str(site.pk)}})
        site.operation = operation
        site.save(force_insert=True)
    return move


def promise(operation: Operation, a_month: tuple[int, int], *, by: Actor, at: datetime) -> Move:
    """Every captive of this operation is given forms for so many letters and cards each month.

    Two letters and four cards (GC III 71) are the floor: nobody can promise less. It is no upper limit.
    """
    letters, cards = a_month
    if letters < LETTERS_A_MONTH or cards < CARDS_A_MONTH:
        floor = f"{LETTERS_A_MONTH} letters and {CARDS_A_MONTH} cards, or more"
        raise StepError("below_the_floor", given=a_month, expected=floor)
    with transaction.atomic():
        said = {"detail": {"letters": letters, "cards": cards}}
        move = append_move(operation, "promise", by=by, at=at, said=said)
        set_columns(operation, letters_a_month=letters, cards_a_month=cards)
    return move


def add_staff(name: str, password: str, *, administrator: bool = False) -> Staff:
    """Somebody has an account. It opens nothing: what they may do is given role by role, by two.

    Accounts belong to no operation, so no chain bears this; each role that is given later does.
    """
    if not name.strip() or Staff.objects.filter(username=name).exists():
        raise StepError("name_taken", given=name, expected="a user name that nobody has")
    if len(password) < SHORTEST_PASSWORD:
        raise StepError("short_password", given="", expected=f"{SHORTEST_PASSWORD} letters or more")
    return Staff.objects.create_user(name, password=password, is_superuser=administrator)


def close_operation(operation: Operation, *, reason: str, by: Actor, at: datetime) -> Move:
    """Nobody holds a role in this operation any more; its rows stay."""
    return append_move(operation, "close", by=by, at=at, said=reason)


def reopen_operation(operation: Operation, *, reason: str, by: Actor, at: datetime) -> Move:
    """It goes on: the roles that were given hold again. Another administrator than the one who closed it."""
    return append_move(operation, "reopen", by=by, at=at, said=reason)


def propose_shredding(operation: Operation, *, reason: str, by: Actor, at: datetime) -> Move:
    """One administrator proposes to destroy all of a closed operation; a second decides.

    Families come back after an operation is closed, and what is to be kept for ever is handed to the Central
    Tracing Agency: so not before thirty days have passed.
    """
    closed = history(operation).filter(name="close").order_by("-number").first()
    if closed is not None and closed.at + SHRED_AFTER > at:
        day = (closed.at + SHRED_AFTER).date().isoformat()
        raise StepError("too_soon_to_shred", given=day, expected="thirty days since the operation was closed")
    if not reason.strip():
        raise StepError("no_reason", given=reason, expected="why, and where what must be kept was handed to")
    return append_move(operation, "propose_shredding", by=by, at=at, said=reason)


def keep_operation(operation: Operation, *, reason: str, by: Actor, at: datetime) -> Move:
    """It is not destroyed after all: the operation is closed as before."""
    return append_move(operation, "keep", by=by, at=at, said=reason)


def shred(operation: Operation, *, by: Actor, at: datetime) -> Move:
    """The second administrator agreed: every row of the operation is gone, and the secret that sealed them.

    Its ledger stays, with hashes and ids and no word that could be opened. Backups hold the wrapped secret
    until they expire, or until the master key that wrapped it is destroyed (`regreso keys`).
    """
    with transaction.atomic():
        take_turn(operation.pk)
        story.check("operation", "shred", state=operation.state, role=by.role)
        return _ended(operation, "shred", "shredded", by=by, at=at)


def wipe(operation: Operation, *, at: datetime) -> Move:
    """A test is over: all that was written in it is gone. Its ledger ends with a signed last row.

    The ledger itself stays: its rows hold ids, digests and sealed words, so its chain can still be checked.
    """
    if not operation.test or operation.wipes_at is None or operation.wipes_at > at:
        raise StepError("not_due", given=operation.name, expected="a test whose day is over")
    with transaction.atomic():
        take_turn(operation.pk)
        return _ended(operation, "wipe", "wiped", by=CLOCK, at=at)


def _ended(operation: Operation, move: str, state: str, *, by: Actor, at: datetime) -> Move:
    """All rows but the ledger are gone, and the secrets; the last move is sealed by the master and signed."""
    gone = deleted(operation)
    forget(operation.pk)
    head = Chain.objects.get(operation=operation, kind="moves").head
    signature = keyring().sign(f"{state}:{operation.pk}:{head}".encode()).hex()
    told = {"rows": gone, "head": head, "signature": signature}
    return append_move(operation, move, by=by, at=at, said={"detail": told})


def ask_grant(grant: Grant, *, reason: str, by: Actor, at: datetime) -> Move:
    """One administrator asks that a member of staff gets a role; nothing changes before a second agrees."""
    _refuse_own(grant, "ask", by)
    if grant.role not in story.STAFF:
        raise StepError("unknown_role", given=grant.role, expected="one of " + ", ".join(story.STAFF))
    if (grant.role in AT_A_SITE) != (grant.site is not None):
        raise StepError("wrong_site", given=grant.role, expected="a site for a registrar, none for others")
    if grant.site and grant.site.operation_id != grant.operation_id:
        raise StepError("other_operation", given=grant.site.code, expected="a site of this operation")
    known = grant.languages.split()
    if set(known) - set(LANGUAGES) or (len(set(known)) > 1) != (grant.role in WITH_LANGUAGES):
        expected = f"for a translator two or more of {', '.join(LANGUAGES)}; none for others"
        raise StepError("wrong_languages", given=grant.languages, expected=expected)
    with once(grant, "ask"):
        return append_move(grant, "ask", by=by, at=at, said=reason)


def give_grant(grant: Grant, *, by: Actor, at: datetime) -> Move:
    """The second administrator agreed: the member of staff may act in this role from now on."""
    _refuse_own(grant, "give", by)
    return append_move(grant, "give", by=by, at=at)


def end_grant(grant: Grant, *, reason: str, by: Actor, at: datetime) -> Move:
    """The member of staff may no longer act in this role. One administrator suffices: leaving is quick."""
    with transaction.atomic():
        return append_move(grant, "end", by=by, at=at, said=reason)


def _refuse_own(grant: Grant, move: str, by: Actor) -> None:
    if str(grant.staff_id) == by.hand:
        raise story.MoveRefused("grant", move, "nobody gives a role to themselves")
