"""What bench/scoring.py counts, on links counted by hand; lists.py makes lists it can read."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[2] / "bench"
COLUMNS = (
    "rec_id given_name surname street_number address_1 address_2 "
    "suburb postcode state date_of_birth soc_sec_id"
)
FEBRL = f"""{", ".join(COLUMNS.split())}
rec-7-org, ann, lee, 3, oak street, , perth, 6000, wa, 19610203, 111
rec-7-dup-0, anne, lee, 3, oak street, , perth, 6000, wa, 1961, 111
rec-8-org, bo, hay, , , , , , , 19700405, 222
rec-8-dup-1, bo, hai, , , , , , , , 222
"""


@pytest.fixture
def bench() -> Iterator[None]:
    sys.path.insert(0, str(BENCH))
    yield
    sys.path.remove(str(BENCH))


def module(name: str) -> ModuleType:
    return importlib.import_module(name)


TRUTH = [
    {"enquiry_id": "E1", "record_ids": "R1", "kind": "found", "tags": "form"},
    {"enquiry_id": "E2", "record_ids": "R2 R9", "kind": "found", "tags": "form"},
    {"enquiry_id": "E3", "record_ids": "", "kind": "absent", "tags": "form"},
    {"enquiry_id": "E4", "record_ids": "R4", "kind": "found", "tags": "form"},
]
LINKS = {"E1": [("R1", 0.995)], "E2": [("R5", 0.6), ("R9", 0.3)], "E3": [("R5", 0.2)]}


@pytest.mark.usefixtures("bench")
def test_recall_precision_and_trust_are_counted() -> None:
    told = module("scoring").figures(LINKS, TRUTH, probability=True)
    assert (told["enquiries"], told["found"]) == (4, 3)
    assert (told["recall_1"], told["recall_10"]) == (0.3333, 0.6667)
    assert told["f1"] == 0.5  # one of one link, of three who are there
    assert told["said_99"] == {"precision": 1.0, "recall": 0.3333}
    # .995 and true, .6 and false, .2 and false, none and false
    assert told["ece"] == pytest.approx((0.005 + 0.6 + 0.2) / 4, abs=1e-4)
    assert told["curve"][0] == [0.3333, 1.0]


@pytest.mark.usefixtures("bench")
def test_a_link_to_somebody_absent_counts_as_false() -> None:
    links = {"E3": [("R5", 0.999)], "E1": [("R1", 0.998)]}
    told = module("scoring").figures(links, TRUTH, probability=True)
    assert told["said_99"]["precision"] == 0.5
    assert told["recall_at_p99"] == 0.0


@pytest.mark.usefixtures("bench")
def test_febrl_becomes_a_list_of_ours(tmp_path: Path) -> None:
    (tmp_path / "data" / "linkage").mkdir(parents=True)
    (tmp_path / "data" / "linkage" / "febrl_dataset3.csv").write_text(FEBRL, "utf8")
    folder = module("lists").febrl(tmp_path, tmp_path / "work", 3)
    read = module("scoring").read
    registry, asked = read(folder, "registry.parquet"), read(folder, "enquiries.parquet")
    assert [(r["record_id"], r["dob"], r["x_number"]) for r in registry] == [
        ("R7", "1961-02-03", "111"),
        ("R8", "1970-04-05", "222"),
    ]
    assert [(r["name"], r["dob"]) for r in asked] == [("anne lee", ""), ("bo hai", "")]
    assert [t["record_ids"] for t in read(folder, "truth.parquet")] == ["R7", "R8"]
