"""Sign-in, the list of one's desks, and the quick way out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Staff
from regreso.web.base.desks import FIRST_PAGES, FURTHER_PAGES
from regreso.web.base.words import Word

ROLE_NAMES = {
    story.OPERATOR: _("Operator: enquiries of families"),
    story.REGISTRAR: _("Registrar: people held at your site"),
    story.REVIEWER: _("Reviewer: possible matches"),
    story.LIAISON: _("Family liaison: answers to families"),
    story.MESSAGE_REVIEWER: _("Message reviewer: family messages"),
    story.OFFICER: _("Officer: calls, handovers, certified deaths"),
    story.READING_OFFICER: _("Reading officer: what public pages claim"),
    story.BUREAU: _("Bureau: notifications to the other side"),
    story.COORDINATOR: _("Coordinator: corridors, journeys and manifests"),
    story.ESCORT: _("Escort: journeys under way"),
    story.AUDITOR: _("Auditor: the ledger"),
    story.ADMINISTRATOR: _("Administrator: staff and roles"),
}


class SignInForm(AuthenticationForm):
    """Name and password. One error for everything that may be wrong."""

    use_required_attribute = False
    error_messages = {  # noqa: RUF012 - Django reads this attribute of the class
        "invalid_login": _("This name and password do not go together. Please check both and try again."),
        "inactive": _("This name and password do not go together. Please check both and try again."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.fields["username"].label = _("Name")
        self.fields["password"].label = _("Password")
        for field in self.fields.values():
            field.error_messages["required"] = _("Please fill this in.")
            if isinstance(field, forms.CharField):
                field.widget.attrs.pop("autofocus", None)


class SignIn(auth.LoginView):
    """The door of the staff."""

    template_name = "sign-in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The page again, with its one error."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response


@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    """Which desks this member of staff has."""
    if not isinstance(request.user, Staff):
        raise Http404
    mine = [
        (ROLE_NAMES[grant.role], grant, _address(FIRST_PAGES.get(grant.role, "")), _further(grant.role))
        for grant in access.grants_of(request.user).order_by("role", "pk")
    ]
    return render(request, "desks.html", {"mine": mine})


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
