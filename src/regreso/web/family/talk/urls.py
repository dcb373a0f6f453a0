"""Addresses for carriers of messages: without a language in front."""

from django.urls import path

from regreso.web.family.talk import doors

urlpatterns = [
    path("telegram", doors.telegram, name="in-telegram"),
    path("sms", doors.sms, name="in-sms"),
]
