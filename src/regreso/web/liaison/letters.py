"""A step with a message of a family, taken from the page of their answer."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Message
from regreso.web.base.acts import Taking, act_of, take
from regreso.web.base.desks import Desk, desk_view
from regreso.web.liaison.answers import ANSWER, MESSAGE


@desk_view(story.LIAISON)
def letter_act(request: HttpRequest, desk: Desk, *, letter_id: UUID, move: str) -> HttpResponse:
    """The message must be between a family and a person whose answer this liaison may see."""
    letter = get_object_or_404(Message.objects.select_related("enquiry", "custody"), pk=letter_id)
    mine = access.answers_for(desk.staff).filter(enquiry=letter.enquiry_id, match__custody=letter.custody_id)
    answer = get_object_or_404(mine)
    again = ANSWER.again(request, desk, answer.pk)
    to = reverse(ANSWER.name, args=[answer.pk])
    return take(request, desk, Taking(act_of(MESSAGE, move, desk), letter, again, to))
