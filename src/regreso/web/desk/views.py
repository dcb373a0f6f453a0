"""The operator's pages. They know the enquiry side only: hit and miss look alike here."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Enquiry, Sought, history
from regreso.casebook.queries import unassigned
from regreso.facts.other_script import other_script
from regreso.matching import open_question
from regreso.steps import ask, break_glass
from regreso.steps.sought import facts_of
from regreso.web.base.acts import Act, Bench, Bound, Taking, act_of, take
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.enquiry_form import EnquiryForm, new_token
from regreso.web.base.forms import step_form
from regreso.web.base.people import FIELD_OF, FIELDS, LAST_CONTACT, OF_SOUGHT, name_of, shown
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.timeline import timeline
from regreso.web.base.words import PROOF_KINDS, Word, state_of
from regreso.web.desk.acts import ACTS
from regreso.web.desk.forms import ASKABLE
from regreso.web.desk.hotline import link_to
from regreso.web.desk.shapes import ADDRESSES, SHAPES
from regreso.web.desk.state import shown_state

OWN_MOVES = (
    "draft", "submit", "hand_receipt", "raise_level", "ask_information", "give_information", "correct",
    "withdraw", "lapse", "close", "reopen", "note", "promise_call", "keep_promise", "hand_over", "take_on",
)  # fmt: skip
NOTES = ("note", "keep_promise", "hand_over")
HOW = dict(EnquiryForm.base_fields["safe_how"].choices)  # type: ignore[attr-defined]  # a ChoiceField


@require_safe
@desk_view(story.OPERATOR)
def enquiries(request: HttpRequest, desk: Desk, order: str) -> HttpResponse:
    """My enquiries, a page at a time."""
    mine = access.enquiries_for(desk.staff).select_related("sought")
    if order == "calls":
        mine = mine.filter(call_back_at__isnull=False)
    page, above = listed(request, desk, mine, shape=SHAPES[order], name=ADDRESSES[order])
    note_read(request, page.rows)
    lines = [(one, name_of(one.sought), state_of("enquiry", shown_state(one))) for one in page.rows]
    return render(
        request,
        "desk-enquiries.html",
        {
            "lines": lines,
            "paged": page,
            "tools": above,
            "order": order,
            "now": timezone.now(),
            "waiting": unassigned([desk.operation.pk]).count(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.OPERATOR)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """An enquiry typed for a caller; it waits as a draft until it was read back to them."""
    spoken = request.POST.get("caller_language") or request.GET.get("caller_language") or get_language()
    language = spoken if spoken in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    def step(form: EnquiryForm) -> str:
        enquiry, enquirer, sought = form.rows(desk.operation, channel="phone", language=language)
        enquiry.assigned_to = desk.staff
        ask.draft(enquiry, enquirer, sought, by=desk.actor, at=timezone.now())
        return reverse("desk-enquiry", args=[enquiry.pk])

    def page(form: EnquiryForm) -> HttpResponse:
        return render(request, "desk-new.html", {"form": form, "language": language})

    form = EnquiryForm(request.POST or None, initial={"token": new_token()})
    form.fields["as_written"].widget.attrs["autofocus"] = True  # the caller says the name first
    return step_form(request, form, step=step, page=page)


@require_safe
@desk_view(story.OPERATOR)
def enquiry(request: HttpRequest, desk: Desk, enquiry_id: UUID) -> HttpResponse:
    """One enquiry: what was told, what is asked, what can be done."""
    return _page(request, desk, enquiry_id)


@desk_view(story.OPERATOR)
def enquiry_act(request: HttpRequest, desk: Desk, *, enquiry_id: UUID, move: str) -> HttpResponse:
    """One step with an enquiry."""
    row, _why = _open_to(desk, enquiry_id)
    taking = Taking(
        act_of(ACTS, move, desk),
        row,
        page=lambda bound: _page(request, desk, enquiry_id, bound),
        to=reverse("desk") if move == "hand_over" else reverse("desk-enquiry", args=[row.pk]),
    )
    return take(request, desk, taking)


def _open_to(desk: Desk, enquiry_id: UUID) -> tuple[Enquiry, str]:
    """One's own enquiry, or a colleague's that was opened with a reason: then why stands in the ledger."""
    for rows, why in (
        (access.enquiries_for(desk.staff), ""),
        (access.opened_for(desk.staff, at=timezone.now()), break_glass.WHY),
    ):
        found = rows.select_related("sought", "enquirer", "operation").filter(pk=enquiry_id).first()
        if found is not None:
            return found, why
    raise Http404


def _page(request: HttpRequest, desk: Desk, enquiry_id: UUID, bound: Bound | None = None) -> HttpResponse:
    row, why = _open_to(desk, enquiry_id)
    note_read(request, [row, row.enquirer, row.sought], reason=why)
    moves = [move for move in history(row) if move.name in OWN_MOVES]
    shown = shown_state(row)
    return render(
        request,
        "desk-enquiry.html",
        {
            "row": row,
            "name": name_of(row.sought),
            "in_other_script": other_script(name_of(row.sought)),
            "notes": [move for move in moves if move.name in NOTES and move.reason][::-1],
            "state": state_of("enquiry", shown),
            "told": _told(row.sought),
            "contact": [(LAST_CONTACT[k], v) for k, v in row.last_contact.items() if k in LAST_CONTACT],
            "safely": HOW.get(row.enquirer.safe_contact.get("how", ""), ""),
            "society": row.enquirer.safe_contact.get("society", ""),
            "call_link": link_to(row.enquirer.phone) if _may_be_called(row) else "",
            "asked": ASKABLE.get(row.needs, ""),
            "helps": _helps(row),
            "offers": Bench(desk, _acts(row), "desk-enquiry-act", bound).offers(
                row, moves=moves, state=shown
            ),
            "proofs": [
                (one, PROOF_KINDS.get(one.kind, one.kind), state_of("proof", one.state))
                for one in row.proofs.exclude(state__in=("", "shredded")).order_by("handed_in_at")
            ],
            "timeline": timeline(moves, desk.staff, reasons=False),
        },
    )


def _acts(enquiry: Enquiry) -> tuple[Act, ...]:
    """A promise can be kept only where one was made."""
    return tuple(act for act in ACTS if act.move != "keep_promise" or enquiry.call_back_at)


def _may_be_called(enquiry: Enquiry) -> bool:
    """They said that a call is the safest way: only then does a click call them."""
    return bool(enquiry.enquirer.safe_contact.get("how") == "call")


def _told(sought: Sought) -> list[tuple[Word, str]]:
    return [(FIELDS[name], value) for name in OF_SOUGHT if (value := shown(sought, name))]


def _helps(enquiry: Enquiry) -> Word:
    """What would help most to know, by the enquiry alone: it reads the same whoever is held."""
    question = open_question(facts_of(enquiry))
    return ASKABLE[FIELD_OF.get(question.field, question.field)] if question else ""
