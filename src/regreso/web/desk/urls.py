"""Addresses of the operator's desk."""

from django.urls import path

from regreso.web.desk import colleagues, find, hotline, proofs, take, views

urlpatterns = [
    path("", views.enquiries, {"order": "due"}, name="desk"),
    path("newest/", views.enquiries, {"order": "newest"}, name="desk-newest"),
    path("call-back/", views.enquiries, {"order": "calls"}, name="desk-call-back"),
    path("waiting/", take.waiting, name="desk-waiting"),
    path("colleagues/", colleagues.colleagues, name="desk-colleagues"),
    path("find/", find.find, name="desk-find"),
    path("hints/", find.hints, name="desk-hints"),
    path("calls/", hotline.calls, name="desk-calls"),
    path("new/", views.new, name="desk-new"),
    path("<uuid:enquiry_id>/", views.enquiry, name="desk-enquiry"),
    path("proof/<uuid:proof_id>/", proofs.proof, name="desk-proof"),
    path("proof/<uuid:proof_id>/page/<int:number>/", proofs.picture, name="desk-proof-page"),
    path("proof/<uuid:proof_id>/<slug:move>/", proofs.proof_act, name="desk-proof-act"),
    path("<uuid:enquiry_id>/<slug:move>/", views.enquiry_act, name="desk-enquiry-act"),
]
