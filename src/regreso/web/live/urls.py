"""Addresses of calls."""

from django.urls import path

from regreso.web.live import views

urlpatterns = [
    path("call/", views.call, name="call"),
    path("calls/", views.calls, name="calls"),
    path("calls/<uuid:pk>/", views.lobby, name="lobby"),
]
