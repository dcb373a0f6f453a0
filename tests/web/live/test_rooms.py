"""Two see each other, never three; the officer is out before they are joined."""

from __future__ import annotations

import itertools
import random

from regreso.web.live.rooms import CAPTIVE, FAMILY, OFFICER, PARTIES, Room


def full() -> Room:
    room = Room()
    for party in (OFFICER, *PARTIES):
        room.sit(party, f"page of the {party}")
    return room


def test_nobody_sees_anybody_before_the_officer_speaks() -> None:
    assert full().pair is None


def test_the_officer_speaks_with_one_alone() -> None:
    room = full()
    room.speak(FAMILY)
    assert room.pair == (OFFICER, FAMILY)
    assert (room.partner(FAMILY), room.partner(CAPTIVE)) == (OFFICER, "")
    room.speak(CAPTIVE)
    assert (room.partner(FAMILY), room.partner(CAPTIVE)) == ("", OFFICER)


def test_once_joined_the_officer_sees_nobody_ever_again() -> None:
    room = full()
    room.speak(FAMILY)
    room.join()
    assert room.pair == (FAMILY, CAPTIVE)
    room.speak(FAMILY)
    assert room.partner(OFFICER) == ""
    room.leave(FAMILY, "page of the family")
    assert [room.partner(party) for party in PARTIES] == ["", ""]
    room.speak(CAPTIVE)
    assert room.partner(OFFICER) == ""


def test_a_page_that_was_taken_over_from_leaves_nothing() -> None:
    room = full()
    room.join()
    assert room.sit(FAMILY, "her other page") == "page of the family"
    before = room.round
    room.leave(FAMILY, "page of the family")
    assert (room.seats[FAMILY], room.round) == ("her other page", before)


def test_each_new_pairing_has_its_own_number() -> None:
    room = full()
    numbers = [room.round]
    for step in (
        lambda: room.speak(FAMILY),
        lambda: room.speak(CAPTIVE),
        room.join,
        room.again,
        lambda: room.sit(FAMILY, "new"),
    ):
        step()
        numbers.append(room.round)
    assert numbers == sorted(set(numbers))
    room.speak("")
    assert room.round == numbers[-1]  # nothing changed: nobody is told to begin anew


def test_whatever_happens_at_most_two_are_paired_and_after_joining_never_the_officer() -> None:
    dice = random.Random(3)
    for _, room in itertools.product(range(200), [Room()]):
        for _ in range(30):
            party = dice.choice((OFFICER, *PARTIES))
            act = dice.choice(("sit", "leave", "speak", "join"))
            if act == "join":
                room.join()
            elif act == "speak":
                room.speak(party if party in PARTIES else "")
            else:
                getattr(room, act)(party, f"page {dice.randrange(2)}")
            partners = [one for one in (OFFICER, *PARTIES) if room.partner(one)]
            assert len(partners) in (0, 2)
            assert not (room.joined and OFFICER in partners)
            assert all(room.partner(room.partner(one)) == one for one in partners)


def test_of_each_pairing_everybody_is_told_once_though_two_sat_down_in_one_moment() -> None:
    room = Room(joined=True)
    assert not room.news()
    room.sit(FAMILY, "her page")
    room.sit(CAPTIVE, "his page")
    assert [room.news(), room.news()] == [True, False]
    room.again()
    assert [room.news(), room.news()] == [True, False]
    room.leave(CAPTIVE, "his page")
    assert room.news(), "she learns that he is away"
