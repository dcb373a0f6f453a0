"""Addresses of the reading desk."""

from django.urls import path

from regreso.web.sources import documents, views

urlpatterns = [
    path("", views.queue, name="sources"),
    path("documents/", documents.documents, name="sources-documents"),
    path("documents/hand-in/", documents.hand_in, name="sources-hand-in"),
    path("documents/<uuid:document_id>/", documents.document, name="sources-document"),
    path("<uuid:lead_id>/", views.lead, name="sources-lead"),
    path("<uuid:lead_id>/form/", views.lead_edit, name="sources-lead-form"),
    path("<uuid:lead_id>/<slug:move>/", views.lead_act, name="sources-lead-act"),
]
