"""All enquiries heard together: one captive is one man's son, brothers help each other, nobody is blocked."""

from datetime import date

import pytest

from regreso.matching import Registry
from regreso.matching.clusters import clusters_of
from regreso.matching.collective import Asked, resolve
from regreso.tracing.facts import row_facts

AS_OF = date(2022, 7, 1)
PRIOR = 1.5 / 10_000


def told(surname: str = "Коваль", given: str = "Іван", father: str = "", **more: str) -> dict[str, str]:
    return {"surname": surname, "given": given, "patronymic": father} | more


def asked(key: str, values: dict[str, str], *candidates: tuple[str, float, dict[str, str]]) -> Asked:
    chances = {group: chance for group, chance, _ in candidates}
    held = {group: register for group, _, register in candidates}
    return Asked(key, values, chances, held, max(1 - sum(chances.values()), 1e-6))


def test_who_stands_alone_keeps_his_own_answer() -> None:
    one = asked("E1", told(), ("R1", 0.7, told()), ("R2", 0.2, told()))
    heard = resolve([one], clusters={}, prior=PRIOR)["E1"]
    assert heard.chances == pytest.approx({"R1": 0.7, "R2": 0.2})
    assert heard.nobody == pytest.approx(0.1)
    assert heard.cluster == "E1"


def test_nothing_asked_nothing_told() -> None:
    assert resolve([], clusters={}, prior=PRIOR) == {}
    assert resolve([asked("E1", told())], clusters={}, prior=PRIOR)["E1"].nobody == 1.0


def test_one_captive_is_not_two_mens_son() -> None:
    """Two different men are sought, one record fits both: their chances sum to little more than one."""
    hers = asked("E1", told(given="Олег"), ("R1", 0.8, told(given="Олег")))
    theirs = asked("E2", told(surname="Ковальчук", given="Петро"), ("R1", 0.6, told(given="Олег")))
    heard = resolve([hers, theirs], clusters={}, prior=PRIOR)
    both = [heard[key].chances["R1"] for key in ("E1", "E2")]
    assert both[0] > both[1]
    assert both[0] < 0.8
    assert both[1] < 0.6
    assert sum(both) < 1.1  # a little may be one man under two names


def test_the_order_of_enquiries_does_not_matter() -> None:
    many = [
        asked(f"E{n}", told(given=given), ("R1", 0.2 + n / 10, told()), ("R2", 0.1, told(given="Олег")))
        for n, given in enumerate(("Іван", "Олег", "Петро", "Ivan"))
    ]
    ahead, back = (resolve(order, clusters={}, prior=PRIOR) for order in (many, many[::-1]))
    for key, heard in ahead.items():
        assert heard.chances == pytest.approx(back[key].chances, abs=1e-9)


def test_two_who_ask_for_one_man_are_surer_together() -> None:
    """The one tells his name, the other his birth too; what both tell counts once."""
    name = {"surname": 8.0, "given": 5.0}
    pair = [
        Asked(key, told(), {"R1": 0.6, "R2": 0.2}, {"R1": told(), "R2": told()}, 0.2, bits)
        for key, bits in (("E1", {"R1": name, "R2": name}), ("E2", {"R1": name | {"birth": 8.0}, "R2": name}))
    ]
    heard = resolve(pair, clusters={"E2": "E1"}, prior=PRIOR)
    assert heard["E1"].chances == heard["E2"].chances
    assert heard["E1"].chances["R1"] == pytest.approx(0.6, abs=0.01)
    assert {one.cluster for one in heard.values()} == {"E1"}
    pair[1].chances["R1"] = 0.1  # type: ignore[index]  # a dict here
    assert resolve(pair, clusters={"E2": "E1"}, prior=PRIOR)["E1"].chances["R1"] < 0.6


def test_what_the_other_tells_besides_is_added() -> None:
    ask = [
        Asked(key, told(), {"R1": 0.5}, {"R1": told()}, 0.5, {"R1": bits})
        for key, bits in (("E1", {"surname": 8.0, "birth": 6.0}), ("E2", {"surname": 8.0, "place": 5.0}))
    ]
    heard = resolve(ask, clusters={"E2": "E1"}, prior=PRIOR)
    assert heard["E1"].chances["R1"] == pytest.approx(32 / 33, abs=1e-6)  # five bits more than even odds


def test_what_only_one_of_them_found_both_are_told() -> None:
    pair = [asked("E1", told(), ("R1", 0.95, told())), asked("E2", told())]
    heard = resolve(pair, clusters={"E2": "E1"}, prior=PRIOR)
    assert heard["E2"].chances["R1"] > 0.2


def test_a_brother_who_is_found_lowers_the_other_for_his_record_and_raises_him_for_his_own() -> None:
    """Both brothers' records fit "Коваль from Чугуїв"; Олег is sought, too, and surely found."""
    ivan, oleg = (told(given=given, father="Петрович", place="Чугуїв") for given in ("Іван", "Олег"))
    stranger = told(given="Іван", father="Андрійович", place="Харків")
    his = asked("E1", told(given="Іван"), ("R1", 0.4, ivan), ("R3", 0.4, stranger), ("R2", 0.1, oleg))
    brothers = asked("E2", told(given="Олег"), ("R2", 0.95, oleg))
    by_himself = resolve([his], clusters={}, prior=PRIOR)["E1"].chances
    # What makes them brothers in the enquiries: the home that both tell.
    at_home = {"place": "Чугуїв"}
    heard = resolve(
        [
            Asked("E1", told(given="Іван") | at_home, his.chances, his.held, his.nobody),
            Asked("E2", told(given="Олег") | at_home, brothers.chances, brothers.held, brothers.nobody),
        ],
        clusters={},
        prior=PRIOR,
    )["E1"].chances
    assert heard["R1"] > by_himself["R1"] > 0.3
    assert heard["R3"] < by_himself["R3"]
    assert heard["R2"] < by_himself["R2"] / 2


def test_a_whole_never_exceeds_one() -> None:
    crowd = [
        asked(f"E{n}", told(given="Іван"), *((f"R{r}", 0.19, told()) for r in range(5))) for n in range(60)
    ]
    for heard in resolve(crowd, clusters={}, prior=PRIOR).values():
        assert sum(heard.chances.values()) + heard.nobody == pytest.approx(1.0)
        assert all(0 <= chance <= 1 for chance in heard.chances.values())


def test_enquiries_about_one_man_are_clustered_whatever_the_alphabet() -> None:
    rows = [
        {"name": "Шевченко Тарас Григорьевич", "dob": "1999-04-21"},
        {"name": "Taras Schewtschenko", "dob": "1999-04-21"},
        {"name": "Шевченко Андрей Григорьевич", "dob": "2001-01-02"},
        {"name": "Шевченко Тарас", "dob": "1971-07-01"},
    ]
    facts = [(f"E{n}", row_facts(row, as_of=AS_OF)[0]) for n, row in enumerate(rows)]
    sought = Registry()
    sought.add_many(facts)
    assert clusters_of(sought.match_all(facts), among=len(facts)) == {"E1": "E0"}


def test_an_answer_is_kept_by_groups() -> None:
    registry = Registry()
    twice = row_facts({"name": "Шевченко Тарас Григорович", "dob": "1999-04-21"}, as_of=AS_OF)[0]
    registry.add_many([("R1", twice), ("R2", twice)])
    kept = Asked.of("E1", twice, registry.search(twice))
    assert len(kept.chances) == 1
    assert kept.nobody == pytest.approx(1 - sum(kept.chances.values()))
