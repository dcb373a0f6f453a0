"""Tables with and without lines."""

from __future__ import annotations

import pytest

from regreso.reading.lists import Row, read_rows
from regreso.reading.tables import is_table, pdf_rows


def pdf(lines: list[tuple[int, int, str]], rules: str = "") -> bytes:
    """A page of one font with words at points from the upper left corner."""
    drawn = (
        rules
        + "BT /F1 10 Tf "
        + " ".join(f"1 0 0 1 {x} {800 - y} Tm ({text}) Tj" for x, y, text in lines)
        + " ET"
    )
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    )
    return body + end.encode()


ROWS = [
    *((50, 50, "No."), (90, 50, "Nombre"), (250, 50, "Nacimiento"), (350, 50, "Estado")),
    *(
        (50, 80, "1"),
        (90, 80, "Restrepo"),
        (250, 80, "09.03.1998"),
        (350, 80, "capturado"),
        (90, 92, "Iv\\341n"),
    ),
    *(
        (50, 110, "2"),
        (90, 110, "Ocampo Jhon"),
        (250, 110, "1985"),
        (350, 110, "fallecido"),
        (350, 122, "en combate"),
    ),
]
GRID = " ".join(f"40 {800 - y} m 500 {800 - y} l S" for y in (38, 65, 98, 130)) + " "
GRID += " ".join(f"{x} 762 m {x} 670 l S" for x in (40, 85, 240, 345, 500)) + " "


@pytest.mark.parametrize("rules", ["", GRID])
def test_wrapped_cells_grow_together_with_and_without_lines(rules: str) -> None:
    rows = [row for row in pdf_rows(pdf(ROWS, rules)) if isinstance(row, Row)]
    found = {str(lead.fields["as_written"]): lead.fields for _, lead in read_rows(rows)}
    assert {name: fields["status"] for name, fields in found.items()} == {
        "Restrepo Iván": "captured",
        "Ocampo Jhon": "killed",
    }
    assert found["Restrepo Iván"]["birth"] == {"edtf": "1998-03-09"}


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ('№;ПІБ;Статус\n1;"Гай\nЗоя";полон\n', True),
        ("Nombre\tEstado\nIván Roa\tcapturado\n", True),
        ("El Ministerio, según dijo, informó de 30 capturas.\nLas madres, dicen, viajan.\n", False),
        ("Одна строка", False),
    ],
)
def test_a_table_is_told_from_prose(text: str, table: bool) -> None:  # noqa: FBT001 - a table of cases
    assert is_table(text) is table
