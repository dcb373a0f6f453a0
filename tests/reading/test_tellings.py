"""Copies are one telling; claims that differ stand side by side."""

from __future__ import annotations

from typing import Any

from regreso.reading.tellings import same_tellings, side_by_side

AGENCY = (
    "Kiev y Moscú canjearon este sábado a 103 prisioneros por bando con la mediación de los Emiratos, según "
    "informaron los ministerios de Defensa de los dos países en sendos comunicados difundidos en Telegram."
)


def person(name: str, status: str, polarity: str = "asserted", **more: Any) -> dict[str, Any]:
    reading = {"nominative": name}
    return {
        "kind": "person",
        "readings": [reading],
        "status": status,
        "polarity": polarity,
        "pseudonym": False,
        **more,
    }


def count(best: int, day: str, polarity: str = "asserted") -> dict[str, Any]:
    source = {"published": {"edtf": day, "how": "given"}}
    return {
        "kind": "count",
        "low": best,
        "best": best,
        "high": best,
        "status": "killed",
        "polarity": polarity,
        "source": source,
    }


def test_one_agency_text_in_five_papers_is_one_telling() -> None:
    papers = [f"Redacción. {AGENCY} Lea más en la página {n}." for n in range(5)]
    own = "Una vecina contó ayer que vio pasar los autobuses y que saludó a su primo desde la acera."
    assert same_tellings([*papers, own]) == ((0, 1, 2, 3, 4), (5,))


def test_empty_texts_are_no_copies() -> None:
    assert same_tellings(["", "", "a"]) == ((0,), (1,), (2,))


def test_dead_by_one_and_captive_by_another_clash() -> None:
    (beside,) = side_by_side(
        [person("Олег Гай", "killed"), person("Гай Олег Іванович", "captured", "hedged")]
    )
    assert beside.claims == (0, 1)
    assert beside.clash


def test_a_report_and_its_denial_clash() -> None:
    (beside,) = side_by_side([person("Олег Гай", "captured"), person("Олег Гай", "captured", "denied")])
    assert beside.clash


def test_captive_then_released_differ_without_a_clash() -> None:
    (beside,) = side_by_side([person("Олег Гай", "captured"), person("Олег Гай", "released")])
    assert not beside.clash


def test_a_surname_alone_or_a_pseudonym_is_nobody_else() -> None:
    assert not side_by_side([person("Гай", "killed"), person("Гай", "captured")])
    assert not side_by_side([person("Олег Гай", "killed"), person("Олег Гай", "captured", pseudonym=True)])


def test_counts_of_one_week_stand_side_by_side_and_of_two_months_do_not() -> None:
    (beside,) = side_by_side([count(498, "2022-03-02"), count(6000, "2022-03-03")])
    assert (beside.kind, beside.matter, beside.claims) == ("count", "killed", (0, 1))
    assert not side_by_side([count(498, "2022-03-02"), count(6000, "2022-05-03")])
