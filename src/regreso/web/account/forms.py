"""Forms of the door."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import Staff
from regreso.web.base.forms import PageForm

_EMPTY = _("Please fill this in.")


class SignInForm(AuthenticationForm):
    """Name and password. One error for everything that may be wrong."""

    use_required_attribute = False
    error_messages = {  # noqa: RUF012 - Django reads this attribute of the class
        "invalid_login": _("This name and password do not go together. Please check both and try again."),
        "inactive": _("This name and password do not go together. Please check both and try again."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.fields["username"].label = _("Name")
        self.fields["password"].label = _("Password")
        for field in self.fields.values():
            field.error_messages["required"] = _EMPTY
            if isinstance(field, forms.CharField):
                field.widget.attrs.pop("autofocus", None)


class CodeForm(PageForm):
    """Six digits of the app, or a code on paper."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six digits of your app, or one of the codes that you printed."),
        max_length=40,
        error_messages={"required": _EMPTY},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
        ),
    )


class AppForm(PageForm):
    """The first code of a new app."""

    code = forms.CharField(
        label=_("The six digits that the app shows now"),
        max_length=12,
        error_messages={"required": _EMPTY},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class KeyForm(PageForm):
    """A name for a new key, and what the browser answered."""

    name = forms.CharField(
        label=_("A name for this key"),
        help_text=_("So that you know it again: my telephone, the blue token."),
        max_length=60,
        error_messages={"required": _EMPTY},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    credential = forms.CharField(widget=forms.HiddenInput, required=False)


class NewPasswordForm(PageForm):
    """A new password, written twice."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_(
            "At least 12 letters. Four words that have nothing to do with each other are easy to keep."
        ),
        strip=False,
        max_length=400,
        error_messages={"required": _EMPTY},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password once more"),
        strip=False,
        max_length=400,
        error_messages={"required": _EMPTY},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **kwargs)
        self.staff = staff

    def clean(self) -> dict[str, Any]:
        """Long enough, no common word, and twice the same."""
        told: dict[str, Any] = super().clean() or {}
        first, second = told.get("password"), told.get("again")
        if first and second and first != second:
            self.add_error("again", _("The two passwords differ. Please write both again."))
        if first:
            try:
                validate_password(first, self.staff)
            except ValidationError:
                self.add_error(
                    "password", _("This password is too short or too well known. Please choose another.")
                )
        return told


class JoinForm(NewPasswordForm):
    """The first password of an account."""


class ChangeForm(NewPasswordForm):
    """Another password: who knows the old one may choose it."""

    old = forms.CharField(
        label=_("The password that you have now"),
        strip=False,
        max_length=400,
        error_messages={"required": _EMPTY},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old", "password", "again")

    def clean(self) -> dict[str, Any]:
        """The old one is right, and the new one is another."""
        told = super().clean()
        old = told.get("old")
        if old and not self.staff.check_password(old):
            self.add_error("old", _("This is not the password that you have now."))
        elif old and old == told.get("password"):
            self.add_error("password", _("This is the password that you have now. Please choose another."))
        return told
