"""The coordinator's part: every record as a PFIF file, for a named recipient, by two."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from regreso import story
from regreso.casebook import access
from regreso.casebook.models import history
from regreso.casebook.survivors import DISASTER, domain_of, survivors
from regreso.steps import record
from regreso.web.base.acts import Act, Bench, Bound, Taking, WithNote, act_of, take
from regreso.web.base.desks import Desk, desk_view
from regreso.web.base.forms import step_form
from regreso.web.base.listing import Shape, oldest, since, states, until, usual
from regreso.web.base.reads import note_read
from regreso.web.base.saved_views import listed
from regreso.web.base.words import state_of
from regreso.web.disaster.forms import CopyFor
from regreso.wire import pfif

if TYPE_CHECKING:
    from regreso.casebook.models import Operation

_copy = partial(Act, "record_copy", role=story.COORDINATOR)


class Refused(WithNote):
    """Why nobody gets it."""

    def arguments(self) -> dict[str, str]:
        """Under the step's own name."""
        return {"reason": self.cleaned_data["note"]}


SHAPE = Shape(
    (usual("-asked_at", "pk"), oldest("asked_at")),
    (states("record_copy"), since("asked_at"), until("asked_at")),
)
ACTS = (
    _copy(
        "grant",
        step=record.grant_copy,
        warning=_("The file holds names. It can be fetched for a day; each fetching is noted."),
    ),
    _copy("refuse", step=record.refuse_copy, form=Refused),
)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(story.COORDINATOR)
def copies(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The files that were asked for, and the form that asks for one."""

    def step(form: CopyFor) -> str:
        if not (operation := _operation(desk)):
            raise Http404
        record.ask_copy(form.copy(), operation, by=desk.actor, at=timezone.now())
        return reverse("disaster-copies")

    form = CopyFor(request.POST or None)
    return step_form(request, form, step=step, page=lambda form: _page(request, desk, form=form))


@desk_view(story.COORDINATOR)
def copy_act(request: HttpRequest, desk: Desk, *, copy_id: UUID, move: str) -> HttpResponse:
    """One step with a file that was asked for."""
    row = get_object_or_404(access.record_copies_for(desk.staff), pk=copy_id)
    again = partial(_page, request, desk)
    return take(request, desk, Taking(act_of(ACTS, move, desk), row, again, reverse("disaster-copies")))


@require_safe
@desk_view(story.COORDINATOR)
def copy_file(request: HttpRequest, desk: Desk, copy_id: UUID) -> HttpResponseBase:
    """The file, record by record."""
    row = get_object_or_404(access.record_copies_for(desk.staff).select_related("operation"), pk=copy_id)
    if not record.copy_is_open(row, at=timezone.now()):
        raise Http404
    note_read(request, [row], reason="PFIF file")
    parts = pfif.write(survivors(row.operation, domain=domain_of(settings.REGRESO_SITE)))
    answer = StreamingHttpResponse(parts, content_type="application/xml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="records.pfif.xml"'
    return answer


def _page(
    request: HttpRequest, desk: Desk, bound: Bound | None = None, *, form: CopyFor | None = None
) -> HttpResponse:
    rows = access.record_copies_for(desk.staff)
    page, above = listed(request, desk, rows, shape=SHAPE, name="disaster-copies")
    bench, now = Bench(desk, ACTS, "disaster-copy-act", bound), timezone.now()
    lines = [
        (one, state_of("record_copy", one.state), record.copy_is_open(one, at=now),
         bench.offers(one, moves=list(history(one))))
        for one in page.rows
    ]  # fmt: skip
    context = {
        "lines": lines, "paged": page, "tools": above, "form": form or CopyFor(),
        "here": _operation(desk) is not None,
    }  # fmt: skip
    return render(request, "disaster-copies.html", context)


def _operation(desk: Desk) -> Operation | None:
    """The first disaster of this desk."""
    return next((g.operation for g in desk.grants if g.operation.kind == DISASTER), None)
