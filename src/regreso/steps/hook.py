"""Other programs are told that something changed: signed, without a word of whom it is about."""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db import transaction

from regreso import story
from regreso.casebook.api_calls import ROLE_OF
from regreso.casebook.models import Grant, Hook, append_move
from regreso.casebook.once import once
from regreso.casebook.rows import set_columns
from regreso.steps.errors import StepError
from regreso.wire.webhooks import PREFIX

if TYPE_CHECKING:
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Move

MOST = 10  # that are on in one operation
LONGEST = 300
_CHANGES = (
    "transfer", "admit", "discharge", "release", "exchange", "repatriate", "escape", "hand_to_authority",
    "die",
)  # fmt: skip
# By move: what each purpose is told. Nothing that hints at a match is here.
EVENTS: dict[tuple[str, str], dict[str, str]] = {
    ("operation", "search_again"): {"ask": "register.searched"},
    **{("enquiry", move): {"ask": "enquiry.changed"} for move in ("close", "reopen", "withdraw")},
    ("custody", "register"): {"exchange": "notification.waiting"},
    ("custody", "notify"): {"register": "custody.changed"},
    ("custody", "receive_receipt"): {"register": "custody.changed"},
    **{
        ("custody", move): {"register": "custody.changed", "exchange": "notification.waiting"}
        for move in _CHANGES
    },
}


def set_up(hook: Hook, *, by: Actor, at: datetime) -> str:
    """A program is told from now on. The secret that signs is shown now, and never again."""
    if hook.purpose not in ROLE_OF:
        raise StepError("unknown_purpose", given=hook.purpose, expected="one of " + ", ".join(ROLE_OF))
    parts = urlsplit(hook.address)
    if parts.scheme != "https" or not parts.hostname or parts.username or len(hook.address) > LONGEST:
        raise StepError("not_https", given=parts.scheme, expected="an address that begins with https://")
    mine = Grant.objects.filter(staff=hook.staff, operation=hook.operation, role=ROLE_OF[hook.purpose])
    role = ROLE_OF[hook.purpose]
    if not mine.filter(state="given").exists():
        raise StepError("no_role", given=hook.staff.username, expected=f"somebody who is {role}")
    if Hook.objects.filter(operation=hook.operation, state="on").count() >= MOST:
        raise story.MoveRefused("hook", "set_up", f"{MOST} are on already")
    secret = PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
    with once(hook, "set_up"):
        hook.secret, hook.set_up_at = secret, at
        append_move(hook, "set_up", by=by, at=at)
    return secret


def switch_off(hook: Hook, *, by: Actor, at: datetime) -> Move:
    """It is told nothing more; what waits to be sent to it is dropped."""
    with transaction.atomic():
        move = append_move(hook, "switch_off", by=by, at=at)
        set_columns(hook, address="", secret="")
    return move
