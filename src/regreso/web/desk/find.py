"""Finding one's own enquiry by a few letters, and what helps while a caller still spells the name.

Names never stand in an address. Only enquiries assigned to the one who looks are opened for the search; of
others a hint says no more than that a colleague may have one about the same person, and it blocks nothing.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from regreso import story
from regreso.casebook import access
from regreso.facts.dates import iso_of
from regreso.facts.other_script import other_script
from regreso.matching import open_question
from regreso.steps import search
from regreso.tracing.facts import row_facts
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.people import FIELD_OF, FIELDS, name_of
from regreso.web.base.reads import note_read
from regreso.web.base.words import state_of
from regreso.web.desk.state import shown_state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regreso.casebook.models import Enquiry, Sought

LEAST, MOST_FOUND, MOST_READ = 2, 12, 2000  # letters; rows shown; newest enquiries of one's own that are read
ALIKE = 10.0  # bits of evidence from which a hint is worth a glance


@dataclass(frozen=True, slots=True)
class Hints:
    """What stands beside the form while a name is typed."""

    other_script: str
    mine: list[tuple[Enquiry, str]]
    others: bool
    ask_next: object


@require_POST
@desk_view(story.OPERATOR)
def find(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Enquiries of one's own whose name begins with these letters, in whatever alphabet."""
    typed = request.POST.get("q", "").strip()[:80]
    asked = len(typed) >= LEAST and bool(folded(typed))
    found = list(_found(desk, folded(typed))) if asked else []
    note_read(request, found)
    lines = [(one, name_of(one.sought), state_of("enquiry", shown_state(one))) for one in found]
    return render(request, "desk-found.html", {"lines": lines, "asked": asked})


def _found(desk: Desk, letters: str) -> Iterator[Enquiry]:
    mine = access.enquiries_for(desk.staff).select_related("sought").order_by("-opened_at", "pk")
    left = MOST_FOUND
    for one in mine[:MOST_READ].iterator(chunk_size=200):
        if left and any(word.startswith(letters) for word in _words(one.sought)):
            left -= 1
            yield one


def _words(sought: Sought) -> Iterator[str]:
    """Every beginning that a name has: as a whole, and from each of its words on."""
    for name in (name_of(sought), *sought.other_names):
        parts = str(name).split()
        yield from (folded(" ".join(parts[at:])) for at in range(len(parts)))


def folded(text: str) -> str:
    """Letters as they are compared: one alphabet, no marks, no doubled letters.

    >>> folded("Шевченко") == folded("Shevchenko") == folded("SHEVČENKO").replace("c", "ch", 1)
    True
    """
    latin = "".join(other_script(word) if _cyrillic(word) else word for word in text.split())
    plain = unicodedata.normalize("NFKD", latin.casefold())
    letters = [letter for letter in plain if letter.isalpha()]
    return "".join(letter for at, letter in enumerate(letters) if not at or letters[at - 1] != letter)


def _cyrillic(word: str) -> bool:
    return any("\u0400" <= letter <= "\u04ff" for letter in word)


@require_POST
@desk_view(story.OPERATOR)
def hints(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The name in the other alphabet, what to ask next, and who may have this enquiry already."""
    name, birth = request.POST.get("as_written", "")[:200], request.POST.get("birth", "")[:40]
    told = _hints(desk, name, birth, request.POST.get("settlement", "")[:200]) if len(name) > LEAST else None
    note_read(request, [one for one, _name in told.mine] if told else [])
    return render(request, "desk-hints.html", {"hints": told})


def _hints(desk: Desk, name: str, birth: str, settlement: str) -> Hints:
    row = {"name": name, "dob": iso_of(birth), "settlement": settlement}
    facts, _dropped = row_facts(row, as_of=timezone.now().date())
    alike = [key for key, bits in search.asks_for(desk.operation.pk, facts) if bits >= ALIKE]
    mine = list(access.enquiries_for(desk.staff).filter(pk__in=alike).select_related("sought"))
    question = open_question(facts)
    return Hints(
        other_script(name),
        [(one, name_of(one.sought)) for one in mine],
        others=len(alike) > len(mine),
        ask_next=FIELDS[FIELD_OF.get(question.field, question.field)] if question else "",
    )
