"""“I am alive”, “I am not missing”: said by the person themself, who chooses who may hear it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from regreso import story
from regreso.casebook.actor import Actor
from regreso.casebook.allowance import ASKED_BY_BROWSER, ASKED_BY_NETWORK
from regreso.casebook.data_class import DataClass
from regreso.casebook.keys import KeysError, keyring
from regreso.casebook.models import Operation, SelfReport
from regreso.steps import alive as saying
from regreso.web.base.budgets import wait
from regreso.web.base.enquiry_form import new_token
from regreso.web.base.fields import Line, Lines, PartialDate
from regreso.web.base.forms import PageForm, SeeOther, step_button, step_form
from regreso.web.base.network import address_of, network_of
from regreso.web.base.told import entries
from regreso.web.family.opening import open_operations

READ_AND_SEND = require_http_methods(["GET", "HEAD", "POST"])
_ROW, _PHRASE, AWAY = "self report", "self report phrase", 30 * 60


class AliveForm(PageForm):
    """What somebody says of themself. The token becomes the row's id: a second click makes no second row."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("What do you want to say?"),
        choices=(
            ("alive", _("I am alive, and I want somebody to know it")),
            ("not_missing", _("I am not missing: nobody need look for me")),
        ),
        widget=forms.RadioSelect,
        initial="alive",
    )
    name = Line(label=_("Your name, as those who look for you would write it"))
    other_names = Lines(label=_("Other ways your name is written"), help_text=_("One a line."), rows=2)
    birth = PartialDate(
        label=_("Your date of birth"), help_text=_("For example 21.04.1999. The year alone also helps.")
    )
    father = Line(label=_("Your father’s first name"), help_text=_("It tells people of one name apart."))
    mother = Line(label=_("Your mother’s first name and maiden name"))
    settlement = Line(label=_("Where you lived before"), help_text=_("Town or village, and region."))
    tell_whom = forms.ChoiceField(
        label=_("Who may be told?"),
        choices=(
            ("named", _("Only those whom I name below")),
            ("asking", _("Whoever asks us for me and has shown who they are")),
            ("nobody", _("Nobody: only you should know")),
        ),
        widget=forms.RadioSelect,
        initial="named",
    )
    viewers = Lines(
        label=_("Whom do you name?"),
        help_text=_("One a line: name, and who they are to you. Nobody else is told."),
    )
    words = Lines(
        label=_("What they may read"),
        help_text=_("If you like. Do not write where you are if that could harm you."),
    )
    phone = Line(
        label=_("Telephone"), help_text=_("So that we can make sure that it is you."), inputmode="tel"
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={"invalid": _("This does not look like an e-mail address: name@example.org.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, object]:
        """A name, a way to make sure, and whom to tell."""
        told: dict[str, object] = super().clean() or {}
        if not told.get("name") and "name" not in self.errors:
            self.add_error("name", _("Please fill this in."))
        if not (told.get("phone") or told.get("email")) and not self.errors.keys() & {"phone", "email"}:
            self.add_error("phone", _("Without a number or an address we cannot make sure that it is you."))
        if told.get("tell_whom") == "named" and not told.get("viewers") and "viewers" not in self.errors:
            self.add_error("viewers", _("Name somebody, or choose another answer above."))
        return told

    def row(self, operation: Operation, *, language: str) -> SelfReport:
        """The row, not saved yet."""
        said = self.cleaned_data
        plain = (
            "kind",
            "name",
            "birth",
            "father",
            "mother",
            "settlement",
            "tell_whom",
            "words",
            "phone",
            "email",
        )
        row = SelfReport(id=said["token"], operation=operation, language=language)
        for name in plain:
            setattr(row, name, said[name])
        row.other_names = entries(said["other_names"])
        row.viewers = entries(said["viewers"]) if said["tell_whom"] == "named" else []
        return row


@READ_AND_SEND
def alive(request: HttpRequest) -> HttpResponse:
    """The form, with what happens to it; sent, it waits for two people."""
    operations = list(open_operations())
    if not operations:
        return render(request, "family/not-now.html")
    request.operation = operations[0]  # type: ignore[attr-defined]  # ours: the layout asks whether it is a test

    def page(form: AliveForm) -> HttpResponse:
        return render(request, "family/alive.html", {"form": form})

    def step(form: AliveForm) -> str:
        row = form.row(operations[0], language=get_language() or "en")
        told = saying.tell(row, by=_themself(row), at=timezone.now())
        bind(request, row, phrase=told.phrase)
        return reverse("alive-mine")

    form = AliveForm(request.POST or None, initial={"token": new_token()})
    request.session.setdefault("asking", 1)
    if request.method == "POST" and form.is_valid():
        browser = request.session.session_key or address_of(request)
        if words := wait([(ASKED_BY_NETWORK, network_of(request)), (ASKED_BY_BROWSER, browser)]):
            form.add_error(None, words)
            response = page(form)
            response.status_code = 429
            return response
    return step_form(request, form, step=step, page=page)


@READ_AND_SEND
def mine(request: HttpRequest) -> HttpResponse:
    """The phrase until it is written down, then how it stands; the same whoever asks for this person."""
    row = reporter(request)
    if row is None:
        return SeeOther(reverse("status"))
    if request.method == "POST":
        request.session.pop(_PHRASE, None)
        return SeeOther(reverse("alive-mine"))
    return render(request, "family/alive-mine.html", {"row": row, "phrase": _phrase_to_show(request)})


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """They take it back: what they wrote is gone."""
    row = reporter(request)
    if row is None:
        return SeeOther(reverse("status"))
    return step_button(
        request,
        step=lambda: saying.withdraw(row, by=_themself(row), at=timezone.now()),
        to=reverse("alive-mine"),
    )


def bind(request: HttpRequest, row: SelfReport, *, phrase: str = "") -> None:
    """From now on this browser is theirs, for a while."""
    request.session[_ROW] = str(row.pk)
    if phrase:
        sealed = keyring().seal(phrase.encode(), data_class=DataClass.CONTACT, where=f"session:{row.pk}")
        request.session[_PHRASE] = sealed.hex()
    request.session.set_expiry(AWAY)


def reporter(request: HttpRequest) -> SelfReport | None:
    """The report to which this browser belongs now."""
    who = request.session.get(_ROW)
    return SelfReport.objects.filter(pk=UUID(who)).first() if who else None


def _phrase_to_show(request: HttpRequest) -> str:
    sealed, where = request.session.get(_PHRASE, ""), f"session:{request.session.get(_ROW)}"
    try:
        return keyring().open(bytes.fromhex(sealed), data_class=DataClass.CONTACT, where=where).decode()
    except KeysError:
        return ""


def _themself(row: SelfReport) -> Actor:
    return Actor(story.PERSON, str(row.pk))
