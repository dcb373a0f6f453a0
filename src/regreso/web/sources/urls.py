"""Addresses of the reading desk."""

from django.urls import path

from regreso.web.sources import documents, drafts, ledger, manage, views

urlpatterns = [
    path("", views.queue, name="sources"),
    path("documents/", documents.documents, name="sources-documents"),
    path("documents/hand-in/", documents.hand_in, name="sources-hand-in"),
    path("documents/<uuid:document_id>/", documents.document, name="sources-document"),
    path("ledger/", ledger.events, name="sources-ledger"),
    path("ledger/<uuid:event_id>/", ledger.event, name="sources-event"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<uuid:draft_id>/", drafts.draft, name="draft"),
    path("drafts/<uuid:draft_id>/<slug:move>/", drafts.draft_act, name="drafts-act"),
    path("manage/", manage.sources, name="sources-manage"),
    path("manage/add/", manage.add, name="sources-add"),
    path("manage/<uuid:source_id>/", manage.source, name="sources-managed"),
    path("manage/<uuid:source_id>/<slug:move>/", manage.source_act, name="sources-manage-act"),
    path("<uuid:lead_id>/", views.lead, name="sources-lead"),
    path("<uuid:lead_id>/form/", views.lead_edit, name="sources-lead-form"),
    path("<uuid:lead_id>/<slug:move>/", views.lead_act, name="sources-lead-act"),
]
