"""Planned ways as a sheet holds them: legs in the traveller's language, each with its dated source."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from regreso.movement.journeys import shipped
from regreso.movement.journeys.standing import grounds
from regreso.web.base.words import Word

if TYPE_CHECKING:
    from regreso.movement.journeys.hurdles import Hurdle
    from regreso.movement.journeys.plan import Atlas, Option
    from regreso.movement.journeys.rules import Traveller

MODES: dict[str, Word] = {
    "any": _("any means"),
    "bus": _("bus"),
    "taxi": _("taxi"),
    "train": _("train"),
    "escort": _("with an escort"),
    "air": _("aeroplane"),
    "rail": _("train"),
    "coach": _("coach"),
    "car": _("car"),
    "lorry": _("lorry"),
    "foot": _("on foot"),
    "sea": _("ship"),
}
PURPOSES: dict[str, Word] = {
    "family": _("to meet a relative"),
    "humanitarian": _("humanitarian"),
    "returning": _("returning home"),
    "transit": _("passing through"),
    "residence permit": _("with a residence permit"),
    "work": _("work"),
    "study": _("study"),
    "driver": _("as a driver"),
    "diplomat": _("as a diplomat"),
    "tourism": _("tourism"),
    "business": _("business"),
    "sport": _("sport"),
    "culture": _("culture"),
}
SAID: dict[str, Word] = {
    "open": _("open"),
    "closed": _("closed"),
    "allow": _("lets in"),
    "refuse": _("refuses"),
    "need": _("asks for documents"),
    "unknown": _("nobody knows"),
    "visa required": _("visa needed"),
    "visa free": _("no visa needed"),
    "e-visa": _("electronic visa"),
    "visa on arrival": _("visa on arrival"),
    "no admission": _("nobody is let in"),
    "covid ban": _("closed because of the epidemic"),
}
RULES: dict[str, Word] = {
    "status": _("state of the crossing"),
    "visa list": _("visa list"),
    "no rule on file": _("no rule is in the book"),
    "no status on file": _("no state of the crossing is in the book"),
    "no ride on file": _("no ride is in the book"),
    "crossing closed": _("crossing closed"),
    "crossing last seen open": _("last seen open too long ago"),
    "pl-ru-epidemic": _("entry because of the epidemic"),
    "pl-ru-purpose": _("entry by the purpose of the journey"),
    "pl-ru-purpose-not-named": _("entry for a purpose of which the rule says nothing"),
    "ua-by-wartime": _("entry in time of war"),
    "ua-ru-visa": _("visa for a passport of Russia"),
}
# What rules that are shipped say besides, as it stands in their table.
NOTES: dict[str, Word] = {
    "For Ukraine, with a Russian passport: carry the international passport, proof of the purpose and enough"
    " money. The border guard has the final say.": _(
        "For Ukraine, with a Russian passport: carry the international passport, proof of the purpose and"
        " enough money. The border guard has the final say."
    ),
    "The reports name who is refused and who may pass, and this purpose is among neither.": _(
        "The reports name who is refused and who may pass, and this purpose is among neither."
    ),
    "The visa list goes on calling Belarusians visa-free; what the border does in the war is not in it.": _(
        "The visa list goes on calling Belarusians visa-free; what the border does in the war is not in it."
    ),
}
_NOT_OPEN_TO = "not open to "


def mode(written: str) -> str:
    """How to travel, in the reader's language: a leg keeps codes with “or” between."""
    return " / ".join(str(MODES.get(code, code)) for code in written.split(" or "))


def leg_rows(
    option: Option, *, atlas: Atlas, traveller: Traveller, language: str, today: date
) -> list[dict[str, Any]]:
    """The legs of an option, as a journey keeps them."""
    with override(language):
        names = shipped.names_in(language)
        return [
            _row(order, leg, names, _seen(atlas, traveller, leg, today))
            for order, leg in enumerate(option.legs, 1)
        ]


def _row(order: int, leg: dict[str, Any], names: dict[str, str], seen: tuple[str, str]) -> dict[str, Any]:
    source, day = seen
    note = " ".join(str(NOTES.get(one, one)) for one in leg["notes"])
    crossing = names.get(leg["crossing"] or "", leg["crossing"] or "")
    return {
        "order": order, "from": names.get(leg["from"], leg["from"]), "to": names.get(leg["to"], leg["to"]),
        "from_stop": leg["from"], "to_stop": leg["to"], "mode": leg["mode"], "what": _what(leg, crossing),
        "depart": leg["depart"], "arrive": leg["arrive"], "crossing": leg["crossing"] or "",
        "crossing_name": crossing, "enters": leg["enters"] or "", "estimated": leg["estimated"],
        "source": source, "source_date": day, "checked": day, "note": note,
    }  # fmt: skip


def _what(leg: dict[str, Any], crossing: str) -> str:
    leaves, arrives = (datetime.fromisoformat(leg[name]) for name in ("depart", "arrive"))
    told = {"means": mode(leg["mode"]), "at": f"{leaves:%H:%M}", "there": f"{arrives:%d.%m. %H:%M}"}
    parts = [gettext("%(means)s, leaves at %(at)s, arrives %(there)s by the clock there.") % told]
    if crossing:
        parts.append(
            gettext("You cross the border at %(crossing)s. Have your papers at hand.")
            % {"crossing": crossing}
        )
    if leg["wait_hours"]:
        parts.append(gettext("People waited %(n)g hours there.") % {"n": leg["wait_hours"]})
    if leg["estimated"]:
        parts.append(gettext("The times are estimates: ask at the station on the day before."))
    return " ".join(parts)


def _seen(atlas: Atlas, traveller: Traveller, leg: dict[str, Any], today: date) -> tuple[str, str]:
    """Who says that this leg can be gone, and when that was last seen: of several, the oldest word."""
    row = {**leg, "order": 1, "from_stop": leg["from"]}
    asked = [one for one in grounds(atlas, traveller, [row]) if one.last_seen]
    oldest = min(asked, key=lambda one: one.last_seen or today, default=None)
    if oldest is None or oldest.last_seen is None:
        return leg["source"] or gettext("an estimate of Regreso"), today.isoformat()
    return oldest.source, oldest.last_seen.isoformat()


def hurdle_words(hurdle: Hurdle) -> str:
    """What stands in a way: the rule, the place, when it was last seen and who says so."""
    seen = f", {hurdle.last_seen}" if hurdle.last_seen else ""
    source = f" [{hurdle.source}]" if hurdle.source else ""
    return f"{rule_at(hurdle.rule, hurdle.place)}{seen}{source}"


def rule_at(rule: str, place: str) -> str:
    """A rule and its place, in the reader's language; one that somebody wrote keeps its name."""
    said = _named(rule)
    if rule.startswith(_NOT_OPEN_TO):
        said = gettext("not open to: %(means)s") % {"means": mode(rule.removeprefix(_NOT_OPEN_TO))}
    return f"{said}: {shipped.names_in(get_language() or 'en').get(place, place)}"


def _named(rule: str) -> str:
    return str(RULES[rule]) if rule in RULES else gettext("rule “%(name)s”") % {"name": rule}


def rule_words(rule: dict[str, Any]) -> str:
    """A rule that a sheet was planned by, its version and when it was last seen, in the reader's language."""
    names = shipped.names_in(get_language() or "en")
    place, name, says = names.get(rule["place"], rule["place"]), rule["rule"], rule["says"]
    said = SAID.get(says, says)
    if says.isdecimal():
        said = gettext("%(n)s days without a visa") % {"n": says}
    # A sheet of before the versions were kept has none; the visa list is known by its day alone.
    version = gettext("version %(n)d") % {"n": rule["version"]} if "version" in rule else ""
    dated = ", ".join(part for part in (version if name != "visa list" else "", rule["last_seen"]) if part)
    return f"{place}, {_named(name)}: {said} ({dated or '?'})"
