"""Forms of this desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from regreso.casebook.announced import LANGUAGES
from regreso.casebook.models import Announcement
from regreso.steps import announce
from regreso.web.announce import words
from regreso.web.base.acts import ActForm
from regreso.web.base.fields import Line
from regreso.web.base.told import OfOneClick

ZONES = [(zone, zone) for zone in ("Europe/Kyiv", "Europe/Moscow", "Europe/Warsaw", "Europe/Madrid", "UTC")]
_NAMES = dict(settings.LANGUAGES)
_OUTLETS = {"telegram": "telegram", "email": "by_mail"}
_LOCAL = "%Y-%m-%dT%H:%M"


def _moment(label: Any, help_text: Any = "") -> forms.DateTimeField:  # noqa: ANN401 - lazy text
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_LOCAL)
    return forms.DateTimeField(label=label, help_text=help_text, required=False, widget=widget)


class Written(OfOneClick):
    """What is announced: its kind, its time, for whom it is, and a title and text in each language."""

    kind = forms.ChoiceField(label=_("What is announced"), choices=list(words.KINDS.items()))
    release_class = forms.ChoiceField(label=_("Who may read it"), choices=list(words.CLASSES.items()))
    urgency = forms.ChoiceField(
        label=_("How soon people must act"), choices=list(words.URGENCIES.items()), initial="later"
    )
    zone = forms.ChoiceField(label=_("Time zone of these two"), choices=ZONES)
    starts_at = _moment(_("Begins"))
    ends_at = _moment(_("Holds until"), _("From then on it is shown as over. Empty: until it is withdrawn."))
    areas = Line(label=_("Area, as the map services of others are to show it"))
    agreed = Line(
        label=_("Agreement of all parties in writing: number and day"),
        help_text=_("Only with it may an announcement say where and when people move."),
    )
    telegram = forms.BooleanField(label=_("Post it in our Telegram channels"), required=False, initial=True)
    by_mail = forms.BooleanField(
        label=_("Send it to everybody who asked for it by e-mail"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **kwargs)
        for lang in LANGUAGES:
            attributes = {"lang": lang, "dir": "auto"}
            self.fields[f"title_{lang}"] = forms.CharField(
                label=_("Title"), required=False, max_length=announce.LONGEST_TITLE,
                widget=forms.TextInput(attrs={**attributes, "autocomplete": "off"}),
            )  # fmt: skip
            self.fields[f"text_{lang}"] = forms.CharField(
                label=_("Text"), required=False, max_length=announce.LONGEST,
                widget=forms.Textarea(attrs={**attributes, "rows": 7}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The two moments in the zone that stands beside them."""
        said: dict[str, Any] = super().clean() or {}
        for name in ("starts_at", "ends_at"):
            moment = said.get(name)
            if isinstance(moment, datetime) and "zone" in said:
                said[name] = moment.replace(tzinfo=ZoneInfo(said["zone"]))
        starts, ends = said.get("starts_at"), said.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("This is not after the beginning."))
        return said

    def languages(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The fields of each language, for the page."""
        return [(lang, _NAMES[lang], [self[f"title_{lang}"], self[f"text_{lang}"]]) for lang in LANGUAGES]

    def heads(self) -> list[forms.BoundField]:
        """The fields that belong to no language."""
        return [field for field in self.visible_fields() if not field.name.startswith(("title_", "text_"))]

    def texts(self) -> dict[str, dict[str, str]]:
        """What was written in each language."""
        said = self.cleaned_data
        return {lang: {"title": said[f"title_{lang}"], "text": said[f"text_{lang}"]} for lang in LANGUAGES}

    def columns(self) -> dict[str, Any]:
        """The rest."""
        said = self.cleaned_data
        kept = {name: said[name] for name in ("kind", "release_class", "urgency", "starts_at", "ends_at")}
        about = {name: said[name] for name in ("areas", "agreed") if said[name]}
        about["zone"] = said["zone"]
        return {
            **kept,
            "outlets": " ".join(name for name, field in _OUTLETS.items() if said[field]),
            "about": about,
        }


def initial_of(row: Announcement) -> dict[str, Any]:
    """What stands in a row, as the form begins with it."""
    zone = str(row.about.get("zone") or ZONES[0][0])
    first: dict[str, Any] = {name: getattr(row, name) for name in ("kind", "release_class", "urgency")}
    first |= {"zone": zone, "areas": row.about.get("areas", ""), "agreed": row.about.get("agreed", "")}
    for name in ("starts_at", "ends_at"):
        moment = getattr(row, name)
        # Without a zone, or the form would show it in that of the server.
        first[name] = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if moment else None
    for lang, text in row.texts.items():
        first[f"title_{lang}"], first[f"text_{lang}"] = text["title"], text["text"]
    return {**first, **{field: name in row.outlets.split() for name, field in _OUTLETS.items()}}


class PlanFile(forms.Form):
    """A corridor's plan, whose public bulletin fills in a draft."""

    use_required_attribute = False
    plan = forms.FileField(label=_("Plan of a corridor (JSON)"))
    corridor = Line(label=_("Which corridor, when the plan has several"))


class Language(ActForm):
    """Which language was read."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class Why(ActForm):
    """Why it holds no more."""

    why = forms.ChoiceField(
        label=_("Why it holds no more"), choices=list(words.WHYS.items()), widget=forms.RadioSelect
    )


class How(ActForm):
    """What became of a notice."""

    how = forms.ChoiceField(
        label=_("What became of it"), choices=list(words.SETTLED.items()), widget=forms.RadioSelect
    )
