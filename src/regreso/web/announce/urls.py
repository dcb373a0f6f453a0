"""Addresses of those who announce: coordinators write, officers and liaisons read and release."""

from django.urls import path

from regreso.web.announce import notices, views

urlpatterns = [
    *(one for role in notices.ROLES for one in notices.paths(role)),
    path("announce/new/", views.new, name="announcement-new"),
    path("announce/plan/", views.from_plan, name="announcement-plan"),
    path("announce/edit/<uuid:row_id>/", views.edit, name="announcement-edit"),
    *(one for role in views.ROLES for one in views.paths(role)),
]
