"""Each piece of information that we may ask a family for, in the words of the form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import Enquiry
from regreso.web.base.enquiry_form import EnquiryForm
from regreso.web.base.fields import Lines
from regreso.web.base.forms import PageForm

_OF_THE_FORM = {
    name: EnquiryForm.base_fields[name]
    for name in ("as_written", "other_names", "birth", "age", "birthplace", "settlement", "father", "mother",
                 "marks", "rank", "unit", "service_number", "relationship")
} | {
    f"last_contact.{name}": EnquiryForm.base_fields[f"last_{name}"]
    for name in ("date", "channel", "place", "said_destination", "with_whom", "circumstances", "latest_news")
}  # fmt: skip
LABELS: dict[str, Any] = {name: field.label for name, field in _OF_THE_FORM.items()} | {
    "surname": _("Their surname alone"),
    "given": _("Their first name alone"),
    "patronymic": _("Their patronymic alone"),
    "sex": _("Whether they are a man or a woman"),
    "region": _("The region where they lived"),
    "nationality": _("Their nationality"),
    "languages": _("Languages they speak"),
    "religion": _("Their religion, if they would want it known"),
    "phone": _("The telephone number they used"),
}


class TellForm(PageForm):
    """One more thing that the family knows, or one to be put right."""

    field = forms.ChoiceField(label=_("What would you like to add or put right?"))
    words = Lines(label=_("What you know"))

    def __init__(self, *args: Any, asked: str, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **kwargs)
        field = self.fields["field"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (name, label) for name, label in LABELS.items() if name != "sex" or asked == "sex"
            ]
        field.initial = asked or "other_names"

    def clean(self) -> dict[str, Any]:
        """The words must be such as the form of the enquiry would take."""
        told: dict[str, Any] = super().clean() or {}
        field, words = _OF_THE_FORM.get(told.get("field", "")), told.get("words", "")
        if not words and "words" not in self.errors:
            self.add_error("words", _("Please fill this in."))
        elif field:
            try:
                told["words"] = field.clean(words)
            except forms.ValidationError as error:
                self.add_error("words", error)
        return told

    def changes(self, enquiry: Enquiry) -> dict[str, str]:
        """As the step takes them; another spelling is added to those that are known."""
        name, words = self.cleaned_data["field"], self.cleaned_data["words"]
        known = enquiry.sought.other_names if name == "other_names" else []
        return {name: "\n".join([*known, words])}
