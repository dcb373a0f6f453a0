"""Lists of an exchange at the bureau's desk: drafted, weighed, read with names only after two have signed."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Custody, ExchangeList
from regreso.steps import exchange
from regreso.web.base.acts import Act, ActForm, WithReason
from regreso.web.base.desks import Desk, desk_view, role_view
from regreso.web.base.fields import Lines
from regreso.web.base.forms import step_form
from regreso.web.base.pages import Facts, Page, Part, Seat
from regreso.web.base.people import name_of, shown
from regreso.web.base.printing import form_response
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.told import OfOneClick
from regreso.web.base.words import Word, state_of
from regreso.web.liaison.shapes import EXCHANGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

KINDS = (("exchange", _("exchange")), ("medical", _("medical: wounded or sick")))
HEALTH: dict[str, Word] = {
    "grave": _("gravely ill or wounded"),
    "lasting": _("will not recover within a year, or only in part"),
    "may_recover": _("likely to recover within a year elsewhere"),
    "light": _("slightly ill or wounded"),
    "well": _("well"),
    "unknown": _("not known"),
}
WHY: dict[str, Word] = {
    "not_asked": _("was not asked alone yet whether he wants to go"),
    "wants_to_stay": _("wants to stay"),
    "hindered": _("cannot go now"),
    "not_medical": _("health is no ground for this list"),
    "no_place": _("no place left before his turn"),
    "passed_over": _("passed over"),
}
WISHES: dict[str, Word] = {
    "go": _("wants to go"),
    "stay": _("wants to stay"),
    "not_asked": _("not asked yet"),
}
_LINE = re.compile(r"\s*(P-[0-9A-Fa-f]{8})\s*(?::\s*(.*))?\Z", re.IGNORECASE)


class Drafted(OfOneClick):
    """What kind of list."""

    kind = forms.ChoiceField(label=_("What kind of list"), choices=KINDS)


class Weighed(ActForm):
    """Places and day; who cannot go now, and whom the other side asks for by name."""

    places = forms.IntegerField(label=_("How many can go"), min_value=0, max_value=100_000)
    held_on = forms.DateField(label=_("Day of the exchange"), widget=forms.DateInput(attrs={"type": "date"}))
    hindered = Lines(
        label=_("Who cannot go now, one a line"),
        help_text=_("With a colon and why: “P-0A1B2C3D: in hospital”."),
        rows=4,
    )
    by_name = Lines(
        label=_("Whom the other side asks for by name, one a line"),
        help_text=_("Everyone whose turn was earlier and who stays for that is named in the report."),
        rows=4,
    )

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a list
        """What was weighed before stands there already."""
        super().for_row(row)
        self.fields["places"].initial, self.fields["held_on"].initial = row.places, row.held_on
        hindered = [f"{one['reference']}: {one['hindrance']}" for one in row.people if one["hindrance"]]
        self.fields["hindered"].initial = "\n".join(hindered)
        named = [one["reference"] for one in row.people if one["asked_by_name"]]
        self.fields["by_name"].initial = "\n".join(named)

    def clean_hindered(self) -> dict[str, str]:
        """Each with a reason."""
        found = self._lines("hindered")
        if without := [name for name, why in found.items() if not why]:
            raise forms.ValidationError(_("Say why: “%(what)s: …”."), params={"what": without[0]})
        return found

    def clean_by_name(self) -> dict[str, str]:
        """Pseudonyms only."""
        return self._lines("by_name")

    def _lines(self, name: str) -> dict[str, str]:
        found = {}
        for line in filter(str.strip, str(self.cleaned_data[name]).splitlines()):
            read = _LINE.match(line)
            if not read:
                raise forms.ValidationError(
                    _("This is no pseudonym of the list: “%(what)s”."), params={"what": line}
                )
            found[read[1].upper()] = (read[2] or "").strip()
        return found

    def arguments(self) -> dict[str, Any]:
        """What the step takes."""
        said = self.cleaned_data
        marks: dict[str, dict[str, Any]] = {
            name: {"hindrance": why} for name, why in said["hindered"].items()
        }
        for name in said["by_name"]:
            marks.setdefault(name, {})["asked_by_name"] = True
        return {"places": said["places"], "held_on": said["held_on"].isoformat(), "marks": marks}


def _acts(role: str) -> tuple[Act, ...]:
    act = partial(Act, "exchange_list", role=role)
    two = _("Somebody else signed first. After yours the list can be read with names.")
    weigh = (act("weigh", step=exchange.weigh, form=Weighed),) if role == story.BUREAU else ()
    return (
        *weigh,
        act("sign", step=exchange.sign, warning=_("Read first who was passed over, and why.")),
        act("countersign", step=exchange.countersign, warning=two),
        act("withdraw", step=exchange.withdraw, form=WithReason),
    )


def _facts(row: ExchangeList) -> Facts:
    report = row.result.get("report", {})
    facts: Facts = [
        (_("What kind of list"), str(dict(KINDS)[row.kind])),
        (_("People on it"), str(len(row.people))),
        (_("Day of the exchange"), row.held_on),
        (_("How many can go"), str(row.places) if report else ""),
    ]
    for name, words in (("chosen", _("Days waited: who goes")), ("eligible", _("Days waited: who could go")),
                        ("passed_over", _("Days waited: who was passed over"))):  # fmt: skip
        spread = report.get("days_waited", {}).get(name)
        if spread:
            facts.append((words, f"{spread['least']:g} – {spread['median']:g} – {spread['most']:g}"))
    health = report.get("health", {}).items()
    facts.append((_("Health"), "; ".join(f"{HEALTH[name]}: {go} / {could}" for name, (go, could) in health)))
    return facts


def _parts(row: ExchangeList, seat: Seat) -> Iterator[Part]:
    """Before it is weighed everyone on it; then who was passed over, who goes, and who stays and why."""
    del seat
    if not row.result:
        people = [
            f"{one['reference']} · {HEALTH[one['health']]} · {WISHES[one['wish']]} · {one['held_since']}"
            for one in row.people
        ]
        yield _part(_("People on it"), people)
        return
    passed = [
        f"{one['reference']} ({one['waited']}): {', '.join(one['behind'])}"
        for one in row.result["report"]["passed_over"]
    ]
    yield _part(_("Who was passed over (days waited), and for whom"), passed)
    going = [
        " · ".join((one["reference"], str(HEALTH[one["health"]]), str(one["waited"]), _named(one)))
        for one in row.result["list"]
    ]
    yield _part(_("Who goes (days waited)"), going)
    staying = [f"{one['reference']} ({one['waited']}): {why_words(one)}" for one in row.result["left"]]
    yield _part(_("Who does not go (days waited), and why"), staying)


def _part(title: Word, lines: list[str]) -> Part:
    return Part(title, str(len(lines)), "\n".join(lines), "", [])


def _named(one: dict[str, Any]) -> str:
    return gettext("asked for by name") if one["by_name"] else gettext("in turn")


def _title(row: ExchangeList) -> str:
    day = row.drafted_at.date().isoformat() if row.drafted_at else ""
    return f"{dict(KINDS)[row.kind]} · {row.held_on or day}"


def _page(role: str, back: str) -> Page:
    return Page(
        noun="exchange_list", role=role, rows=lambda staff: access.exchange_lists_for(staff, role), sides=(),
        acts=_acts(role), title=_title, facts=_facts, parts=_parts, back=back,
        template="liaison-exchange.html",
    )  # fmt: skip


BUREAU = _page(story.BUREAU, "bureau-lists")
OFFICER = _page(story.OFFICER, "officer-lists")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.BUREAU)
def lists(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The lists of the bureau, and a new one."""

    def step(form: Drafted) -> str:
        new = ExchangeList(
            id=form.cleaned_data["token"], operation=desk.operation, kind=form.cleaned_data["kind"]
        )
        exchange.draft(new, by=desk.actor, at=timezone.now())
        return reverse(BUREAU.name, args=[new.pk])

    form = Drafted(request.POST or None)
    return step_form(request, form, step=step, page=lambda form: _shown(request, desk, BUREAU, form))


@require_safe
@desk_view(story.OFFICER)
def officer_lists(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The lists that wait for an officer's signature, and those that were agreed."""
    return _shown(request, desk, OFFICER, None)


def _shown(request: HttpRequest, desk: Desk, page: Page, form: Drafted | None) -> HttpResponse:
    mine = access.exchange_lists_for(desk.staff, page.role)
    found, above = listed(request, desk, mine, shape=EXCHANGES, name=f"{page.role}-lists")
    note_read(request, found.rows)
    lines = [
        (reverse(page.name, args=[one.pk]), _title(one), state_of("exchange_list", one.state))
        for one in found.rows
    ]
    context = {"lines": lines, "paged": found, "tools": above, "form": form, "page": page}
    return render(request, "liaison-exchanges.html", context)


@require_safe
@role_view(story.OFFICER, story.BUREAU)
def paper(request: HttpRequest, desk: Desk, row_id: UUID) -> HttpResponse:
    """The list on paper with its report: pseudonyms, and names only once two have signed."""
    rows = access.exchange_lists_for(desk.staff, desk.role).filter(state__in=("weighed", "signed", "agreed"))
    row = get_object_or_404(rows, pk=row_id)
    note_read(request, [row], reason="print")
    return form_response("list.pdf", _content(row, _names(request, row) if row.state == "agreed" else {}))


def _names(request: HttpRequest, row: ExchangeList) -> dict[str, str]:
    """The names of those who go, and of nobody else."""
    going = {one["reference"] for one in row.result["list"]}
    custody_of = {one["custody"]: one["reference"] for one in row.people if one["reference"] in going}
    held = list(Custody.objects.filter(pk__in=custody_of).select_related("person"))
    note_read(request, held, reason="exchange list")
    return {custody_of[str(one.pk)]: f"{name_of(one.person)}, {shown(one.person, 'birth')}" for one in held}


def _content(row: ExchangeList, names: dict[str, str]) -> dict[str, Any]:
    going = [
        [one["reference"], names.get(one["reference"], "·"), str(one["turn"]), str(one["waited"]),
         str(HEALTH[one["health"]]), _named(one)]
        for one in row.result["list"]
    ]  # fmt: skip
    staying = [
        [
            one["reference"],
            str(one["turn"] or "·"),
            str(one["waited"]),
            str(HEALTH[one["health"]]),
            why_words(one),
        ]
        for one in row.result["left"]
    ]
    turn, days, health = gettext("Turn"), gettext("Days waited"), gettext("Health")
    return {
        "title": _title(row), "lang": get_language() or "en", "code": "",
        "facts": [[str(label), value] for label, value in _facts(row) if value],
        "tables": [
            {"title": gettext("Who goes"), "rows": going, "short": [0, 2, 3, 4],
             "columns": [gettext("Pseudonym"), gettext("Name"), turn, days, health, gettext("Remark")]},
            {"title": gettext("Who does not go, and why"), "rows": staying, "short": [0, 1, 2, 3],
             "columns": [gettext("Pseudonym"), turn, days, health, gettext("Why")]},
        ],
        "notes": [gettext("By own wish, health and days waited. Rank, unit, sex and origin weigh nothing.")],
        "signatures": [gettext("First signature"), gettext("Second signature")],
    }  # fmt: skip


def why_words(one: dict[str, Any]) -> str:
    """Why somebody does not go, with whom was taken before them, or what hinders."""
    words = str(WHY[one["why"]])
    if one["behind"]:
        return f"{words}: {', '.join(one['behind'])}"
    return f"{words}: {one['hindrance']}" if one.get("hindrance") else words
