"""The list of one's desks, and the quick way out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Staff
from regreso.web.base.desks import FIRST_PAGES, FURTHER_PAGES, own_page
from regreso.web.base.words import Word

ROLE_NAMES = {
    story.OPERATOR: _("Operator: enquiries of families"),
    story.REGISTRAR: _("Registrar: people held at your site"),
    story.REVIEWER: _("Reviewer: possible matches"),
    story.LIAISON: _("Family liaison: answers to families"),
    story.MESSAGE_REVIEWER: _("Message reviewer: family messages"),
    story.TRANSLATOR: _("Translator: family messages in another language"),
    story.OFFICER: _("Officer: calls, handovers, certified deaths"),
    story.READING_OFFICER: _("Reading officer: what public pages claim"),
    story.BUREAU: _("Bureau: notifications to the other side"),
    story.COORDINATOR: _("Coordinator: corridors, journeys and manifests"),
    story.ESCORT: _("Escort: journeys under way"),
    story.AUDITOR: _("Auditor: the ledger"),
    story.ADMINISTRATOR: _("Administrator: staff and roles"),
}


@require_safe
@own_page
def desks(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Which desks this member of staff has."""
    mine = [
        (ROLE_NAMES[grant.role], grant, _address(FIRST_PAGES.get(grant.role, "")), _further(grant.role))
        for grant in access.grants_of(staff).order_by("role", "pk")
    ]
    return render(request, "desks.html", {"mine": mine, "founder": staff.is_superuser})


def _further(role: str) -> list[tuple[str, Word]]:
    return [(_address(name), words) for name, words in FURTHER_PAGES.get(role, ())]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Quick exit: what this browser knew of us is forgotten, and a harmless page comes up."""
    request.session.flush()
    response = HttpResponseRedirect(f"https://{get_language() or 'en'}.wikipedia.org/")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
