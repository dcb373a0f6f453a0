"""Addresses open to everybody."""

from django.urls import path

from regreso.web.public import announcements, views

_ONE = "announcements/<uuid:row_id>"
urlpatterns = [
    path("", views.front, name="front"),
    path("check/", views.check, name="check"),
    path("announcements/", announcements.announcements, name="announced-all"),
    path("announcements/feed.<slug:form>", announcements.feed, name="announced-feed"),
    path(f"{_ONE}/", announcements.announcement, name="announced"),
    path(f"{_ONE}/cap.xml", announcements.warning, name="announced-cap"),
    path(f"{_ONE}/sheet.pdf", announcements.paper, name="announced-sheet"),
]
