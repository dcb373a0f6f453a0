"""How the interface answers: the same few shapes everywhere, and one nothing for all that is not yours."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from regreso.casebook.api_calls import KeyUsedError, once_for_key
from regreso.steps.errors import StepError
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from regreso.casebook.models import ApiToken

LONGEST_KEY = 200


class Problem(Schema):
    """What is wrong: a word for machines, the field, and what was expected."""

    code: str
    field: str = ""
    expected: str = ""


class ProblemError(Exception):
    """Stop, and answer this."""

    def __init__(self, status: int, code: str, *, field: str = "", expected: str = "") -> None:
        super().__init__(code)
        self.status, self.problem = status, Problem(code=code, field=field, expected=expected)


# Every call may be answered so; each names its good answer beside these.
READS: dict[int, Any] = {401: Problem, 404: Problem, 422: Problem, 429: Problem}
WRITES: dict[int, Any] = {400: Problem, **READS, 409: Problem}
Status = Literal["ok"]


def handle(api: NinjaAPI) -> None:
    """Turn every refusal into a Problem."""

    def told(status: int, code: str, *, field: str = "", expected: str = "") -> Callable[..., HttpResponse]:
        problem = Problem(code=code, field=field, expected=expected)
        return lambda request, _error: api.create_response(request, problem.dict(), status=status)

    def stopped(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 - ninja's signature
        response = api.create_response(request, error.problem.dict(), status=error.status)
        if error.status == 429:  # noqa: PLR2004 - too many requests
            response["Retry-After"] = error.problem.expected
        return response

    def not_valid(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 - as above
        first = error.errors[0]
        where = ".".join(str(part) for part in first["loc"][1:] if part != "data")
        problem = Problem(code="not_valid", field=where, expected=str(first["msg"]))
        return api.create_response(request, problem.dict(), status=422)

    def bad_value(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 - as above
        problem = Problem(code=error.code, expected=error.expected)
        return api.create_response(request, problem.dict(), status=422)

    def http(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 - as above
        problem = Problem(code="not_json", expected="a body in JSON")
        return api.create_response(request, problem.dict(), status=error.status_code)

    api.add_exception_handler(ProblemError, stopped)
    api.add_exception_handler(ValidationError, not_valid)
    api.add_exception_handler(StepError, bad_value)
    api.add_exception_handler(HttpError, http)
    api.add_exception_handler(MoveRefused, told(409, "refused", expected="another state: look at it again"))
    api.add_exception_handler(Http404, told(404, "not_found"))
    api.add_exception_handler(AuthenticationError, told(401, "no_token", expected="Authorization: Bearer …"))


def once(request: HttpRequest, key: str, do: Callable[[], tuple[int, Schema]]) -> HttpResponse:
    """Do it once for this key, however often it is sent."""
    token: ApiToken = request.api_token  # type: ignore[attr-defined]  # set by the door
    sent = hashlib.sha256(request.path.encode() + b"\0" + request.body).digest()

    def done() -> tuple[int, dict[str, Any]]:
        status, answer = do()
        return status, answer.model_dump(mode="json")

    try:
        answered = once_for_key(token, key, sent, at=timezone.now(), do=done)
    except KeyUsedError:
        raise ProblemError(
            409, "key_used", field="Idempotency-Key", expected="a new key for a new call"
        ) from None
    response = JsonResponse(answered.body, status=answered.status)
    if answered.again:
        response["Idempotency-Replayed"] = "true"
    return response
