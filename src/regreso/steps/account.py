"""Accounts and the ways into them: an invitation, keys, codes. Who may do what stands in grants, not here.

Accounts belong to no operation, so no chain bears these steps: each writes an `AccountEvent` instead.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from regreso.casebook.keys import keyring
from regreso.casebook.models import (
    AccountEvent,
    CodeSecret,
    Grant,
    Invitation,
    Passkey,
    RecoveryCode,
    Staff,
    append_move,
)
from regreso.casebook.one_time import (
    is_recovery_code,
    new_recovery_codes,
    recovery_digest,
    step_that_fits,
)
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from regreso.casebook.actor import Actor
    from regreso.casebook.passkeys import NewKey

INVITED_FOR = timedelta(days=3)
SHORTEST_PASSWORD = 12
PASSKEY, CODE, RECOVERY, PASSWORD = "passkey", "code", "recovery", "password"
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and the secret of its link, which is kept nowhere."""

    invitation: Invitation
    token: str


def invite_first(name: str, *, at: datetime) -> Invited:
    """The first administrator of an installation has a link. Only while there is none who can sign in."""
    if Staff.objects.filter(is_superuser=True, is_active=True).exists():
        raise StepError("administrator_there", given=name, expected="an installation without administrator")
    with transaction.atomic():
        staff = Staff.objects.filter(username=name).first() or _new_account(name)
        Staff.objects.filter(pk=staff.pk).update(is_superuser=True)
        return _invited(staff, "", at)


def invite(name: str, *, by: Actor, at: datetime, administrator: bool = False) -> Invited:
    """A new member of staff has a link, good once and for three days. The account opens nothing yet.

    `administrator` is for the command on the machine: on a page, administrators too are made by two.
    """
    if Staff.objects.filter(username=name).exists():
        raise StepError("name_taken", given=name, expected="a user name that nobody has")
    with transaction.atomic():
        staff = _new_account(name)
        Staff.objects.filter(pk=staff.pk).update(is_superuser=administrator)
        return _invited(staff, by.id, at)


def invite_again(staff: Staff, *, by: Actor, at: datetime, administrator: bool = False) -> Invited:
    """Somebody lost their ways in: all of them are gone, and they come in anew by a link.

    Their roles end: otherwise one administrator alone could take over what two had given. An account that
    was never used has none of this to lose.
    """
    if str(staff.pk) == by.id:
        raise StepError("own_account", given=staff.username, expected="another administrator")
    with transaction.atomic():
        _end_roles(staff, by=by, at=at, why="a new way into the account was asked for")
        _shut(staff)
        Staff.objects.filter(pk=staff.pk).update(is_superuser=administrator)
        return _invited(staff, by.id, at)


def withdraw_invitation(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """The link opens nothing any more."""
    with transaction.atomic():
        open_ = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
        if not open_.update(withdrawn_at=at):
            raise StepError("no_invitation", given="", expected="an invitation that is open")
        _note(invitation.staff, "withdrawn", by.id, at)


def accept(token: str, password: str, *, at: datetime) -> Staff:
    """Who has the link chose a password: the account is theirs, and the link opens nothing any more."""
    if len(password) < SHORTEST_PASSWORD:
        raise StepError("short_password", given="", expected=f"{SHORTEST_PASSWORD} letters or more")
    with transaction.atomic():
        found = invitation_of(token, at=at)
        # The condition is asked for once more in the update: of two clicks at once one finds it used.
        if found is None or not Invitation.objects.filter(pk=found.pk, used_at=None).update(used_at=at):
            raise StepError("no_invitation", given="", expected="an invitation that is open")
        staff: Staff = found.staff
        staff.set_password(password)
        staff.is_active = True
        staff.save(update_fields=["password", "is_active"])
        _note(staff, "accepted", str(staff.pk), at)
    return staff


def invitation_of(token: str, *, at: datetime) -> Invitation | None:
    """The open invitation of this link, None for any other."""
    open_ = Invitation.objects.select_related("staff").filter(used_at=None, withdrawn_at=None)
    return open_.filter(digest=_token_digest(token), expires_at__gt=at).first()


def close_account(staff: Staff, *, by: Actor, at: datetime) -> None:
    """They left: no way in, no role, no open page. What they did stays in the ledger under their name."""
    if str(staff.pk) == by.id:
        raise StepError("own_account", given=staff.username, expected="another administrator")
    with transaction.atomic():
        _end_roles(staff, by=by, at=at, why="the account was closed")
        _shut(staff)
        Invitation.objects.filter(staff=staff, used_at=None, withdrawn_at=None).update(withdrawn_at=at)
        _note(staff, "closed", by.id, at)


def change_password(staff: Staff, password: str, *, at: datetime) -> None:
    """Another password from now on; every browser in which they are signed in is signed out.

    The caller has asked for the old one.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise StepError("short_password", given="", expected=f"{SHORTEST_PASSWORD} letters or more")
    with transaction.atomic():
        staff.set_password(password)
        staff.sessions += 1
        staff.save(update_fields=["password", "sessions"])
        _note(staff, "password_changed", str(staff.pk), at)


def add_passkey(staff: Staff, made: NewKey, *, name: str, at: datetime) -> Passkey:
    """The account has one more key."""
    with transaction.atomic():
        if Passkey.objects.filter(handle=made.handle).exists():
            raise StepError("key_taken", given=name, expected="a key that no account has")
        key = Passkey.objects.create(
            staff=staff, handle=made.handle, public=made.public, count=made.count,
            name=name.strip()[:_LONGEST_NAME] or "–", made_at=at,
        )  # fmt: skip
        _note(staff, "passkey_added", str(staff.pk), at)
    return key


def drop_passkey(key: Passkey, *, at: datetime) -> None:
    """The key opens nothing any more. The last way in cannot be dropped: nobody locks themselves out."""
    with transaction.atomic():
        staff = Staff.objects.select_for_update().get(pk=key.staff_id)
        if ways_of(staff) <= 1:
            raise StepError("last_way", given="", expected="another way in beside this one")
        Passkey.objects.filter(pk=key.pk).delete()
        _note(staff, "passkey_dropped", str(staff.pk), at)


def set_codes(staff: Staff, secret: str, *, code: str, at: datetime) -> None:
    """The app shows the right code: from now on its codes let in. One app; another takes its place."""
    step = step_that_fits(secret, code, at=at, after=0)
    if step is None:
        raise StepError("wrong_code", given=code, expected="the six digits that the app shows now")
    with transaction.atomic():
        CodeSecret.objects.filter(staff=staff).delete()
        CodeSecret.objects.create(staff=staff, secret=secret, step=step, made_at=at)
        _note(staff, "codes_set", str(staff.pk), at)


def drop_codes(staff: Staff, *, at: datetime) -> None:
    """Codes of the app let nobody in any more."""
    with transaction.atomic():
        Staff.objects.select_for_update().get(pk=staff.pk)
        if ways_of(staff) <= 1:
            raise StepError("last_way", given="", expected="another way in beside this one")
        CodeSecret.objects.filter(staff=staff).delete()
        _note(staff, "codes_dropped", str(staff.pk), at)


def print_recovery_codes(staff: Staff, *, at: datetime) -> list[str]:
    """Ten new codes, shown once; those of before open nothing any more."""
    codes = new_recovery_codes()
    with transaction.atomic():
        RecoveryCode.objects.filter(staff=staff).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(staff=staff, digest=recovery_digest(code)) for code in codes
        )
        _note(staff, "recovery_printed", str(staff.pk), at)
    return codes


def prove_by_code(staff: Staff, typed: str, *, at: datetime) -> str:
    """The code is theirs and was not used before; gives the way: `code` or `recovery`."""
    with transaction.atomic():
        if is_recovery_code(typed):
            mine = RecoveryCode.objects.filter(staff=staff, used_at=None, digest=recovery_digest(typed))
            if mine.update(used_at=at):
                return RECOVERY
        secret = CodeSecret.objects.filter(staff=staff).first()
        step = step_that_fits(secret.secret, typed, at=at, after=secret.step) if secret else None
        # A code is good once: of two processes that saw the same one only the first gets through.
        if step and CodeSecret.objects.filter(staff=staff, step__lt=step).update(step=step):
            return CODE
    raise StepError("wrong_code", given="", expected="the six digits that the app shows now")


def prove_by_passkey(key: Passkey, count: int, *, at: datetime) -> str:
    """The key signed; its counter may not fall back between two processes either."""
    unchanged = Passkey.objects.filter(pk=key.pk, count=key.count)
    if not unchanged.update(count=count, used_at=at):
        raise StepError("wrong_key", given="", expected="a key that was used once for this")
    return PASSKEY


def enter(staff: Staff, way: str, *, at: datetime) -> None:
    """They came in."""
    with transaction.atomic():
        Staff.objects.filter(pk=staff.pk).update(last_login=at)
        _note(staff, f"in_by_{way}", str(staff.pk), at)


def end_sessions(staff: Staff, *, at: datetime) -> None:
    """Every browser in which they are signed in is signed out."""
    with transaction.atomic():
        Staff.objects.filter(pk=staff.pk).update(sessions=F("sessions") + 1)
        _note(staff, "sessions_ended", str(staff.pk), at)
    staff.refresh_from_db(fields=["sessions"])


def ways_of(staff: Staff) -> int:
    """How many second ways in an account has: each passkey, and the app."""
    return Passkey.objects.filter(staff=staff).count() + CodeSecret.objects.filter(staff=staff).count()


def _new_account(name: str) -> Staff:
    if not name.strip() or len(name) > _LONGEST_NAME or any(not (c.isalnum() or c in "@.+-_") for c in name):
        raise StepError("bad_name", given=name, expected="letters, digits and @ . + - _, without spaces")
    return Staff.objects.create_user(name, is_active=False)


def _invited(staff: Staff, by: str, at: datetime) -> Invited:
    """A new link; one that is still open for this account opens nothing any more."""
    Invitation.objects.filter(staff=staff, used_at=None, withdrawn_at=None).update(withdrawn_at=at)
    token = secrets.token_urlsafe(24)
    made = Invitation.objects.create(
        staff=staff, digest=_token_digest(token), invited_by=by, made_at=at, expires_at=at + INVITED_FOR
    )
    _note(staff, "invited", by, at)
    return Invited(made, token)


def _token_digest(token: str) -> bytes:
    return keyring().index(token, purpose="invitation")


def _end_roles(staff: Staff, *, by: Actor, at: datetime, why: str) -> None:
    for grant in Grant.objects.filter(staff=staff, state__in=("asked", "given")):
        append_move(grant, "end", by=by, at=at, said=why)


def _shut(staff: Staff) -> None:
    """No way in, no open page."""
    Passkey.objects.filter(staff=staff).delete()
    CodeSecret.objects.filter(staff=staff).delete()
    RecoveryCode.objects.filter(staff=staff).delete()
    staff.set_unusable_password()
    staff.is_active = staff.is_superuser = False
    staff.sessions += 1
    staff.save(update_fields=["password", "is_active", "is_superuser", "sessions"])


def _note(staff: Staff, name: str, by: str, at: datetime) -> None:
    AccountEvent.objects.create(staff=staff, name=name, by=by, at=at)
