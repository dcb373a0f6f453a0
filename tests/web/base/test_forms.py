"""A form takes one step or says, in a sentence, why not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django import forms
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from regreso import story
from regreso.casebook.actor import Actor
from regreso.casebook.models import Operation, Staff, append_move
from regreso.web.base.forms import PageForm, step_form
from regreso.web.base.paging import paged
from regreso.web.base.refusals import friendly

THIRD, LATER = Actor("administrator", "third"), datetime(2022, 3, 4, tzinfo=UTC)


class Note(PageForm):
    words = forms.CharField(label="")


def page(form: Note) -> HttpResponse:
    return HttpResponse(form.as_p())


def refuse(form: Note) -> str:
    raise story.MoveRefused("match", "confirm", f"you made “{form.cleaned_data['words']}” (two-person rule)")


def test_good_values_take_the_step_and_lead_on() -> None:
    request = RequestFactory().post("/", {"words": "hello"})
    answer = step_form(
        request, Note(request.POST), step=lambda form: f"/{form.cleaned_data['words']}/", page=page
    )
    assert (answer.status_code, answer["Location"]) == (303, "/hello/")


def test_bad_values_take_no_step_and_keep_what_was_typed() -> None:
    request = RequestFactory().post("/", {"words": " "})
    answer = step_form(request, Note(request.POST), step=refuse, page=page)
    assert answer.status_code == 422


def test_a_refused_step_is_told_on_the_page() -> None:
    request = RequestFactory().post("/", {"words": "propose"})
    with override("es"):
        answer = step_form(request, Note(request.POST), step=refuse, page=page)
    assert answer.status_code == 422
    assert "Usted dio el paso anterior" in answer.content.decode()
    assert 'value="propose"' in answer.content.decode()


def real_refusals(operation: Operation) -> dict[str, story.MoveRefused]:
    found = {}
    for name, move, state, role in (
        ("role", "confirm", "proposed", "operator"),
        ("state", "confirm", "potential", "reviewer"),
        ("unknown", "dance", "potential", "reviewer"),
    ):
        with pytest.raises(story.MoveRefused) as refused:
            story.check("match", move, state=state, role=role)
        found[name] = refused.value
    stale = Operation.objects.get(pk=operation.pk)
    append_move(operation, "close", by=THIRD, at=LATER)
    with pytest.raises(story.MoveRefused) as refused:
        append_move(stale, "close", by=THIRD, at=LATER)
    return {**found, "late": refused.value}


def test_each_refusal_of_the_story_has_its_sentence(operation: Operation) -> None:
    said = {name: friendly(refused) for name, refused in real_refusals(operation).items()}
    assert said["role"].startswith("This is not for your role")
    assert said["state"].startswith("It is not at the point")
    assert said["late"].startswith("Somebody did this a moment before you")
    assert said["unknown"].startswith("This cannot be done now")


@pytest.mark.parametrize(
    ("asked", "number", "names"),
    [
        ("", 1, ["a", "b"]),
        ("2", 2, ["c"]),
        ("-1", 1, ["a", "b"]),
        ("²", 1, ["a", "b"]),
        ("9" * 30, 1, ["a", "b"]),
    ],
)
def test_a_list_is_shown_by_pages_with_one_query_and_further_down_with_two(
    db: None,  # noqa: ARG001 - the database is wanted
    asked: str,
    number: int,
    names: list[str],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for name in "abc":
        Staff.objects.create_user(name)
    with django_assert_num_queries(1 if number == 1 else 2):  # keys are counted off, then rows are read
        found = paged(RequestFactory().get("/", {"page": asked}), Staff.objects.order_by("username"), size=2)
    assert [one.username for one in found.rows] == names
    assert (found.number, found.newer, found.older) == (number, number - 1, 2 if number == 1 else 0)
