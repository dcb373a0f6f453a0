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

    def clean_kept(self) -> list[dict[str, Any]]:
        """Nothing stays behind without a word on where it is."""
        lines = []
        for line in str(self.cleaned_data["kept"]).splitlines():
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
        return {"effects": [*returned, *self.cleaned_data["kept"]]}
