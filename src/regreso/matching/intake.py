"""A whole list of people into the rows of a store at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from regreso.matching.columns import weights_of
from regreso.matching.kernels import rows as layout
from regreso.matching.words import MISSING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from regreso.matching.columns import Coded, People
    from regreso.matching.store import Store

    Ints = NDArray[np.int32]
    Which = NDArray[np.int64]

_SEXES = {"": 0, "m": 1, "f": 2}


def take_in(store: Store, people: People, records: Sequence[int]) -> None:
    """Write all rows of a list with the numbers of its records; the caller sorts them.

    >>> from regreso.matching.columns import People
    >>> from regreso.matching.store import Store
    >>> store, people = Store(), People()
    >>> people.note("R1", {"surname": "Иванов", "given": "Пётр"}, None)
    >>> take_in(store, people, [0])
    >>> store.card(0).surname
    'Иванов'
    """
    if not len(people):
        return
    weights = weights_of(people.swapped())
    swapped = np.flatnonzero(weights.worth)
    straight = _rows(store, people, np.arange(len(people)), turned=False)
    turned = _rows(store, people, swapped, turned=True)
    straight[:, layout.RECORD] = records
    turned[:, layout.RECORD] = np.array(records, np.int32)[swapped]
    for rows, bits in ((straight, weights.straight), (turned, weights.turned[swapped])):
        steps = np.minimum(np.rint(-bits / layout.WEIGHT_STEP), 63).astype(np.int32)
        rows[:, layout.FLAGS] |= steps << layout.WEIGHT_AT
    _append(store, np.concatenate([straight, turned]))


def _numbers(store: Store, field: int, column: Coded, which: Which) -> Ints:
    """The numbers of the words that these rows have; no other word of the column is taken up."""
    codes = column.told()[which]
    used = np.flatnonzero(np.bincount(codes, minlength=len(column.values)))
    numbers = np.full(len(column.values) + 1, MISSING, np.int32)
    numbers[used] = store.words[field].numbers([column.values[code] for code in used.tolist()])
    return numbers[codes]


def _rows(store: Store, people: People, which: Which, *, turned: bool) -> Ints:
    columns = people.columns
    names = ("given", "surname") if turned else ("surname", "given")
    rows = np.zeros((len(which), 8), np.int32)
    if not len(which):
        return rows
    rows[:, layout.SURNAME] = _numbers(store, 0, columns[names[0]], which)
    rows[:, layout.GIVEN] = _numbers(store, 1, columns[names[1]], which)
    rows[:, layout.FATHER] = _numbers(store, 2, columns["patronymic"], which)
    rows[:, layout.SETTLEMENT] = _numbers(store, 3, columns["settlement"], which)
    region = _numbers(store, 4, people.regions(), which)
    flags = np.where((region >= 0) & (region < layout.REGIONS - 1), region, layout.REGIONS - 1)
    flags |= people.sexes(names[1])[which] << layout.SEX_AT
    flags |= columns["sex"].by_value(lambda v: _SEXES.get(v, 0))[which] << layout.TOLD_AT
    dates = [store.birth_in_number(birth) for birth in people.birth_numbers()]
    born = np.array(people.born, np.int32)[which]
    flags |= np.array([wide for wide, _ in dates], np.int32)[born] << layout.WIDE_AT
    rows[:, layout.FLAGS] = flags
    rows[:, layout.BIRTH] = np.array([number for _, number in dates], np.int32)[born]
    units = store.words[5].numbers(columns["unit"].values)
    extras = np.array([store.extra_number(unit, MISSING) for unit in units] or [0], np.int32)
    rows[:, layout.EXTRA] = extras[columns["unit"].told()[which]]
    return rows


def _append(store: Store, rows: Ints) -> None:
    begin = store.size
    store.room.grow("rows", begin + len(rows))[begin : begin + len(rows)] = rows
    store.count_rows(begin, begin + len(rows))
