"""A corridor is put right section by section: rows, the table of households, channels, who may see what."""

from __future__ import annotations

import csv
import io
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from regreso import story
from regreso.casebook import access
from regreso.movement.corridor.release import AUDIENCES, CLASSES
from regreso.steps import evacuate
from regreso.steps.errors import StepError
from regreso.story import MoveRefused
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.forms import PageForm, SeeOther
from regreso.web.base.reads import note_read
from regreso.web.base.refusals import friendly
from regreso.web.corridors.acts import TONGUES
from regreso.web.corridors.columns import TABLES, TRANSPORTS, places_of
from regreso.web.corridors.plan_words import clock_there
from regreso.web.corridors.rows import Sheet
from regreso.web.corridors.views import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from regreso.casebook.models import Corridor
    from regreso.movement.corridor.sheet import Row
    from regreso.web.base.words import Word

COLUMNS = (
    "id", "at", "size", "count", "consent", "wheelchair", "stretcher", "priority", "destinations", "own_car",
    "adults", "companion", "language", "token", "contact",
)  # fmt: skip
_COUNTS, _YES = ("size", "count", "wheelchair", "stretcher", "adults"), ("priority", "own_car")
FOR_WHOM: dict[str, Word] = {
    "public": _("everybody"), "parties": _("the parties"), "convoy": _("the convoy only"),
}  # fmt: skip
FACTS: dict[str, Word] = {
    "windows": _("Windows of time"), "from": _("From which places"), "to": _("To which places"),
    "via": _("Through which places"), "departures": _("Departures and numbers"), "vehicles": _("Vehicles"),
    "households": _("Households and tokens"),
}  # fmt: skip
_BLANK = 3


class Households(PageForm):
    """The households as a table: one a line, the first line names the columns."""

    text = forms.CharField(
        label=_("The table"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "wrap": "off"}),
    )

    def clean_text(self) -> list[dict[str, Any]]:
        """The rows as JSON has them; what cannot be read is named with its line."""
        reader = csv.DictReader(io.StringIO(self.cleaned_data["text"]))
        if unknown := set(reader.fieldnames or ()) - set(COLUMNS):
            raise forms.ValidationError(
                gettext("There is no such column: %(name)s. There are: %(known)s.")
                % {"name": ", ".join(sorted(map(str, unknown))), "known": ", ".join(COLUMNS)}
            )
        found, wrong = [], []
        for number, row in enumerate(reader, 2):
            try:
                found.append(_household(row))
            except ValueError as error:
                wrong.append(gettext("Line %(n)d: %(what)s") % {"n": number, "what": error})
        if wrong:
            raise forms.ValidationError(wrong[:20])
        return found


def _household(row: dict[str | Any, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name in COLUMNS:
        text = str(row.get(name) or "").strip()
        if name in _COUNTS and text:
            if not (text.isascii() and text.isdecimal()):
                raise ValueError(
                    gettext("“%(given)s” is no number (%(column)s).") % {"given": text, "column": name}
                )
            made[name] = int(text)
        elif name in _YES:
            if text.casefold() in ("yes", "1", "true", "x", "sí", "так", "да"):
                made[name] = True
        elif name == "destinations":
            if text:
                made[name] = text.split()
        elif text:
            made[name] = text
    if None in row:
        raise ValueError(gettext("there are more cells than columns."))
    return made


def _as_table(scenario: Row) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in scenario["households"]:
        cells = dict(row) | {name: "yes" if row.get(name) else "" for name in _YES}
        writer.writerow(cells | {"destinations": " ".join(row.get("destinations", ()))})
    return text.getvalue()


class Channel(PageForm):
    """How one collection point is reached."""

    def __init__(self, scenario: Row, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        none = [("", "—")]
        self.fields["place"] = forms.ChoiceField(
            label=_("Collection point"), choices=[*none, *places_of(scenario)], required=False
        )
        self.fields["transport"] = forms.ChoiceField(
            label=_("Way"), choices=[*none, *TRANSPORTS.items()], required=False
        )
        self.fields["to"] = forms.CharField(
            label=_("Number, channel or address"), max_length=200, required=False
        )
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=list(TONGUES.items()), required=False
        )

    def clean(self) -> dict[str, Any]:
        """All of it or nothing."""
        said: dict[str, Any] = super().clean() or {}
        given = [bool(said.get(name)) for name in ("place", "transport", "to")]
        if any(given) and not all(given):
            self.add_error(
                "to", gettext("A channel needs a place, a way and an address; or leave the row empty.")
            )
        return said


class Release(PageForm):
    """For one corridor of the scenario: each kind of fact, and who may be shown it."""

    def __init__(self, way: Row, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.way = way
        for name in CLASSES:
            now = (way.get("release") or {}).get(name, "convoy")
            self.fields[name] = forms.ChoiceField(
                label=FACTS[name], choices=[(one, FOR_WHOM[one]) for one in AUDIENCES], initial=now
            )


class PublicFrom(PageForm):
    """From when on whatever is public is public, by the clock of the corridor."""

    public_from = forms.DateTimeField(
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, there: tzinfo, *args: Any, public_from: datetime | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        first = public_from.astimezone(there).replace(tzinfo=None) if public_from else None
        super().__init__(*args, initial={"public_from": first}, **kwargs)
        self.there = there
        self.fields["public_from"].label = gettext("Public from, by the clock of %(zone)s") % {"zone": there}

    def moment(self) -> datetime | None:
        """The time with its zone."""
        # Django has put its own zone on it; what was typed is by the clock of the corridor.
        given: datetime | None = self.cleaned_data["public_from"]
        return given.replace(tzinfo=self.there) if given else None


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.COORDINATOR)
def edit(request: HttpRequest, desk: Desk, *, corridor_id: UUID, section: str) -> HttpResponse:
    """One section, as it stands or as it was sent."""
    if section not in SECTIONS:
        raise Http404
    row = get_object_or_404(access.corridors_for(desk.staff), pk=corridor_id)
    note_read(request, [row])
    made = _MADE[section if section in _MADE else "rows"]
    return made(request, desk, row, section)


def _rows(request: HttpRequest, desk: Desk, row: Corridor, section: str) -> HttpResponse:
    sheet = Sheet(section, row.scenario, request.POST or None)
    refused = ""
    if request.method == "POST" and sheet.is_valid():
        refused = _changed(request, desk, row, sheet.filled())
        if not refused:
            return SeeOther(reverse("corridor", args=[row.pk]))
    wrong = bool(refused) or (request.method == "POST" and not sheet.is_valid())
    context = {"sheet": sheet, "names": [table.name for table in TABLES[section]]}
    return _page(request, row, section, context, refused=refused, wrong=wrong)


def _households(request: HttpRequest, desk: Desk, row: Corridor, section: str) -> HttpResponse:
    form = Households(request.POST or None, initial={"text": _as_table(row.scenario)})
    refused = ""
    if request.method == "POST" and form.is_valid():
        refused = _changed(request, desk, row, {**row.scenario, "households": form.cleaned_data["text"]})
        if not refused:
            return SeeOther(reverse("corridor", args=[row.pk]))
    context = {"form": form, "columns": ", ".join(COLUMNS)}
    return _page(request, row, section, context, refused=refused, wrong=bool(refused or form.errors))


def _channels(request: HttpRequest, desk: Desk, row: Corridor, section: str) -> HttpResponse:
    there = [*row.channels, *[{"language": "uk"}] * _BLANK]
    several = [
        Channel(row.scenario, request.POST or None, prefix=f"c-{n}", initial=one)
        for n, one in enumerate(there)
    ]
    refused = ""
    if request.method == "POST" and all([form.is_valid() for form in several]):  # noqa: C419 - each is checked
        kept = [form.cleaned_data for form in several if form.cleaned_data["place"]]
        refused = _done(
            request, lambda: evacuate.register_channels(row, kept, by=desk.actor, at=timezone.now())
        )
        if not refused:
            return SeeOther(reverse("corridor", args=[row.pk]))
    wrong = bool(refused) or any(form.errors for form in several)
    return _page(request, row, section, {"several": several}, refused=refused, wrong=wrong)


def _release(request: HttpRequest, desk: Desk, row: Corridor, section: str) -> HttpResponse:
    ways = row.scenario["corridors"]
    several = [Release(way, request.POST or None, prefix=f"r-{n}") for n, way in enumerate(ways)]
    when = PublicFrom(clock_there(row), request.POST or None, public_from=row.public_from)
    refused = ""
    if request.method == "POST" and all([form.is_valid() for form in [*several, when]]):  # noqa: C419 - each is checked
        classes = {way["id"]: form.cleaned_data for way, form in zip(ways, several, strict=True)}
        at = when.moment()
        refused = _done(
            request, lambda: evacuate.release(row, classes, public_from=at, by=desk.actor, at=timezone.now())
        )
        if not refused:
            return SeeOther(reverse("corridor", args=[row.pk]))
    wrong = bool(refused) or any(form.errors for form in [*several, when])
    return _page(request, row, section, {"several": several, "when": when}, refused=refused, wrong=wrong)


_MADE: dict[str, Callable[[HttpRequest, Desk, Corridor, str], HttpResponse]] = {
    "rows": _rows, "households": _households, "channels": _channels, "release": _release,
}  # fmt: skip


def _changed(request: HttpRequest, desk: Desk, row: Corridor, scenario: Row) -> str:
    version = request.POST.get("version", "")
    seen = int(version) if version.isascii() and version.isdecimal() else 0
    return _done(
        request, lambda: evacuate.change(row, scenario, version=seen, by=desk.actor, at=timezone.now())
    )


def _done(request: HttpRequest, step: Callable[[], object]) -> str:
    """Why it was refused, or "" when it was done."""
    try:
        step()
    except (StepError, MoveRefused) as refused:
        return friendly(refused)
    messages.success(request, gettext("It is written down."))
    return ""


def _page(
    request: HttpRequest, row: Corridor, section: str, context: dict[str, Any], *, refused: str, wrong: bool
) -> HttpResponse:
    version = request.POST.get("version", row.version)
    told = {
        "row": row,
        "section": section,
        "title": SECTIONS[section],
        "refused": refused,
        "version": version,
    }
    return render(request, "corridors-edit.html", told | context, status=422 if wrong else 200)
