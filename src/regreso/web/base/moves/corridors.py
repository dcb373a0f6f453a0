"""Words for the moves of `regreso.story.corridors`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regreso.web.base.words import Word

MOVES: dict[str, dict[str, Word]] = {
    "corridor": {
        "propose": _("Propose a corridor"),
        "edit": _("Change what the parties agree on"),
        "supply": _("Change vehicles, places or people"),
        "supply_anew": _("Change vehicles, places or people: a new plan is needed"),
        "register_channels": _("Write down the channels of collection points"),
        "agree": _("Note that every party agrees"),
        "plan": _("Plan the corridor"),
        "approve": _("Approve the plan and the shelter notice, as the first of two"),
        "go": _("Go, as the second of two"),
        "adopt": _("Let the plan that was made again hold"),
        "abort": _("Abort now: everybody takes shelter"),
        "close": _("Note that it is over"),
        "name_outcome": _("Say how it came out"),
        "release": _("Say who may be shown what"),
        "withdraw": _("Give the corridor up"),
    },
    "corridor_plan": {
        "ask": _("Make a plan"),
        "make": _("Finish the plan"),
        "fail": _("Note why there is no plan"),
        "stop": _("Stop planning"),
    },
    "broadcast": {
        "queue": _("Send the shelter notice"),
        "acknowledge": _("They have it: somebody there confirmed"),
    },
    "manifest_copy": {
        "ask": _("Ask for the manifest with names"),
        "grant": _("Grant it, as the second of two"),
        "refuse": _("Refuse the manifest with names"),
    },
}
