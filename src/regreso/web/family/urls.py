"""Addresses of the family's pages. None holds a name, a phrase or a code."""

from django.urls import path

from regreso.web.family import follow, views

urlpatterns = [
    path("ask/", views.ask, name="ask"),
    path("ask/receipt/", views.receipt, name="receipt"),
    path("my-enquiry/", views.status, name="status"),
    path("my-enquiry/<uuid:enquiry>/tell/", follow.tell, name="tell"),
]
