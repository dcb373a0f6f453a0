"""What a family has written and not sent yet: sealed in this browser's session, forgotten in two hours.

Whoever asked for a phrase for it has it kept with us as well, and can go on from another telephone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from regreso import story
from regreso.casebook.actor import Actor
from regreso.casebook.data_class import DataClass
from regreso.casebook.keys import KeysError, keyring
from regreso.casebook.models import Operation, Unsent
from regreso.steps import unsent as keeping
from regreso.web.base.enquiry_form import EnquiryForm
from regreso.web.base.fields import LONG

KEPT = 2 * 60 * 60  # seconds: long enough for a night with a crying child, short on a shared telephone
_DRAFT, _WHERE, _ROW, _PHRASE = "draft", "session:draft", "unsent", "unsent phrase"
_FIELDS = (*EnquiryForm.base_fields, "operation")


def keep(request: HttpRequest, told: Mapping[str, str], *, of: tuple[str, ...] = _FIELDS) -> None:
    """Keep the fields `of` this page as they were typed; what other pages said stays.

    A tick that was taken away is not sent at all, so each field of the page that is absent is kept empty.
    """
    before = kept(request)
    draft = before | {name: told.get(name, "")[: LONG + 1] for name in of if name in _FIELDS}
    _put(request, draft)
    row = parked(request)
    if row is not None and draft != before:
        keeping.write_on(row, _told(draft), by=_writer(row), at=timezone.now())


def _put(request: HttpRequest, draft: Mapping[str, str]) -> None:
    plain = json.dumps(_told(draft), ensure_ascii=False).encode()
    sealed = keyring().seal(plain, data_class=DataClass.CONTACT, where=_WHERE)
    request.session[_DRAFT] = sealed.hex()
    request.session.set_expiry(KEPT)


def kept(request: HttpRequest) -> dict[str, str]:
    """What was written so far, field by field; {} when nothing was, or when it is too old to be opened."""
    sealed = request.session.get(_DRAFT, "")
    if not sealed:
        return {}
    try:
        plain = keyring().open(bytes.fromhex(sealed), data_class=DataClass.CONTACT, where=_WHERE)
    except KeysError:
        return {}
    return dict(json.loads(plain))


def park(request: HttpRequest, operation: Operation, *, language: str) -> None:
    """Keep with us what this session holds; the phrase for it is shown next. Once is enough."""
    if parked(request) is not None:
        return
    row = Unsent(operation=operation, language=language)
    made = keeping.keep(row, kept(request), by=_writer(row), at=timezone.now())
    sealed = keyring().seal(made.phrase.encode(), data_class=DataClass.CONTACT, where=f"session:{row.pk}")
    request.session[_ROW], request.session[_PHRASE] = str(row.pk), sealed.hex()


def parked(request: HttpRequest) -> Unsent | None:
    """The row that is kept under a phrase and that this browser writes on."""
    who = request.session.get(_ROW)
    return Unsent.objects.filter(pk=UUID(who), state="kept").first() if who else None


def phrase_to_show(request: HttpRequest) -> str:
    """The phrase of what is kept, until she has written it down; "" after that."""
    sealed, where = request.session.get(_PHRASE, ""), f"session:{request.session.get(_ROW)}"
    try:
        return keyring().open(bytes.fromhex(sealed), data_class=DataClass.CONTACT, where=where).decode()
    except KeysError:
        return ""


def phrase_is_written_down(request: HttpRequest) -> None:
    """The phrase is now only with the family."""
    request.session.pop(_PHRASE, None)


def go_on(request: HttpRequest, row: Unsent) -> None:
    """Her phrase brought it back: this browser holds what was written, and writes on."""
    request.session[_ROW] = str(row.pk)
    _put(request, row.told)


def was_sent(request: HttpRequest) -> None:
    """It has become an enquiry: nothing of it stays, neither here nor with us."""
    with transaction.atomic():
        row = parked(request)
        if row is not None:
            keeping.send(row, by=_writer(row), at=timezone.now())
        _clear(request)


def forget(request: HttpRequest) -> None:
    """Its writer wants it gone."""
    row = parked(request)
    if row is not None:
        keeping.discard(row, by=_writer(row), at=timezone.now())
    _clear(request)


def _clear(request: HttpRequest) -> None:
    for name in (_DRAFT, _ROW, _PHRASE):
        request.session.pop(name, None)


def _told(draft: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in draft.items() if text}


def _writer(row: Unsent) -> Actor:
    """Nobody is known yet: who writes is whoever holds the phrase of this row."""
    return Actor(story.ENQUIRER, str(row.pk))
