"""The kinds of arrays that compiled functions take: all contiguous."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[np.uint8]
Codes: TypeAlias = NDArray[np.int8]
Hashes: TypeAlias = NDArray[np.uint32]
Ints: TypeAlias = NDArray[np.int32]
Longs: TypeAlias = NDArray[np.int64]
Bits: TypeAlias = NDArray[np.float64]
Table: TypeAlias = NDArray[np.int32]  # two dimensions
LongTable: TypeAlias = NDArray[np.int64]  # two dimensions
Matrix: TypeAlias = NDArray[np.float64]  # two dimensions
