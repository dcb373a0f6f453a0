"""Addresses open to everybody."""

from django.urls import path

from regreso.web.public import views

urlpatterns = [
    path("", views.front, name="front"),
    path("check/", views.check, name="check"),
]
