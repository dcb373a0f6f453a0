"""Addresses of the operator's desk."""

from django.urls import path

from regreso.web.desk import views

urlpatterns = [
    path("", views.enquiries, {"order": "due"}, name="desk"),
    path("newest/", views.enquiries, {"order": "newest"}, name="desk-newest"),
    path("new/", views.new, name="desk-new"),
    path("<uuid:enquiry_id>/", views.enquiry, name="desk-enquiry"),
    path("<uuid:enquiry_id>/<slug:move>/", views.enquiry_act, name="desk-enquiry-act"),
]
