"""What a sentence says of whom: negation, frames, answers, lists and agreement; everybody is invented."""

from __future__ import annotations

from datetime import date

import pytest

from regreso.reading.leads import Lead
from regreso.reading.page import read_page


def people(text: str) -> dict[str, Lead]:
    page = read_page(text, published=date(2024, 6, 1))
    return {str(lead.fields["as_written"]): lead for lead in page.leads if lead.kind == "person"}


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [
        ("Рустам Валеев пропал в мае. По неподтверждённым данным, он в плену.", "Рустам Валеев", "captured"),
        ("Михаил Ткачук скончался от ран в плену, сообщили родным.", "Михаил Ткачук", "killed"),
        ("Алексея Дубровина взяли в плен раненым, сейчас он в госпитале.", "Алексея Дубровина", "captured"),
        ("В обмен не попали Глеб Носов и Степан Куц, они остаются в плену.", "Степан Куц", "captured"),
        (
            "Первоначально Марка Седова записали в погибшие, но он оказался в плену.",
            "Марка Седова",
            "captured",
        ),
        ("Загинули командир взводу Олексій Рудь і водій Мирон Паляниця.", "Мирон Паляниця", "killed"),
        ("У списку на обмін був Кузьма Діброва, але він досі не повернувся.", "Кузьма Діброва", "captured"),
        ("Зв’язок із Ігорем Лозою обірвався в березні, кажуть рідні.", "Ігорем Лозою", "missing"),
        ("Lo dieron por muerto, pero Álvaro Pinzón está preso en Donetsk.", "Álvaro Pinzón", "captured"),
        ("Samuel Ríos logró salir de la ciudad sitiada con su familia.", "Samuel Ríos", "evacuated"),
        ("Entre los desaparecidos figura el paraguayo Óscar Duarte.", "Óscar Duarte", "missing"),
        ("Nobody has heard from Jacob Linden since June, his family says.", "Jacob Linden", "missing"),
        ("Capt. Aidan Brook died of his wounds on Tuesday, his unit said.", "Aidan Brook", "killed"),
        ("Held since April, Peter Novak was freed in the latest exchange.", "Peter Novak", "released"),
    ],
)
def test_a_status_is_read_with_its_person(text: str, name: str, status: str) -> None:
    assert people(text)[name].fields["status"] == status


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Неправда, что сержант Олег Щукин погиб: вчера он звонил жене.", "Олег Щукин"),
        ("Слухи о гибели Дениса Карпенко не подтвердились, боец жив.", "Дениса Карпенко"),
        ("Сообщения каналов о гибели Даниила Щеглова в ведомстве назвали домыслами.", "Даниила Щеглова"),
        ("Жив ли Данила Громов, семья до сих пор не знает.", "Данила Громов"),
        ("Всупереч чуткам, капітан Андрій Ковтун не загинув — він лікується в Києві.", "Андрій Ковтун"),
        ("No es cierto que Camilo Bustos haya muerto: se encuentra hospitalizado.", "Camilo Bustos"),
        ("Vivo o muerto, la familia quiere saber de Andrés Galeano.", "Andrés Galeano"),
        ("Lucas Meyer, thought to be dead for a year, is alive in a prison camp.", "Lucas Meyer"),
        ("Reports that a third, Wilmer Arce, had died were wrong; he is in a hospital.", "Wilmer Arce"),
        ("Выжил только Лев Абрамов, остальные погибли при обстреле.", "Лев Абрамов"),
        ("Вышло около двухсот бойцов, среди них Лев Абрамов из Рязани.", "Лев Абрамов"),
    ],
)
def test_nobody_who_may_live_is_called_dead(text: str, name: str) -> None:
    lead = people(text)[name]
    assert lead.fields["status"] != "killed" or lead.polarity != "asserted"


def test_whom_a_denial_names_in_its_next_sentence_is_denied() -> None:
    found = people(
        "La Cancillería rechazó que tres ciudadanos hayan sido apresados por fuerzas rusas. "
        "Se trata de Wilfredo Huamán Quispe, Percy Ticona y Rolando Asencios."
    )
    assert {lead.polarity for lead in found.values()} == {"denied"}
    assert len(found) == 3


def test_another_message_takes_back_a_death() -> None:
    (lead,) = people(
        "Un audio decía que su hijo, Jefferson Macías Villacís, había caído cerca de Toretsk. "
        "Dos días después, otro mensaje lo desmentía. «Está herido, pero vivo», asegura ella."
    ).values()
    assert lead.fields["status"] in ("wounded", "unknown")
    assert lead.fields["denies"] == ["killed"]


def test_a_call_sign_beside_a_name_is_nobody_else() -> None:
    assert list(people("Старший сержант Юрій Гречко з позивним «Шева» поліг у тому бою.")) == ["Юрій Гречко"]


def test_who_is_withheld_is_a_pseudonym() -> None:
    (lead,) = people(
        "Ещё один житель, Константин (фамилию семья просила не называть), пропал в мае."
    ).values()
    assert lead.fields["pseudonym"] is True
