"""Addresses open to everybody."""

from django.urls import path

from regreso.web.public import announcements, mailing, views

_ONE = "announcements/<uuid:row_id>"
urlpatterns = [
    path("", views.front, name="front"),
    path("check/", views.check, name="check"),
    path("announcements/", announcements.announcements, name="announced-all"),
    path("announcements/by-mail/", mailing.ask, name="by-mail"),
    path("announcements/by-mail/<uuid:row_id>/<slug:seal>/", mailing.mine, name="by-mail-mine"),
    path("announcements/feed.<slug:form>", announcements.feed, name="announced-feed"),
    path(f"{_ONE}/", announcements.announcement, name="announced"),
    path(f"{_ONE}/cap.xml", announcements.warning, name="announced-cap"),
    path(f"{_ONE}/sheet.pdf", announcements.paper, name="announced-sheet"),
]
