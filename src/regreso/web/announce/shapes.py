"""How the lists of announcements, and of what did not arrive, can be narrowed and ordered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from regreso.web.announce import words
from regreso.web.base.listing import Filter, Shape, Sort, newest, oldest, one_of, since, states, until, usual

TO_DO = ("drafted", "signed")
_OVER = ("released", "superseded", "withdrawn", "expired", "struck")


def _as_they_are(rows: QuerySet[Any], _value: str, _now: datetime) -> QuerySet[Any]:
    return rows  # the view has chosen them by the same word


_MORE = (one_of("kind", _("What it is"), words.KINDS), since("drafted_at"), until("drafted_at"))
_ENDS = Sort("ends", _("What ends first"), (F("ends_at").asc(nulls_last=True), "pk"))
WAITING = Shape(
    (usual("-drafted_at", "pk"), oldest("drafted_at"), _ENDS), (states("announcement", TO_DO), *_MORE)
)
# Which of the two lists it is stands in the address, too: a kept view leads to its own.
_DONE = Filter("done", _("Which list"), _as_they_are, lambda _desk: {"1": _("Published and over")})
PUBLISHED = Shape(WAITING.sorts, (_DONE, states("announcement", _OVER), *_MORE))
NOTICES = Shape(
    (usual("-state", "queued_at", "pk"), newest("queued_at"), oldest("queued_at")),
    (
        states("notice", ("unknown", "failed", "waiting", "sending")),
        one_of("kind", _("What it is"), words.NOTICES),
        one_of("trouble", _("What kept it"), words.TROUBLES),
        since("queued_at"),
        until("queued_at"),
    ),
)
