"""The encoding of a list is told by its bytes alone."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regreso.wire.encodings import detect_encoding
from regreso.wire.errors import WireError

RUSSIAN = "record_id,name\n1,Иванов Пётр Сергеевич\n2,Щербакова Юлия\n3,Дьячков Илья\n4,Ким Эдуард\n"
UKRAINIAN = "record_id;name\n1;Ґалаґан Їжак\n2;Шевченко Євген\n3;Лісовий Тарас\n4;Кравець Ольга\n"
SPANISH = "record_id,name\n1,José Núñez Muñoz\n2,Ángel Ibáñez\n3,Begoña Ordóñez\n"
GERMAN = "record_id,name\n1,Müller Jürgen\n2,Groß Käthe\n3,Öttinger Jörg\n"
FRENCH = "record_id,name\n1,Hélène Lefèvre\n2,François Benoît\n"


def detected(data: bytes) -> str:
    return detect_encoding([data], name="list.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1251", "koi8-u"])
@pytest.mark.parametrize("text", [RUSSIAN, UKRAINIAN])
def test_cyrillic_lists_are_read_back(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert data.decode(detected(data)) == text


def test_a_list_in_the_dos_encoding_is_read_back() -> None:
    assert detected(RUSSIAN.encode("cp866")) == "cp866"


@pytest.mark.parametrize("text", [SPANISH, GERMAN, FRENCH])
def test_west_european_lists_are_read_back(text: str) -> None:
    assert detected(text.encode("cp1252")) == "cp1252"


@pytest.mark.parametrize("text", [RUSSIAN, SPANISH])
@pytest.mark.parametrize("encoding", ["utf-16"])
def test_the_mark_of_utf_16_does_not_enter_the_text(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert data.decode(detected(data)) == text


def test_one_accented_name_is_enough_for_each() -> None:
    assert detected("id,name\n1,Peña\n".encode("cp1252")) == "cp1252"
    assert detected("id,name\n1,Юрій\n".encode("cp1251")) == "cp1251"


def test_capital_letters_are_read_back() -> None:
    assert detected("id,name\n1,ИВАНОВ ПЁТР\n2,ПЕТРОВА ОЛЬГА\n".encode("cp1251")) == "cp1251"
    assert detected("id,name\n1,NÚÑEZ JOSÉ\n2,MUÑOZ MARTÍN\n".encode("cp1252")) == "cp1252"


def test_plain_ascii_is_utf_8() -> None:
    assert detected(b"id,name\n1,Ivan\n") == "utf-8"


def test_a_letter_cut_between_two_chunks_is_still_utf_8() -> None:
    data = RUSSIAN.encode()
    assert detect_encoding([data[:31], data[31:]], name="list.csv") == "utf-8"


def test_letters_beyond_the_sample_count_too() -> None:
    late = b"id,name\n" + b"1,Ivan\n" * 400_000 + "2,Пётр\n".encode("cp1251")
    assert detected(late) == "cp1251"


def test_one_foreign_byte_in_a_utf_8_list_is_refused_with_its_row() -> None:
    with pytest.raises(WireError, match=r"list\.csv, row 5: a byte that is not UTF-8"):
        detected(RUSSIAN.replace("Ким", "К\0м").encode().replace(b"\0", b"\xe8"))


@given(st.randoms(use_true_random=False))
def test_any_twenty_russian_letters_are_told_from_the_other_encodings(chance: random.Random) -> None:
    words = ["Иванов", "Пётр", "Смирнова", "Ольга", "Кузнецов", "Дмитрий", "Соколова", "Анна", "Попов"]
    text = " ".join(chance.choices(words, k=4))
    assert {code for code in ("cp1251", "koi8-u", "cp866") if detected(text.encode(code)) != code} == set()
