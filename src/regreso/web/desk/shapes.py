"""How an operator's list of enquiries can be narrowed and ordered.

No filter tells more than the list does: all states in which an enquiry is in our hands are one word.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from regreso.web.base.listing import Filter, Shape, Sort, channel, due, language, since, until, usual
from regreso.web.base.words import STATES, Word
from regreso.web.desk.state import IN_OUR_HANDS

ADDRESSES = {"due": "desk", "newest": "desk-newest", "calls": "desk-call-back"}
SHOWN: dict[str, Word] = {
    state: STATES["enquiry"][state]
    for state in ("draft", "submitted", "searching", "needs_information", "closed", "dormant")
}


def _in_state(rows: QuerySet[Any], value: str, _now: datetime) -> QuerySet[Any]:
    return rows.filter(state__in=IN_OUR_HANDS if value == "searching" else (value,))


_FILTERS = (
    Filter("state", _("State"), _in_state, lambda _desk: SHOWN),
    language(),
    channel(),
    due("first_look_due_at"),
    since("opened_at"),
    until("opened_at"),
)
_OLDEST = Sort("oldest", _("Oldest first"), (F("opened_at").asc(nulls_last=True), "-pk"))
SHAPES = {
    "due": Shape(
        (usual(F("first_look_due_at").asc(nulls_first=True), "-opened_at", "pk"), _OLDEST), _FILTERS
    ),
    "calls": Shape((usual("call_back_at", "pk"), _OLDEST), _FILTERS),
    "newest": Shape((usual(F("opened_at").desc(nulls_first=True), "pk"), _OLDEST), _FILTERS),
}
