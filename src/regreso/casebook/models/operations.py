"""Operations (crises), their sites, the staff and what each may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.utils.crypto import salted_hmac

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.operation_keys import make_secret
from regreso.casebook.sealed import SealedText
from regreso.facts.letter import CARDS_A_MONTH, LETTERS_A_MONTH

if TYPE_CHECKING:
    import uuid


class Operation(models.Model):
    """One crisis. Its rows never meet those of another."""

    SUBJECT: ClassVar[str] = "operation"

    id = key()
    name = clear(models.CharField(max_length=120))
    kind = clear(models.CharField(max_length=16, default="conflict"))  # conflict, disaster
    state = state()
    opened_at = moment()
    test = clear(models.BooleanField(default=False))  # for trying things out: only invented people in it
    wipes_at = moment()  # of a test: when all of it is deleted
    registry_change = clear(
        models.PositiveBigIntegerField(default=0)
    )  # counts every change of a custody or person
    # The share of the sought who are in the register, told by how enquiries fit; null while few have asked.
    held_share = clear(models.FloatField(null=True))
    # What each captive is given to write every month. The database itself refuses less than GC III 71 says.
    letters_a_month = clear(models.PositiveSmallIntegerField(default=LETTERS_A_MONTH))
    cards_a_month = clear(models.PositiveSmallIntegerField(default=CARDS_A_MONTH))
    searched_at = moment()  # when every open enquiry had last been held against every record

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(letters_a_month__gte=LETTERS_A_MONTH, cards_a_month__gte=CARDS_A_MONTH),
                name="two_letters_four_cards",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own
        """A new operation has a secret of its own from its first row on."""
        new = self._state.adding
        with transaction.atomic():
            super().save(*args, **options)
            if new:
                make_secret(self.pk)

    @property
    def operation_id(self) -> uuid.UUID:
        """An operation belongs to itself: its own moves stand in its own chain."""
        own: uuid.UUID = self.id
        return own


class OperationKey(models.Model):
    """A secret of an operation, wrapped. The newest seals; a retired one only opens what it sealed."""

    id = key()  # each sealed value bears it
    operation = operation()
    wrapped = clear(
        models.BinaryField()
    )  # sealed by the master or by the operator's program, bound to the id
    made_at = clear(models.DateTimeField())
    retired_at = moment()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["operation", "retired_at"], name="secrets_of_operation")]

    def __str__(self) -> str:
        return f"secret of {self.operation_id}"


class Site(models.Model):
    """A camp, hospital, shelter or desk. Its code is shown on desks; its name and place are sealed."""

    id = key()
    operation = operation()
    code = clear(models.CharField(max_length=24))
    kind = clear(models.CharField(max_length=16, default="camp"))  # camp, hospital, shelter, desk
    name = SealedText(DataClass.CUSTODY)
    postal_address = SealedText(DataClass.CUSTODY)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "code"], name="one_site_per_code")
        ]

    def __str__(self) -> str:
        return self.code


class Staff(AbstractUser):
    """A member of staff: an account. What they may do stands in their grants, nowhere else."""

    id = key()
    language = word(8)
    sessions = models.PositiveIntegerField(default=0)  # counts up when every browser is to be signed out

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must still fit: the password, and the count above (Django asks at each request)."""
        return salted_hmac(
            "regreso.session", f"{self.password}:{self.sessions}", secret=secret, algorithm="sha256"
        ).hexdigest()


for _column in (*Staff._meta.local_fields, *Staff._meta.local_many_to_many):  # noqa: SLF001 - Django's documented API
    if not hasattr(_column, "data_class"):
        clear(_column)  # accounts hold staff, not captives or families (decisions.md)


class Grant(models.Model):
    """A role given to a member of staff in one operation, and at one site where the role has one."""

    SUBJECT: ClassVar[str] = "grant"

    id = key()
    operation = operation()
    staff = clear(models.ForeignKey("casebook.Staff", models.PROTECT, related_name="grants"))
    role = clear(models.CharField(max_length=32))
    site = clear(models.ForeignKey("casebook.Site", models.PROTECT, null=True, blank=True, related_name="+"))
    languages = word(64)  # of a translator: codes with blanks between them
    state = state()

    def __str__(self) -> str:
        return f"{self.role}: {self.state}"
