"""How the family wants to be told by a machine that there is something new, or that it does not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regreso.casebook import reach
from regreso.casebook.access import for_enquirer
from regreso.casebook.boxes import derived_key
from regreso.casebook.models import Enquiry
from regreso.steps import reach as reaching
from regreso.web.base.fields import Line
from regreso.web.base.forms import PageForm, step_form
from regreso.web.base.zones import ZONES
from regreso.web.family import visit
from regreso.web.family.views import READ_AND_SEND
from regreso.wire import neutral
from regreso.wire.webpush import packed, point

WAYS = (
    ("none", _("Send me nothing: I come back here with my phrase")),
    ("sms", _("A short message to my telephone")),
    ("email", _("An e-mail")),
)
_EXAMPLE = "RGS-1111-2222-3333-4444"


def _hour(label: Any) -> forms.TimeField:  # noqa: ANN401 - lazy text
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


class NoticesForm(PageForm):
    """The way, the place, the hours."""

    way = forms.ChoiceField(label=_("How may we tell you?"), choices=WAYS, widget=forms.RadioSelect)
    phone = Line(label=_("Number of the telephone, with its country"), inputmode="tel")
    email = Line(label=_("E-mail address"), inputmode="email")
    first = _hour(_("Only from this hour"))
    last = _hour(_("until this hour"))
    zone = forms.ChoiceField(label=_("Hours of this place"), choices=[(zone, zone) for zone in ZONES])
    browser = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)  # by push.js

    def __init__(self, *args: Any, chat: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **kwargs)
        self.chat, way = chat, self.fields["way"]
        ways = [*WAYS]
        if chat:  # only who wrote to the bot has a chat with it
            ways.append(("telegram", _("In Telegram, where I wrote to you")))
        if settings.REGRESO_PUSH_CONTACT:
            ways.append(("push", _("A note on this telephone, by its browser")))
        if isinstance(way, forms.ChoiceField):
            way.choices = ways

    def clean(self) -> dict[str, Any]:
        """A note in the browser only where the browser was asked, and agreed."""
        said = super().clean() or {}
        if said.get("way") == "push" and not said.get("browser"):
            self.add_error(
                "way", _("This browser did not agree to show notes. Allow it, or choose another way.")
            )
        return said

    def plan(self) -> dict[str, str]:
        """As the step takes it; {} for nothing at all."""
        said = self.cleaned_data
        if said["way"] == "none":
            return {}
        first, last = (said[name].strftime("%H:%M") if said[name] else "" for name in ("first", "last"))
        place = {
            "sms": said["phone"],
            "email": said["email"],
            "telegram": self.chat,
            "push": said["browser"],
        }[said["way"]]
        return {"way": said["way"], "place": place, "from": first, "until": last, "zone": said["zone"]}


@READ_AND_SEND
@visit.family_view
def notices(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """The family's plan, and the very words that they would be sent."""

    def step(form: NoticesForm) -> str:
        reaching.plan_contact(enquiry, form.plan(), by=for_enquirer(enquiry), at=timezone.now())
        return reverse("my-notices", args=[enquiry.pk])

    def page(form: NoticesForm) -> HttpResponse:
        language = get_language() or "en"
        told = {
            "form": form, "enquiry": enquiry, "plan": reach.plan_of(enquiry.enquirer),
            "words": neutral.text(language, _EXAMPLE), "subject": neutral.subject(language),
            "push_key": packed(point(derived_key("push"))) if settings.REGRESO_PUSH_CONTACT else "",
        }  # fmt: skip
        return render(request, "family/notices.html", told)

    chat = str(enquiry.enquirer.safe_contact.get("chat", ""))
    form = NoticesForm(request.POST or None, initial=_initial(enquiry), chat=chat)
    return step_form(request, form, step=step, page=page)


def _initial(enquiry: Enquiry) -> dict[str, Any]:
    plan, asks = reach.plan_of(enquiry.enquirer), enquiry.enquirer
    return {
        "way": plan.get("way", "none"), "phone": asks.phone, "email": asks.email,
        "first": plan.get("from", ""), "last": plan.get("until", ""), "zone": plan.get("zone", "Europe/Kyiv"),
    }  # fmt: skip
