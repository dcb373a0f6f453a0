"""The fields of a person, named once for every comparison, correction and history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regreso.web.base.words import Word

FIELDS: dict[str, Word] = {
    "as_written": _("Name as the family writes it"),
    "surname": _("Surname"),
    "given": _("Given names"),
    "patronymic": _("Patronymic"),
    "other_names": _("Other spellings, earlier surnames, nickname"),
    "sex": _("Sex"),
    "birth": _("Date of birth"),
    "age": _("Age in whole years"),
    "birthplace": _("Place of birth"),
    "settlement": _("Town or village of residence"),
    "region": _("Region"),
    "nationality": _("Nationality"),
    "languages": _("Languages"),
    "religion": _("Religion"),
    "father": _("Father's name"),
    "mother": _("Mother's name, maiden name"),
    "marks": _("Distinguishing marks"),
    "rank": _("Rank"),
    "unit": _("Unit"),
    "service_number": _("Service number"),
    "power": _("Power of origin"),
    "phone": _("Telephone of the person sought"),
    "inform": _("Person to be informed: name and address"),
    "correspondence": _("Address for correspondence"),
}
LAST_CONTACT: dict[str, Word] = {
    "date": _("Last contact: day"),
    "channel": _("Last contact: how"),
    "place": _("Last contact: place"),
    "said_destination": _("Said destination"),
    "circumstances": _("Circumstances"),
    "latest_news": _("Latest news, and from whom"),
    "with_whom": _("In whose company"),
}
SEXES = (
    ("", pgettext_lazy("sex", "not told")),
    ("m", pgettext_lazy("sex", "man")),
    ("f", pgettext_lazy("sex", "woman")),
)

# What an operator or family may add or correct about the person sought.
OF_SOUGHT = (
    "as_written", "surname", "given", "patronymic", "other_names", "sex", "birth", "age", "birthplace",
    "settlement", "region", "nationality", "languages", "father", "mother", "marks", "rank", "unit",
    "service_number", "phone",
)  # fmt: skip

# GC III 17: only these may be required of a prisoner of war. The rest is his to give or to keep.
ARTICLE_17 = ("surname", "given", "rank", "birth", "service_number")
HIS_TO_GIVE = (
    "patronymic", "other_names", "birthplace", "settlement", "region", "nationality", "unit", "power",
    "father", "mother", "marks", "inform", "correspondence",
)  # fmt: skip

# Side by side on the review desk.
COMPARED = (
    "surname", "given", "patronymic", "other_names", "birth", "sex", "birthplace", "settlement", "region",
    "nationality", "father", "mother", "rank", "unit", "service_number", "marks",
)  # fmt: skip


# The field of a person that a field of a reason or a question stands for, where the words differ.
FIELD_OF = {"place": "settlement"}


def name_of(person: object) -> str:
    """The name of a person sought or held, in the order of the register; the whole message when unparted."""
    parts = [getattr(person, part, "") for part in ("surname", "given", "patronymic")]
    return " ".join(part for part in parts if part) or str(getattr(person, "as_written", "")) or "—"


def shown(person: object, name: str) -> str:
    """A field of a person as text; a list with semicolons between."""
    value = getattr(person, name, "")
    if name == "sex":
        return str(dict(SEXES).get(value, value)) if value else ""
    return "; ".join(value) if isinstance(value, list) else str(value)
