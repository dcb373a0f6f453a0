"""How a member of staff likes to see a list: a filter and an order under a name of their own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, word
from regreso.casebook.sealed import SealedText


class SavedView(models.Model):
    """One list as its owner wants it again. Only they see it.

    `query` holds codes of states, languages, sites and days, as in the address of the list: nothing of
    anybody held or asking. The name is sealed, because people write into a free field what they should not.
    """

    id = key()
    staff = clear(models.ForeignKey("casebook.Staff", models.PROTECT, related_name="saved_views"))
    page = word(48)  # name of the list's address
    query = word(400)
    name = SealedText(DataClass.CONTACT)
    made_at = clear(models.DateTimeField())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["staff", "page", "made_at"], name="saved_views_mine")]

    def __str__(self) -> str:
        return str(self.id)
