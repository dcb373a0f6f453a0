"""Every list can be narrowed and ordered by each of its words, and each such view can be kept."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils.translation import override

from announced import drafted
from cast import Cast
from desks import look, sit, there
from regreso.casebook.models import Announcement, SavedView

LISTS = (
    ("coordinator-announcements", "coordinator_a"), ("officer-announcements", "officer_a"),
    ("liaison-announcements", "liaison_a"), ("coordinator-notices", "coordinator_a"),
    ("liaison-notices", "liaison_a"), ("drafts", "coordinator_a"), ("sources-manage", "administrator_a"),
    ("sources-ledger", "reader_a"), ("sources-documents", "reader_a"), ("manifest-trips", "coordinator_a"),
    ("manifest-devices", "coordinator_a"), ("manifest-uploads", "coordinator_a"),
    ("holding-questions", "registrar"), ("holding-lists", "registrar"), ("holding", "registrar"),
    ("holding-heads", "registrar"), ("holding-cards", "registrar"), ("admin", "administrator_a"),
    ("admin-accounts", "administrator_a"), ("admin-opened", "administrator_a"), ("review", "reviewer_a"),
    ("review-possibles", "reviewer_a"), ("review-alive-list", "reviewer_a"), ("corridors", "coordinator_a"),
    ("calls", "officer_a"), ("escort", "escort"), ("bureau-lists", "bureau"), ("desk", "operator"),
)  # fmt: skip
FORM = re.compile(r'<form class="chosen" method="get"[^>]*>(.*?)</form>', re.DOTALL)


def choices(page: str) -> list[str]:
    """Each word that the form above the list can say, as the end of an address."""
    form = FORM.findall(page)[0]
    said = [f"{name}=2022-03-03" for name in re.findall(r'<input type="date" name="(\w+)"', form)]
    for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', form, re.DOTALL):
        said += [f"{name}={code}" for code in re.findall(r'<option value="([^"]+)"', options)]
    return said


@pytest.mark.parametrize(("name", "who"), LISTS, ids=[name for name, _ in LISTS])
def test_each_choice_is_answered_and_can_be_kept(cast: Cast, name: str, who: str) -> None:
    client = sit(cast.staff[who])
    said = choices(look(client, name))
    assert said, "nothing can be chosen"
    for query in said:
        answer = client.get(there(name) + f"?{query}")
        assert answer.status_code == 200, query
        page = unescape(answer.content.decode())
    shown = re.findall(r'name="shown" value="([^"]+)"', page)[0]
    with override("en"):
        kept = client.post(reverse("keep-view"), {"shown": shown, "name": "Mine"})
    view = SavedView.objects.get()
    assert (kept.status_code, view.page, view.query) == (303, name, said[-1])
    assert "Mine" in look(client, name)


def test_a_kept_view_of_what_is_published_leads_to_what_is_published(cast: Cast) -> None:
    row = drafted(cast)
    Announcement.objects.filter(pk=row.pk).update(state="released")
    client = sit(cast.coordinator_a)
    assert (
        client.get(there("coordinator-announcements") + "?done=1&kind=" + row.kind).content.count(b"<li><a")
        == 1
    )
    page = client.get(there("coordinator-announcements") + "?done=1").content.decode()
    shown = re.findall(r'name="shown" value="([^"]+)"', page)[0]
    client.post(there("keep-view"), {"shown": shown, "name": "Public"})
    assert SavedView.objects.get().query == "done=1"
