"""Where Telegram and gateways bring what people write. Each has its key; others find nothing."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64decode
from binascii import Error as NotBase64
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from regreso.casebook.conversations import webhook_secret
from regreso.web.base.desks import CARRIER, opens_to
from regreso.web.family.talk.hear import hear, leave
from regreso.web.family.talk.turn import SMS, Said
from regreso.wire.updates import Incoming, of_gateway, of_telegram

_MOST = 1 << 18  # bytes that a carrier brings at once


@csrf_exempt
@require_POST
def telegram(request: HttpRequest) -> HttpResponse:
    """One update. An answer other than 200 makes Telegram bring it again."""
    sent = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
    if settings.REGRESO_TELEGRAM_TALK != "webhook" or not _same(sent, webhook_secret()):
        raise Http404
    take_update(_json(request))
    return HttpResponse(content_type="text/plain")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def sms(request: HttpRequest) -> HttpResponse:
    """One short message or several. The answer is empty: some gateways send what they are answered."""
    request.encoding = "utf-8"  # of the address: Kannel's charset is its body's, and would spoil key and id
    key = settings.REGRESO_SMS_IN_KEY
    if not key or not _same(_key_of(request), key):
        raise Http404
    brought = _told(request)
    for one in of_gateway(brought):
        take(SMS, one)
    return HttpResponse(content_type="text/plain")


def take_update(update: dict[str, Any]) -> None:
    """One update, however it came."""
    one = of_telegram(update)
    if one:
        take("telegram", one)


def take_short(one: Incoming) -> None:
    """One short message that an operator's centre has brought."""
    take(SMS, one)


def give_up_short(one: Incoming) -> None:
    """It could not be answered: a person learns to whom."""
    leave(Said(SMS, one.to, one.text, one.id or _made_id(one, timezone.now()), timezone.now()))


def give_up_update(update: dict[str, Any]) -> None:
    """It failed again and again: a person learns to whom no answer went."""
    one = of_telegram(update)
    if one:
        leave(Said("telegram", one.to, one.text, one.id, timezone.now(), one.hint))


def take(transport: str, one: Incoming) -> None:
    """Hear it, now. A gateway without ids is told apart by the words and the minute."""
    at = timezone.now()
    number = one.id or _made_id(one, at)
    hear(Said(transport, one.to, one.text, number, at, one.hint, one.message))


def _made_id(one: Incoming, at: datetime) -> str:
    return hashlib.sha256(f"{one.to}\0{one.text}\0{at:%Y%m%d%H%M}".encode()).hexdigest()


def _same(sent: str, ours: str) -> bool:
    return hmac.compare_digest(sent.encode(), ours.encode())


def _key_of(request: HttpRequest) -> str:
    """As the gateways can send it: a header of their own, a bearer, a password, or a part of the address."""
    kind, _, word = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return word.strip()
    if kind.lower() == "basic":
        try:
            return b64decode(word).decode(errors="replace").partition(":")[2]
        except (NotBase64, ValueError):
            return ""
    return request.headers.get("X-Key", "") or request.GET.get("key", "")


def _told(request: HttpRequest) -> dict[str, Any]:
    if request.content_type == "application/json":
        told = _json(request)
        return told or {}
    if number := request.headers.get("X-Kannel-From"):  # Kannel's post-url: the text is the body
        written = f"{request.headers.get('Content-Type', '')} {request.headers.get('X-Kannel-Charset', '')}"
        wide = "UTF-16BE" in written.upper()
        text = request.body[:_MOST].decode("utf-16-be" if wide else "utf-8", "replace")
        known = request.headers.get("X-Kannel-ID") or request.GET.get("id", "")
        return {"from": number, "text": text, "id": known}
    return {**request.GET.dict(), **request.POST.dict()}


def _json(request: HttpRequest) -> dict[str, Any]:
    try:
        told = json.loads(request.body[:_MOST])
    except ValueError:
        return {}
    if isinstance(told, list):
        return {"messages": told}
    return told if isinstance(told, dict) else {}


for _view in (telegram, sms):
    opens_to(_view, CARRIER)
