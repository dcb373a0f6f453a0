"""How a function is compiled: once for each machine, kept beside the source, without holding the interpreter."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from numba import njit

if TYPE_CHECKING:
    from collections.abc import Callable

R = TypeVar("R")
_SHORT = {
    "bytes": "u1[::1]", "codes": "i1[::1]", "hashes": "u4[::1]", "ints": "i4[::1]", "longs": "i8[::1]",
    "bits": "f8[::1]", "table": "i4[:,::1]", "longtable": "i8[:,::1]", "matrix": "f8[:,::1]",
    "int": "i8", "float": "f8", "bool": "b1", "none": "void",
}  # fmt: skip


def compiled(signature: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Compile a function for one signature when its module is first imported; later processes load the code.

    One signature, as every further one costs as long again: `int: bytes int` gives a whole number.

    >>> from regreso.matching.kernels.births import ordinal
    >>> ordinal(1999, 4, 21)
    729865
    """
    given, _, takes = signature.partition(":")
    types = ",".join(_SHORT[word] for word in takes.split())

    def compile_it(function: Callable[..., R]) -> Callable[..., R]:
        # No fastmath: an answer must not depend, to the last bit, on how a machine orders its sums.
        made = njit(f"{_SHORT[given.strip()]}({types})", cache=True, nogil=True, error_model="numpy")
        return cast("Callable[..., R]", made(function))

    return compile_it
