"""The effects of a person given back, line by line (GC III 119)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regreso.web.base.acts import ActForm
from regreso.web.base.fields import Lines


class Effects(ActForm):
    """What he gets back, and what he does not, with where that is."""

    returned = Lines(label=_("Returned to him, one thing a line"), rows=4)
    kept = Lines(
        label=_("Not returned, one thing a line"),
        help_text=_("With a colon and where it is: “watch: with the Bureau”."),
        rows=3,
    )

    valuables = Lines(
        label=_("Money and valuables sent to the Bureau, one a line"),
        help_text=_("With a colon and the number of the receipt: “40 euros: receipt 12”."),
        rows=2,
    )
    baggage_kg = forms.IntegerField(
        label=_("Kilograms that he may carry: at least 25"),
        required=False,
        min_value=0,
        max_value=200,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def clean_valuables(self) -> list[dict[str, Any]]:
        """What goes to the Bureau has a receipt."""
        return [{**line, "kind": "valuable"} for line in self._lines("valuables")]

    def clean_kept(self) -> list[dict[str, Any]]:
        """Nothing stays behind without a word on where it is."""
        return self._lines("kept")

    def _lines(self, name: str) -> list[dict[str, Any]]:
        lines = []
        for line in str(self.cleaned_data[name]).splitlines():
            what, _colon, note = (part.strip() for part in line.partition(":"))
            if not line.strip():
                continue
            if not (what and note):
                raise forms.ValidationError(_("Say where it is: “%(what)s: with …”."), params={"what": what})
            lines.append({"what": what, "returned": False, "note": note})
        return lines

    def arguments(self) -> dict[str, Any]:
        """All lines."""
        given = (line.strip() for line in str(self.cleaned_data["returned"]).splitlines())
        returned = [{"what": what, "returned": True} for what in given if what]
        baggage = self.cleaned_data["baggage_kg"]
        return {
            "effects": [*returned, *self.cleaned_data["kept"], *self.cleaned_data["valuables"]],
            "baggage_kg": "" if baggage is None else str(baggage),
        }
