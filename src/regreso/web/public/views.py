"""The front page, and the page on which anybody can check a paper."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from regreso.casebook import announced
from regreso.casebook.models import Answer, Enquiry
from regreso.casebook.queries import TOLD
from regreso.web.base.fields import Line
from regreso.web.base.forms import PageForm

SMALL = 5  # a total below this could point at a family


def suppressed(total: int) -> str:
    """A total as the public may see it: 1 to 4 are one word.

    >>> [suppressed(n) for n in (0, 1, 4, 5, 6057)]
    ['0', '<5', '<5', '5', '6057']
    """
    return f"<{SMALL}" if 0 < total < SMALL else str(total)


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What this is, how to ask, how to check a paper; totals and no names."""
    asked = Enquiry.objects.exclude(state__in=("draft", "submitted")).count()
    answered = Answer.objects.filter(state__in=TOLD).count()
    totals = {"asked": suppressed(asked), "answered": suppressed(answered)}
    ways = (
        (_("Call us"), settings.REGRESO_HOTLINE),
        (_("Send a short message"), settings.REGRESO_SMS_NUMBER if _takes_short_messages() else ""),
        (_("In Telegram"), settings.REGRESO_TELEGRAM_NAME if settings.REGRESO_TELEGRAM_TALK != "off" else ""),
    )
    return render(request, "public/front.html", {**totals, "ways": [way for way in ways if way[1]]})


def _takes_short_messages() -> bool:
    return bool(settings.REGRESO_SMS_IN_KEY) or settings.REGRESO_SMS_TALK != "off"


class CodeForm(PageForm):
    """The code of a paper. It never stands in an address, where logs and histories would keep it."""

    code = Line(
        label=_("Code on the paper or in the message, or number of the announcement"),
        help_text=_("A code begins with RGS, a number looks like 2022-0001. Capital letters do not matter."),
        autocapitalize="characters",
        spellcheck="false",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Whether a paper came from us: two answers, and the same work for both."""
    form = CodeForm(request.POST or None)
    issued, public = None, None
    if request.method == "POST":
        code = form.cleaned_data.get("code", "") if form.is_valid() else ""
        issued, public = announced.asked_about(code, at=timezone.now())
    standing = announced.standing(public) if public else ""
    told = {"form": form, "issued": issued, "public": public, "standing": standing}
    return render(request, "public/check.html", told)
