"""How the system stands, for administrators: numbers and what to do, nobody's name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from regreso.casebook import health
from regreso.web.admin.guard import administrator_view
from regreso.web.base.desks import Desk

STATES = {health.WELL: _("in order"), health.LOOK: _("please look"), health.TROUBLE: _("does not work")}
NAMES = {
    "database": _("Database"),
    "worker": _("Worker"),
    "jobs": _("Work that waits"),
    "notices": _("Notices to families"),
    "clock": _("Clock of the machine"),
    "disk": _("Disk"),
    "anchors": _("Anchors of the ledger"),
}
WHAT = {
    "away": _(
        "It does not answer. Nothing that was confirmed is lost; it goes on by itself when it is back."
    ),
    "not_writable": _(
        "It can be read and not written: the disk is full, or lets itself only be read. Make room; it goes "
        "on by itself."
    ),
    "never": _("No worker was ever started: nothing is searched and nothing is sent. Start one."),
    "silent": _("No worker has said for a while that it lives. What waits is kept; start the worker again."),
    "late": _("It waits for longer than it should."),
    "dead": _(
        "Some work failed again and again and was put aside. Mend the cause, then: regreso worker --revive"
    ),
    "to_settle": _(
        "Of some nobody knows whether they arrived, or they could not be sent: they lie at the desk."
    ),
    "went_back": _(
        "Rows here were written later than the machine says it is: its clock went back, or was ahead before. "
        "Set it right; nothing is lost."
    ),
    "full": _("Hardly any room is left: make room now, or nothing more can be written."),
    "little": _("Little room is left."),
    "unreadable": _("The file of anchors cannot be read."),
}
FIGURES = {
    "silent_seconds": _("seconds since it was heard of"),
    "waiting": _("waiting"),
    "running": _("in hand"),
    "oldest_wait_seconds": _("seconds that the oldest waits"),
    "dead": _("put aside"),
    "unknown": _("unknown whether they arrived"),
    "failed": _("could not be sent"),
    "late": _("late"),
    "ahead_seconds": _("seconds ahead"),
    "free_bytes": _("bytes free"),
}


@require_safe
@administrator_view
def signs(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every sign, with what it means and what to do."""
    del desk
    lines = [
        {
            "name": NAMES[sign.name],
            "state": STATES[sign.state],
            "bad": sign.state != health.WELL,
            "what": WHAT.get(sign.what, ""),
            "figures": [(FIGURES[name], round(value)) for name, value in sign.figures.items()],
        }
        for sign in health.now()
    ]
    return render(request, "admin-health.html", {"lines": lines})
