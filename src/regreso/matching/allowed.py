"""Which records an asker may see, one bit a record: scope, operation, purpose; joined by & and |."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Allowed:
    """A set of records of one registry; made by `Registry.allowing`. Records added later are not in it.

    >>> some, others = Allowed.of([0, 9]), Allowed.of([9, 70])
    >>> len(some), len(some & others), len(some | others), Allowed.of([0]).bits.nbytes
    (2, 1, 3, 1)
    """

    bits: NDArray[np.uint8]

    @classmethod
    def of(cls, records: Iterable[int]) -> Allowed:
        """The set of these record numbers."""
        numbers = np.fromiter(records, np.int64)
        flags = np.zeros(int(numbers.max()) + 1 if len(numbers) else 1, np.bool_)
        flags[numbers] = True
        return cls(np.packbits(flags, bitorder="little"))

    def __len__(self) -> int:
        return int(np.unpackbits(self.bits).sum())

    def __and__(self, other: Allowed) -> Allowed:
        size = min(len(self.bits), len(other.bits))
        return Allowed(self.bits[:size] & other.bits[:size])

    def __or__(self, other: Allowed) -> Allowed:
        short, long = sorted((self.bits, other.bits), key=len)
        whole = long.copy()
        whole[: len(short)] |= short
        return Allowed(whole)
