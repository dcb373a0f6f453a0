"""Which ways out this installation has, by its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.conf import settings

from regreso.casebook.boxes import derived_key
from regreso.channels.mail import Post
from regreso.channels.push import Push
from regreso.channels.smpp import Centre
from regreso.channels.sms import Gateway
from regreso.channels.telegram import Bot
from regreso.channels.webhook import Hooks

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
    if settings.REGRESO_SMS_URL and settings.REGRESO_SMS_FORM == "smpp":
        ways["sms"] = Centre(settings.REGRESO_SMS_URL, settings.REGRESO_SMS_KEY, settings.REGRESO_SMS_NUMBER)
    elif settings.REGRESO_SMS_URL:
        ways["sms"] = Gateway(settings.REGRESO_SMS_URL, settings.REGRESO_SMS_KEY, settings.REGRESO_SMS_FORM)
    if settings.REGRESO_SMTP_URL:
        ways["email"] = Post(settings.REGRESO_SMTP_URL, settings.REGRESO_MAIL_FROM)
    if settings.REGRESO_PUSH_CONTACT:
        ways["push"] = Push(
            derived_key("push"), settings.REGRESO_PUSH_CONTACT, settings.REGRESO_PUSH_CARRIERS
        )
    ways["webhook"] = Hooks()
    return ways
