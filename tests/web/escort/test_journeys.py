"""The escort desk when a crossing closes: the alarm, other ways side by side, a new sheet in two clicks."""

from __future__ import annotations

import re
from collections.abc import Callable

from desks import FIRST, FORM, do, look, send, sit, there, wrong
from pair import Pair
from regreso.casebook.models import Journey
from sheets import pages_of

Issued = Callable[..., Journey]
Closing = Callable[[str], None]


def offers(page: str) -> list[dict[str, str]]:
    """What the buttons of the other ways would send."""
    forms = [dict(FIRST.findall(body)) for attributes, body in FORM.findall(page) if "replace" in attributes]
    return [form for form in forms if form.get("way")]


def test_while_nothing_stands_in_the_way_no_other_is_offered(pair: Pair, issued: Issued) -> None:
    page = look(sit(pair.cast.escort), "escort-journey", issued().pk)
    assert "Other ways" not in page
    assert 'role="alert"' not in page


def test_a_closed_crossing_raises_the_alarm_and_other_ways_lead_to_a_new_sheet(
    pair: Pair, issued: Issued, closing: Closing
) -> None:
    row, desk = issued(), sit(pair.cast.escort)
    closing("pl-ua-medyka")
    listed = look(desk, "escort")
    assert "crossing closed: Medyka - Shehyni" in listed
    assert "A new sheet lies ready: from Moscow, there at 2022-03-" in listed
    page = look(desk, "escort-journey", row.pk)
    assert "A new sheet lies ready: from Moscow" in page
    assert "Something stands in leg 5 now" in page.split("Other ways")[0]
    assert "Other ways from where the traveller is now" in page
    found = offers(page)
    assert len(found) == len({form["way"] for form in found}) >= 2
    beside = page.split("Other ways from")[1].split("</section>")[0]
    assert "Dorohusk" in beside
    assert "Medyka" not in beside
    do(desk, "escort-journey-act", row.pk, "replace", **found[1])
    new = Journey.objects.get(replaces=row)
    row.refresh_from_db()
    assert (row.state, new.state, new.documents, new.passport) == ("replaced", "planned", ["POL"], "RUS")
    assert "pl-ua-dorohusk" in {leg["crossing"] for leg in new.legs}
    assert new.book_version == 1
    old = look(desk, "escort-journey", row.pk)
    assert there("escort-journey", new.pk) in old
    assert not offers(old)
    do(desk, "escort-journey-act", new.pk, "issue")
    (text,) = pages_of(desk.get(there("escort-sheet", new.pk)))
    assert "книга кордонів, версія 1" in re.sub(r"\s+", " ", text)
    assert "віза: Польща" in re.sub(r"\s+", " ", text)
    assert "Тарас" not in text


def test_from_where_the_last_word_came(pair: Pair, issued: Issued, closing: Closing) -> None:
    row, desk = issued(), sit(pair.cast.escort)
    do(desk, "escort-journey-act", row.pk, "depart")
    legs = Journey.objects.get(pk=row.pk).legs
    reached = next(leg for leg in legs if leg["to_stop"] == "Warsaw")
    do(desk, "escort-journey-act", row.pk, "check_in", leg=str(reached["order"]))
    closing("pl-ua-medyka")
    found = offers(look(desk, "escort-journey", row.pk))
    assert {form["from_place"] for form in found} == {"Warsaw"}


def test_where_every_way_is_refused_that_is_said_and_no_button_stands_there(
    pair: Pair, issued: Issued, closing: Closing
) -> None:
    row = issued("Lviv")
    closing("pl-ua-medyka")
    for desk, name in ((sit(pair.cast.escort), "escort"), (sit(pair.cast.liaison_a), "liaison")):
        page = look(desk, f"{name}-journey", row.pk)
        assert "Every way that we know is refused" in page
        assert "No other way is open from Moscow: crossing closed: Medyka - Shehyni" in page
        assert "crossing closed" in page
        assert not offers(page)


def test_a_way_that_closed_meanwhile_is_not_planned(pair: Pair, issued: Issued, closing: Closing) -> None:
    row, desk = issued(), sit(pair.cast.escort)
    closing("pl-ua-medyka")
    (first, *_) = offers(look(desk, "escort-journey", row.pk))
    refused = send(desk, "escort-journey-act", row.pk, "replace", **(first | {"way": "0" * 24}))
    assert "The book says something else by now" in wrong(refused)[0]
    closing("pl-ua-dorohusk")
    refused = send(desk, "escort-journey-act", row.pk, "replace", **first)
    assert "Every way that we know is refused" in wrong(refused)[0]
    assert Journey.objects.count() == 1


def test_the_published_way_keeps_passport_and_visas(pair: Pair, on_that_day: None) -> None:  # noqa: ARG001 - the day is wanted
    desk, token = sit(pair.cast.liaison_a), "0b7f8f0e-0000-4000-8000-000000000001"
    pair.name_meeting()
    said = {
        "traveller": "Олена",
        "start": "minsk",
        "language": "uk",
        "passport": "росія",
        "documents": "Польща",
    }
    do(desk, "liaison-answer-act", pair.answer.pk, "plan", token=token, **said)
    row = Journey.objects.get()
    assert (row.passport, row.documents) == ("RUS", ["POL"])
