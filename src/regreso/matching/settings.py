"""What an operation may set: how many of the sought are held, and how many candidates are worth keeping."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """The two beliefs that no list of names can tell.

    Attributes:
        held_share: prior share of enquiries whose sought person is in the register at all (0 to 1).
        shortlist: how many of the best records are weighed in full before the answer is cut to `top`.

    >>> Settings().held_share
    0.6
    """

    held_share: float = 0.6
    shortlist: int = 40
