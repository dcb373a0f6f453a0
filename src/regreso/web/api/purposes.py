"""The three purposes: ask for somebody, register somebody, exchange what two bureaus owe each other."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Header, Query, Router

from regreso.casebook import access
from regreso.casebook.models import Custody, Enquirer, Enquiry, Person, Site, Sought
from regreso.steps import ask, register
from regreso.web.api import shapes
from regreso.web.api.answers import LONGEST_KEY, READS, WRITES, ProblemError, once
from regreso.web.api.door import Purpose
from regreso.web.base.desks import Desk
from regreso.web.base.reads import note_read

Key = Annotated[
    str, Header(alias="Idempotency-Key", min_length=8, max_length=LONGEST_KEY, pattern=r"^[!-~]+$")
]
MADE = 201
_PART = 100
_ENDED = ("closed", "dormant")

asking = Router(auth=Purpose("ask"), tags=["ask"])
registering = Router(auth=Purpose("register"), tags=["register"])
exchanging = Router(auth=Purpose("exchange"), tags=["exchange"])


@asking.post(
    "/enquiries",
    response={MADE: shapes.EnquiryMade, **WRITES},
    url_name="api-enquiries",
    summary="Hand in an enquiry",
)
def new_enquiry(request: HttpRequest, told: shapes.NewEnquiry, key: Key) -> HttpResponse:
    """The enquiry is open at once; the phrase is for the family, and nobody can ask for it again."""
    if not told.consent:
        raise ProblemError(422, "no_consent", field="consent", expected="true")
    return once(request, key, partial(_enquiry, _desk(request), told))


def _enquiry(desk: Desk, told: shapes.NewEnquiry) -> tuple[int, shapes.EnquiryMade]:
    at, operation = timezone.now(), desk.operation
    enquirer = Enquirer(
        operation=operation, name=told.enquirer_name, language=told.language, consents={"store": True}
    )
    of_sought = {name: getattr(told, name) for name in ask.OF_SOUGHT if hasattr(told, name)}
    contact = {"circumstances": told.circumstances} if told.circumstances else {}
    enquiry = Enquiry(
        operation=operation, channel="file", language=told.language, relationship=told.relationship,
        last_contact=contact, assigned_to=desk.staff,
    )  # fmt: skip
    with transaction.atomic():
        ask.draft(enquiry, enquirer, Sought(operation=operation, **of_sought), by=desk.actor, at=at)
        ask.submit(enquiry, by=desk.actor, at=at)
        receipt = ask.hand_receipt(enquiry, language=told.language, by=desk.actor, at=at)
    return MADE, shapes.EnquiryMade(id=enquiry.pk, phrase=receipt.phrase, received=at)


@asking.get(
    "/enquiries/{uuid:enquiry_id}",
    response={200: shapes.EnquiryStands, **READS},
    url_name="api-enquiry",
    summary="How an enquiry of yours stands",
)
def one_enquiry(request: HttpRequest, enquiry_id: UUID) -> Any:  # noqa: ANN401 - ninja makes the answer
    """Whether it is open and when the register was last searched for it: the same for hit and miss."""
    mine = access.enquiries_for(_desk(request).staff).select_related("operation")
    row = get_object_or_404(mine.filter(operation=_desk(request).operation), pk=enquiry_id)
    note_read(request, [row], reason="api")
    return {
        "id": row.pk,
        "received": row.opened_at,
        "open": row.state not in _ENDED,
        "searched": row.operation.searched_at,
    }


@registering.post(
    "/custodies",
    response={MADE: shapes.CustodyStands, **WRITES},
    url_name="api-custodies",
    summary="Register somebody",
)
def new_custody(request: HttpRequest, told: shapes.NewCustody, key: Key) -> HttpResponse:
    """The clocks of the capture card and of the bureau run from now; the search follows."""
    return once(request, key, partial(_custody, _desk(request), told))


def _custody(desk: Desk, told: shapes.NewCustody) -> tuple[int, shapes.CustodyStands]:
    site = Site.objects.filter(pk__in=[one.pk for one in desk.sites], code=told.site).first()
    if site is None:
        raise ProblemError(422, "unknown_site", field="site", expected="a site where you are registrar")
    names = [name for name in register.OF_PERSON if hasattr(told, name)]
    person = Person(operation=desk.operation, **{name: getattr(told, name) for name in names})
    if told.unidentified:
        person.identity_level = "unidentified"
    capture = {"date": told.capture_date, "place": told.capture_place}
    row = Custody(operation=desk.operation, site=site, kind=told.kind)
    row.capture = {name: value for name, value in capture.items() if value}
    register.register(row, person, by=desk.actor, at=timezone.now())
    return MADE, _stands(row)


@registering.get(
    "/custodies/{uuid:custody_id}",
    response={200: shapes.CustodyStands, **READS},
    url_name="api-custody",
    summary="The clocks of somebody at your site",
)
def one_custody(request: HttpRequest, custody_id: UUID) -> Any:  # noqa: ANN401 - ninja makes the answer
    """State and clocks; no name."""
    desk = _desk(request)
    row = get_object_or_404(access.custodies_for(desk.staff).filter(operation=desk.operation), pk=custody_id)
    note_read(request, [row], reason="api")
    return _stands(row)


def _stands(row: Custody) -> shapes.CustodyStands:
    return shapes.CustodyStands(
        id=row.pk, state=row.state, card_due=row.card_due_at, bureau_due=row.bureau_due_at
    )


@exchanging.get(
    "/notifications",
    response={200: shapes.WaitingList, **READS},
    url_name="api-notifications",
    summary="What waits for the bureau",
)
def waiting(request: HttpRequest, after: Annotated[UUID | None, Query()] = None) -> Any:  # noqa: ANN401 - ninja makes the answer
    """In a fixed order, a hundred at a time: ids, states and when they are due. There is no search."""
    rows = _waiting(_desk(request)).order_by("pk")
    part = list((rows.filter(pk__gt=after) if after else rows)[: _PART + 1])
    note_read(request, part[:_PART], reason="api")
    items = [{"id": one.pk, "state": one.state, "due": one.bureau_due_at} for one in part[:_PART]]
    return {"items": items, "next": str(part[_PART - 1].pk) if len(part) > _PART else ""}


@exchanging.post(
    "/notifications/{uuid:custody_id}/sent",
    response={200: shapes.Waiting, **WRITES},
    url_name="api-notification-sent",
    summary="It was sent",
)
def sent(request: HttpRequest, custody_id: UUID, key: Key) -> HttpResponse:
    """The data have gone to the bureau of the other side and to the Agency: their clock stops."""
    desk = _desk(request)
    row = get_object_or_404(_waiting(desk), pk=custody_id)

    def do() -> tuple[int, shapes.Waiting]:
        register.notify(row, by=desk.actor, at=timezone.now())
        return 200, shapes.Waiting(id=row.pk, state=row.state, due=row.bureau_due_at)

    return once(request, key, do)


@exchanging.post(
    "/notifications/{uuid:custody_id}/receipt",
    response={200: shapes.Waiting, **WRITES},
    url_name="api-notification-receipt",
    summary="It was confirmed",
)
def receipt(request: HttpRequest, custody_id: UUID, told: shapes.Receipt, *, key: Key) -> HttpResponse:
    """The other side has it."""
    desk = _desk(request)
    rows = Custody.objects.filter(operation=desk.operation, state__in=("registered", "notified", "held"))
    row = get_object_or_404(rows, pk=custody_id)

    def do() -> tuple[int, shapes.Waiting]:
        register.receive_receipt(row, receipt=told.receipt, by=desk.actor, at=timezone.now())
        return 200, shapes.Waiting(id=row.pk, state=row.state, due=row.bureau_due_at)

    return once(request, key, do)


def _waiting(desk: Desk) -> Any:  # noqa: ANN401 - the stubs name no queryset of a narrowed manager
    return access.notifications_for(desk.staff).filter(operation=desk.operation)


def _desk(request: HttpRequest) -> Desk:
    desk: Desk = request.desk  # type: ignore[attr-defined]  # set by the door
    return desk
