"""A table is handed in: first what it would do, with each faulty cell; with a second click it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import BorderChange
from regreso.movement.journeys import book
from regreso.steps import borders as steps
from regreso.steps.errors import StepError
from regreso.story import MoveRefused
from regreso.web.base.desks import Desk
from regreso.web.base.enquiry_form import new_token
from regreso.web.base.forms import PageForm, SeeOther
from regreso.web.base.refusals import friendly
from regreso.web.escort.borders import GET_OR_POST, of_table
from regreso.web.escort.columns import TITLES, expected, label_of, said
from regreso.wire.encodings import detect_encoding
from regreso.wire.errors import WireError

if TYPE_CHECKING:
    from regreso.movement.journeys.book import Cells, Change

_AT_ONCE = 100
_MOST_BYTES = 1_000_000


class TableForm(PageForm):
    """A file, or the table itself as text. On the second page the text comes back, unseen."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(label=_("A file (CSV)"), required=False)
    text = forms.CharField(
        label=_("or the table as text"),
        required=False,
        strip=False,
        max_length=_MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    leave_out = forms.BooleanField(
        label=_("Take the other rows in. I have seen the faulty ones; one of them may be a closed border."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """The text of the file, whatever its encoding, or what was pasted."""
        said_: dict[str, Any] = super().clean() or {}
        given = said_.get("file")
        if given:
            said_["text"] = self._decoded(given.read(_MOST_BYTES + 1))
        if not said_.get("text", "").strip() and not self.errors:
            self.add_error("file", gettext("Choose a file, or paste the table."))
        return said_

    def _decoded(self, data: bytes) -> str:
        if len(data) > _MOST_BYTES:
            self.add_error(
                "file", gettext("This file is too long for one import. Please hand it in in parts.")
            )
            return ""
        try:
            return data.decode(detect_encoding([data], name="")) if data else ""
        except (WireError, UnicodeDecodeError):
            self.add_error(
                "file", gettext("This is no table as text. Save it as CSV (UTF-8) and choose it again.")
            )
            return ""


@GET_OR_POST
@of_table
def import_table(request: HttpRequest, desk: Desk, *, table: str) -> HttpResponse:
    """The form; what the table would do; and, on the second click, the change."""
    form = TableForm(request.POST or None, request.FILES or None, initial={"token": new_token()})
    found = None
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            found = steps.preview(desk.operation.pk, table, text)
            if "take" in request.POST:
                return _taken(request, desk, table, form)
        except (StepError, MoveRefused) as refused:
            form.add_error(None, friendly(refused))
    context = {"table": table, "title": TITLES[table], "form": form, "found": found,
               "columns": ", ".join(book.TABLES[table].columns),
               **(_preview(desk, table, found) if found else {}),
               "text": form.cleaned_data["text"] if found else ""}  # fmt: skip
    return render(request, "escort-import.html", context, status=422 if form.errors else 200)


def _taken(request: HttpRequest, desk: Desk, table: str, form: TableForm) -> HttpResponse:
    said_ = form.cleaned_data
    new = BorderChange(id=said_["token"], operation=desk.operation, table=table)
    steps.make(new, said_["text"], leave_out=said_["leave_out"], by=desk.actor, at=timezone.now())
    messages.success(request, gettext("The table is in the book, and holds from now on."))
    return SeeOther(reverse("escort-change", args=[new.pk]))


def _preview(desk: Desk, table: str, found: Change) -> dict[str, object]:
    held = steps.lines(desk.operation.pk, table)
    return {
        "faults": [
            (fault.row, label_of(table, fault.column), fault.given, expected(fault))
            for fault in found.faults[:_AT_ONCE]
        ],
        "added": [_row(table, row) for row in found.added[:_AT_ONCE]],
        "replaced": [
            (_name(table, row), _difference(table, held[book.key_of(table, row)].cells, row))
            for row in found.replaced[:_AT_ONCE]
        ],
    }


def _name(table: str, row: Cells) -> str:
    return " · ".join(word for word in book.key_of(table, row) if word)


def _row(table: str, row: Cells) -> tuple[str, str]:
    rest = (name for name in book.TABLES[table].columns if row.get(name) and name not in book.KEYS[table])
    return _name(table, row), " · ".join(f"{label_of(table, name)}: {said(name, row[name])}" for name in rest)


def _difference(table: str, before: Cells, after: Cells) -> list[tuple[object, str, str]]:
    return [
        (label_of(table, name), said(name, before.get(name, "")), said(name, after.get(name, "")))
        for name in book.TABLES[table].columns
        if before.get(name, "") != after.get(name, "")
    ]
