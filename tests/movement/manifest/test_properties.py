"""What must hold for any events whatever: Hypothesis looks for the ones for which it does not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regreso.movement.manifest.events import Event, Kind, read_events, read_rows, write_events
from regreso.movement.manifest.fold import Manifest
from regreso.movement.manifest.reconcile import count_trips, enquiries_due, households
from regreso.movement.manifest.standing import State
from regreso.movement.manifest.tokens import SIGNS, new_token, read_token

NOON = datetime(2022, 5, 3, 12, tzinfo=UTC)
minutes = st.integers(0, 90).map(lambda n: NOON + timedelta(minutes=n))
names = st.integers(0, 12).map("e{}".format)
EVENTS = st.builds(
    Event,
    id=names, kind=st.sampled_from([*Kind, Kind.BOARDED, Kind.BOARDED, Kind.ARRIVED, Kind.CORRECTED]),
    person=st.sampled_from("pq"), trip=st.sampled_from("tuv"), at=minutes, device=st.sampled_from("abc"),
    sequence=st.integers(0, 5), received=st.none() | minutes, place=st.sampled_from(("", "Мангуш", "x")),
    vehicle=st.sampled_from(("", "bus 1", "bus 2")), household=st.sampled_from(("", "h")),
    to=st.sampled_from(("", "t", "u")), corrects=names, note=st.sampled_from(("", "a\nб")),
)  # fmt: skip


def told(events: Iterable[Event]) -> tuple[object, ...]:
    manifest = Manifest()
    manifest.add(events)
    return everything(manifest)


def everything(manifest: Manifest) -> tuple[object, ...]:
    standings = manifest.standings()
    due = enquiries_due(
        manifest, now=NOON, expected={"t": NOON - timedelta(days=1)}, margin=timedelta(hours=1)
    )
    return (
        standings, manifest.faults(), sorted(manifest.events()), manifest.open_people(), due,
        count_trips(standings.values()), households(standings.values()),
    )  # fmt: skip


@given(st.data(), st.lists(EVENTS, max_size=14))
def test_every_order_and_any_copies_give_the_same(data: st.DataObject, events: list[Event]) -> None:
    copies = data.draw(st.lists(st.sampled_from(events), max_size=5)) if events else []
    order = data.draw(st.permutations([*events, *copies]))
    assert told(order) == told(events)


@given(st.lists(EVENTS, max_size=14), st.integers(0, 14))
def test_parts_merged_both_ways_and_asked_between_are_the_whole(events: list[Event], cut: int) -> None:
    left, right = Manifest(), Manifest()
    left.add(events[:cut])
    right.add(events[max(0, cut - 3) :])
    left.standings()
    copy = Manifest()
    copy.merge(right)
    copy.merge(left)
    left.merge(right)
    assert everything(left) == everything(copy) == told(events)


@given(st.lists(EVENTS, max_size=14))
def test_a_merged_file_says_what_its_parts_said(events: list[Event]) -> None:
    manifest = Manifest()
    manifest.add(events)
    again, faults = read_events(write_events(manifest.events()))
    assert faults == []
    assert told(again)[0] == manifest.standings()


@given(st.lists(EVENTS, max_size=14))
def test_whoever_boarded_and_has_no_end_anywhere_is_open_and_nobody_else(events: list[Event]) -> None:
    """Nobody vanishes: a person with a boarding that holds and no other word is open, on one trip at most."""
    kept = [one for one in events if one.kind is not Kind.CORRECTED]
    manifest = Manifest()
    manifest.add(kept)
    for person in {one.person for one in manifest.events()}:
        theirs = [one for one in manifest.events() if one.person == person]
        on = [s.trip for s in manifest.standings().values() if s.person == person and s.state is State.OPEN]
        if {one.kind for one in theirs} == {Kind.BOARDED}:
            assert len(on) == 1
        if not any(one.kind in (Kind.BOARDED, Kind.JOINED, Kind.PASSED, Kind.TRANSFERRED) for one in theirs):
            assert on == []


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda more: (
        st.lists(more, max_size=4) | st.dictionaries(st.sampled_from([*Event._fields, "x"]), more, max_size=9)
    ),
    max_leaves=20,
)


@given(ANYTHING)
def test_no_line_of_json_stops_the_reader_and_none_is_lost(line: object) -> None:
    events, faults = read_events([json.dumps(line)])
    assert len(events) + len(faults) == 1


@given(st.text(st.characters(), max_size=60))
def test_no_text_stops_the_reader(line: str) -> None:
    events, faults = read_events([line])
    assert events == []
    assert len(faults) == (1 if line.strip() else 0)


@given(st.dictionaries(st.sampled_from([*Event._fields, "x"]), st.text(max_size=20)))
def test_no_row_of_a_table_stops_the_reader(row: dict[str, str]) -> None:
    events, faults = read_rows([(7, row)])
    assert len(events) + len(faults) == 1
    assert all(fault.where == "row 7" and fault.field for fault in faults)


@given(st.integers(0, 6), st.sampled_from(SIGNS), st.integers(0, 7))
def test_one_wrong_sign_or_two_in_each_others_place_are_always_found(at: int, sign: str, other: int) -> None:
    token = new_token()
    signs = list(token.replace("-", ""))
    wrong, turned = signs.copy(), signs.copy()
    wrong[at] = sign
    turned[at], turned[other] = turned[other], turned[at]
    assert read_token("".join(wrong)) == (token if wrong == signs else "")
    assert read_token("".join(turned)) == (token if turned == signs else "")


@given(st.text(max_size=12))
def test_a_token_is_read_however_it_is_typed_and_nothing_else_is(text: str) -> None:
    token = new_token()
    assert read_token(token.lower()) == read_token(token.replace("-", " ")) == token
    assert read_token(token.replace("A", "А").replace("M", "М").replace("X", "х")) == token
    assert read_token(text) in ("", read_token(read_token(text)))
