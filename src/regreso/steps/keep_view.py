"""A member of staff keeps a view of a list under a name, renames it, gives it up.

It belongs to no operation and says nothing about anybody, so no chain bears these steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regreso.casebook.models import SavedView
from regreso.steps.errors import StepError

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.models import Staff

MOST = 12  # of one list: more would be a list of lists
LONGEST = 40  # letters of a name


def keep(page: str, query: str, name: str, *, staff: Staff, at: datetime) -> SavedView:
    """This list, narrowed and ordered as `query` says, stands under `name` above it from now on.

    A view of that name is kept anew, as it is now.

    Raises:
        StepError: `view_name` without a name or with one that is too long, `too_many_views` past MOST.
    """
    name = _named(name)
    mine = SavedView.objects.filter(staff=staff, page=page)
    for one in mine:
        if one.name == name:
            one.query = query
            one.save(update_fields=["query"])
            return one
    if mine.count() >= MOST:
        raise StepError("too_many_views", given=str(MOST), expected=f"at most {MOST} of one list")
    return SavedView.objects.create(staff=staff, page=page, query=query, name=name, made_at=at)


def rename(view: SavedView, name: str) -> None:
    """The view has another name.

    Raises:
        StepError: `view_name` without a name or with one that is too long.
    """
    view.name = _named(name)
    view.save(update_fields=["name"])


def give_up(view: SavedView) -> None:
    """The view is gone."""
    view.delete()


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST:
        raise StepError("view_name", given=f"{len(name)} letters", expected=f"1 to {LONGEST} letters")
    return name
