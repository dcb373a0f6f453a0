"""What the description of the interface says of webhooks: one for each event, all of one shape."""

from __future__ import annotations

from typing import Any

from regreso.steps.hook import EVENTS
from regreso.wire.webhooks import ID, SIGNATURE, TIME

SUMMARIES = {
    "register.searched": "The whole register was held against every enquiry again (purpose ask)",
    "enquiry.changed": "An enquiry of yours was closed, withdrawn or taken up again (purpose ask)",
    "custody.changed": "State or clocks of somebody at your site changed (purpose register)",
    "notification.waiting": "Something waits for the bureau (purpose exchange)",
}
_BODY = {
    "type": "object",
    "required": ["id", "type", "timestamp", "data"],
    "properties": {
        "id": {"type": "string", "format": "uuid", "description": "the same in every try of one event"},
        "type": {"type": "string"},
        "timestamp": {"type": "string", "format": "date-time"},
        "data": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "string", "format": "uuid", "description": "ask for it with your token"}
            },
        },
    },
}


def described() -> dict[str, Any]:
    """The part “webhooks” of OpenAPI 3.1."""
    kinds = sorted({kind for purposes in EVENTS.values() for kind in purposes.values()})
    return {kind: {"post": _one(kind)} for kind in kinds}


def _one(kind: str) -> dict[str, Any]:
    headers = [
        {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
        for name in (ID, TIME, SIGNATURE)
    ]
    return {
        "summary": SUMMARIES[kind],
        "parameters": headers,
        "requestBody": {"required": True, "content": {"application/json": {"schema": _BODY}}},
        "responses": {"2XX": {"description": "Taken. Anything else is sent again, with the same id."}},
    }
