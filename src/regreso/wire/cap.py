"""Common Alerting Protocol 1.2 (OASIS): an announcement for the warning services of others.

A first version is an Alert, a correction an Update of what it corrects, a withdrawal a Cancel. One `info` for
each language. Times end in an offset, never in Z; identifiers hold no space, comma, < or &.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from regreso.wire.announced import LANGUAGES, Announced, say

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
_TAGS = {"es": "es", "uk": "uk", "ru": "ru", "en": "en"}
_CATEGORY = {"corridor": "Rescue", "ceasefire": "Safety", "exchange": "Safety", "rumour": "Security", "notice": "Other"}  # fmt: skip
_URGENCY = {"now": "Immediate", "soon": "Expected", "later": "Future"}
_RESPONSE = {"corridor": "Evacuate", "ceasefire": "Monitor", "exchange": "Monitor", "rumour": "Avoid", "notice": "Monitor"}  # fmt: skip


def cap(one: Announced, *, site: str) -> str:
    """The message about this version as it stands now: once it is withdrawn, its Cancel.

    Args:
        one: the version.
        site: our address. A service on one's own machine sends `Test`, so that no warning system shows it.

    >>> at = datetime(2022, 3, 5, 9, tzinfo=UTC)
    >>> row = Announced("k", "2022-0001", 1, "corridor", "released", {"en": ("A", "B")}, at)
    >>> [word in cap(row, site="https://r.example") for word in ("<msgType>Alert<", "<sent>2022-03-05T09:00:00-00:00<")]
    [True, True]
    """
    lines = [
        f'<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="{NAMESPACE}">',
        *_head(one, site),
        *(line for language in LANGUAGES if language in one.texts for line in _info(one, language)),
        "</alert>",
    ]
    return "\n".join(lines) + "\n"


def _head(one: Announced, site: str) -> Iterator[str]:
    host = urlsplit(site).hostname or "localhost"
    cancelled = one.standing == "withdrawn"
    kind = "Cancel" if cancelled else "Update" if one.before else "Alert"
    sent = one.ended if cancelled and one.ended else one.released
    yield _tag("identifier", identifier(one.number, one.version) + (".cancel" if cancelled else ""))
    yield _tag("sender", host)
    yield _tag("sent", _moment(sent))
    yield _tag("status", "Test" if host in ("localhost", "127.0.0.1") else "Actual")
    yield _tag("msgType", kind)
    yield _tag("scope", "Public")
    if cancelled and one.why:
        yield _tag("note", say(one.why, "en"))
    referred = (one.number, one.version, one.released) if cancelled else one.before
    if referred:
        number, version, at = referred
        yield _tag("references", f"{host},{identifier(number, version)},{_moment(at)}")


def identifier(number: str, version: int) -> str:
    """Of one version, the same for ever.

    >>> identifier("2022-0001", 2)
    'regreso.2022-0001.2'
    """
    return f"regreso.{number}.{version}"


def _info(one: Announced, language: str) -> Iterator[str]:
    title, text = one.texts[language]
    cancelled = one.standing == "withdrawn"
    yield "<info>"
    yield _tag("language", _TAGS[language])
    yield _tag("category", _CATEGORY[one.kind])
    yield _tag("event", say(one.kind, language))
    yield _tag("responseType", "AllClear" if cancelled and one.why != "danger" else _response(one))
    yield _tag("urgency", "Past" if cancelled else _URGENCY[one.urgency])
    yield _tag("severity", "Severe" if one.kind in ("corridor", "ceasefire") else "Minor")
    # An agreement of two parties is likely, never observed: it may be broken in the hour in which it begins.
    yield _tag("certainty", "Likely" if one.kind in ("corridor", "ceasefire", "exchange") else "Observed")
    yield _tag("effective", _moment(one.released))
    if one.starts:
        yield _tag("onset", _moment(one.starts))
    if one.ends:
        yield _tag("expires", _moment(one.ends))
    yield _tag("senderName", say("service", language))
    yield _tag("headline", (f"{say('withdrawn', language)} {title}" if cancelled else title)[:160])
    yield _tag("description", text)
    if cancelled and one.why:
        yield _tag("instruction", say(one.why, language))
    yield _tag("web", one.page(language))
    yield f"<area>{_tag('areaDesc', one.area or say('area', language))}</area>"
    yield "</info>"


def _response(one: Announced) -> str:
    return "Shelter" if one.why == "danger" else _RESPONSE[one.kind]


def _tag(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>"


def _moment(at: datetime) -> str:
    """As CAP wants it: seconds, an offset with a colon, and for UTC a minus.

    >>> _moment(datetime(2022, 3, 5, 9, tzinfo=UTC))
    '2022-03-05T09:00:00-00:00'
    """
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S-00:00")
