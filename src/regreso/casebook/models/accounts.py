"""How a member of staff comes in: passkeys, one-time codes, recovery codes, and the invitation before them.

Accounts belong to no operation, so no chain bears what happens to them: `AccountEvent` does, a row each.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, word
from regreso.casebook.sealed import SealedText


def _of_staff(name: str) -> models.ForeignKey[Any, Any]:
    return clear(models.ForeignKey("casebook.Staff", models.PROTECT, related_name=name))


class Passkey(models.Model):
    """A key in somebody's telephone, computer or token. What is kept here is public: it opens nothing."""

    id = key()
    staff = _of_staff("passkeys")
    handle = clear(models.BinaryField(max_length=1023, unique=True))  # the credential id, as its device chose
    public = clear(models.BinaryField(max_length=4096))  # attested credential data, WebAuthn 6.5.1
    count = clear(models.PositiveBigIntegerField(default=0))  # falls back only when the key was copied
    name = clear(models.CharField(max_length=60))
    made_at = clear(models.DateTimeField())
    used_at = moment()

    def __str__(self) -> str:
        return str(self.name)


class CodeSecret(models.Model):
    """What an authenticator app and we share. A code is taken once: `step` is the last one that was."""

    id = key()
    staff = clear(models.OneToOneField("casebook.Staff", models.PROTECT, related_name="code_secret"))
    secret = SealedText(DataClass.IDENTITY)
    step = clear(models.PositiveBigIntegerField(default=0))
    made_at = clear(models.DateTimeField())

    def __str__(self) -> str:
        return str(self.staff_id)


class RecoveryCode(models.Model):
    """One of ten codes on paper; only its keyed digest is kept."""

    id = key()
    staff = _of_staff("recovery_codes")
    digest = clear(models.BinaryField(max_length=16))
    used_at = moment()

    def __str__(self) -> str:
        return str(self.staff_id)


class Invitation(models.Model):
    """A link that lets one person set up one account, once, within some days."""

    id = key()
    staff = _of_staff("invitations")
    digest = clear(models.BinaryField(max_length=16, unique=True))
    invited_by = word(40)  # the administrator; "" for the command on the machine itself
    made_at = clear(models.DateTimeField())
    expires_at = clear(models.DateTimeField())
    used_at = moment()
    withdrawn_at = moment()

    def __str__(self) -> str:
        return str(self.staff_id)


class AccountEvent(models.Model):
    """One thing that happened to an account: who came in, by which way, what was added or taken away."""

    id = key()
    staff = _of_staff("account_events")
    name = word()
    by = word(40)  # the one who did it; "" for the command on the machine itself
    at = clear(models.DateTimeField())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["staff", "-at"], name="account_history")]

    def __str__(self) -> str:
        return str(self.name)


class Allowance(models.Model):
    """A bucket of tries, shared by all processes: what is left, and when it was counted."""

    id = clear(models.BigAutoField(primary_key=True))
    digest = clear(models.BinaryField(max_length=16, unique=True))  # of a name or an address, keyed
    left = clear(models.FloatField())
    counted_at = clear(models.DateTimeField())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["counted_at"], name="allowance_age")]

    def __str__(self) -> str:
        return f"{self.left:.1f}"
