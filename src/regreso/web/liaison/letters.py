"""Messages at a liaison's desk: those of a family on their answer's page, those that came back in a list."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.correspondence import AT_HIS_SIDE
from regreso.casebook.models import Message, Staff, history
from regreso.casebook.queries import TOLD
from regreso.web.base import letter_sheet, translations
from regreso.web.base.acts import Taking, act_of, take
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.letter_words import LANGUAGES
from regreso.web.base.pages import Facts, Page, Part, Seat
from regreso.web.base.reads import note_read
from regreso.web.liaison.answers import ANSWER, MESSAGE

WHY_NOT = {
    "address": _("the address is not right"),
    "moved": _("moved away"),
    "refused": _("does not want it"),
    "deceased": _("has died"),
}


@desk_view(story.LIAISON)
def letter_act(request: HttpRequest, desk: Desk, *, letter_id: UUID, move: str) -> HttpResponse:
    """The message must be between a family and a person whose answer this liaison may see."""
    letter = get_object_or_404(Message.objects.select_related("enquiry", "custody"), pk=letter_id)
    mine = access.answers_for(desk.staff).filter(enquiry=letter.enquiry_id, match__custody=letter.custody_id)
    answer = get_object_or_404(mine)
    again = ANSWER.again(request, desk, answer.pk)
    to = reverse(ANSWER.name, args=[answer.pk])
    return take(request, desk, Taking(act_of(MESSAGE, move, desk), letter, again, to))


def _rows(staff: Staff) -> QuerySet[Message]:
    """Messages of families that were told, where they are liaison: never one that is still its writer's."""
    answers = access.answers_for(staff).filter(state__in=TOLD)
    mine = Message.objects.filter(enquiry__in=answers.values("enquiry"))
    return mine.filter(Q(direction="to_family", state__in=AT_HIS_SIDE) | Q(state="undeliverable"))


def _title(row: Message) -> str:
    family = row.enquiry.enquirer.name or "—"
    to_family = row.direction == "to_family"
    return str((_("To the family: %s") if to_family else _("From the family: %s")) % family)


def _facts(row: Message) -> Facts:
    failed = history(row).filter(name="fail").order_by("number").last()
    enquirer, why = row.enquiry.enquirer, str(failed.detail.get("why")) if failed else ""
    return [
        (_("Why it could not be handed over"), str(WHY_NOT.get(why, ""))),
        (_("Language"), str(LANGUAGES.get(row.language, row.language))),
        (_("Telephone"), enquirer.phone),
        (_("When it is safe"), str(enquirer.safe_contact.get("when", ""))),
        (_("Never do"), str(enquirer.safe_contact.get("never", ""))),
    ]


def _parts(row: Message, seat: Seat) -> Iterable[Part]:
    """Its translations, where its words are this liaison's to hand over."""
    if row.direction == "to_captive" or row.state not in ("passed_receiver", "delivered"):
        return ()
    return translations.parts(row, seat, "liaison-message-act")


LETTER = Page(
    noun="message",
    role=story.LIAISON,
    rows=_rows,
    sides=("enquiry__enquirer", "custody__person"),
    acts=(*MESSAGE, *translations.acts(story.LIAISON)),
    parts=_parts,
    title=_title,
    facts=_facts,
    back="liaison-letters",
    more=lambda row: {"numbers": letter_sheet.numbers_of(row)},
    template="liaison-letter.html",
    stays=False,
)


@require_safe
@desk_view(story.LIAISON)
def letter_print(request: HttpRequest, desk: Desk, *, row_id: UUID) -> HttpResponse:
    """A message to the family on paper, for those who have no telephone to read it on."""
    row = _readable(desk, row_id)
    note_read(request, [row])
    pages = [reverse("liaison-letter-page", args=[row.pk, n]) for n in letter_sheet.numbers_of(row)]
    sides = letter_sheet.sides_of(row, pictures=pages)
    back = reverse(LETTER.name, args=[row.pk])
    return letter_sheet.printed(request, sides, letter_sheet.languages_of(row), back=back)


@require_safe
@desk_view(story.LIAISON)
def letter_page(request: HttpRequest, desk: Desk, *, row_id: UUID, number: int) -> HttpResponse:
    """A page of a message to the family that came on paper."""
    return letter_sheet.picture(request, _readable(desk, row_id), number)


def _readable(desk: Desk, row_id: UUID) -> Message:
    mine = _rows(desk.staff).filter(direction="to_family", state__in=("passed_receiver", "delivered"))
    found: Message = get_object_or_404(mine.select_related("enquiry", "custody__person"), pk=row_id)
    return found
