"""How a function is compiled: once for each machine, kept beside the source, without holding the interpreter."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numba

if TYPE_CHECKING:
    from collections.abc import Callable

R = TypeVar("R")
_SHORT = {
    "bytes": "u1[::1]", "codes": "i1[::1]", "hashes": "u4[::1]", "ints": "i4[::1]", "longs": "i8[::1]",
    "bits": "f8[::1]", "table": "i4[:,::1]", "longtable": "i8[:,::1]", "matrix": "f8[:,::1]",
    "int": "i8", "float": "f8", "bool": "b1", "none": "void",
}  # fmt: skip
# No fastmath: an answer must not depend, to the last bit, on how a machine orders its sums. Without _nrt nobody
# counts who holds an array.
_HOW: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": False}


@cache
def _folder() -> str:
    """Where the machine code lies: a folder for this very text of the kernels, "" where none can be made.

    The compiler looks only at the file of a function, not at those of the functions that become part of it:
    after an update its own folder would mix old with new.
    """
    here = Path(__file__).parent
    text = b"".join(path.read_bytes() for path in sorted(here.glob("*.py")))
    folder = here / "__pycache__" / hashlib.sha256(text).hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # installed where only an administrator may write: the compiler looks for a place
        return ""
    return str(folder)


def compiled(signature: str, *, inline: bool = False) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Compile a function for one signature when its module is first imported; later processes load the code.

    It makes no arrays: so the compiler need not count who holds which, which took half of a search's time.

    One signature, as every further one costs as long again: `int: bytes int` gives a whole number. With
    `inline` it becomes part of who calls it: for what is done for every row.

    >>> from regreso.matching.kernels.births import ordinal
    >>> ordinal(1999, 4, 21)
    729865
    """
    given, _, takes = signature.partition(":")
    types = f"{_SHORT[given.strip()]}({','.join(_SHORT[word] for word in takes.split())})"

    def compile_it(function: Callable[..., R]) -> Callable[..., R]:
        settings = vars(numba.config)  # they are set anew at every import: no type tells of them
        before = settings["CACHE_DIR"]
        settings["CACHE_DIR"] = _folder() or before
        try:
            made = numba.njit(types, forceinline=inline, **_HOW)
            return cast("Callable[..., R]", made(function))
        finally:
            settings["CACHE_DIR"] = before

    return compile_it
