"""Addresses that belong to no desk."""

from django.urls import path

from regreso.web.base import views

urlpatterns = [
    path("desks/", views.desks, name="desks"),
    path("leave/", views.leave, name="leave"),
]
