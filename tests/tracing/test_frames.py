import warnings
from datetime import date

import pandas as pd  # type: ignore[import-untyped]  # it ships no types
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import pytest

from regreso.tracing.answer_rows import LINK_COLUMNS, link_cells
from regreso.tracing.frames import RejectedRows, link_frames, name_frame
from regreso.tracing.link import link
from regreso.wire.errors import WireError

ON = date(2022, 7, 1)
PEOPLE = {
    "record_id": ["R1", "R2", "R3"],
    "surname": ["Шевченко", "Коваль", "Жуков"],
    "given": ["Тарас", "Іван", "Сергей"],
    "dob": ["1999-04-21", "2001", None],
}
ASKED = {
    "enquiry_id": ["E1", "E2"],
    "name": ["Taras Shevchenko", "busco a mi hijo Serjoscha Schukow"],
    "age": [23, None],
}
MAKERS = [pa.table, pd.DataFrame, pl.DataFrame]


def rows(frame: object) -> list[dict[str, object]]:
    table = pa.table(frame)
    found: list[dict[str, object]] = table.to_pylist()
    return found


@pytest.mark.parametrize("make", MAKERS)
def test_the_answers_are_a_frame_of_the_library_that_asked(make: type) -> None:
    answers = link_frames(make(PEOPLE), make(ASKED), as_of=ON)
    assert type(answers) is type(make({"a": [1]}))
    assert [n for n in rows(answers)[0] if not n.startswith("__")] == list(LINK_COLUMNS)


@pytest.mark.parametrize("make", MAKERS)
def test_frames_and_rows_get_the_same_answers_to_the_last_bit(make: type) -> None:
    texts = [
        [
            {k: "" if v is None else str(v) for k, v in zip(table, cells, strict=True)}
            for cells in zip(*table.values(), strict=True)
        ]
        for table in (PEOPLE, ASKED)
    ]
    expected = [link_cells(row) for row in link(*texts, as_of=ON)]
    assert [list(row.values()) for row in rows(link_frames(make(PEOPLE), make(ASKED), as_of=ON))] == expected


def test_a_lazy_frame_is_collected() -> None:
    answers = link_frames(pl.LazyFrame(PEOPLE), pl.DataFrame(ASKED), as_of=ON)
    assert answers.filter(pl.col("rank") == 1)["record_id"].to_list() == ["R1", "R3"]


def test_dates_categories_and_gaps_of_pandas_are_read() -> None:
    people = pd.DataFrame(PEOPLE)
    people["dob"] = pd.to_datetime(people["dob"], format="mixed")
    people["given"] = people["given"].astype("category")
    people.index = pd.Index(["a", "b", "c"])
    answers = link_frames(people, pd.DataFrame(ASKED), as_of=ON)
    assert "1999-04-21" in answers.set_index("rank").loc[1, "reasons"].iloc[0]


def test_what_is_left_out_is_told_in_one_warning() -> None:
    bad = pd.DataFrame(
        {"record_id": ["R1", "R1", "R2", "R4", "R5"], "name": ["Ivan Melnik", "x y", "", "Ян Лис", "Jan Lis"]}
    )
    bad["dob"] = ["1999-02-31", "", "", "", "1890-01-01"]
    with pytest.warns(RejectedRows, match="3 rejected: the register, row 1, column dob") as warned:
        link_frames(bad, pd.DataFrame(ASKED), as_of=ON)
    assert len(warned) == 1


def test_a_caller_who_hears_of_each_is_not_warned() -> None:
    heard: list[object] = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        link_frames(
            pd.DataFrame(PEOPLE | {"sex": ["x", "", ""]}), pd.DataFrame(ASKED), as_of=ON, reject=heard.append
        )
    assert len(heard) == 1


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (pd.DataFrame({"name": ["Ivan"]}), "“record_id” is missing"),
        (pd.DataFrame({"record_id": ["R1"]}), "is missing"),
        (pd.DataFrame({"record_id": [], "name": []}), "no rows"),
        (pd.DataFrame({"record_id": ["R1", 2], "name": ["Ivan", "Jan"]}), "one type each"),
        (pd.DataFrame({"record_id": ["R1"], "name": [["Ivan"]]}), "expected text"),
        (pd.DataFrame([["R1", "Ivan", "Jan"]], columns=["record_id", "name", "Name"]), "given twice"),
        ([{"record_id": "R1"}], "expected a frame"),
        (7, "expected a frame"),
    ],
)  # fmt: skip
def test_what_is_no_register_is_one_sentence(frame: object, said: str) -> None:
    with pytest.raises(WireError, match="the register") as refused:
        link_frames(frame, pd.DataFrame(ASKED), as_of=ON)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_share_of_the_held_is_told_from_the_enquiries() -> None:
    told, usual = (
        link_frames(pl.DataFrame(PEOPLE), pl.DataFrame(ASKED), as_of=ON, held_share=s) for s in ("auto", None)
    )
    assert not told.equals(usual)


@pytest.mark.parametrize("make", MAKERS)
def test_pairs_are_scored(make: type) -> None:
    pairs = make({"name1": ["Олег Иванов", "Олег Иванов"], "name2": ["Ivanov Oleg", "Petrova Anna"]})
    (same, other) = rows(name_frame(pairs))
    assert same["pair_id"] == "1"
    assert same["score"] > 0.5 > other["score"]  # type: ignore[operator]  # cells are objects
