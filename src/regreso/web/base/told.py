"""What the forms of several desks share: fields that must be filled, and the form that makes a new row."""

from __future__ import annotations

import re
import uuid
from typing import Any, TypeVar

from django import forms

from regreso.web.base.acts import ActForm

F = TypeVar("F", bound=forms.Field)
_BETWEEN = re.compile(r"[;\n]")


def must(field: F) -> F:
    """This field has to be filled in."""
    field.required = True
    return field


def entries(given: str) -> list[str]:
    """The entries of a list that was typed as one text.

    >>> entries("Serhii; Сергей")
    ['Serhii', 'Сергей']
    """
    return [part.strip() for part in _BETWEEN.split(given) if part.strip()]


class OfOneClick(ActForm):
    """A form that makes a new row: it chose the row's id, so that a second click makes no second row."""

    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        kwargs["initial"] = {"token": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
