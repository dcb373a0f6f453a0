"""E-mail by plain SMTP: one letter, one line, and at each word of the other server we know how far we are."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import formatdate
from typing import Any
from urllib.parse import unquote, urlsplit

from regreso.wire.notice import NotSent, Outgoing

SECONDS = 20.0
_FOR_EVER = 500  # of SMTP's answers: below it is for now, from it on for good


@dataclass(frozen=True, slots=True)
class Post:
    """A mail server: `smtp://user:password@host:587` (with STARTTLS), `smtps://…` or `smtp+plain://…`.

    Plain is for a server on the same machine only.
    """

    address: str
    sender: str

    def send(self, notice: Outgoing) -> dict[str, Any]:
        """Send; the server's answer.

        Raises:
            NotSent: it did not leave, or nobody knows.
        """
        letter = self.letter(notice)
        try:
            line = self._line()
        except smtplib.SMTPAuthenticationError:
            raise NotSent("token", permanent=True) from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent("unreachable", type(error).__name__) from None
        given = False
        try:
            _heard(line.mail(self.sender))
            _heard(line.rcpt(notice.to))
            given = True  # from the first word of the letter on it may be taken, whatever we hear
            code, words = line.data(_lines(notice) + letter.as_bytes())
            given = False
            _heard((code, words))
        except smtplib.SMTPDataError as refused:
            raise _refusal(refused.smtp_code) from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent("unreachable", type(error).__name__, unknown=given) from None
        finally:
            line.close()
        return {"to": notice.to, "answer": words[:200].decode(errors="replace")}

    def letter(self, notice: Outgoing) -> EmailMessage:
        """The letter as it is sent. Its headers tell no more of us than the sender's address does."""
        letter = EmailMessage(policy=policy.SMTP)
        letter["From"], letter["To"], letter["Subject"] = self.sender, notice.to, notice.subject
        letter["Date"] = formatdate()
        letter["Message-ID"] = f"<{notice.key}@{self.sender.rpartition('@')[2]}>"
        letter["Auto-Submitted"] = "auto-generated"  # so that no machine answers
        letter.set_content(notice.text, cte="base64")  # not every server takes letters of eight bits
        return letter

    def _line(self) -> smtplib.SMTP:
        parts = urlsplit(self.address)
        host, port = parts.hostname or "", parts.port or 0
        if parts.scheme == "smtps":
            secure = ssl.create_default_context()
            line: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=secure)
        else:
            line = smtplib.SMTP(host, port, timeout=SECONDS)
        try:
            if parts.scheme == "smtp":
                line.starttls(context=ssl.create_default_context())
            line.ehlo_or_helo_if_needed()
            if parts.username:
                line.login(unquote(parts.username), unquote(parts.password or ""))
        except BaseException:
            line.close()
            raise
        return line


def _lines(notice: Outgoing) -> bytes:
    """Headers whose addresses may be longer than a line: folded as text they could not be followed."""
    lines = (f"{name}: {value}" for name, value in notice.more.get("headers", {}).items())
    return b"".join(line.replace("\r", "").replace("\n", "").encode("ascii") + b"\r\n" for line in lines)


def _heard(answer: tuple[int, bytes]) -> None:
    code = answer[0]
    if not 200 <= code < 400:  # noqa: PLR2004 - SMTP's own classes of answers
        raise _refusal(code)


def _refusal(code: int) -> NotSent:
    return NotSent("refused", permanent=True) if code >= _FOR_EVER else NotSent("trouble")
