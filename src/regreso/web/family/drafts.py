"""What a family has written and not sent yet: sealed in this browser's session, forgotten in two hours."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.http import HttpRequest

from regreso.casebook.data_class import DataClass
from regreso.casebook.keys import KeysError, keyring
from regreso.web.base.enquiry_form import EnquiryForm
from regreso.web.base.fields import LONG

KEPT = 2 * 60 * 60  # seconds: long enough for a night with a crying child, short on a shared telephone
_DRAFT, _WHERE = "draft", "session:draft"
_FIELDS = (*EnquiryForm.base_fields, "operation")


def keep(request: HttpRequest, told: Mapping[str, str], *, of: tuple[str, ...] = _FIELDS) -> None:
    """Keep the fields `of` this page as they were typed; what other pages said stays.

    A tick that was taken away is not sent at all, so each field of the page that is absent is kept empty.
    """
    draft = kept(request) | {name: told.get(name, "")[: LONG + 1] for name in of if name in _FIELDS}
    plain = json.dumps({name: text for name, text in draft.items() if text}, ensure_ascii=False).encode()
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


def forget(request: HttpRequest) -> None:
    """It was sent, or its writer wants it gone."""
    request.session.pop(_DRAFT, None)
