"""Addresses of registering without a network: without a language in front, under one worker."""

from django.urls import path

from regreso.web.holding import offline

urlpatterns = [
    path("", offline.front, name="offline"),
    path("sw.js", offline.service_worker, name="offline-worker"),
    path("api/me/", offline.me, name="offline-me"),
    path("api/people/", offline.people, name="offline-people"),
    path("<slug:language>/", offline.page, name="offline-page"),
]
