"""Which ways out this installation has, by its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.conf import settings

from regreso.channels.telegram import Bot

if TYPE_CHECKING:
    from typing import Any

    from regreso.wire.notice import Outgoing


class Transport(Protocol):
    """A way out."""

    def send(self, notice: Outgoing) -> dict[str, Any]:
        """Send it; what the other side keeps of it. Raises NotSent."""


def transports() -> dict[str, Transport]:
    """The ways out that are set up, by name."""
    ways: dict[str, Transport] = {}
    if settings.REGRESO_TELEGRAM_TOKEN:
        ways["telegram"] = Bot(settings.REGRESO_TELEGRAM_TOKEN, settings.REGRESO_TELEGRAM_API)
    return ways
