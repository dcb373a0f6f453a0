"""The page on which a family says how it may be told that there is something new."""

from __future__ import annotations

import pytest
from django.test import Client

from cast import Cast, cast
from desks import do, look, send, there, wrong
from regreso.casebook.models import Enquiry
from regreso.casebook.reach import plan_of

__all__ = ["cast"]
SAID = {"way": "sms", "phone": "+380 44 555 01 18", "first": "20:00", "last": "21:30", "zone": "Europe/Kyiv"}


@pytest.fixture
def enquiry(cast: Cast) -> Enquiry:
    return cast.asked()


@pytest.fixture
def mother(enquiry: Enquiry, client: Client) -> Client:
    session = client.session
    session["enquirer"] = str(enquiry.enquirer_id)
    session.save()
    return client


def plan(enquiry: Enquiry) -> dict[str, str]:
    enquiry.enquirer.refresh_from_db()
    return plan_of(enquiry.enquirer)


def test_she_sees_the_very_words_chooses_hours_and_ends_it(mother: Client, enquiry: Enquiry) -> None:
    page = look(mother, "my-notices", enquiry.pk)
    assert "There is something new for you. Look alone." in page
    assert "This is your plan now" not in page
    do(mother, "my-notices", enquiry.pk, **SAID)
    assert plan(enquiry) == {"way": "sms", "from": "20:00", "until": "21:30", "zone": "Europe/Kyiv"}
    assert enquiry.enquirer.phone == "+380445550118"
    page = look(mother, "my-notices", enquiry.pk)
    assert "This is your plan now" in page
    assert 'value="20:00"' in page
    do(mother, "my-notices", enquiry.pk, way="none", zone="UTC")
    assert plan(enquiry) == {}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"phone": "044 555 01 18"}, "We need the number with its country"),
        ({"way": "email", "email": "olena"}, "This does not look like an e-mail address"),
        ({"last": ""}, "We need two different hours"),
        ({"last": "20:00"}, "We need two different hours"),
    ],
)
def test_what_cannot_be_kept_is_told(
    mother: Client, enquiry: Enquiry, changed: dict[str, str], told: str
) -> None:
    (words,) = wrong(send(mother, "my-notices", enquiry.pk, **{**SAID, **changed}))
    assert words.startswith(told)
    assert plan(enquiry) == {}


def test_it_is_nobody_elses_page(cast: Cast, mother: Client) -> None:
    other = cast.asked(surname="Коваль")
    assert mother.get(there("my-notices", other.pk)).status_code == 404
    assert Client().get(there("my-notices", other.pk)).status_code == 303


def test_the_status_page_leads_there(mother: Client, enquiry: Enquiry) -> None:
    assert there("my-notices", enquiry.pk) in look(mother, "status")
