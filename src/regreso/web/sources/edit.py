"""The form that puts a reading right: its fields are those of the lead's kind, filled as they were read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import Lead
from regreso.web.base.acts import ActForm
from regreso.web.base.fields import Line, Lines, PartialDate
from regreso.web.base.lead_words import ANNOUNCED, COMPARISONS, POLARITIES, ROLES, STATUSES
from regreso.web.base.people import SEXES
from regreso.web.base.told import entries
from regreso.web.base.words import Word

Claim = Mapping[str, Any]
_NAME = ("surname", "given", "patronymic", "sex")
_PARTS = {"surname": "last", "given": "first", "patronymic": "patronymic"}


def _choice(label: Word, words: dict[str, Word]) -> Callable[[], forms.Field]:
    return lambda: forms.ChoiceField(label=label, choices=list(words.items()))


def _number(label: Word) -> Callable[[], forms.Field]:
    return lambda: forms.IntegerField(label=label, required=False, min_value=0, max_value=10_000_000)


def _line(label: Word) -> Callable[[], forms.Field]:
    return lambda: Line(label=label)


_SHARED: dict[str, Callable[[], forms.Field]] = {
    "polarity": _choice(_("How it is told"), POLARITIES),
    "told_by": _line(_("Told by")),
}
_STATUS = _choice(_("What became of them"), STATUSES)
FIELDS: dict[str, dict[str, Callable[[], forms.Field]]] = {
    "person": {
        "surname": _line(_("Surname")),
        "given": _line(_("Given names")),
        "patronymic": _line(_("Patronymic")),
        "sex": lambda: forms.ChoiceField(label=_("Sex"), choices=SEXES, required=False),
        "role": _choice(_("Part in the text"), ROLES),
        "status": _STATUS,
        "birth": lambda: PartialDate(label=_("Date of birth")),
        "rank": _line(_("Rank")),
        "unit": _line(_("Unit")),
        "pseudonym": lambda: forms.BooleanField(
            label=_("The name is a pseudonym or was withheld: never match it"), required=False
        ),
        **_SHARED,
    },
    "count": {
        "cmp": _choice(_("How exactly"), COMPARISONS),
        "best": _number(_("Number")),
        "low": _number(_("At least, where a range is told")),
        "high": _number(_("At most, where a range is told")),
        "of_whom": _line(_("Of whom")),
        "status": _STATUS,
        **_SHARED,
    },
    "contact": {
        "value": _line(_("Contact")),
        "purpose": _line(_("What it is for")),
        "scam": lambda: forms.BooleanField(label=_("A fraud: never offer it"), required=False),
        **_SHARED,
    },
    "procedure": {
        "steps": lambda: Lines(label=_("Steps"), help_text=_("A line each, in their order."), rows=6),
        "condition": _line(_("For whom")),
        **_SHARED,
    },
    "announcement": {
        "type": _choice(_("What is announced"), ANNOUNCED),
        "places": lambda: Lines(label=_("Places in their order"), help_text=_("A line each."), rows=3),
        "start": _line(_("From")),
        "end": _line(_("Until")),
        "tz": _line(_("Time zone")),
        "parties": lambda: Lines(label=_("Parties"), help_text=_("A line each."), rows=2),
        **_SHARED,
    },
}


class Edited(ActForm):
    """What the source says, put right by a person. Only what was changed is handed on."""

    def for_row(self, row: Any) -> None:  # noqa: ANN401 - a lead
        """The fields of this kind of lead, filled as they were read."""
        super().for_row(row)
        lead: Lead = row
        self.claim: Claim = lead.claim
        for name, make in FIELDS.get(lead.kind, {}).items():
            field = make()
            field.initial = _shown(lead.claim, name)
            if isinstance(field.widget, forms.TextInput | forms.Textarea):
                field.widget.attrs.setdefault("dir", "auto")
            self.fields[name] = field

    def arguments(self) -> dict[str, Any]:
        """The fields that say something else than before."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in _NAME}
        changed = {
            name: _kept(name, value, self.claim)
            for name, value in said.items()
            if value != _plain(_shown(self.claim, name), value)
        }
        if any(
            str(self.cleaned_data.get(n) or "") != _shown(self.claim, n) for n in _NAME if n in self.fields
        ):
            changed["readings"] = self._readings()
        return {"changes": changed}

    def _readings(self) -> list[dict[str, Any]]:
        """The name as the reader gives it, before what was read."""
        said = self.cleaned_data
        parts = {key: said[name].strip() for name, key in _PARTS.items() if said[name].strip()}
        name = " ".join(
            said[part].strip() for part in ("surname", "given", "patronymic") if said[part].strip()
        )
        mine = {"nominative": name, "parts": parts, "gender": said["sex"], "case": "nominative", "score": 1.0}
        return [mine] if name else []


def _first_reading(claim: Claim) -> Mapping[str, Any]:
    readings = claim.get("readings") or [{}]
    first: Mapping[str, Any] = readings[0]
    return first


def _shown(claim: Claim, name: str) -> Any:  # noqa: ANN401 - of any field
    """A value of the claim as its field shows it."""
    if name in _PARTS:
        return str((_first_reading(claim).get("parts") or {}).get(_PARTS[name], ""))
    if name == "sex":
        gender = str(_first_reading(claim).get("gender", ""))
        return gender if gender in ("m", "f") else ""
    value = claim.get(name)
    if name == "steps":
        return "\n".join(str(step.get("text", "")) for step in value or [])
    if name in ("places", "parties"):
        return "\n".join(str(one) for one in value or [])
    return str((value or {}).get("edtf", "")) if name == "birth" else value


def _plain(shown: Any, value: Any) -> Any:  # noqa: ANN401 - of any field
    """What was shown, as the form would give it back untouched."""
    if isinstance(value, str):
        return "\n".join(str(shown or "").split("\r\n"))
    return bool(shown) if isinstance(value, bool) else shown


def _kept(name: str, value: Any, claim: Claim) -> Any:  # noqa: ANN401 - of any field
    """A value of the form as the claim keeps it."""
    if name == "steps":
        before = {str(step.get("text", "")): step for step in claim.get("steps") or []}
        lines = [line.strip() for line in str(value).splitlines() if line.strip()]
        known = [before.get(line, {"places": [], "mode": ""}) for line in lines]
        return [
            {**old, "order": n, "text": line}
            for n, (old, line) in enumerate(zip(known, lines, strict=True), 1)
        ]
    if name in ("places", "parties"):
        return entries(str(value).replace("\r", ""))
    return {"edtf": value} if name == "birth" else value
