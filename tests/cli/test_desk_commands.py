"""`register`, `ask`, `status`, `audit verify` and `worker` as a person in a shell meets them."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.db import connection

from cast import Cast, cast
from regreso import cli
from regreso.casebook.models import Custody, Enquiry, Lease, Match, Operation
from regreso.casebook.phrases import enquirer_by_phrase
from regreso.casebook.standing import overdue
from regreso.jobs import queue
from regreso.jobs.worker import Worker, drain

__all__ = ["cast"]
Run = Callable[..., tuple[int, str, str]]
REGISTER = ("register", "--as", "registrar", "--site", "C1")
ASK = ("ask", "--as", "operator", "--language", "uk")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; its exit code and what it printed."""

    def one(*argv: str) -> tuple[int, str, str]:
        try:
            code = cli.main(argv)
        except SystemExit as left:
            code = int(str(left.code))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return one


def test_a_captive_is_registered_and_the_id_printed(cast: Cast, run: Run) -> None:
    code, out, err = run(*REGISTER, "--surname", "Шевченко", "--given", "Тарас", "--declined", "mother")
    assert (code, err) == (0, "")
    custody = Custody.objects.get(pk=uuid.UUID(out.strip()))
    assert (custody.state, custody.site, custody.person.surname) == ("registered", cast.camp, "Шевченко")
    assert custody.person.declined == ["mother"]


def test_an_enquiry_is_taken_in_and_the_phrase_opens_it(cast: Cast, run: Run) -> None:
    code, out, err = run(*ASK, "--surname", "Шевченко", "--given", "Тарас", "--consent")
    assert (code, err) == (0, "")
    number, phrase = out.splitlines()
    enquiry = Enquiry.objects.get(pk=uuid.UUID(number))
    assert (enquiry.state, enquiry.assigned_to, enquiry.channel) == ("open", cast.operator, "phone")
    assert enquirer_by_phrase(phrase) == enquiry.enquirer


def test_both_meet_by_themselves(cast: Cast, run: Run) -> None:
    run(*REGISTER, "--surname", "Шевченко", "--given", "Тарас", "--birth", "1999-04-21")
    run(*ASK, "--as-written", "Шевченко Тарас, 1999", "--consent")
    drain(at=cast.at)
    assert Match.objects.count() == 1


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("register", "--as", "nobody", "--site", "C1"), "no member of staff “nobody”"),
        (("register", "--as", "registrar", "--site", "X9"), "has no site “X9”; there are: C1, H1"),
        (("register", "--as", "registrar", "--site", "H1"), "“registrar” is no registrar at H1"),
        (("register", "--as", "operator", "--site", "C1"), "“operator” is no registrar at C1"),
        (REGISTER, "no_name"),
        ((*REGISTER, "--surname", "Ш", "--birth", "yesterday"), "“yesterday” was given"),
        ((*REGISTER, "--operation", "Z", "--surname", "Ш"), "no open operation “Z”; open are: “An invented"),
        ((*ASK, "--surname", "Ш"), "no_consent"),
        ((*ASK, "--consent"), "no_name"),
        (("ask", "--as", "registrar", "--language", "uk"), "is no operator in “An invented crisis”"),
        (("status", "--operation", "Z"), "there is no operation “Z”"),
        (("audit", "verify", "--operation", "Z"), "there is no operation “Z”"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(run: Run, argv: tuple[str, ...], said: str) -> None:
    before = (Custody.objects.count(), Enquiry.objects.count())
    code, out, err = run(*argv)
    assert (code, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1
    assert (Custody.objects.count(), Enquiry.objects.count()) == before


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    "argv", [("register",), ("ask", "--as", "x"), ("audit",), (*ASK, "--language", "xx")]
)
def test_a_wrong_call_shows_the_usage(run: Run, argv: tuple[str, ...]) -> None:
    code, _, err = run(*argv)
    assert code == 2
    assert err.startswith("usage: regreso")


def test_of_two_operations_one_must_be_named(cast: Cast, run: Run) -> None:
    Operation.objects.create(name="Another", state="open")
    code, _, err = run(*REGISTER, "--surname", "Ш", "--given", "Т")
    assert code == 1
    assert "say which operation with --operation; open are: “An invented crisis” or “Another”" in err
    assert run(*REGISTER, "--operation", cast.operation.name, "--surname", "Ш", "--given", "Т")[0] == 0


def test_the_status_counts_and_names_nobody(cast: Cast, run: Run) -> None:
    cast.held()
    cast.asked()
    drain(at=cast.at)
    cast.asked(surname="Коваль", given="Ольга")
    code, out, _ = run("status")
    assert code == 0
    assert "enquiry: open 1, searching 1" in out
    assert "custody: registered 1" in out
    assert "capture card (7 days) 1" in out
    assert "worker: 1 jobs wait, 0 are in hand, 0 dead letters" in out
    for name in ("Шевченко", "Тарас", "Коваль", "Олена"):
        assert name not in out
    assert overdue(cast.operation, at=cast.at) == {}
    assert "data to the Bureau (24 h)" in overdue(cast.operation, at=cast.later(hours=25))


def test_dead_letters_are_told_and_revived(cast: Cast, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.asked()
    job = queue.claim("gone")
    assert job is not None
    for _ in range(queue.TRIES):
        queue.give_back(job, "gone", RuntimeError())
        queue.jobs().update(run_after=cast.at)
        queue.claim("gone")
    queue.jobs().update(status=queue.FAILED)
    Lease.objects.update(gave_up_at=cast.at)
    assert "1 dead letters" in run("status")[1]
    monkeypatch.setattr(Worker, "run", lambda _self, **_how: None)
    monkeypatch.setattr(Worker, "stop_on_signals", lambda _self: None)
    assert "1 dead letters are tried again." in run("worker", "--revive", "--until-empty")[1]
    assert queue.counts().waiting == 1


def test_the_worker_mends_lost_jobs(cast: Cast, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.asked()
    queue.jobs().delete()
    monkeypatch.setattr(Worker, "run", lambda _self, **_how: None)
    monkeypatch.setattr(Worker, "stop_on_signals", lambda _self: None)
    assert run("worker", "--mend", "--until-empty")[1].splitlines()[0] == "1 moves were enqueued again."
    assert queue.counts().waiting == 1


def test_a_whole_chain_is_told_and_a_bad_row_is_named(cast: Cast, run: Run) -> None:
    cast.held()
    code, out, _ = run("audit", "verify")
    assert code == 0
    assert "An invented crisis: whole (" in out
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casebook_move SET actor_id = 'eve' WHERE number = 7")
        cursor.execute("SELECT id FROM casebook_move WHERE number = 7")
        (bad,) = cursor.fetchone()
    code, out, _ = run("audit", "verify")
    assert code == 1
    assert out == (
        f"An invented crisis: moves chain, row 7 ({uuid.UUID(str(bad))}): "
        "the row was changed after it was written.\n"
    )


@pytest.mark.usefixtures("db")
def test_an_empty_casebook_says_so(run: Run) -> None:
    assert run("audit", "verify") == (0, "There is no operation yet, so there is nothing to verify.\n", "")
    assert "There is no operation yet." in run("status")[1]
