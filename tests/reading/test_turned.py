"""What a later word takes back, and what is told in forms that no list of phrases foresees."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from regreso.reading.document import Handed, read_file
from regreso.reading.leads import Lead
from regreso.reading.page import read_page
from regreso.reading.source import decode

DAY = date(2022, 4, 21)  # a Thursday


def read(text: str, kind: str) -> list[Lead]:
    return [lead for lead in read_page(text, published=DAY).leads if lead.kind == kind]


@pytest.mark.parametrize(
    "text",
    [
        "Se informó de la muerte de Iván Roa, pero su hermana recibió ayer un mensaje suyo.",
        "Семье говорили, что Игорь Самсонов погиб, но в марте от него пришло письмо.",
        "Хтось пустив, що Ткачук Олег 200! Він у Херсоні, я з ним говорила годину тому.",
        "Le dijeron a la madre que Iván Roa estaba muerto. Era otro.",
        "Колишній депутат Ігор Самсоненко, якого торік поховали у закритій труні, виявився живим.",
        "Information about the death of Captain Taras Bilyk does not correspond to reality, they said.",
        "Sergeant Ivo Lamb was killed in May. He called his wife from the camp in July.",
    ],
)
def test_nobody_is_told_as_dead_where_the_text_takes_it_back(text: str) -> None:
    assert [one.fields["status"] for one in read(text, "person") if one.fields["status"] == "killed"] == []


def test_a_claim_that_its_own_predicate_denies_is_denied() -> None:
    told = "Сведения о том, что в плен попал капитан Егор Жуков, не нашли подтверждения; он на связи."
    (lead,) = read(told, "person")
    assert (lead.fields["status"], lead.polarity) == ("unknown", "denied")
    assert "captured" in str(lead.fields["denies"])


def test_whoever_works_in_a_hospital_is_not_wounded() -> None:
    (lead,) = read("Andrés Fuentealba nunca estuvo preso: trabaja en un hospital de Járkov.", "person")
    assert lead.fields["status"] != "wounded"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "19 de los voluntarios fueron hallados con vida, 12 están presos y nueve murieron.",
            [(19, "alive"), (12, "captured"), (9, "killed")],
        ),
        (
            "Сегодня домой вернулись по 390 человек. Среди наших 270 военных и 120 гражданских.",
            [(390, "released"), (270, "released"), (120, "released")],
        ),
        ("Громада втратила 12 синів, вісім перебувають у полоні.", [(12, "killed"), (8, "captured")]),
        ("We now look for 118 people, 97 of whom are foreigners.", [(118, "missing"), (97, "missing")]),
        ("El equipo perdió 3 partidos.", []),
    ],
)
def test_a_number_is_counted_by_what_stands_beside_it(text: str, wanted: list[tuple[int, str]]) -> None:
    assert [(one.fields["best"], one.fields["status"]) for one in read(text, "count")] == wanted


def test_orders_under_a_heading_that_teaches_are_steps() -> None:
    text = (
        "What to do when a volunteer stops answering\n\nStart by writing down the last place. "
        "You will need to open a request. "
        "Families should also give a sample. Never pay anyone."
    )
    (way,) = read(text, "procedure")
    steps = way.fields["steps"]
    assert isinstance(steps, list)
    assert len(steps) == 4


def test_a_british_number_has_its_country() -> None:
    (phone,) = read("You can ring us on 020 7946 0991 (ext. 3) at any time of the day.", "contact")
    assert phone.fields["value"] == "+442079460991"


def test_a_hidden_address_is_an_address_and_an_extension_is_no_line() -> None:
    text = "Correo: ayuda [arroba] buscar [punto] example. Teléfono: +34 91 555 02 33, anexo 205."
    assert [one.fields["value"] for one in read(text, "contact")] == ["ayuda@buscar.example", "+34915550233"]


def test_a_named_day_of_an_announcement_is_the_next_one() -> None:
    (truce,) = read(
        "Moscú promete un alto el fuego en Járkov el viernes de 9:00 a 12:30, hora de Moscú.", "announcement"
    )
    assert (truce.fields["start"], truce.fields["tz"]) == ("2022-04-22T09:00", "Europe/Moscow")


def test_a_wrong_mark_and_a_cut_letter_do_not_lose_the_text() -> None:
    said = "Рядовой Иван Серов попал в плен под Суджей. " * 9
    assert decode(b"\xef\xbb\xbf" + said.encode("cp1251")) == (said, "cp1251")
    assert decode(b"\xff\xfe" + said.encode("utf-16-le")[:-1])[0].startswith(said[:40])


def test_an_export_without_messages_says_so(tmp_path: Path) -> None:
    """Keys that stand twice hide their messages behind an empty list: that is no silent nothing."""
    path = tmp_path / "result.json"
    path.write_text('{"messages": [], "messages": [{"id": 1, "type": "message", "text": "a"}]}', "utf8")
    (taken,) = read_file(path, Handed("result.json"))
    assert (taken.lead.kind, taken.lead.fields["stage"]) == ("unreadable", "text")
