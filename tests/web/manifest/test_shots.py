"""The coordinator's pages on a phone, in four languages, with long codes and places that read both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cast import Cast
from desks import sit
from manifests import Shut, door_of, someone, trip_of
from regreso.casebook.models import PersonStanding, Trip
from regreso.jobs.worker import drain
from regreso.steps import board
from shots import enter, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

LONG = "Zaporizhzhia-Dnipro-2022-05-03-sehr-langer-Code-ohne-Leerzeichen-0123456789"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_every_page_fits_a_phone(cast: Cast, page: Page, live_site: str, shut: Shut) -> None:
    trip, by = trip_of(cast, way="Маріуполь → Запоріжжя"), cast.by("coordinator_a")
    trip_of(cast, LONG)
    people = [someone(f"p{n}", "h1", surname="Ткаченко", given="Остап") for n in range(3)]
    board.allot(trip, people, by=by, at=cast.at)
    drain()
    door = door_of(cast, "ворота 2")
    place = "شارع الرئيسي، Мангуш, checkpoint with a name that does not end so soon at all"
    door.send(
        door.event("boarded", "p0", household="h1", place="Маріуполь"),
        door.event("boarded", "p1", household="h1"), door.event("boarded", "q", "T-9"),
        door.event("taken_off", "p0", minute=80, household="h1", place=place), door.event("flew", "p1"),
        door.event("arrived", "w1", minute=90, box=shut({"name": "Ostap Tkachenko"})),
    )  # fmt: skip
    drain()
    row = PersonStanding.objects.get(person="p0")
    enter(page, live_site, sit(cast.coordinator_a))
    for language in ("en", "uk", "ru", "es"):
        for name in ("trips", "days", "arrivals", "recognitions", "devices", "uploads", "bring"):
            visit(page, live_site, language, f"manifest-{name}")
        visit(page, live_site, language, "manifest-trip", Trip.objects.get(code="T1").pk)
        visit(page, live_site, language, "manifest-allot", Trip.objects.get(code=LONG).pk)
        visit(page, live_site, language, "manifest-person", row.pk)
