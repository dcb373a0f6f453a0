"""Time zones by their names."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from regreso.facts.errors import FactError


def zone(name: str) -> ZoneInfo:
    """The time zone of this name.

    Raises:
        FactError: there is none: also for a part of a name ("Europe") or a way out of the folder of zones,
            for which the library raises whatever the file system said.

    >>> zone("Europe/Kyiv").key
    'Europe/Kyiv'
    >>> zone("Europe")
    Traceback (most recent call last):
    ...
    regreso.facts.errors.FactError: “Europe” is no time zone; expected a name like Europe/Kyiv.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise FactError(f"“{name[:64]}” is no time zone; expected a name like Europe/Kyiv.") from None
