"""Counts, contacts, steps, announcements and dates: each reads what is written and no more."""

from __future__ import annotations

from datetime import date

import pytest

from regreso.reading.announcements import find_announcements
from regreso.reading.blocks import label_blocks
from regreso.reading.clocks import Clocks, find_dates
from regreso.reading.contacts import find_contacts
from regreso.reading.counts import find_counts
from regreso.reading.leads import Lead
from regreso.reading.markup import split
from regreso.reading.procedures import find_ways

CLOCKS = Clocks(date(2022, 3, 4), date(2025, 3, 31))


@pytest.mark.parametrize(
    ("words", "low", "high", "cmp", "status"),
    [
        ("Hay más de 200 soldados rusos cautivos.", 200, None, ">", "captured"),
        ("Al menos 1.200 militares fueron capturados.", 1200, None, ">=", "captured"),
        ("El choque dejó tres heridos.", 3, 3, "=", "wounded"),
        ("El sismo dejó atrapados a más de 40 obreros.", 40, None, ">", "trapped"),
        ("Hubo entre 30 y 40 fallecidos.", 30, 40, "range", "killed"),
        ("Murieron unos 20 civiles.", None, None, "~", "killed"),
        ("Decenas de soldados desaparecidos.", 20, 99, "range", "missing"),
        ("Se hizo un canje de 50 prisioneros.", 50, 50, "=", "released"),
        ("Fueron evacuadas 300 personas.", 300, 300, "=", "evacuated"),
    ],
)
def test_a_count_is_read(words: str, low: int | None, high: int | None, cmp: str, status: str) -> None:
    (count,) = find_counts(words)
    fields = count.fields
    assert (fields["low"], fields["high"], fields["cmp"], fields["status"]) == (low, high, cmp, status)
    assert words[count.start : count.end] == fields["as_written"]


@pytest.mark.parametrize(
    "words",
    [
        "Un kit para 72 horas.",
        "Sismo de magnitud 7,7 en el sur.",
        "El 3 de marzo de 2022 llegó la delegación.",
        "Jhon tiene 27 años.",
        "Subió 20% el precio.",
        "Recorrieron 300 kilómetros.",
        "Tres soldados tomaban té.",
        "El avión Su-35 fue visto.",
        "La policía reportó 8 capturados por una riña.",
    ],
)
def test_other_numbers_are_no_counts_of_people(words: str) -> None:
    assert list(find_counts(words)) == []


def ways_in(text: str) -> list[Lead]:
    return list(find_ways(label_blocks(split(text))))


def test_two_numbers_in_a_sentence_keep_their_own_status() -> None:
    found = [(c.fields["best"], c.fields["status"]) for c in find_counts("Hay 40 muertos y 60 heridos.")]
    assert found == [(40, "killed"), (60, "wounded")]


def test_each_side_of_an_exchange_is_marked() -> None:
    (count,) = find_counts("El intercambio fue de 146 prisioneros de cada bando.")
    assert (count.fields["status"], count.fields["per_side"]) == ("released", True)


@pytest.mark.parametrize(
    ("words", "polarity"),
    [
        ("Hay 30 militares cautivos.", "asserted"),
        ("El ejército desmintió que haya 30 militares cautivos.", "denied"),
        ("Habría 30 militares cautivos.", "hedged"),
        ("Al parecer hay 30 militares cautivos.", "hedged"),
    ],
)
def test_doubt_and_denial_are_kept(words: str, polarity: str) -> None:
    (count,) = find_counts(words)
    assert count.polarity == polarity


def test_the_captured_of_the_police_are_no_captives() -> None:
    assert list(find_counts("Cae una banda de extorsionistas y hay 12 capturados.")) == []


def test_a_possible_ceasefire_is_hedged() -> None:
    corridor, truce = find_announcements(
        "Acordaron corredores humanitarios con un posible alto el fuego.", "story", CLOCKS
    )
    assert (corridor.polarity, truce.polarity) == ("asserted", "hedged")


def test_the_teller_of_a_long_quotation_stands_before_it() -> None:
    (way,) = ways_in(
        "Así, el Ministerio de Defensa ucraniano publicó los pasos: “Usted deberá llegar a Minsk. "
        "Luego, trasladarse en taxi hasta la frontera polaca”."
    )
    assert way.told_by == "Ministerio de Defensa"


def test_a_person_is_never_the_teller() -> None:
    (count,) = find_counts("Hay 30 militares cautivos, dijo el cónsul Iván Restrepo.")
    assert count.told_by == ""


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("Llame al +380 44 555 01 18.", "phone", "+380445550118"),
        ("Llame al 00380 (44) 555-01-18.", "phone", "+380445550118"),
        ("La línea de atención es 601 555 0118.", "phone", "6015550118"),
        ("Marque la línea 1648 desde su teléfono.", "short", "1648"),
        ("Escriba a Ayuda@Madres.example.", "email", "ayuda@madres.example"),
        ("Siga el canal t.me/madres_ejemplo.", "tg", "t.me/madres_ejemplo"),
        ("Vea https://madres.example/lista.", "url", "https://madres.example/lista"),
        ("Funciona la línea directa “Vuelvan con vida”.", "hotline", "Vuelvan con vida"),
    ],
)
def test_a_contact_is_read(words: str, kind: str, value: str) -> None:
    (contact,) = find_contacts(words)
    assert (contact.fields["type"], contact.fields["value"]) == (kind, value)
    assert contact.fields["scam"] is False
    assert words[contact.start : contact.end] == contact.fields["as_written"]


@pytest.mark.parametrize(
    "words",
    ["En 2022 hubo 1648 casos.", "Del 03/03/2022 al 05/03/2022.", "Costó 1.250.000 pesos.", "Son 72 horas."],
)
def test_other_figures_are_no_contacts(words: str) -> None:
    assert list(find_contacts(words)) == []


def test_a_number_that_the_text_warns_of_is_marked() -> None:
    (contact,) = find_contacts("Cuidado con la estafa: no llame al +380 44 555 01 66.")
    assert contact.fields["scam"] is True


def test_one_order_to_go_is_no_procedure() -> None:
    assert list(ways_in("Viaje a Minsk. El clima es frío.")) == []


def test_steps_in_one_sentence_are_parted() -> None:
    text = "Deben viajar a Minsk, tomar un tren hasta la frontera con Polonia y luego llegar a Kiev."
    (way,) = ways_in(text)
    steps = way.fields["steps"]
    assert isinstance(steps, list)
    assert [(s["places"], s["mode"]) for s in steps if isinstance(s, dict)] == [
        (["Minsk"], ""),
        (["frontera con Polonia"], "train"),
        (["Kiev"], ""),
    ]
    assert [span.quote for span in way.spans] == [s["text"] for s in steps if isinstance(s, dict)]


@pytest.mark.parametrize(
    ("words", "kind", "places"),
    [
        ("Acordaron un alto el fuego en Mariúpol.", "ceasefire", ["Mariúpol"]),
        ("Rige el cese al fuego.", "ceasefire", []),
        ("Se abrió un corredor humanitario desde Sumy hasta Poltava.", "corridor", ["Sumy", "Poltava"]),
        ("Suspendieron el corredor humanitario de Izium.", "corridor_cancelled", ["Izium"]),
        ("Acusan de violar el corredor humanitario.", "corridor_disputed", []),
        ("Acordaron un intercambio de prisioneros.", "exchange", []),
    ],
)
def test_an_announcement_is_read(words: str, kind: str, places: list[str]) -> None:
    (found,) = find_announcements(words, "story", CLOCKS)
    assert (found.fields["type"], found.fields["places"]) == (kind, places)
    assert words[found.start : found.end] == found.fields["as_written"]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("este jueves", "2022-03-03"),
        ("el viernes", "2022-03-04"),
        ("el pasado sábado", "2022-02-26"),
        ("el próximo lunes", "2022-03-07"),
        ("ayer", "2022-03-03"),
        ("hace dos semanas", "2022-02-18"),
        ("hace 3 meses", "2021-12"),
        ("hace 5 horas", "2022-03-04"),
        ("el 24 de febrero", "2022-02-24"),
        ("el 8 de agosto", "2021-08-08"),
        ("el 8 de agosto de 2021", "2021-08-08"),
        ("en marzo de 2021", "2021-03"),
        ("12/06/2021", "2021-06-12"),
    ],
)
def test_a_time_in_the_story_counts_from_its_publication(words: str, edtf: str) -> None:
    (found,) = find_dates(words, "story", CLOCKS)
    assert found.edtf == edtf


def test_half_translated_times_in_a_feed_count_from_the_fetching() -> None:
    (found,) = find_dates("2 días ago", "feed", CLOCKS)
    assert (found.edtf, found.anchor) == ("2025-03-29", "retrieved")


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert find_dates("el 31 de febrero de 2022", "story", CLOCKS) == ()
