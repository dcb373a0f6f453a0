"""An administrator who is no programmer: operations, roles that two give, accounts; nobody held is shown."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from cast import Cast
from desks import do, look, send, sit, there, wrong
from regreso.casebook.access import grants_of
from regreso.casebook.models import Grant, Invitation, Move, Operation, Person, Site, Staff
from regreso.steps import account


@pytest.fixture
def a(cast: Cast) -> Client:
    return sit(cast.administrator_a)


@pytest.fixture
def b(cast: Cast) -> Client:
    return sit(cast.administrator_b)


@pytest.fixture
def founder(cast: Cast) -> Client:
    Staff.objects.filter(username="founder_a").update(is_superuser=True)
    del cast
    return sit(Staff.objects.get(username="founder_a"))


def made(client: Client, where: str, *args: object, said: Mapping[str, object]) -> HttpResponse:
    return client.post(there(where, *args), {"token": uuid.uuid4(), **said})  # type: ignore[return-value]  # the client's own subclass


def founded(client: Client, name: str, *, test: str = "") -> uuid.UUID:
    token = uuid.uuid4()
    said = {"token": token, "name": name, "kind": "conflict", "test": test}
    assert made(client, "admin-found", said=said).status_code == 303
    return token


def asked(cast: Cast, client: Client, **said: object) -> Grant:
    told = {"token": uuid.uuid4(), "member": "stranger", "role": "reviewer", "reason": "trained in May"}
    do(client, "admin-ask", cast.operation.pk, **{**told, **said})
    return Grant.objects.get(state="asked")


def test_a_role_takes_two_administrators(cast: Cast, a: Client, b: Client) -> None:
    grant = asked(cast, a)
    assert not grants_of(cast.stranger).exists()
    page = look(a, "admin-operation", cast.operation.pk)
    assert "you did the step before this one" in page
    assert send(a, "admin-grant-act", grant.pk, "give").status_code == 422
    assert not grants_of(cast.stranger).exists()
    assert "stranger" in look(b, "admin")
    do(b, "admin-grant-act", grant.pk, "give")
    assert grants_of(cast.stranger).exists()
    do(a, "admin-grant-act", grant.pk, "end", reason="left")
    assert not grants_of(cast.stranger).exists()


def test_nobody_gives_a_role_to_themselves(cast: Cast, a: Client, b: Client) -> None:
    told = {"token": uuid.uuid4(), "member": "administrator_a", "role": "auditor", "reason": "x"}
    assert send(a, "admin-ask", cast.operation.pk, **told).status_code == 422
    grant = asked(cast, b, member="administrator_a")
    assert send(a, "admin-grant-act", grant.pk, "give").status_code == 422
    assert Grant.objects.get(pk=grant.pk).state == "asked"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"member": "nobody-there"}, "There is no account of this name. Invite the person first."),
        ({"role": "registrar"}, "A registrar needs a site."),
        ({"site": "C1"}, "Only a registrar has a site."),
        ({"reason": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_with_a_request_stands_beside_it(
    cast: Cast, a: Client, said: dict[str, object], told: str
) -> None:
    if said.get("site"):
        said = {"site": cast.camp.pk}
    all_of_it = {"token": uuid.uuid4(), "member": "stranger", "role": "reviewer", "reason": "x", **said}
    assert wrong(send(a, "admin-ask", cast.operation.pk, **all_of_it)) == [told]
    assert not Grant.objects.filter(state="asked").exists()


def test_two_clicks_ask_once(cast: Cast, a: Client) -> None:
    told = {"token": uuid.uuid4(), "member": "stranger", "role": "reviewer", "reason": "x"}
    send(a, "admin-ask", cast.operation.pk, **told)
    send(a, "admin-ask", cast.operation.pk, **told)
    assert Grant.objects.filter(state="asked").count() == 1


def test_an_operation_is_founded_and_gets_its_sites(founder: Client) -> None:
    token = founded(founder, "Зима 2026")
    site = {"code": "C1", "kind": "camp", "name": "Invented"}
    assert made(founder, "admin-operation-act", token, "add_site", said=site).status_code == 303
    again = made(founder, "admin-operation-act", token, "add_site", said=site)
    assert wrong(again) == ["Another site has this code already."]
    assert "C1" in look(founder, "admin-operation", token)
    assert Site.objects.filter(operation=token).count() == 1
    assert not Operation.objects.get(pk=token).test


def test_a_test_says_so_on_every_page_of_its_desks(cast: Cast, founder: Client) -> None:
    token = founded(founder, "Übung", test="on")
    assert "deleted on" in look(founder, "admin-operation", token)
    cast.operator.grants.update(operation=token)
    shown = look(sit(cast.operator), "desk")
    assert "“Übung” is only for trying things out" in shown
    assert "only for trying things out" not in look(sit(cast.reviewer_a), "review")


def test_a_family_never_lands_in_a_test(cast: Cast, client: Client, founder: Client) -> None:
    founded(founder, "Übung", test="on")
    shown = client.get("/en/ask/").content.decode()
    assert "Übung" not in shown
    cast.operation.state = "closed"
    cast.operation.save()
    assert "“Übung” is only for trying things out" in client.get("/en/ask/").content.decode()


def test_closing_ends_every_desk_and_another_opens_again(cast: Cast, a: Client, b: Client) -> None:
    do(a, "admin-operation-act", cast.operation.pk, "close", reason="over")
    assert sit(cast.operator).get(there("desk")).status_code == 404
    assert "you did the step before this one" in look(a, "admin-operation", cast.operation.pk)
    do(b, "admin-operation-act", cast.operation.pk, "reopen", reason="not over")
    assert sit(cast.operator).get(there("desk")).status_code == 200


def test_a_closed_operation_is_destroyed_by_two_and_not_before_its_time(
    cast: Cast, a: Client, b: Client
) -> None:
    key = cast.operation.pk
    do(a, "admin-operation-act", key, "close", reason="over")
    early = send(a, "admin-operation-act", key, "propose_shredding", reason="handed over")
    assert early.status_code == 422
    assert "Families may still come back." in early.content.decode()
    Move.objects.filter(operation=key, name="close").update(at=timezone.now() - timedelta(days=31))
    do(a, "admin-operation-act", key, "propose_shredding", reason="handed to the Agency")
    page = look(a, "admin-operation", key)
    assert "you did the step before this one" in page
    assert send(a, "admin-operation-act", key, "shred").status_code == 422
    assert "Nobody can bring them back" in look(b, "admin-operation", key)
    do(b, "admin-operation-act", key, "shred")
    page = look(b, "admin-operation", key)
    assert "Destroyed: only its ledger is left" in page
    assert not Person.objects.exists()


def test_an_invitation_is_shown_once_and_lets_somebody_set_up_an_account(
    cast: Cast, a: Client, client: Client
) -> None:
    del cast
    answer = made(a, "admin-accounts", said={"name": "o.bondar"})
    page = answer.content.decode()
    (link,) = re.findall(r"http://testserver(/en/join/[\w-]{32}/)", page)
    assert client.get(link).status_code == 200
    assert link not in look(a, "admin-accounts")
    assert "o.bondar" in look(a, "admin-accounts")
    assert wrong(made(a, "admin-accounts", said={"name": "o.bondar"})) == [
        "Somebody has this user name already. Choose another."
    ]
    assert wrong(made(a, "admin-accounts", said={"name": "a b"})) == [
        "A user name has letters, digits and @ . + - _, and no spaces."
    ]


def test_who_lost_everything_is_invited_anew_and_holds_no_role(cast: Cast, a: Client) -> None:
    shown = look(a, "admin-account", cast.operator.pk)
    assert "invite anew" in shown
    answer = a.post(there("admin-account-renew", cast.operator.pk))
    assert "/en/join/" in answer.content.decode()
    assert not grants_of(cast.operator).exists()
    assert Invitation.objects.filter(staff=cast.operator, used_at=None).count() == 1


def test_a_closed_account_is_signed_out_at_once(cast: Cast, a: Client) -> None:
    browser = sit(cast.operator)
    assert browser.get(there("desk")).status_code == 200
    do(a, "admin-account-close", cast.operator.pk)
    assert browser.get(there("desk")).status_code == 404
    assert "closed" in look(a, "admin-account", cast.operator.pk)


def test_an_account_that_others_administer_too_is_not_theirs_to_end(cast: Cast, a: Client) -> None:
    elsewhere = Operation.objects.create(name="Another invented crisis", state="open")
    Grant.objects.create(operation=elsewhere, staff=cast.operator, role="operator", state="given")
    assert "is changed there" in look(a, "admin-account", cast.operator.pk)
    for name in ("admin-account-renew", "admin-account-close"):
        assert a.post(there(name, cast.operator.pk)).status_code == 404
    assert grants_of(cast.operator).count() == 2


def test_nobody_ends_their_own_account(cast: Cast, a: Client) -> None:
    a.post(there("admin-account-close", cast.administrator_a.pk))
    cast.administrator_a.refresh_from_db()
    assert cast.administrator_a.is_active


def test_accounts_and_operations_of_others_are_not_there(cast: Cast, a: Client) -> None:
    elsewhere = Operation.objects.create(name="Another invented crisis", state="open")
    hers = account.invite("hers", by=cast.by("administrator_b"), at=timezone.now()).invitation.staff
    assert a.get(there("admin-account", hers.pk)).status_code == 404
    assert "hers" not in look(a, "admin-accounts")
    assert a.get(there("admin-operation", elsewhere.pk)).status_code == 404
    assert a.get(there("admin-ask", elsewhere.pk)).status_code == 404
    assert "Another invented" not in look(a, "admin")
    assert a.get(there("admin-found")).status_code == 404  # founded by who was made one on the machine


def test_an_administrator_sees_nobody_who_is_held_or_sought(cast: Cast, a: Client) -> None:
    cast.confirmed()
    pages = [look(a, "admin"), look(a, "admin-operation", cast.operation.pk), look(a, "admin-accounts")]
    pages += [look(a, "admin-account", one.pk) for one in cast.staff.values() if one != cast.stranger]
    for name in ("Шевченко", "Тарас", "Олена", "Invented camp"):
        assert not [page for page in pages if name in page]
