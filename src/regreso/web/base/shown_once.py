"""Where a sentence waits that the next page shows once: a cookie that no neighbouring host can plant."""

from __future__ import annotations

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class OwnCookie(CookieStorage):
    """Over TLS its name makes a browser take it from this very host alone."""

    cookie_name = "__Host-messages" if settings.SESSION_COOKIE_SECURE else "messages"


class ShownOnce(FallbackStorage):
    """The cookie; what does not fit into it waits in the session."""

    storage_classes = (OwnCookie, SessionStorage)
