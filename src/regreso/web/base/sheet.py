"""The journey sheet to print: one page in the traveller's language, with a code and no captive's name."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from regreso.movement.journeys import shipped
from regreso.movement.journeys.sheet import sheet_pdf
from regreso.web.base.ways import mode, rule_words

if TYPE_CHECKING:
    from regreso.casebook.models import Journey

PRINTED = ("issued", "under_way", "overdue")


def sheet_response(request: HttpRequest, row: Journey) -> HttpResponse:
    """The sheet of a journey that has one, as a PDF."""
    with override(row.language or "en"):
        content = sheet_content(row, check=request.build_absolute_uri(reverse("check")))
    response = HttpResponse(sheet_pdf(content), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="journey.pdf"'
    return response


def sheet_content(row: Journey, *, check: str) -> dict[str, Any]:
    """The words of the sheet, in the language that is set."""
    expires = date_format(row.expires_at, "DATE_FORMAT") if row.expires_at else ""
    alarm = gettext("This sheet may no longer hold. Stay where you are safe, and call us before you go on.")
    return {
        "title": gettext("Journey sheet"), "lang": row.language or "en", "traveller": row.traveller,
        "code_label": gettext("Code"), "code": row.certificate.code if row.certificate else "",
        "expires": gettext("Holds until %(day)s") % {"day": expires},
        "meeting_label": gettext("You are met at"),
        "meeting": f"{row.meeting_point}, {date_format(date.fromisoformat(row.meeting_on), 'DATE_FORMAT')}",
        "warning": alarm if row.warned_at else "",
        "legs": [_leg(leg) for leg in row.legs],
        "carry_label": gettext("What to carry"), "carry": list(_carried(row)),
        "numbers_label": gettext("Emergency numbers"), "numbers": list(_numbers()),
        "check": gettext("Anyone can check the code at %(address)s. It says only whether the sheet is ours.")
        % {"address": check},
        "money": gettext("We never ask for money."),
        "rules_label": gettext(
            "Planned on these rules (book of borders, version %(n)d); each with its own version"
            " (0 is what came with Regreso) and the day it was last seen:"
        ) % {"n": row.book_version},
        "rules": [rule_words(rule) for rule in row.rules_used],
    }  # fmt: skip


def _leg(leg: dict[str, Any]) -> dict[str, str]:
    when = ""
    if leg.get("depart"):
        when = date_format(datetime.fromisoformat(leg["depart"]), "DATE_FORMAT")
    looked = gettext("We last looked at it on %(day)s") % {"day": leg["checked"]}
    return {
        "order": str(leg["order"]), "line": f"{leg['from']} → {leg['to']}",
        "when": " · ".join(part for part in (mode(leg["mode"]), when) if part), "what": leg["what"],
        "notes": leg.get("note", ""), "source": f"{leg['source']}. {looked}",
    }  # fmt: skip


def _carried(row: Journey) -> list[str]:
    names = shipped.names_in(row.language or "en")
    visas = [gettext("visa: %(country)s") % {"country": names.get(code, code)} for code in row.documents]
    return [
        gettext("your passport, valid for six months more"),
        *visas,
        gettext("papers that show whose mother, wife or relative you are"),
        gettext("your confirmation with its code, and this sheet"),
        gettext("money in cash for the fares, and a little more"),
        gettext("your medicines, water and food for a day, warm clothes"),
        gettext("a charged telephone, its charger, and our number on paper"),
    ]


def _numbers() -> list[str]:
    ours = [gettext("Our hotline: %(number)s") % {"number": settings.REGRESO_HOTLINE}]
    return [
        *(ours if settings.REGRESO_HOTLINE else []),
        gettext("112: police, doctor, fire, in every country on the way"),
        gettext("103: doctor in Ukraine, Belarus and Russia · 102: police there"),
    ]
