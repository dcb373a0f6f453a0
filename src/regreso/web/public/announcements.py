"""What we announce, for everybody: pages, feeds, warnings for other services, a sheet to print."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from regreso.casebook import announced
from regreso.casebook.announced import LANGUAGES, as_announced
from regreso.casebook.models import Announcement
from regreso.movement.corridor.printing import qr
from regreso.web.base.paging import paged
from regreso.wire import feeds
from regreso.wire.announced import Announced, say, standing_lines
from regreso.wire.cap import cap
from regreso.wire.sheet import sheet

_FRESH = "public, max-age=60"  # a withdrawal is seen everywhere after a minute at most
_FEEDS: dict[str, tuple[Callable[..., str], str]] = {
    "atom": (feeds.atom, "application/atom+xml"),
    "rss": (feeds.rss, "application/rss+xml"),
    "json": (feeds.json_feed, "application/feed+json"),
}


@require_safe
def announcements(request: HttpRequest) -> HttpResponse:
    """What holds first; a second list keeps what was corrected, withdrawn or is over."""
    over = request.GET.get("over") == "1"
    rows = (
        announced.public().exclude(pk__in=announced.in_force().values("pk")) if over else announced.in_force()
    )
    page = paged(request, rows)
    language = _language()
    lines = [(one, as_announced(one, settings.REGRESO_SITE)) for one in page.rows]
    shown = [(row, one.texts[language][0], _standing(one, language), one) for row, one in lines]
    context = {"lines": shown, "paged": page, "over": over}
    return render(request, "public/announcements.html", context)


@require_safe
def announcement(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """One version: whether it holds, its words, its other versions, how to check it."""
    row = _one(row_id)
    one, language = as_announced(row, settings.REGRESO_SITE), _language()
    series = announced.public().filter(series=row.series).order_by("version")
    versions = [(other, announced.standing(other)) for other in series]
    title, text = one.texts[language]
    context = {
        "row": row, "one": one, "title": title, "text": text, "notes": _standing(one, language),
        "versions": versions if len(versions) > 1 else [],
        "kind": say(row.kind, language),
    }  # fmt: skip
    return render(request, "public/announcement.html", context)


@require_safe
def feed(request: HttpRequest, form: str) -> HttpResponse:
    """The newest announcements in this language, as a feed; 304 while nothing changed."""
    if form not in _FEEDS:
        raise Http404
    write, kind = _FEEDS[form]
    rows = [as_announced(one, settings.REGRESO_SITE) for one in announced.public()[: feeds.MOST]]
    language = _language()
    here, page = _absolute("announced-feed", form), _absolute("announced-all")
    body = write(rows, language=language, here=here, page=page)
    newest = max((one.changed().timestamp() for one in rows), default=None)
    return _fresh(request, HttpResponse(body, content_type=f"{kind}; charset=utf-8"), newest)


@require_safe
def warning(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """One version as a CAP 1.2 message."""
    one = as_announced(_one(row_id), settings.REGRESO_SITE)
    body = cap(one, site=settings.REGRESO_SITE)
    response = HttpResponse(body, content_type="application/cap+xml; charset=utf-8")
    return _fresh(request, response, one.changed().timestamp())


@require_safe
def paper(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """One version on A4: in the reader's language, or with ?all=1 in all four."""
    one, language = as_announced(_one(row_id), settings.REGRESO_SITE), _language()
    languages = (language, *(other for other in LANGUAGES if other != language))
    chosen = languages if request.GET.get("all") == "1" else languages[:1]
    body = sheet(one, chosen, qr=qr(one.page(language)))
    response = HttpResponse(body, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{one.number}.pdf"'
    return response


def _one(row_id: UUID) -> Announcement:
    return get_object_or_404(announced.public(), pk=row_id)


def _standing(one: Announced, language: str) -> list[str]:
    return [line for line in standing_lines(one, language) if line]


def _language() -> str:
    language = get_language() or "en"
    if language not in LANGUAGES:
        raise Http404
    return language


def _absolute(name: str, *args: str) -> str:
    return f"{settings.REGRESO_SITE}{reverse(name, args=args)}"


def _fresh(request: HttpRequest, response: HttpResponse, changed: float | None) -> HttpResponse:
    """It may be kept for a minute, and asked for again without being sent again."""
    response.headers["Cache-Control"] = _FRESH
    if changed:
        response.headers["Last-Modified"] = http_date(changed)
    etag = quote_etag(feeds.digest(response.content))
    response.headers["ETag"] = etag
    conditional = get_conditional_response(request, etag=etag, response=response)
    assert isinstance(conditional, HttpResponse)  # noqa: S101 - Django's own type is wider
    return conditional
