"""Addresses of the page at a door and of what it asks: without a language in front, under one worker."""

from django.urls import path

from regreso.web.manifest import api, board

urlpatterns = [
    path("", board.board, name="board"),
    path("sw.js", board.service_worker, name="board-worker"),
    path("api/trips/", api.trips, name="board-trips"),
    path("api/trips/<str:code>/", api.copy, name="board-copy"),
    path("api/events/", api.events, name="board-events"),
    path("<slug:language>/", board.page, name="board-page"),
]
