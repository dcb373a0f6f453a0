"""Which leads a reader wants to see, in which order: kept while they work, and when they come back."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import Lead, Staff
from regreso.web.base.lead_words import KINDS, SECTIONS
from regreso.web.base.words import Word

KEPT = "sources-filters"
PARTS: dict[str, tuple[Word, tuple[str, ...]]] = {
    "waiting": (_("Waiting"), ("new",)),
    "second": (_("Second look"), ("proposed",)),
    "accepted": (_("Accepted"), ("accepted",)),
    "rejected": (_("Rejected"), ("rejected",)),
    "aside": (_("Set aside"), ("superseded", "noted")),
}
SORTS: dict[str, tuple[Word, tuple[str, ...]]] = {
    "useful": (_("Most useful first"), ("place", "-told_on", "-conf", "pk")),
    "newest": (_("Newest first"), ("-found_at", "pk")),
    "oldest": (_("Oldest first"), ("found_at", "-pk")),  # the newest first, read from the other end
    "sure": (_("Surest reading first"), ("-conf", "pk")),
}
_DECIDED = ("-decided_at", "pk")


@dataclass(frozen=True, slots=True)
class Filters:
    """What was chosen; an unknown word counts as not chosen."""

    part: str = "waiting"
    kind: str = ""
    section: str = ""
    sort: str = "useful"

    @property
    def query(self) -> str:
        """As the end of an address, without the first part's own words."""
        chosen = {"part": self.part, "kind": self.kind, "section": self.section, "sort": self.sort}
        return urlencode({name: value for name, value in chosen.items() if value})

    @property
    def narrowed(self) -> bool:
        """Whether some leads of this part are left out."""
        return bool(self.kind or self.section)

    def rows(self, leads: QuerySet[Lead], staff: Staff) -> QuerySet[Lead]:
        """These leads, in the order that was chosen. A proposal of one's own waits for somebody else."""
        states = PARTS[self.part][1]
        # One state by its own sign: an index that begins with it gives the order, and nothing is sorted.
        found = leads.filter(state=states[0]) if len(states) == 1 else leads.filter(state__in=states)
        if self.part == "second":
            found = found.exclude(decided_by=staff)
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.section:
            found = found.filter(section=self.section)
        decided = self.part in ("accepted", "rejected") and self.sort == "useful"
        return found.order_by(*(_DECIDED if decided else SORTS[self.sort][1]))


def chosen(request: HttpRequest) -> Filters:
    """What the address says; an address that says nothing shows what was chosen last."""
    said = {name: request.GET.get(name, "") for name in ("part", "kind", "section", "sort")}
    if not any(name in request.GET for name in said):
        kept = request.session.get(KEPT)
        said = kept if isinstance(kept, dict) else said
    filters = Filters(
        part=_known(said, "part", PARTS, "waiting"),
        kind=_known(said, "kind", KINDS, ""),
        section=_known(said, "section", SECTIONS, ""),
        sort=_known(said, "sort", SORTS, "useful"),
    )
    kept = {"part": filters.part, "kind": filters.kind, "section": filters.section, "sort": filters.sort}
    if request.session.get(KEPT) != kept:
        request.session[KEPT] = kept
    return filters


def list_address(request: HttpRequest) -> str:
    """The list as it was left."""
    kept = request.session.get(KEPT)
    query = urlencode({k: v for k, v in kept.items() if v}) if isinstance(kept, dict) else ""
    return reverse("sources") + (f"?{query}" if query else "")


def _known(said: Mapping[str, str], name: str, known: Container[str], default: str) -> str:
    value = str(said.get(name, ""))
    return value if value in known else default
