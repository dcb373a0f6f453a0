"""The interface for machines: by purpose, with a token, nothing twice, and nobody's name comes out."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast
from regreso.casebook import api_calls
from regreso.casebook.allowance import Limit
from regreso.casebook.audit import verify
from regreso.casebook.models import ApiCall, ApiToken, Custody, Enquiry, Read
from regreso.casebook.phrases import enquirer_by_phrase
from regreso.steps import administer, connect
from regreso.steps.errors import StepError

Token = Callable[[str], str]
MISSING = {"as_written": "Шевченко Тарас", "birth": "1999-04-21", "language": "uk", "consent": True}
HELD = {"site": "C1", "surname": "Шевченко", "given": "Тарас", "birth": "1999-04-21"}


def call(code: str, address: str, body: object = None, *, key: str = "", method: str = "POST") -> Any:
    headers = {"authorization": f"Bearer {code}"} | ({"idempotency-key": key} if key else {})
    client = Client(headers=headers)
    if method == "GET":
        return client.get(f"/api{address}")
    return client.post(f"/api{address}", json.dumps(body), content_type="application/json")


def new_key() -> str:
    return str(uuid.uuid4())


def test_an_enquiry_is_handed_in_once_and_its_phrase_opens_it(cast: Cast, token: Token) -> None:
    code, key = token("ask"), new_key()
    first = call(code, "/ask/enquiries", MISSING, key=key)
    again = call(code, "/ask/enquiries", MISSING, key=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    enquiry = Enquiry.objects.get()
    assert enquiry.assigned_to == cast.operator
    found = enquirer_by_phrase(first.json()["phrase"])
    assert found
    assert found.pk == enquiry.enquirer_id
    assert first.json()["phrase"].encode() not in bytes(ApiCall.objects.values_list("answer", flat=True)[0])
    assert verify(cast.operation) == []


def test_a_key_is_good_for_one_call(token: Token) -> None:
    code, key = token("ask"), new_key()
    call(code, "/ask/enquiries", MISSING, key=key)
    other = call(code, "/ask/enquiries", {**MISSING, "birth": "1998"}, key=key)
    assert (other.status_code, other.json()["code"]) == (409, "key_used")
    assert Enquiry.objects.count() == 1
    assert (
        call(token("ask"), "/ask/enquiries", MISSING, key=key).status_code == 201
    )  # another machine's own key


@pytest.mark.parametrize("key", ["", "short", "x" * 201, "with space in it"])
def test_a_call_without_a_good_key_changes_nothing(token: Token, key: str) -> None:
    answer = call(token("ask"), "/ask/enquiries", MISSING, key=key)
    assert (answer.status_code, answer.json()["code"]) == (422, "not_valid")
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({**MISSING, "consent": False}, "no_consent"),
        ({**MISSING, "birth": "31.02.1999"}, "not_a_date"),
        ({"language": "uk", "consent": True}, "no_name"),
        ({**MISSING, "language": "xx"}, "not_valid"),
        ({**MISSING, "nickname": "Taras"}, "not_valid"),
        ({**MISSING, "as_written": "a\u0000b"}, "not_valid"),
        ({**MISSING, "as_written": "x" * 201}, "not_valid"),
        ([], "not_valid"),
        (None, "not_valid"),
    ],
)
def test_a_bad_body_is_told_and_leaves_nothing(token: Token, body: object, code: str) -> None:
    answer = call(token("ask"), "/ask/enquiries", body, key=new_key())
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not Enquiry.objects.exists()
    assert not ApiCall.objects.exists()  # so that the same key can be used once the body is right


@pytest.mark.parametrize("what", ["none", "wrong", "basic", "expired", "revoked", "ended", "closed", "other"])
def test_every_token_that_does_not_hold_gets_one_answer(cast: Cast, token: Token, what: str) -> None:
    code, row = token("ask"), ApiToken.objects.get()
    if what == "expired":
        ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif what == "revoked":
        connect.revoke(row, by=cast.by("administrator_a"), at=timezone.now())
    elif what == "ended":
        grant = cast.operator.grants.get()
        administer.end_grant(grant, reason="left", by=cast.by("administrator_a"), at=timezone.now())
    elif what == "closed":
        administer.close_operation(
            cast.operation, reason="over", by=cast.by("administrator_a"), at=timezone.now()
        )
    elif what == "other":
        code = token("register")
    sent = {"none": "", "wrong": code[:-1] + "!"}.get(what, code)
    if what == "basic":
        answer = Client(headers={"authorization": f"Basic {code}"}).get(f"/api/ask/enquiries/{uuid.uuid4()}")
    else:
        answer = call(sent, "/ask/enquiries", MISSING, key=new_key())
    assert answer.status_code == 401
    assert answer.json() == {"code": "no_token", "field": "", "expected": "Authorization: Bearer …"}
    assert not Enquiry.objects.exists()


def test_an_enquiry_stands_the_same_for_hit_and_miss(cast: Cast, token: Token) -> None:
    code = token("ask")
    hit = call(code, "/ask/enquiries", MISSING, key=new_key()).json()["id"]
    miss = call(code, "/ask/enquiries", {**MISSING, "as_written": "Нічий"}, key=new_key()).json()["id"]
    cast.held()
    told = [call(code, f"/ask/enquiries/{one}", method="GET").json() for one in (hit, miss)]
    for one in told:
        one.pop("id")
        assert one.pop("received")
    assert told[0] == told[1] == {"open": True, "searched": None}
    assert Read.objects.filter(page="api:api-enquiry", kind="enquiry").count() == 2


def test_an_enquiry_of_another_is_the_same_nothing_as_none(cast: Cast, token: Token) -> None:
    code, others = token("ask"), cast.asked()
    told = [call(code, f"/ask/enquiries/{one}", method="GET") for one in (others.pk, uuid.uuid4())]
    assert {answer.status_code for answer in told} == {404}
    assert told[0].json() == told[1].json()
    assert not Read.objects.exists()


def test_somebody_is_registered_at_ones_own_site_alone(cast: Cast, token: Token) -> None:
    code = token("register")
    made = call(code, "/register/custodies", HELD, key=new_key())
    assert made.status_code == 201
    row = Custody.objects.get()
    assert (row.site, row.state, row.person.surname) == (cast.camp, "registered", "Шевченко")
    assert made.json()["card_due"]
    stands = call(code, f"/register/custodies/{row.pk}", method="GET")
    assert stands.json()["state"] == "registered"
    assert "Шевченко" not in stands.content.decode()
    elsewhere = call(code, "/register/custodies", {**HELD, "site": "H1"}, key=new_key())
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (422, "unknown_site")
    assert Custody.objects.count() == 1


def test_the_bureaus_queue_is_walked_in_parts_and_emptied(cast: Cast, token: Token) -> None:
    code, row = token("exchange"), cast.held()
    page = call(code, "/exchange/notifications", method="GET").json()
    assert page["items"] == [{"id": str(row.pk), "state": "registered", "due": page["items"][0]["due"]}]
    assert page["next"] == ""
    key = new_key()
    for _ in range(2):
        sent = call(code, f"/exchange/notifications/{row.pk}/sent", key=key)
        assert (sent.status_code, sent.json()["state"]) == (200, "notified")
    twice = call(code, f"/exchange/notifications/{row.pk}/sent", key=new_key())
    assert (twice.status_code, twice.json()["code"]) == (409, "refused")
    done = call(code, f"/exchange/notifications/{row.pk}/receipt", {"receipt": "7/2022"}, key=new_key())
    assert done.json()["state"] == "held"
    assert call(code, "/exchange/notifications", method="GET").json()["items"] == []


def test_there_is_no_way_to_search_for_anybody() -> None:
    schema = Client().get("/api/openapi.json").json()
    asked = {
        (address, one["name"])
        for address, methods in schema["paths"].items()
        for told in methods.values()
        for one in told.get("parameters", ())
        if one["in"] == "query"
    }
    assert asked == {("/api/exchange/notifications", "after")}
    names = {"surname", "given", "patronymic", "as_written", "enquirer_name", "phrase"}
    answered = {"EnquiryStands", "CustodyStands", "Waiting", "WaitingList", "Problem"}
    shapes = schema["components"]["schemas"]
    assert [name for name in answered if names & set(shapes[name]["properties"])] == []


def test_too_many_calls_have_to_wait(token: Token, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regreso.web.api.door.BY_TOKEN", Limit("test", tries=2, every=60))
    code = token("exchange")
    told = [call(code, "/exchange/notifications", method="GET") for _ in range(3)]
    assert [answer.status_code for answer in told] == [200, 200, 429]
    assert int(told[2]["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("purpose", "days", "code"),
    [("look", 30, "unknown_purpose"), ("ask", 0, "bad_days"), ("ask", 91, "bad_days")],
)
def test_a_token_has_a_purpose_and_an_end(cast: Cast, purpose: str, days: int, code: str) -> None:
    row = ApiToken(operation=cast.operation, staff=cast.operator, purpose=purpose)
    with pytest.raises(StepError) as error:
        connect.issue(row, days=days, by=cast.by("administrator_a"), at=timezone.now())
    assert error.value.code == code


def test_a_token_acts_only_for_who_holds_the_role(cast: Cast) -> None:
    row = ApiToken(operation=cast.operation, staff=cast.auditor, purpose="ask")
    with pytest.raises(StepError) as error:
        connect.issue(row, days=30, by=cast.by("administrator_a"), at=timezone.now())
    assert error.value.code == "no_role"


def test_answers_are_forgotten_after_a_day(token: Token) -> None:
    call(token("ask"), "/ask/enquiries", MISSING, key=new_key())
    assert api_calls.sweep(timezone.now() + timedelta(hours=23)) == 0
    assert api_calls.sweep(timezone.now() + timedelta(hours=25)) == 1


def test_the_description_for_people_names_every_call(client: Client) -> None:
    page = client.get("/api/docs").content.decode()
    schema = client.get("/api/openapi.json").json()
    assert len(schema["paths"]) == 7
    assert [address for address in schema["paths"] if address not in page] == []
    assert "<script" not in page
