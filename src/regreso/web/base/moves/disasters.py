"""Words for the moves of `regreso.story.disasters`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regreso.web.base.words import Word

MOVES: dict[str, dict[str, Word]] = {
    "record": {
        "seek": _("Sought"),
        "note_trapped": _("Trapped"),
        "note_in_hospital": _("In hospital"),
        "note_in_shelter": _("In a shelter"),
        "note_safe": _("Safe"),
        "ask_removal": _("Ask for the record to be removed"),
        "remove": _("Remove the record"),
        "expire": _("Its day has come"),
        "restore": _("Bring the record back"),
        "shred": _("Delete for good what it said"),
    },
    "record_copy": {
        "ask": _("Ask for the file of all records"),
        "grant": _("Grant the file"),
        "refuse": _("Refuse the file"),
    },
}
