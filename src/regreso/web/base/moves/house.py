"""Words for the moves of `regreso.story.house`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regreso.web.base.words import Word

MOVES: dict[str, dict[str, Word]] = {
    "operation": {
        "open": _("Open the operation"),
        "promise": _("Letters and cards a month"),
        "add_site": _("Add a site"),
        "close": _("Close the operation"),
        "reopen": _("Go on with the operation"),
        "propose_shredding": _("Propose to destroy everything in it"),
        "keep": _("Do not destroy it"),
        "shred": _("Destroy everything in it"),
        "search_again": _("The whole register was held against every enquiry"),
        "wipe": _("The test was deleted"),
    },
    "break_glass": {
        "open": _("Open colleagues’ enquiries with a reason"),
        "accept": _("The reason was good"),
        "object": _("Object, and close it at once"),
    },
    "hook": {"set_up": _("Set up a webhook"), "switch_off": _("Switch the webhook off")},
    "grant": {"ask": _("Ask for a role"), "give": _("Give the role"), "end": _("End the role")},
}
