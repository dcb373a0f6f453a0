"""Fields that take what people write, not what a machine would like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from regreso.facts.dates import DateInterval, iso_of
from regreso.facts.errors import FactError

OLDEST = 120
SHORT, LONG = 200, 4000


class Line(forms.CharField):
    """One line of text, never required."""

    def __init__(self, *, label: Any, help_text: Any = "", **attrs: str) -> None:  # noqa: ANN401 - lazy text
        too_long = _("This is too long: at most %(limit_value)d letters.")
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            max_length=SHORT,
            error_messages={"max_length": too_long},
            widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
        )


class Lines(forms.CharField):
    """Several lines of text, never required."""

    def __init__(self, *, label: Any, help_text: Any = "", rows: int = 3) -> None:  # noqa: ANN401 - lazy text
        too_long = _("This is too long: at most %(limit_value)d letters.")
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            max_length=LONG,
            error_messages={"max_length": too_long},
            widget=forms.Textarea(attrs={"rows": rows}),
        )


class PartialDate(Line):
    """A date that may stop at the month or the year; written day first or year first. Cleans to ISO text."""

    def clean(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        """`21.4.1999`, `04/1999`, `1999`, `1999-04-21` → `1999-04-21`, `1999-04`, `1999`."""
        text = str(super().clean(value)).strip().rstrip(".")
        if not text:
            return ""
        iso = iso_of(text)
        try:
            DateInterval.parse(iso)
        except FactError:
            raise ValidationError(
                _("We cannot read this as a date. Write it like 21.04.1999, or only 04.1999, or only 1999.")
            ) from None
        return iso


class Age(Line):
    """Whole years."""

    def clean(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        """The digits, or "" when nothing was said."""
        text = str(super().clean(value)).strip()
        if text and not (text.isascii() and text.isdecimal() and int(text) <= OLDEST):
            raise ValidationError(_("We need the age as a number of years, for example 24."))
        return text
