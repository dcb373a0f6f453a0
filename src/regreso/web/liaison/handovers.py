"""A person given back: what liaison, officer and bureau each do with the file, in the order of the story."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Enquirer, Handover
from regreso.steps import ask, handover
from regreso.web.base.acts import Act, ActForm, WithReason
from regreso.web.base.desks import Desk, role_view
from regreso.web.base.effects import Effects
from regreso.web.base.fields import Line, Lines
from regreso.web.base.pages import Facts, Page, Part, Seat
from regreso.web.base.people import FIELDS, name_of, shown
from regreso.web.base.printing import form_response
from regreso.web.base.reads import note_read
from regreso.web.base.told import OfOneClick, must
from regreso.web.base.words import Word, role_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move

PRINTED = ("met", "identity_checked_once", "identity_checked", "signed", "handed_over", "home", "closed")
_ROWS = 8  # at least so many lines to write in by hand
BASES = (
    ("medical", _("medical: wounded or sick")),
    ("exchange", _("exchange")),
    ("unilateral", _("unilateral release")),
    ("to_family", _("to the family")),
)


def _one(name: str, of: ActForm) -> dict[str, Any]:
    return {name: {key: value for key, value in of.cleaned_data.items() if value not in ("", None)}}


CLEARED: dict[str, Word] = {
    "medical": _("A doctor says he can travel"),
    "legal": _("Nothing in law stands against it"),
    "identity": _("His papers are in order"),
}


class Proposed(OfOneClick):
    """On what ground it is proposed."""

    basis = forms.ChoiceField(label=_("On what ground"), choices=BASES)

    def arguments(self) -> dict[str, Any]:
        """The handover, not saved yet."""
        return {"new": Handover(id=self.cleaned_data["token"], basis=self.cleaned_data["basis"])}


class Lists(ActForm):
    """The references on the lists of both sides."""

    ours = must(Line(label=_("Reference on our list")))
    theirs = must(Line(label=_("Reference on their list")))

    def arguments(self) -> dict[str, Any]:
        """Both references."""
        return _one("lists", self)


class Cleared(ActForm):
    """A doctor, the law and the papers; each of the three is needed."""

    medical = forms.BooleanField(label=CLEARED["medical"])
    legal = forms.BooleanField(label=CLEARED["legal"])
    identity = forms.BooleanField(label=CLEARED["identity"])

    def arguments(self) -> dict[str, Any]:
        """The three."""
        return {"clearance": self.cleaned_data}


class Itinerary(ActForm):
    """Day and point."""

    on = forms.DateField(label=_("On which day"), widget=forms.DateInput(attrs={"type": "date"}))
    point = must(Line(label=_("At which point")))
    escort = Line(label=_("Who goes with him"))

    def arguments(self) -> dict[str, Any]:
        """Day and point as words."""
        said = self.cleaned_data
        return {"itinerary": {"on": said["on"].isoformat(), "point": said["point"], "escort": said["escort"]}}


class Place(ActForm):
    """How far they have come."""

    where = must(Line(label=_("Where they are now")))

    def arguments(self) -> dict[str, Any]:
        """The place."""
        return _one("place", self)


class Checked(ActForm):
    """What this officer did to be sure. The other one does it anew, without asking."""

    answers = Line(label=_("What I asked him, and what he answered"))
    papers = Line(label=_("Papers I saw"))
    marks = Line(label=_("Marks I compared"))

    def clean(self) -> dict[str, Any]:
        """Something must have been checked."""
        said: dict[str, Any] = super().clean() or {}
        if not any(said.values()):
            self.add_error("answers", _("Write what you asked, saw or compared."))
        return said

    def arguments(self) -> dict[str, Any]:
        """What was checked."""
        return _one("checked", self)


class Home(ActForm):
    """How he is: after three days, two weeks, eight weeks."""

    said = must(Lines(label=_("How he is, and what the family needs")))

    def arguments(self) -> dict[str, Any]:
        """What was found."""
        return _one("found", self)


class Closed(ActForm):
    """Three contacts were made; or the family wants no more of them."""

    reason = Line(label=_("Why no more contacts, if there were fewer than three"))


_liaison = partial(Act, "handover", role=story.LIAISON)
_officer = partial(Act, "handover", role=story.OFFICER)
_bureau = partial(Act, "handover", role=story.BUREAU)
_FOR_TODAY = _("Nobody is handed over today. A liaison tells the family the same day.")
_SECOND = _("Somebody else signed first. With your signature he is handed over.")

BY_LIAISON = (
    _liaison("fix_itinerary", step=handover.fix_itinerary, form=Itinerary),
    _liaison(
        "inform_family",
        step=handover.inform_family,
        warning=_("Tell them yourself. Their paper bears the code and no name."),
    ),
    _liaison("countersign", step=handover.countersign, warning=_SECOND),
    _liaison("contact_home", step=handover.contact_home, form=Home),
    _liaison("contact_again", step=handover.contact_again, form=Home),
    _liaison("close", step=handover.close, form=Closed),
    _liaison("tell_postponed", step=handover.tell_postponed, warning=_("By a person, the same day.")),
    _liaison("postpone", step=handover.postpone, form=WithReason, warning=_FOR_TODAY),
)
BY_OFFICER = (
    _officer("clear", step=handover.clear, form=Cleared),
    _officer("check_in", step=handover.check_in, form=Place),
    _officer("meet", step=handover.meet),
    _officer("check_identity", step=handover.check_identity, form=Checked),
    _officer("check_identity_again", step=handover.check_identity_again, form=Checked),
    _officer("doubt_identity", step=handover.doubt_identity, form=WithReason, warning=_FOR_TODAY),
    _officer(
        "sign",
        step=handover.sign,
        form=Effects,
        warning=_("Somebody else countersigns at the same table."),
    ),
    _officer("countersign", step=handover.countersign, warning=_SECOND),
    _officer("postpone", step=handover.postpone, form=WithReason, warning=_FOR_TODAY),
)
BY_BUREAU = (_bureau("agree_lists", step=handover.agree_lists, form=Lists),)


class Recognised(ActForm):
    """An officer has seen both: what shows that they belong together."""

    basis = must(
        Lines(
            label=_("How you know that they belong together"),
            help_text=_("You have seen both. Papers, how they recognised each other, what each told alone."),
            rows=3,
        )
    )


def _raise(row: Handover, *, basis: str, by: Actor, at: datetime) -> Move:
    """The highest level of kinship, by an officer's own eyes."""
    if row.enquiry is None:
        raise story.MoveRefused("enquiry", "raise_level", "no family asked for this handover")
    return ask.raise_level(row.enquiry, ask.HIGHEST_LEVEL, basis=basis, by=by, at=at)


FAMILY_OF_HIM = (Act("enquiry", "raise_level", story.OFFICER, _raise, form=Recognised),)


def _family(row: Handover, seat: Seat) -> Iterator[Part]:
    """The family, with what an officer may say of them."""
    if row.enquiry is None:
        return
    level = Enquirer.objects.values_list("level", flat=True).get(enquiries=row.enquiry_id)
    offers = (
        seat.offers(row, FAMILY_OF_HIM, "officer-family-act", state=row.enquiry.state)
        if level < ask.HIGHEST_LEVEL
        else []
    )
    yield Part(_("Level of kinship"), str(level), "", "", offers)


def _facts(row: Handover) -> Facts:
    itinerary, lists = row.itinerary, row.lists
    return [
        (_("On what ground"), str(dict(BASES).get(row.basis, ""))),
        (_("His own word"), _wish(row)),
        (_("Where he wants to go"), str(row.wish.get("where", ""))),
        (_("Cleared"), " · ".join(str(words) for name, words in CLEARED.items() if row.clearance.get(name))),
        (_("References"), " · ".join(str(lists[side]) for side in ("ours", "theirs") if side in lists)),
        (_("On which day"), str(itinerary.get("on", ""))),
        (_("At which point"), str(itinerary.get("point", ""))),
        (_("Who goes with him"), str(itinerary.get("escort", ""))),
        (_("Identity checked by two officers at (UTC)"), ", ".join(_at(line) for line in row.identity)),
        (_("Effects"), "; ".join(_effect(line) for line in row.effects)),
        (_("Kilograms that he may carry"), row.baggage_kg),
        (_("Signed at (UTC)"), "; ".join(f"{role_of(line['role'])}, {_at(line)}" for line in row.signatures)),
        (_("Contacts with the family"), "; ".join(_contact(line) for line in row.contacts)),
    ]


def _wish(row: Handover) -> str:
    """What the person said when they were asked; nobody is given back without it."""
    if row.state == "refused":
        return gettext("he does not want to go")
    asked = row.wish.get("asked_alone") and row.wish.get("wants_to_go")
    return gettext("asked alone: he wants to go") if asked else gettext("he was not asked yet")


def _at(line: dict[str, Any]) -> str:
    return str(line["at"])[:16].replace("T", " ")


def _contact(line: dict[str, Any]) -> str:
    return f"{line['at'][:10]}: {line.get('said', '')}"


def _effect(line: dict[str, Any]) -> str:
    return f"{line['what']} ✓" if line.get("returned") else f"{line['what']} → {line.get('note', '')}"


def _with_code(row: Handover) -> Facts:
    return [(_("Code on the family's paper"), row.code), *_facts(row)]


def _of_person(row: Handover) -> Facts:
    """For an officer who is to be sure who it is. What the first one found is not shown to the second."""
    person = row.custody.person
    names = ("birth", "birthplace", "father", "mother", "marks", "rank", "service_number")
    return [*((FIELDS[name], shown(person, name)) for name in names), *_facts(row)]


def _name(row: Handover) -> str:
    return name_of(row.custody.person)


_SIDES = ("custody__person", "enquiry")
LIAISON = Page(
    noun="handover",
    role=story.LIAISON,
    rows=lambda staff: access.handovers_for(staff, story.LIAISON),
    sides=_SIDES,
    acts=BY_LIAISON,
    title=_name,
    facts=_with_code,
    due=lambda row: row.tell_due_at or row.contact_due_at,
    back="liaison-handovers",
    template="liaison-handover.html",
)
OFFICER = Page(
    noun="handover",
    role=story.OFFICER,
    rows=lambda staff: access.handovers_for(staff, story.OFFICER),
    sides=_SIDES,
    acts=BY_OFFICER,
    title=_name,
    facts=_of_person,
    parts=_family,
    back="officer",
    template="liaison-handover.html",
)
BUREAU = Page(
    noun="handover",
    role=story.BUREAU,
    rows=lambda staff: access.handovers_for(staff, story.BUREAU),
    sides=_SIDES,
    acts=BY_BUREAU,
    title=_name,
    facts=_facts,
    back="bureau",
)


@require_safe
@role_view(story.LIAISON, story.OFFICER, story.BUREAU)
def sheet(request: HttpRequest, desk: Desk, row_id: UUID) -> HttpResponse:
    """The paper that both sides sign at the table: a code, the effects line by line, places for two names."""
    rows = access.handovers_for(desk.staff, desk.role).filter(state__in=PRINTED)
    row = get_object_or_404(rows.select_related("custody__person"), pk=row_id)
    note_read(request, [row], reason="print")
    return form_response("handover.pdf", _content(row))


def _content(row: Handover) -> dict[str, Any]:
    table = [
        [str(number), line["what"], "✓" if line.get("returned") else "—", line.get("note", "")]
        for number, line in enumerate(row.effects, 1)
    ]
    blank = [["", "", "", ""]] * max(0, _ROWS - len(table))
    return {
        "title": gettext("Handover"),
        "lang": get_language() or "en",
        "code": row.code,
        "facts": [
            [str(label), value]
            for label, value in ((_("Name"), _name(row)), *_of_person(row))
            if value and label != _("Effects")  # they stand below, line by line
        ],
        "tables": [
            {
                "title": gettext("Effects, line by line (Third Geneva Convention, article 119)"),
                "columns": [
                    gettext("No."),
                    gettext("What"),
                    gettext("Returned"),
                    gettext("Where it is, receipt"),
                ],
                "rows": [*table, *blank],
                "short": [0, 2],
            }
        ],
        "notes": [
            gettext("He may carry what he can, and never less than 25 kilograms."),
            gettext("Money and valuables that do not go with him go to the Bureau, with a receipt."),
            gettext("A copy of this paper goes to the National Information Bureau."),
        ],
        "signatures": [gettext("For the side that hands over"), gettext("For the side that receives")],
    }
