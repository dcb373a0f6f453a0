"""Target 11 of corridors, papers: python bench/movement_papers.py [OUT]."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from movement_made import Timed, stamp

from regreso.movement.corridor.printing import manifest_pdf, slips_pdf

Row = dict[str, Any]


def papers() -> Row:
    """A manifest of 3,000 rows and 1,000 household slips, by typst."""
    rows = [
        {"departure": f"D{n // 50:04}", "leaves": "05.03. 09:00", "from": "Маріуполь", "to": "Запоріжжя",
         "token": f"7KQM-{n:04}", "size": 1 + n % 6, "wheelchair": n % 40 == 0, "stretcher": 0,
         "vehicle": f"bus/{n // 50}", "name": "Вигадана Особа Іванівна"} for n in range(3000)
    ]  # fmt: skip
    seats = [{"id": "h", "count": 1000}]
    row = {"id": "D0001", "mode": "bus", "corridor": "way", "from": "m", "to": "z", "vehicle": "bus/1",
           "board": "2022-03-05T07:00Z", "depart": "2022-03-05T07:30Z", "arrive": "2022-03-05T11:00Z",
           "households": seats}  # fmt: skip
    window = {"start": "2022-03-05T09:00", "end": "2022-03-05T16:00", "tz": "Europe/Kyiv"}
    plan_ = {"departures": [row], "scenario": {"places": [], "households": [{"id": "h"}],
             "corridors": [{"id": "way", "windows": [window]}]}}  # fmt: skip
    manifest_pdf(rows[:5], title="warm", mark="")  # the first paper of a process loads the letters
    with Timed() as manifest:
        pdf = manifest_pdf(rows, title="Маніфест", mark="Робочий примірник")
    with Timed() as slips:
        cards = slips_pdf(plan_, {"h": [f"7KQM-{n:04}" for n in range(1000)]})
    return {
        "target": "11: a manifest of 3,000 rows in 1 s, 1,000 household slips in 10 s",
        "manifest": manifest.told | {"bytes": len(pdf)}, "slips": slips.told | {"bytes": len(cards)},
    }  # fmt: skip


def main() -> None:
    told = stamp(seed="none") | papers()
    text = json.dumps(told, ensure_ascii=False, indent=1)
    print(text)
    if sys.argv[1:]:
        Path(sys.argv[1]).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
