"""Lists of an exchange or a medical repatriation: pseudonyms, the order that was weighed, two signatures."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from regreso.casebook.data_class import DataClass, clear
from regreso.casebook.models.columns import key, moment, operation, state, word
from regreso.casebook.sealed import SealedList, SealedMap, SealedText


class ExchangeList(models.Model):
    """One list. `people` ties each pseudonym to a custody; nobody is shown names before two have signed."""

    SUBJECT: ClassVar[str] = "exchange_list"

    id = key()
    operation = operation()
    state = state()
    kind = word(16)  # exchange, medical
    drafted_at = moment()
    held_on = SealedText(DataClass.CUSTODY)  # ISO date of the exchange
    places = clear(models.PositiveIntegerField(default=0))
    people = SealedList(DataClass.CUSTODY)  # reference, custody, held_since, health, wish, hindrance, …
    result = SealedMap(DataClass.CUSTODY)  # as weighed: list, left, report

    def __str__(self) -> str:
        return str(self.id)
