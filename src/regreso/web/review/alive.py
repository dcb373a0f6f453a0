"""What people say of themselves: one reviewer makes sure who says so, another tells those whom they chose."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Enquiry, SelfReport, history
from regreso.steps import alive, search
from regreso.tracing.facts import row_facts
from regreso.web.base.acts import Act, ActForm, Bench, Bound, Taking, act_of, take
from regreso.web.base.clocks import clock
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.fields import Lines
from regreso.web.base.listing import Shape, due, newest, one_of, since, states, until, usual
from regreso.web.base.people import FIELDS, name_of, shown
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.timeline import timeline
from regreso.web.base.told import must
from regreso.web.base.words import Word, state_of
from regreso.web.review.evidence import weight

MOST = 20  # families offered
_OF_THEM = ("name", "other_names", "birth", "father", "mother", "settlement")
LABELS = {**FIELDS, "name": _("Name")}
KINDS: dict[str, Word] = {"alive": _("says: I am alive"), "not_missing": _("says: I am not missing")}
WHOM: dict[str, Word] = {
    "named": _("only those whom they name"),
    "asking": _("whoever asks for them and has shown who they are"),
    "nobody": _("nobody"),
}

SHAPE = Shape(
    (usual("told_at", "pk"), newest("told_at")),
    (
        states("self_report", ("told", "checked")),
        one_of("kind", _("Kind"), KINDS),
        due("look_due_at"),
        since("told_at"),
        until("told_at"),
    ),
)


class Checked(ActForm):
    """What it rests on that it is they."""

    basis = must(Lines(label=_("How you made sure that it is they"), rows=2))


class Refused(ActForm):
    """Why nothing is told."""

    why = forms.ChoiceField(
        label=_("Why"),
        choices=(
            ("not_the_person", _("It is somebody else")),
            ("cannot_be_reached", _("They cannot be reached")),
            ("takes_it_back", _("They said on the telephone that they take it back")),
            ("twice", _("It came twice")),
        ),
    )


class Chosen(forms.ModelMultipleChoiceField[Enquiry]):
    """Enquiries, each in a line that tells who asks for whom."""

    def label_from_instance(self, obj: Enquiry) -> str:
        """The name sought, their birth, who asks."""
        sought, asks = obj.sought, obj.enquirer
        born = sought.birth or sought.age or "—"
        return f"{name_of(sought)} · {born} ← {asks.name or '—'}, {obj.relationship}"


class Families(ActForm):
    """Which of those who ask are told: by hand, nothing is ticked beforehand."""

    enquiries = Chosen(
        Enquiry.objects.none(),
        label=_("These families are told"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a report
        """Those who may mean this person."""
        super().for_row(row)
        field = self.fields["enquiries"]
        assert isinstance(field, Chosen)  # noqa: S101 - narrows a type that Django leaves open
        keys = [key for key, _bits in asking(row)]
        field.queryset = Enquiry.objects.filter(pk__in=keys).select_related("sought", "enquirer")


_report = partial(Act, "self_report", role=story.REVIEWER)
ACTS = (
    _report(
        "check",
        step=alive.check,
        form=Checked,
        warning=_(
            "Call back the number that they gave; ask what only they can know."
            " A stolen document proves nothing."
        ),
    ),
    _report(
        "pass_on",
        step=alive.pass_on,
        form=Families,
        warning=_("They read it on their page at once, with the words. It cannot be taken back."),
    ),
    _report("refuse", step=alive.refuse_report, form=Refused),
)


@require_safe
@desk_view(story.REVIEWER)
def reports(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All that wait, those to be looked at first on top."""
    waiting = access.self_reports_for(desk.staff).filter(state__in=("told", "checked"))
    page, above = listed(request, desk, waiting, shape=SHAPE, name="review-alive-list")
    note_read(request, page.rows)
    now = timezone.now()
    lines = [
        (one, KINDS.get(one.kind, ""), state_of("self_report", one.state), clock(one.look_due_at, now=now))
        for one in page.rows
    ]
    context = {"lines": lines, "paged": page, "tools": above, "part": "alive"}
    return render(request, "review-alive-list.html", context)


@require_safe
@desk_view(story.REVIEWER)
def report(request: HttpRequest, desk: Desk, report_id: UUID) -> HttpResponse:
    """One report: what they say, whom they name, who may be asking for them."""
    return _page(request, desk, report_id)


@desk_view(story.REVIEWER)
def report_act(request: HttpRequest, desk: Desk, *, report_id: UUID, move: str) -> HttpResponse:
    """One step with it."""
    row = get_object_or_404(access.self_reports_for(desk.staff).select_related("operation"), pk=report_id)
    again = partial(_page, request, desk, report_id)
    return take(
        request, desk, Taking(act_of(ACTS, move, desk), row, again, reverse("review-alive", args=[row.pk]))
    )


def asking(row: SelfReport) -> list[tuple[UUID, float]]:
    """Who may be asking for this person, the surest first, with the evidence in bits."""
    on = row.told_at.date() if row.told_at else timezone.now().date()
    facts, _dropped = row_facts({"name": row.name, "dob": row.birth, "settlement": row.settlement}, as_of=on)
    return search.asks_for(row.operation_id, facts)[:MOST]


def _page(request: HttpRequest, desk: Desk, report_id: UUID, bound: Bound | None = None) -> HttpResponse:
    row = get_object_or_404(access.self_reports_for(desk.staff).select_related("operation"), pk=report_id)
    found = dict(asking(row))
    enquiries = list(Enquiry.objects.filter(pk__in=found).select_related("sought", "enquirer"))
    enquiries.sort(key=lambda one: (-found[one.pk], one.pk))
    note_read(request, [row, *enquiries])
    moves = list(history(row))
    context = {
        "row": row,
        "kind": KINDS.get(row.kind, ""),
        "state": state_of("self_report", row.state),
        "whom": WHOM.get(row.tell_whom, ""),
        "facts": [(LABELS[name], value) for name in _OF_THEM if (value := shown(row, name))],
        "asking": [(one, name_of(one.sought), weight(found[one.pk])) for one in enquiries],
        "offers": Bench(desk, ACTS, "review-alive-act", bound).offers(row, moves=moves),
        "timeline": timeline(moves, desk.staff),
    }
    return render(request, "review-alive.html", context)
