"""The one address of the realtime process."""

from django.urls import path

from regreso.web.live.consumers import CallConsumer

websocket_urlpatterns = [path("ws/call/", CallConsumer.as_asgi())]
