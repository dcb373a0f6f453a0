"""Plain e-mail: its text part as a page, its own date as the clock; attachments and pictures are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime

from regreso.reading.errors import ReadingError

_HEAD = re.compile(rb"\A(?:[A-Za-z][A-Za-z-]{1,40}:[ \t][^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}\r?\n")
_KNOWN = re.compile(
    rb"^(?:From|Subject|Date|Received|MIME-Version|Message-ID):", re.MULTILINE | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail: its text (subject first), its day, and the names of what was left out."""

    text: str
    day: date | None
    left_out: tuple[str, ...] = ()


def is_mail(data: bytes) -> bool:
    r"""Whether a file begins with the head of an e-mail.

    >>> is_mail(b"From: a@b.example\r\nSubject: x\r\n\r\nHola"), is_mail(b"<html>")
    (True, False)
    """
    head = _HEAD.match(data[:100_000])
    return bool(head and len(_KNOWN.findall(head[0])) > 1)


def read_mail(data: bytes) -> Letter:
    r"""The text of an e-mail.

    Raises:
        ReadingError: there is no text part in it.

    >>> letter = read_mail(b"From: a@b.example\r\nSubject: x\r\nDate: Sat, 14 Sep 2024 10:00:00 +0300\r\n\r\nHola")
    >>> letter.text, letter.day.isoformat()
    ('x\n\nHola', '2024-09-14')
    """
    mail = message_from_bytes(data, policy=policy.default)
    body = mail.get_body(("plain", "html"))
    if body is None:
        raise ReadingError("the e-mail has no text: expected a text or HTML part")
    try:
        text = str(body.get_content())
    except (LookupError, ValueError) as error:
        raise ReadingError(f"the e-mail's text cannot be decoded ({error})") from error
    try:
        day = parsedate_to_datetime(str(mail["Date"])).date()
    except (TypeError, ValueError):
        day = None
    left_out = tuple(str(part.get_filename() or part.get_content_type()) for part in mail.iter_attachments())
    return Letter(f"{mail['Subject'] or ''}\n\n{text}", day, left_out)
