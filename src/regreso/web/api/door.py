"""The door of the interface: a token for one purpose, and no more calls than a machine needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from regreso.casebook import allowance
from regreso.casebook.allowance import BY_TOKEN
from regreso.casebook.api_calls import ROLE_OF, token_of
from regreso.web.api.answers import ProblemError
from regreso.web.base.desks import Desk

if TYPE_CHECKING:
    from regreso.casebook.models import Staff

LONGEST_TOKEN = 200


class Purpose(HttpBearer):
    """Lets in whoever holds a token for this purpose; absent, wrong, expired and another's are one answer."""

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ANN401 - ninja's signature
        """The desk at which this call sits, as if the member of staff sat there."""
        at = timezone.now()
        found = token_of(token[:LONGEST_TOKEN], self.purpose, at=at)
        if found is None:
            return None
        api_token, grants = found
        if seconds := allowance.take(BY_TOKEN, str(api_token.pk), at=at):
            raise ProblemError(429, "too_many", expected=str(seconds))
        staff: Staff = api_token.staff
        request.api_token = api_token  # type: ignore[attr-defined]  # ours: a key belongs to a token
        request.desk = Desk(staff, ROLE_OF[self.purpose], grants)  # type: ignore[attr-defined]  # ours: the audit of reads asks for it
        return request.desk  # type: ignore[attr-defined]  # as above
