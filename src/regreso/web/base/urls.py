"""Addresses that belong to no desk."""

from django.urls import path

from regreso.web.base import saved_views, views

urlpatterns = [
    path("desks/", views.desks, name="desks"),
    path("leave/", views.leave, name="leave"),
    path("views/", saved_views.keep, name="keep-view"),
    path("views/<uuid:view_id>/", saved_views.change, name="change-view"),
]
