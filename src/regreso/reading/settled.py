"""The one status that everything said of a person adds up to; what is denied of him is no status of his."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regreso.reading.fates import Fate

_ORDER = (
    "killed",
    "released",
    "captured",
    "wounded",
    "safe",
    "evacuated",
    "trapped",
    "missing",
    "alive",
    "unknown",
)
_ONE_CLAUSE = 120  # letters
_LIVING = ("released", "captured", "wounded", "evacuated", "safe", "alive")


def settle(found: Sequence[Fate], *, exchange: bool) -> tuple[Fate | None, tuple[str, ...]]:
    """The one status that the fates of a person add up to, and the statuses that are denied of him.

    Args:
        found: all his fates, in the order of the text.
        exchange: whether the text speaks of captivity or an exchange, so that who returned was released.

    >>> from regreso.reading.fates import fates
    >>> fate, denied = settle(fates("Он не погиб, он попал в плен и вернулся домой."), exchange=True)
    >>> fate.status, denied
    ('released', ('killed',))
    >>> fate, _ = settle(fates("Сообщили, что он погиб. Но он жив и находится в плену."), exchange=True)
    >>> fate.status
    'captured'
    """
    meant = [_home(fate, found, exchange=exchange) for fate in found]
    denied = tuple(dict.fromkeys(f.status for f in meant if f.polarity == "denied"))
    asserted = _latest([f for f in meant if f.polarity == "asserted" and not _ruled_out(f, meant)], meant)
    if asserted:
        return min(asserted, key=lambda fate: _ORDER.index(fate.status)), _denied(denied, meant, asserted)
    doubted = [f for f in meant if f.polarity in ("hedged", "asked") and not _ruled_out(f, meant)]
    if len({f.status for f in doubted} - {"alive", "missing"}) > 1 and not _one_after_other(doubted):
        return replace(doubted[0], status="unknown"), denied  # “some say wounded, others taken”: nobody knows
    if doubted:
        return min(doubted, key=lambda fate: _ORDER.index(fate.status)), denied
    return _nothing_left(meant, denied)


def _one_after_other(doubted: Sequence[Fate]) -> bool:
    """“Is said to have been wounded and taken”: two that go together, in one clause."""
    return len({f.clause for f in doubted}) == 1


def _nothing_left(meant: Sequence[Fate], denied: tuple[str, ...]) -> tuple[Fate | None, tuple[str, ...]]:
    if denied:
        # What is denied of somebody is never given as his status: it stands in `denies`.
        first = next((f for f in meant if f.polarity == "denied"), meant[0])
        return replace(first, status="unknown", polarity="denied"), denied
    gone = next((f for f in meant if f.polarity == "withdrawn"), None)
    return (replace(gone, status="unknown") if gone else None), denied


def _ruled_out(fate: Fate, meant: Sequence[Fate]) -> bool:
    """Whether the text denies this; a captivity that is told after its denial stands."""
    at = next(n for n, one in enumerate(meant) if one is fate)
    behind = meant[at:] if fate.status == "captured" else meant
    return any(one.status == fate.status and one.polarity == "denied" for one in behind)


def _denied(denied: tuple[str, ...], meant: Sequence[Fate], kept: Sequence[Fate]) -> tuple[str, ...]:
    """A death that was told before and is outdone by life is denied too."""
    told = any(f.status == "killed" for f in meant)
    lives = kept and all(f.status != "killed" for f in kept)
    return tuple(dict.fromkeys((*denied, *(("killed",) if told and lives else ()))))


def _latest(asserted: list[Fate], everything: Sequence[Fate]) -> list[Fate]:
    """What outdoes what: life told after a death was no death; a witness's captive is more than officially missing."""
    killed = [n for n, f in enumerate(everything) if f in asserted and f.status == "killed"]
    if killed:
        last = everything[killed[-1]]
        after = [f for f in everything[killed[-1] + 1 :] if f in asserted and _lives(f, last)]
        alive = [f for f in asserted if f.status == "alive"]
        if (after or alive) and not any(f.earlier for f in after):
            # Dead and living in one text, and nothing says which came first: nobody is called dead for that.
            living = [f for f in asserted if f.status in _LIVING]
            return living if alive else [replace(f, status="unknown") for f in living[:1]]
    if asserted and all(fate.status in ("missing", "alive") for fate in asserted):
        alive_too = any(fate.status == "alive" for fate in asserted)
        doubted = [f for f in everything if f.polarity == "hedged" and f.status == "captured"]
        if doubted:
            return doubted
        if alive_too and asserted[-1].status == "alive":
            return [f for f in asserted if f.status == "alive"]
    return asserted


def _lives(fate: Fate, death: Fate) -> bool:
    """Whether what is told after a death speaks of life: not “died in captivity”, “died of his wounds”."""
    same_clause = fate.clause == death.clause and abs(fate.start - death.start) < _ONE_CLAUSE
    return fate.status in _LIVING and not same_clause


def _home(fate: Fate, everything: Sequence[Fate], *, exchange: bool) -> Fate:
    if fate.status == "not_returned":
        held = any(f.status == "captured" for f in everything)
        return replace(fate, status="captured" if held or exchange else "missing")
    if fate.status != "returned":
        return fate
    was_held = exchange or any(f.status in ("captured", "released") for f in everything)
    wounded = any(f.status == "wounded" and f.polarity == "asserted" for f in everything)
    return replace(fate, status="alive" if wounded else "released" if was_held else "safe")
