"""Addresses of the records of a disaster."""

from django.urls import path

from regreso.web.disaster import copies, records

urlpatterns = [
    path("", records.records, name="disaster"),
    path("new/", records.new, name="disaster-new"),
    path("import/", records.bring, name="disaster-import"),
    *records.RECORD.paths(),
    path("files/", copies.copies, name="disaster-copies"),
    path("files/<uuid:copy_id>/records.pfif.xml", copies.copy_file, name="disaster-copy-file"),
    path("files/<uuid:copy_id>/<slug:move>/", copies.copy_act, name="disaster-copy-act"),
]
