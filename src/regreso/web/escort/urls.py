"""Addresses of the escort desk and of the book of borders."""

from django.urls import path

from regreso.web.escort import borders, imports, journeys

_TABLE = "escort/borders/<slug:table>"
_CHANGE = "escort/changes/<uuid:row_id>"
urlpatterns = [
    path("escort/", journeys.journeys, name="escort"),
    path("escort/journey/<uuid:row_id>/sheet/", journeys.sheet, name="escort-sheet"),
    *journeys.JOURNEY.paths(),
    path("escort/borders/", borders.lines, {"table": "statuses"}, name="escort-book"),
    path("escort/changes/", borders.changes, name="escort-changes"),
    path(f"{_CHANGE}/", borders.change, name="escort-change"),
    path(f"{_CHANGE}/undo/", borders.undo, name="escort-undo"),
    path(f"{_TABLE}/", borders.lines, name="escort-borders"),
    path(f"{_TABLE}/new/", borders.line, name="escort-new-line"),
    path(f"{_TABLE}/import/", imports.import_table, name="escort-import"),
    path(f"{_TABLE}/export/", borders.export, name="escort-export"),
    path(f"{_TABLE}/line/<slug:digest>/", borders.line, name="escort-line"),
    path(f"{_TABLE}/line/<slug:digest>/withdraw/", borders.withdraw, name="escort-withdraw"),
]
