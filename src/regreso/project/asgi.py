"""The realtime process: sockets of calls and nothing else (pages are served as WSGI, see wsgi.py)."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regreso.project.settings")
get_asgi_application()  # sets Django up: the routes below need its models

from regreso.web.live.routing import websocket_urlpatterns  # noqa: E402 - after Django is set up

Send = Callable[[dict[str, Any]], Awaitable[None]]


async def no_pages(scope: dict[str, Any], receive: object, send: Send) -> None:
    """There are no pages at this port."""
    del scope, receive
    await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"There are no pages here.\n"})


application = ProtocolTypeRouter(
    {"http": no_pages, "websocket": AllowedHostsOriginValidator(URLRouter(websocket_urlpatterns))}
)
