"""The one error of this room; what the story forbids is `story.MoveRefused`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regreso.casebook.changes import Fault


class StepError(ValueError):
    """A value that a step cannot take. A desk translates by `code`; the message is fit for a log.

    Attributes:
        code: a short name of the fault, e.g. "not_a_date".
        given: what came, as it came. expected: what would have been right.
    """

    def __init__(self, code: str, *, given: object, expected: str) -> None:
        super().__init__(f"{code}: “{given}” was given; expected {expected}.")
        self.code, self.given, self.expected = code, str(given), expected


def refuse(faults: list[Fault]) -> None:
    """Raise the first of these faults; do nothing when there is none.

    Raises:
        StepError: there was one.
    """
    if faults:
        raise StepError(faults[0].code, given=faults[0].given, expected=faults[0].expected)
