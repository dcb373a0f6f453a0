"""Addresses that belong to no desk."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from regreso.web.base import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("desks/", views.desks, name="desks"),
    path("leave/", views.leave, name="leave"),
]
