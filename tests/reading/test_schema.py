"""Every record keeps to the schema that is shipped."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

from regreso.reading.document import Handed, read_document

TEXT = (
    "Рядовой Иван Серов попал в плен под Суджей 6 августа, рассказала его мать. "
    "Горячая линия: +380 44 555 01 03.\n"
    "Вернулись 880 военных. С 9:00 до 20:00 объявлено прекращение огня в Мариуполе, сообщило министерство.\n"
    "Сначала езжайте в Минск на поезде. Потом доберитесь до польской границы на такси.\n"
)


@pytest.mark.parametrize("data", [TEXT.encode(), "№;ПІБ;Статус\n1;Гай Зоя;полон\n".encode(), b"\x00\x01"])
def test_every_record_keeps_to_the_schema(data: bytes) -> None:
    schema = json.loads(files("regreso.reading").joinpath("data", "lead.schema.json").read_text("utf8"))
    records = [taken.record() for taken in read_document(data, Handed("source"))]
    assert records
    for record in records:
        jsonschema.validate(record, schema)


def test_the_text_gives_every_kind() -> None:
    kinds = {taken.lead.kind for taken in read_document(TEXT.encode(), Handed("source"))}
    assert kinds == {"person", "count", "contact", "procedure", "announcement", "date"}
