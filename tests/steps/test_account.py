"""Invitations are good once, keys and codes are not used twice, and nobody takes over what two had given."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import Cast
from regreso.casebook.access import grants_of
from regreso.casebook.audit import verify
from regreso.casebook.models import AccountEvent, CodeSecret, Invitation, Passkey, RecoveryCode, Staff
from regreso.casebook.one_time import code_at, new_secret, step_of
from regreso.casebook.passkeys import NewKey
from regreso.steps import account
from regreso.steps.errors import StepError

PASSWORD = "four invented words here"  # noqa: S105 - an invented account


def code(error: pytest.ExceptionInfo[StepError]) -> str:
    return error.value.code


def key(n: int = 1) -> NewKey:
    return NewKey(bytes([n]) * 16, b"public", 0)


def test_an_invitation_opens_one_account_once(cast: Cast) -> None:
    made = account.invite("olena", by=cast.by("administrator_a"), at=cast.at)
    assert not Staff.objects.get(username="olena").is_active
    assert made.token.encode() not in bytes(made.invitation.digest)
    staff = account.accept(made.token, PASSWORD, at=cast.later(days=2))
    assert staff.check_password(PASSWORD)
    assert staff.is_active
    with pytest.raises(StepError) as error:
        account.accept(made.token, PASSWORD, at=cast.later(days=2))
    assert code(error) == "no_invitation"


@pytest.mark.parametrize("end", ["expired", "withdrawn", "newer", "another"])
def test_an_invitation_that_does_not_hold_opens_nothing(cast: Cast, end: str) -> None:
    by, at = cast.by("administrator_a"), cast.at
    made, token = account.invite("olena", by=by, at=cast.at), ""
    if end == "expired":
        at = cast.at + account.INVITED_FOR
    elif end == "withdrawn":
        account.withdraw_invitation(made.invitation, by=by, at=at)
    elif end == "newer":
        account.invite_again(made.invitation.staff, by=by, at=at)
    else:
        token = made.token[:-1] + "!"
    with pytest.raises(StepError) as error:
        account.accept(token or made.token, PASSWORD, at=at)
    assert code(error) == "no_invitation"
    assert not Staff.objects.get(username="olena").is_active


def test_a_new_way_in_takes_the_roles_that_two_had_given(cast: Cast) -> None:
    reviewer = cast.staff["reviewer_a"]
    account.add_passkey(reviewer, key(), name="phone", at=cast.at)
    account.print_recovery_codes(reviewer, at=cast.at)
    assert grants_of(reviewer).exists()
    account.invite_again(reviewer, by=cast.by("administrator_a"), at=cast.at)
    reviewer.refresh_from_db()
    assert not grants_of(reviewer).exists()
    assert not Passkey.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert not reviewer.is_active
    assert verify(cast.operation) == []


def test_nobody_shuts_or_renews_their_own_account(cast: Cast) -> None:
    own = cast.staff["administrator_a"]
    for act in (account.invite_again, account.close_account):
        with pytest.raises(StepError) as error:
            act(own, by=cast.by("administrator_a"), at=cast.at)
        assert code(error) == "own_account"


def test_a_closed_account_has_no_way_in(cast: Cast) -> None:
    left = cast.staff["operator"]
    account.set_codes(left, secret := new_secret(), code=code_at(secret, step_of(cast.at)), at=cast.at)
    account.close_account(left, by=cast.by("administrator_a"), at=cast.at)
    left.refresh_from_db()
    assert (left.is_active, left.has_usable_password()) == (False, False)
    assert not CodeSecret.objects.exists()
    assert list(AccountEvent.objects.filter(staff=left).values_list("name", flat=True)) == [
        "codes_set",
        "closed",
    ]


def test_the_first_administrator_is_made_only_where_there_is_none(cast: Cast) -> None:
    first = account.invite_first("ada", at=cast.at)
    account.invite_first("ada", at=cast.at)  # the link was lost: another one
    assert Invitation.objects.filter(withdrawn_at=None).count() == 1
    with pytest.raises(StepError):
        account.accept(first.token, PASSWORD, at=cast.at)
    again = account.invite_first("ada", at=cast.at)
    assert account.accept(again.token, PASSWORD, at=cast.at).is_superuser
    with pytest.raises(StepError) as error:
        account.invite_first("bob", at=cast.at)
    assert code(error) == "administrator_there"


@pytest.mark.parametrize("name", ["", " ", "a b", "<b>", "x" * 61])
def test_a_name_that_is_none_is_refused(cast: Cast, name: str) -> None:
    with pytest.raises(StepError) as error:
        account.invite(name, by=cast.by("administrator_a"), at=cast.at)
    assert code(error) == "bad_name"


def test_a_code_lets_in_once_and_so_does_one_on_paper(cast: Cast) -> None:
    staff, secret = cast.staff["operator"], new_secret()
    account.set_codes(staff, secret, code=code_at(secret, step_of(cast.at)), at=cast.at)
    with pytest.raises(StepError):  # the code that set it up is used, too
        account.prove_by_code(staff, code_at(secret, step_of(cast.at)), at=cast.at)
    later = cast.at + timedelta(minutes=1)
    typed = code_at(secret, step_of(later))
    assert account.prove_by_code(staff, typed, at=later) == "code"
    with pytest.raises(StepError):
        account.prove_by_code(staff, typed, at=later)
    paper = account.print_recovery_codes(staff, at=later)
    assert account.prove_by_code(staff, paper[3].upper(), at=later) == "recovery"
    with pytest.raises(StepError):
        account.prove_by_code(staff, paper[3], at=later)
    account.print_recovery_codes(staff, at=later)
    with pytest.raises(StepError):
        account.prove_by_code(staff, paper[4], at=later)


def test_a_code_of_another_account_lets_nobody_in(cast: Cast) -> None:
    hers = account.print_recovery_codes(cast.staff["operator"], at=cast.at)
    with pytest.raises(StepError):
        account.prove_by_code(cast.staff["reviewer_a"], hers[0], at=cast.at)


def test_the_last_way_in_is_not_dropped(cast: Cast) -> None:
    staff = cast.staff["operator"]
    first = account.add_passkey(staff, key(1), name="phone", at=cast.at)
    second = account.add_passkey(staff, key(2), name="", at=cast.at)
    account.drop_passkey(first, at=cast.at)
    with pytest.raises(StepError) as error:
        account.drop_passkey(second, at=cast.at)
    assert code(error) == "last_way"


def test_a_key_belongs_to_one_account(cast: Cast) -> None:
    account.add_passkey(cast.staff["operator"], key(), name="phone", at=cast.at)
    with pytest.raises(StepError) as error:
        account.add_passkey(cast.staff["reviewer_a"], key(), name="phone", at=cast.at)
    assert code(error) == "key_taken"


def test_a_counter_that_another_process_moved_lets_nobody_in(cast: Cast) -> None:
    made = account.add_passkey(cast.staff["operator"], key(), name="phone", at=cast.at)
    same = Passkey.objects.get(pk=made.pk)
    assert account.prove_by_passkey(made, 5, at=cast.at) == "passkey"
    with pytest.raises(StepError):
        account.prove_by_passkey(same, 5, at=cast.at)
