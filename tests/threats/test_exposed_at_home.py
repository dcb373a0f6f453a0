"""Whoever lives beside her must not learn that she asks: risks first, no name needed, gone in one click."""

from __future__ import annotations

import re

from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from cast import Cast
from desks import there
from regreso.casebook.models import Enquirer, Enquiry
from regreso.jobs.clock import tick
from regreso.steps import ask


def test_she_reads_the_risk_first_asks_without_her_name_and_leaves_no_trace(cast: Cast) -> None:
    mother = Client()
    page = mother.get(there("ask")).content.decode()
    assert 0 < page.index("What may be dangerous:") < page.index('<input type="text"')
    token = re.findall(r'name="token" value="([0-9a-f-]{36})"', page)[0]
    mother.post(there("ask"), {"token": token, "as_written": "Тарас Шевченко", "store": "on"})
    assert Enquiry.objects.get(operation=cast.operation).enquirer.name == ""
    shown = mother.get(there("receipt")).content.decode()
    phrase = re.findall(r'id="phrase"[^>]*>([^<]+)<', shown)[0]
    left = mother.get(there("leave"))
    assert left["Location"].startswith("https://en.wikipedia.org")
    assert "storage" in left["Clear-Site-Data"]
    assert left["Referrer-Policy"] == "no-referrer"
    assert not Session.objects.exists()
    assert "Шевченко" not in mother.get(there("status")).content.decode()
    elsewhere = Client()
    assert elsewhere.post(there("status"), {"phrase": phrase}).status_code == 303
    assert "Шевченко" in elsewhere.get(there("status")).content.decode()


def test_when_it_is_over_nobody_can_reach_her_by_it(cast: Cast) -> None:
    enquiry = cast.asked()
    family = enquiry.enquirer
    family.phone, family.safe_contact = "+380501234567", {"when": "never at home"}
    family.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM casebook_enquirer")
        assert b"380501234567" not in bytes(cursor.fetchone()[0])
    ask.close(enquiry, "ceased", by=cast.by("liaison_a"), at=cast.at)
    tick(cast.later(days=31))
    family = Enquirer.objects.get()
    assert (family.phone, family.safe_contact) == ("", {})
