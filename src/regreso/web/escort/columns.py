"""The columns of the book of borders as pages say them, and what a fault of a cell expected."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regreso.movement.journeys.book import KEYS, NEEDED, TABLES
from regreso.movement.journeys.rules import MODES, Says
from regreso.web.base.forms import PageForm
from regreso.web.base.ways import PURPOSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regreso.movement.journeys.tables import Fault
    from regreso.web.base.words import Word

TITLES: dict[str, Word] = {
    "rules": _("Rules of entry"),
    "statuses": _("Crossings"),
    "rides": _("Rides"),
    "waits": _("Waits"),
    "documents": _("Documents"),
}
LABELS: dict[str, Word] = {
    "rule": _("Name of the rule"),
    "place": _("Country or crossing"),
    "direction": _("Direction"),
    "modes": _("Means of travel"),
    "passports": _("Passports"),
    "purposes": _("Purposes"),
    "except_purposes": _("Except these purposes"),
    "says": _("What it says"),
    "documents": _("Documents needed"),
    "from": _("From"),
    "to": _("Until"),
    "last_checked": _("Last checked on"),
    "source": _("Source"),
    "note": _("Note for the traveller"),
    "crossing": _("Crossing"),
    "status": _("Open or closed"),
    "mode": _("Means of travel"),
    "hours": _("Hours"),
    "departures": _("Departures"),
    "enters": _("Country entered"),
    "fare_eur": _("Fare in euros"),
    "first_day": _("First day"),
    "end_day": _("First day on which it no longer runs"),
    "timetable": _("Times come from a timetable"),
    "entering": _("Country entered"),
    "date": _("Day"),
    "document": _("Code of the document"),
    "en": _("Name in English"),
    "es": _("Name in Spanish"),
    "uk": _("Name in Ukrainian"),
    "ru": _("Name in Russian"),
    "lead_days": _("Days it takes to get"),
    "where": _("Where it is applied for"),
}
_IN_RIDES: dict[str, Word] = {"from": _("From which place"), "to": _("To which place")}
_DAY = _("A day, like 2022-03-09.")
_ALL_IF_NONE = _("None ticked means all.")
HELPS: dict[str, Word] = {
    "place": _("Three letters of a country, such as POL, or a crossing, such as pl-by-terespol."),
    "direction": _("For a country: enter or leave. For a crossing: the country entered."),
    "modes": _ALL_IF_NONE,
    "passports": _("Three letters each, such as RUS. Several are joined by |. Empty means all."),
    "purposes": _ALL_IF_NONE,
    "except_purposes": _("Those whom the rule spares."),
    "documents": _("Only with “need”. Three letters of a country are a visa for it."),
    "from": _DAY,
    "to": _("The first day on which it no longer holds. Empty while nobody knows."),
    "last_checked": _(
        "The day on which somebody last saw that it holds. After 60 days it counts as unknown."
    ),
    "source": _("Who says so, and where it can be read."),
    "hours": _("From start to end, with the usual wait at the border."),
    "departures": _("By the clock of the place of departure: 06:30|18:00."),
    "date": _DAY,
    "first_day": _DAY,
    "end_day": _DAY,
}
SAYS: dict[str, Word] = {
    Says.ALLOW: _("lets in"),
    Says.REFUSE: _("refuses"),
    Says.NEED: _("asks for documents"),
    Says.UNKNOWN: _("nobody knows"),
}
STATES: dict[str, Word] = {"open": _("open"), "closed": _("closed")}
MEANS: dict[str, Word] = {
    "air": _("aeroplane"),
    "rail": _("train"),
    "coach": _("coach"),
    "car": _("car"),
    "taxi": _("taxi"),
    "lorry": _("lorry"),
    "foot": _("on foot"),
    "sea": _("ship"),
}
_CHOICES: dict[str, Mapping[str, Word]] = {"says": SAYS, "status": STATES, "mode": MEANS}
# Columns of several words, and what stands between these in a table.
_SEVERAL: dict[str, tuple[Mapping[str, Word], str]] = {
    "modes": ({code: MEANS[code] for code in MODES}, r"[^|\s]+"),
    "purposes": (PURPOSES, r"[^|]+"),
    "except_purposes": (PURPOSES, r"[^|]+"),
}
_LONG = ("note", "source", "where")
# What `tables` and `book` expect of a cell, as patterns; the words of a page stand beside them.
_EXPECTED: tuple[tuple[re.Pattern[str], Word], ...] = (
    (re.compile(r"a value\Z"), _("something must stand here")),
    (re.compile(r"a date YYYY"), _("a day, like 2022-03-09")),
    (re.compile(r"a day (?:after|not before) “\w+”, (\S+)"), _("a day after %s")),
    (re.compile(r"a number from (\S+ to \S+)"), _("a number: %s")),
    (re.compile(r"one of (.*?)(?: \(several.*)?\Z"), _("one of these: %s")),
    (re.compile(r"a country's three letters"), _("three letters of a country, such as POL")),
    (
        re.compile(r"a crossing that is known: (.*)"),
        _("a crossing of the book, such as: %s. A new one is known once a ride has it"),
    ),
    (re.compile(r"a time of day"), _("a time of day, such as 06:30")),
    (re.compile(r"documents where"), _("documents, if the rule asks for some, and only then")),
    (re.compile(r"no more cells"), _("no more cells than the first row has")),
    (re.compile(r"a column “(\w+)”"), _("a column with the name: %s")),
    (re.compile(r"each line once: row (\d+)"), _("each line once; row %s says the same")),
    (re.compile(r"a place: (?:.*(?:nearest are|number:) (.*))?"), _("a place that is known, such as: %s")),
)


def label_of(table: str, column: str) -> Word:
    """A column as a page says it."""
    in_rides = _IN_RIDES.get(column) if table == "rides" else None
    return in_rides or LABELS.get(column, column)


def expected(fault: Fault) -> str:
    """What the cell should have held, in the reader's language."""
    for pattern, words in _EXPECTED:
        found = pattern.match(fault.expected)
        if found:
            return str(words) % found[1] if "%s" in str(words) else str(words)
    return fault.expected


def said(column: str, value: str) -> str:
    """A cell as a page says it: codes in words."""
    if column == "modes":
        return ", ".join(str(MEANS.get(word, word)) for word in re.findall(r"[^|\s]+", value))
    return str(_CHOICES.get(column, {}).get(value, value))


class Several(forms.MultipleChoiceField):
    """Some of the known words, ticked; in a table they stand in one cell."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, column: str, **more: Any) -> None:  # noqa: ANN401 - a field's own
        known, self.pattern = _SEVERAL[column]
        super().__init__(choices=list(known.items()), required=False, **more)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own
        """The words of a cell."""
        return re.findall(self.pattern, value) if isinstance(value, str) else value

    def cell(self, ticked: list[str], before: str) -> str:
        """The cell as a table has it; one that says the same stays as it was."""
        return before if set(ticked) == set(self.prepare_value(before)) else "|".join(ticked)


class LineForm(PageForm):
    """One line of a table, a field a column; the table itself judges what was written."""

    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, table: str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **kwargs)
        needed = (*TABLES[table].required, *NEEDED.get(table, ()))
        for column in TABLES[table].columns:
            self.fields[column] = _field(table, column)
            if column in KEYS[table] and not self.fields[column].help_text:
                self.fields[column].help_text = (
                    gettext("The line is known by this.") if column in needed else ""
                )

    def cells(self) -> dict[str, str]:
        """What was written."""
        return {
            name: field.cell(self.cleaned_data[name], str(self.initial.get(name, "")))
            if isinstance(field, Several)
            else self.cleaned_data[name]
            for name, field in self.fields.items()
            if name != "token"
        }

    def refuse(self, faults: tuple[Fault, ...]) -> None:
        """Each fault beside its field."""
        for fault in faults:
            column = fault.column if fault.column in self.fields else None
            self.add_error(column, gettext("Expected: %(what)s.") % {"what": expected(fault)})


def _field(table: str, column: str) -> forms.Field:
    help_text = "" if table == "rides" and column in _IN_RIDES else HELPS.get(column, "")
    label = label_of(table, column)
    if column in _SEVERAL:
        return Several(column, label=label, help_text=help_text)
    if column in _CHOICES:
        choices = [("", "—"), *_CHOICES[column].items()]
        if column == "mode":
            choices = [("", "—"), *((code, MEANS[code]) for code in MODES)]
        return forms.ChoiceField(label=label, choices=choices, required=False, help_text=help_text)
    if column == "timetable":
        return forms.ChoiceField(
            label=label, choices=[("", _("no, estimated")), ("yes", _("yes"))], required=False
        )
    widget = (
        forms.Textarea(attrs={"rows": 2}) if column in _LONG else forms.TextInput({"autocomplete": "off"})
    )
    return forms.CharField(label=label, required=False, max_length=1000, help_text=help_text, widget=widget)
