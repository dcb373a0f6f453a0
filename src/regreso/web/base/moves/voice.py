"""Words for the moves of `regreso.story.voice`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regreso.web.base.words import Word

MOVES: dict[str, dict[str, Word]] = {
    "announcement": {
        "draft": _("Draft an announcement"),
        "edit": _("Change the draft"),
        "check": _("I have read this language"),
        "sign": _("Sign as the first"),
        "return": _("Give back to be mended"),
        "release": _("Sign second and publish"),
        "supersede": _("Superseded by its correction"),
        "withdraw": _("Withdraw from the public"),
        "expire": _("Its time is over"),
        "strike": _("Strike out the draft"),
    },
    "notice": {
        "queue": _("Queue for sending"),
        "begin": _("Begin to send"),
        "arrive": _("It arrived"),
        "put_off": _("Not sent, will be tried again"),
        "lose": _("Unknown whether it arrived"),
        "give_up": _("Give up sending"),
        "send_again": _("Send it once more"),
        "settle": _("Note what became of it"),
        "drop": _("Not to be sent any more"),
    },
}
