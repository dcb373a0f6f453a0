"""A plan is asked for, or made again after an event; on the road it holds when a person says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import CorridorPlan
from regreso.steps import arrange, convoy
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.enquiry_form import new_token
from regreso.web.base.fields import Line
from regreso.web.base.forms import PageForm, step_button, step_form
from regreso.web.base.reads import note_read
from regreso.web.base.told import must
from regreso.web.corridors.columns import corridors_of, places_of

if TYPE_CHECKING:
    from uuid import UUID

    from regreso.movement.corridor.sheet import Row
    from regreso.web.base.words import Word

KINDS: dict[str, Word] = {
    "corridor-halted": _("A corridor is halted: nobody leaves on it any more"),
    "window-cut": _("A window ends earlier"),
    "leg-cut": _("A leg is closed"),
    "lanes-changed": _("A checkpoint has another number of lanes"),
    "vehicles-lost": _("Vehicles are lost"),
    "places-changed": _("A reception takes another number of people"),
}
NEEDS = {
    "corridor-halted": ("corridor",),
    "window-cut": ("corridor", "end"),
    "leg-cut": ("leg",),
    "lanes-changed": ("place", "number"),
    "vehicles-lost": ("fleet", "number"),
    "places-changed": ("place", "number"),
}
_NUMBER = {"lanes-changed": "lanes", "vehicles-lost": "count", "places-changed": "places"}
CASES: dict[str, Word] = {
    "low": _("cautious: least room, longest times (the plan to publish)"),
    "likely": _("likely"),
    "high": _("at best"),
}


class Asked(PageForm):
    """Which numbers, and how long a search may take."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    case = forms.ChoiceField(label=_("Which numbers"), choices=list(CASES.items()), initial="low")
    seconds = forms.IntegerField(
        label=_("Seconds for each search"),
        min_value=1,
        max_value=arrange.LONGEST,
        initial=30,
        help_text=_("A plan has several. What was found when they have passed is kept."),
    )


class Happened(PageForm):
    """What happened, when, and to what."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What happened"), choices=list(KINDS.items()))
    at = must(Line(label=_("When it was known"), help_text=_("Like 2022-03-05T12:10.")))
    tz = must(Line(label=_("Time zone"), help_text=_("Such as Europe/Kyiv.")))
    end = Line(label=_("The window ends at"), help_text=_("Only if a window ends earlier."))
    number = forms.IntegerField(
        label=_("How many"),
        min_value=0,
        required=False,
        help_text=_("Lanes, vehicles lost, or places in all."),
    )
    source = Line(label=_("Who says so"))

    def __init__(self, scenario: Row, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        none = [("", "—")]
        lists = (
            ("corridor", _("Corridor"), corridors_of(scenario)),
            (
                "leg",
                _("Leg"),
                [
                    (row["id"], f"{row['id']} ({row['a']} – {row['b']}, {row['mode']})")
                    for row in scenario["legs"]
                ],
            ),
            ("place", _("Place"), places_of(scenario)),
            ("fleet", _("Vehicles"), [(row["id"], row["id"]) for row in scenario.get("fleets", ())]),
        )
        for name, label, known in lists:
            first = none if len(known) != 1 else []
            self.fields[name] = forms.ChoiceField(label=label, choices=[*first, *known], required=False)
        order = ("kind", "corridor", "leg", "place", "fleet", "number", "end", "at", "tz", "source")
        self.order_fields(order)

    def clean(self) -> dict[str, Any]:
        """What this kind of event needs is there."""
        said: dict[str, Any] = super().clean() or {}
        for name in NEEDS.get(said.get("kind", ""), ()):
            if said.get(name) in ("", None):
                self.add_error(name, gettext("This event needs it. Please fill it in."))
        return said

    def event(self, name: str) -> Row:
        """As JSON has it."""
        said = self.cleaned_data
        made = {
            "schema": "regreso-corridor-event/1",
            "id": name,
            "kind": said["kind"],
            "at": said["at"],
            "tz": said["tz"],
        }
        for field in NEEDS[said["kind"]]:
            made[_NUMBER[said["kind"]] if field == "number" else field] = said[field]
        return made | ({"source": said["source"]} if said["source"] else {})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.COORDINATOR)
def ask(request: HttpRequest, desk: Desk, corridor_id: UUID) -> HttpResponse:
    """The worker is asked for a plan."""
    row = get_object_or_404(access.corridors_for(desk.staff), pk=corridor_id)
    note_read(request, [row])

    def step(form: Asked) -> str:
        said = form.cleaned_data
        new = CorridorPlan(id=said["token"], case=said["case"], seconds=said["seconds"])
        arrange.ask(new, row, by=desk.actor, at=timezone.now())
        return reverse("corridor", args=[row.pk])

    form = Asked(request.POST or None, initial={"token": new_token()})
    page = lambda form: render(request, "corridors-ask.html", {"form": form, "row": row, "again": False})  # noqa: E731 - one line
    return step_form(request, form, step=step, page=page)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.COORDINATOR)
def again(request: HttpRequest, desk: Desk, corridor_id: UUID) -> HttpResponse:
    """Something happened: orders for those on the road at once, then a plan made again."""
    row = get_object_or_404(access.corridors_for(desk.staff).select_related("plan"), pk=corridor_id)
    note_read(request, [row])
    scenario = row.plan.plan["scenario"] if row.plan else row.scenario

    def step(form: Happened) -> str:
        new = CorridorPlan(id=form.cleaned_data["token"], seconds=30)
        arrange.ask_again(new, row, form.event(f"e-{new.pk.hex[:8]}"), by=desk.actor, at=timezone.now())
        return reverse("corridor", args=[row.pk])

    windows = [window for way in scenario["corridors"] for window in way["windows"]]
    first = {"token": new_token(), "tz": windows[0]["tz"] if windows else ""}
    form = Happened(scenario, request.POST or None, initial=first)
    page = lambda form: render(request, "corridors-ask.html", {"form": form, "row": row, "again": True})  # noqa: E731 - one line
    return step_form(request, form, step=step, page=page)


@require_POST
@desk_view(story.COORDINATOR)
def adopt(request: HttpRequest, desk: Desk, plan_id: UUID) -> HttpResponse:
    """The plan made again holds."""
    made = get_object_or_404(access.corridor_plans_for(desk.staff).select_related("corridor"), pk=plan_id)

    def step() -> None:
        convoy.adopt(made.corridor, made, by=desk.actor, at=timezone.now())
        messages.success(
            request, gettext("This plan holds from now on. Tell every collection point what changed.")
        )

    return step_button(request, step=step, to=reverse("corridor", args=[made.corridor_id]))
