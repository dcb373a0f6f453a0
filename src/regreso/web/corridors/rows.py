"""Rows of a scenario in a form and back: what was typed, with all that the form does not show."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regreso.web.base.fields import Line, Lines
from regreso.web.base.forms import PageForm
from regreso.web.corridors.columns import MODES, TABLES, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from regreso.movement.corridor.sheet import Row

BLANK = 2  # empty rows below those that are there
MOST = 200
# What stands between the strokes of a line, by the kind of the column.
_PARTS = {
    "acks": ("party", "source", "at"),
    "also": ("start", "end", "tz", "by"),
    "valid": ("start", "end", "tz"),
}


class RowForm(PageForm):
    """One row of a list; an empty one adds nothing, a ticked one is taken out."""

    def __init__(self, table: Table, scenario: Row, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        self.table, self.fresh = table, kwargs.pop("fresh", False)
        super().__init__(*args, **kwargs)
        for column in table.columns:
            self.fields[column.name] = _field(column, scenario, fresh=self.fresh)
        if table.grows and not self.fresh:
            self.fields["gone"] = forms.BooleanField(label=_("Take this row out"), required=False)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed into a row that is not there yet."""
        typed = (self.data.get(self.add_prefix(column.name)) for column in self.table.columns
                 if column.kind not in ("yes", "modes"))  # fmt: skip
        return self.fresh and not any(typed)

    @property
    def is_gone(self) -> bool:
        """Whether the row is to be taken out."""
        return bool(self.cleaned_data.get("gone")) if self.is_bound and self.is_valid() else False

    def clean(self) -> dict[str, Any]:
        """What must be there is; each cell is as JSON has it."""
        said: dict[str, Any] = super().clean() or {}
        for column in self.table.columns:
            is_empty = said.get(column.name) in ("", None, []) and column.name not in self.errors
            if column.required and not self.is_blank and is_empty:
                self.add_error(column.name, gettext("Please fill this in."))
        return said

    def row(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """The row as it is now; what the form does not show stays."""
        made = deepcopy(dict(before))
        for column in self.table.columns:
            put(made, column, self.cleaned_data.get(column.name))
        return made


class Number(Line):
    """A number, whole or not, or three of them: least / likely / most."""

    def __init__(self, column: Column, **more: Any) -> None:  # noqa: ANN401 - a field's own
        super().__init__(label=column.label, help_text=column.help, inputmode="decimal", **more)
        self.column = column

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - a number, three, or nothing
        """`90`, `90 / 120 / 180`, or nothing."""
        text = str(super().clean(value)).strip().replace(",", ".")
        if not text:
            return None
        try:
            found = [_number(part, whole=self.column.kind == "int") for part in text.split("/")]
        except ValueError:
            raise forms.ValidationError(gettext("This is no number. Write one in digits.")) from None
        if len(found) == 1:
            return found[0]
        if self.column.kind != "range" or len(found) != 3:  # noqa: PLR2004 - least, likely, most
            raise forms.ValidationError(
                gettext("One number, or three with a stroke between: 90 / 120 / 180.")
            )
        return dict(zip(("low", "likely", "high"), found, strict=True))


def _number(text: str, *, whole: bool) -> float:
    value = float(text)
    if not -1e9 < value < 1e9 or (whole and value != int(value)):  # noqa: PLR2004 - beyond any count of people
        raise ValueError(text)
    return int(value) if value == int(value) else value


def _field(column: Column, scenario: Row, *, fresh: bool) -> forms.Field:
    if column.kind == "choice" and column.choices:
        known = column.choices(scenario)
        return forms.ChoiceField(
            label=column.label, choices=[*([("", "—")] if fresh else []), *known], required=False
        )
    if column.kind == "yes":
        return forms.BooleanField(label=column.label, required=False)
    if column.kind == "modes":
        return forms.MultipleChoiceField(
            label=column.label,
            choices=list(MODES.items()),
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
    if column.kind in ("int", "number", "range"):
        return Number(column)
    if column.kind == "lines" or column.kind in _PARTS:
        return Lines(label=column.label, help_text=column.help, rows=2)
    return Line(label=column.label, help_text=column.help)


def get(row: Mapping[str, Any], column: Column) -> Any:  # noqa: ANN401 - what a widget shows
    """What a cell shows of a row."""
    if column.name == "name":
        return next(iter((row.get("names") or {}).values()), "")
    value: Any = row
    for part in column.name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if column.kind == "range" and isinstance(value, dict):
        return " / ".join(f"{value.get(name, '')}" for name in ("low", "likely", "high"))
    if column.kind == "ids":
        return ", ".join(map(str, value or ()))
    if column.name == "parties":
        return "\n".join(map(str, value or ()))
    if names := _PARTS.get(column.kind):
        return "\n".join(
            " | ".join(str(one.get(name, "")) for name in names).rstrip(" |") for one in value or ()
        )
    return value


def put(row: dict[str, Any], column: Column, said: Any) -> None:  # noqa: ANN401 - what a field gave
    """Write a cell into a row; what is empty is not there."""
    if column.name == "name":
        if said:
            row["names"] = {**(row.get("names") or {}), next(iter(row.get("names") or {"uk": ""})): said}
        return
    value = _value(column, said)
    *outer, last = column.name.split(".")
    inside = row
    for part in outer:
        inside = inside.setdefault(part, {})
    if value in (None, "", []) and not column.required and column.kind != "acks":
        inside.pop(last, None)
    else:
        inside[last] = value
    if outer and not inside and outer[0] != "agreed":
        row.pop(outer[0])


def _value(column: Column, said: Any) -> Any:  # noqa: ANN401 - what JSON has
    if column.kind == "ids":
        return [part.strip() for part in str(said or "").split(",") if part.strip()]
    if column.name == "parties":
        return [line.strip() for line in str(said or "").splitlines() if line.strip()]
    if names := _PARTS.get(column.kind):
        rows = [
            [part.strip() for part in line.split("|")]
            for line in str(said or "").splitlines()
            if line.strip()
        ]
        return [{name: part for name, part in zip(names, row, strict=False) if part} for row in rows]
    return (said or None) if column.kind == "yes" else said


def rows_of(scenario: Row, table: Table) -> list[dict[str, Any]]:
    """The rows of a list; windows bear the corridor that they lie in."""
    if table.top:
        return [{column.name: scenario[column.name] for column in table.columns if column.name in scenario}]
    if table.inside:
        return [
            {**window, "corridor": row["id"]} for row in scenario[table.inside] for window in row[table.name]
        ]
    found = scenario.get(table.name) or []
    return [found] if isinstance(found, dict) else list(found) or ([{}] if not table.grows else [])


def with_rows(scenario: Row, table: Table, rows: list[dict[str, Any]]) -> Row:
    """The scenario with these rows in the place of that list."""
    made = deepcopy(scenario)
    if table.top:
        for column in table.columns:
            made.pop(column.name, None)
        made.update(rows[0])
    elif table.inside:
        for row in made[table.inside]:
            row[table.name] = [
                {name: value for name, value in one.items() if name != "corridor"}
                for one in rows if one["corridor"] == row["id"]
            ]  # fmt: skip
    elif table.name == "escorts":
        teams = rows[0] if rows else {}
        made.pop("escorts", None)
        if teams.get("teams"):
            made["escorts"] = {
                "teams": teams["teams"],
                "vehicles_per_team": teams.get("vehicles_per_team") or 1,
            }
    elif table.name == "corridors":
        made[table.name] = [{"windows": [], **row} for row in rows]
    elif rows or table.name in made:
        made[table.name] = rows
    return made


class Sheet:
    """The forms of a section: those rows that are there, and some empty ones."""

    def __init__(self, section: str, scenario: Row, data: Any = None) -> None:  # noqa: ANN401 - Django's own data
        self.scenario = scenario
        self.tables = [(table, list(self._forms(table, data))) for table in TABLES[section]]

    def _forms(self, table: Table, data: Any) -> Iterator[RowForm]:  # noqa: ANN401 - Django's own data
        rows = rows_of(self.scenario, table)[:MOST]
        for number, row in enumerate(rows):
            initial = {column.name: get(row, column) for column in table.columns}
            yield RowForm(table, self.scenario, data, prefix=f"{table.name}-{number}", initial=initial)
        for number in range(len(rows), len(rows) + BLANK * table.grows):
            yield RowForm(table, self.scenario, data, prefix=f"{table.name}-{number}", fresh=True)

    @property
    def forms(self) -> list[RowForm]:
        """All of them."""
        return [form for _table, several in self.tables for form in several]

    def is_valid(self) -> bool:
        """Whether every row that is not blank can be read."""
        return all([form.is_valid() for form in self.forms if not form.is_blank])  # noqa: C419 - each is checked

    def filled(self) -> Row:
        """The scenario as the forms say it now."""
        made = self.scenario
        for table, several in self.tables:
            before = rows_of(self.scenario, table)
            kept = [
                form.row(before[number] if number < len(before) else {})
                for number, form in enumerate(several)
                if not form.is_blank and not form.is_gone
            ]
            made = with_rows(made, table, [*kept, *before[MOST:]])
        return made
