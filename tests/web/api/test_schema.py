"""Schemathesis asks every call with what it can think of: the interface answers as its description says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance

from regreso.project.wsgi import application

schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
BOUNDED = hypothesis.settings(
    max_examples=12,
    deadline=None,
    derandomize=True,  # the same examples each time: red means a change
    suppress_health_check=list(hypothesis.HealthCheck),
)


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """A server closes its connections between requests; here it is the test's own, as in Django's client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def codes(token: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr("regreso.casebook.allowance.take", lambda *_args, **_more: 0)  # it asks a lot
    return {purpose: token(purpose) for purpose in ("ask", "register", "exchange")}


@pytest.mark.usefixtures("_one_connection")
@schema.parametrize()
@BOUNDED
def test_every_call_answers_as_described(case: Case[Any], codes: dict[str, str]) -> None:
    purpose = case.path.split("/")[2]
    # What a schema cannot say (a day that exists, a site of one's own) may be refused: with 422 and a code.
    case.call_and_validate(
        headers={"Authorization": f"Bearer {codes[purpose]}"}, excluded_checks=[positive_data_acceptance]
    )
