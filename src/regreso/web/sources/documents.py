"""What was handed in: the list, one document with its leads marked, and the door."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import Document, Lead, Passage
from regreso.reading.excerpt import MARKUP, Piece, whole
from regreso.steps import gather
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.fields import Line, PartialDate
from regreso.web.base.forms import step_form
from regreso.web.base.lead_words import DOCUMENTS, STAGES, said
from regreso.web.base.listing import Shape, oldest, one_of, since, states, until, usual
from regreso.web.base.paging import paged
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.told import OfOneClick
from regreso.web.base.words import Word, state_of

LANGUAGES = (
    ("", _("each paragraph tells")),
    ("es", "Español"),
    ("uk", "Українська"),
    ("ru", "Русский"),
    ("en", "English"),
)
_WINDOW = 200_000  # letters of one text that a page shows at a time
_PASSAGES = 20
SHAPE = Shape(
    (usual("-handed_in_at", "pk"), oldest("handed_in_at")),
    (
        states("document"),
        one_of("kind", _("Kind"), DOCUMENTS),
        since("handed_in_at"),
        until("handed_in_at"),
    ),
)


class HandIn(OfOneClick):
    """A file, or a text that was copied; and what is known of where and when it was found."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A page, a channel's export, a feed, a list or an e-mail, as it was saved. At most 20 MB."
        ),
        required=False,
    )
    text = forms.CharField(
        label=_("Or the text, copied"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=500_000,
    )
    address = Line(label=_("Address where it was found"))
    published = PartialDate(label=_("Day of publication, if it does not say so itself"))
    retrieved = PartialDate(
        label=_("Day on which it was fetched"),
        help_text=_("“Two days ago” in a list of news counts from here. Without a day: today."),
    )
    lang = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two, not both."""
        given: dict[str, Any] = super().clean() or {}
        if bool(given.get("file")) == bool(str(given.get("text") or "").strip()):
            self.add_error("file", _("Choose a file, or put the text in: one of the two."))
        for name in ("published", "retrieved"):
            if given.get(name) and len(given[name]) != len("2022-03-04"):
                self.add_error(name, _("We need a whole day here, like 04.03.2022."))
        return given

    def row(self, operation_id: UUID) -> tuple[Document, bytes]:
        """The document and its bytes."""
        given = self.cleaned_data
        file = given.get("file")
        data = file.read() if file else given["text"].encode()
        today = timezone.now().date().isoformat()
        about = {
            "file": file.name if file else gettext("copied text"),
            "address": given["address"],
            "published": given["published"],
            "retrieved": given["retrieved"] or today,
            "lang": given["lang"],
        }
        return Document(id=given["token"], operation_id=operation_id, about=about), data


@require_safe
@desk_view(story.READING_OFFICER)
def documents(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was handed in, the newest first."""
    page, above = listed(
        request, desk, access.documents_for(desk.staff), shape=SHAPE, name="sources-documents"
    )
    note_read(request, page.rows)
    context = {"lines": list(map(_line, page.rows)), "paged": page, "tools": above}
    return render(request, "sources-documents.html", context)


def _line(row: Document) -> tuple[Document, str, str, Word, str]:
    failure = said(STAGES, row.failure.get("stage")) if row.failure else ""
    return row, title_of(row), said(DOCUMENTS, row.kind), state_of("document", row.state), failure


def title_of(row: Document) -> str:
    """Where it was found, or the name of its file."""
    return str(row.about.get("address") or row.about.get("file") or "—")


@require_safe
@desk_view(story.READING_OFFICER)
def document(request: HttpRequest, desk: Desk, document_id: UUID) -> HttpResponse:
    """One document: its text with every lead marked. Never its own markup, never a picture."""
    row = get_object_or_404(access.documents_for(desk.staff), pk=document_id)
    asked = request.GET.get("lead", "")
    passages = row.passages.order_by("number", "pk")
    if asked and (found := _asked(row, asked)) and found.passage_id:
        passages = passages.filter(pk=found.passage_id)
    page = paged(request, passages, size=_PASSAGES)
    leads = list(
        Lead.objects.filter(passage__in=page.rows)
        .exclude(kind="unreadable")
        .exclude(state="lapsed")
        .order_by("place", "pk")
    )
    note_read(request, [row, *leads])
    texts = [_text(one, [lead for lead in leads if lead.passage_id == one.pk], asked) for one in page.rows]
    unread = list(row.leads.filter(kind="unreadable").order_by("pk")[:100])
    context = {"row": row, "title": title_of(row), "texts": texts, "paged": page, "asked": asked,
               "line": _line(row), "unread": [(one, one.claim) for one in unread]}  # fmt: skip
    return render(request, "sources-document.html", context)


def _asked(row: Document, asked: str) -> Lead | None:
    try:
        return row.leads.filter(pk=uuid.UUID(asked)).first()
    except ValueError:
        return None


def _text(passage: Passage, leads: Iterable[Lead], asked: str) -> tuple[tuple[Piece, ...], bool]:
    """The text with its marks, each with its lead's id; and whether it is only a part."""
    text = passage.text
    marks = [
        (int(span["start"]), int(span["end"]), str(lead.pk)) for lead in leads for span in lead.claim["spans"]
    ]
    first = min((start for start, _end, key in marks if key == asked), default=0)
    start = max(first - _WINDOW // 4, 0) if len(text) > _WINDOW else 0
    end = start + _WINDOW
    inside = [(a - start, b - start, key) for a, b, key in marks if a >= start and b <= end]
    markup = any(lead.claim["source"].get("kind") in MARKUP for lead in leads)
    return whole(text[start:end], inside, markup=markup), len(text) > _WINDOW


@desk_view(story.READING_OFFICER)
def hand_in(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The door for what a reading officer found."""

    def step(form: HandIn) -> str:
        row, data = form.row(desk.operation.pk)
        move = gather.hand_in(row, data, by=desk.actor, at=timezone.now())
        if move.name == "refuse":
            messages.error(request, gettext("It was turned away at the door; its row says why."))
        else:
            messages.success(
                request, gettext("Handed in. It is read in a moment; its leads come to the list.")
            )
        return reverse("sources-document", args=[row.pk])

    form = HandIn(request.POST or None, request.FILES or None)
    return step_form(
        request, form, step=step, page=lambda f: render(request, "sources-hand-in.html", {"form": f})
    )
