"""What a sender is handed, what it hands back, and how it says that it could not: no rows, no sockets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One notice on its way out.

    Attributes:
        key: of the notice: a transport that can tell two tries of one thing apart is given it.
        to: a chat, a telephone number or an address, as the transport writes it.
        text: what is said. subject: above it, where the transport has one.
        more: what only this transport knows (`edit`, `reply_to`).

    >>> Outgoing("k1", "@channel", "Hello").subject
    ''
    """

    key: str
    to: str
    text: str
    subject: str = ""
    more: dict[str, Any] = field(default_factory=dict)


class NotSent(Exception):  # noqa: N818 - an answer about a notice, not a fault of ours
    """It was not sent, or nobody knows.

    Attributes:
        code: a short word for the desk.
        unknown: it may have arrived: the line broke after the words had gone.
        permanent: to try again the same way is of no use.
        after: so many seconds the other side wants to be left alone.
        moved_to: the chat that a chat has become; None where it is where it was.

    >>> NotSent("busy", after=7).after
    7
    """

    def __init__(
        self,
        code: str,
        message: str = "",
        *,
        unknown: bool = False,
        permanent: bool = False,
        after: int = 0,
        moved_to: int | None = None,
    ) -> None:
        super().__init__(message or code)
        self.code, self.unknown, self.permanent, self.after = code, unknown, permanent, after
        self.moved_to = moved_to
