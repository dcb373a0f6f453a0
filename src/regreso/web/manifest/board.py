"""The page at a door: it opens without a network, in four languages, and knows nobody's name.

It stands outside the addresses with a language in front, so that one worker can keep all of it.
"""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regreso.web.base.offline import worker
from regreso.web.manifest.words import KINDS

FILES = (
    "regreso/regreso.css", "regreso/board.css", "regreso/icon.svg", "regreso/board.js", "regreso/outbox.js",
    "regreso/box.js", "regreso/tokens.js", "regreso/camera.js",
)  # fmt: skip
# What is pressed most stands first.
ORDER = (
    "boarded", "arrived", "joined", "passed", "left_by_choice", "taken_off", "transferred", "no_show", "died",
)  # fmt: skip
CODES = [code for code, _name in settings.LANGUAGES]


@require_safe
def board(_request: HttpRequest) -> HttpResponse:
    """To the page in the reader's language."""
    language = get_language() or "en"
    return HttpResponseRedirect(reverse("board-page", args=[language if language in CODES else "en"]))


@require_safe
def page(_request: HttpRequest, language: str) -> HttpResponse:
    """The page. It holds nothing but words: people come from the telephone's own copy."""
    if language not in CODES:
        raise Http404
    return HttpResponse(_content(language))


@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The worker that keeps the page."""
    pages = [(reverse("board-page", args=[code]), partial(_content, code)) for code in CODES]
    return worker("board", pages, FILES)


def _content(language: str) -> bytes:
    with override(language):
        kinds = [(code, KINDS[code]) for code in ORDER]
        languages = [(code, name, reverse("board-page", args=[code])) for code, name in settings.LANGUAGES]
        context = {"kinds": kinds, "languages": languages, "language": language, "words": _words()}
        return render_to_string("manifest/board.html", context).encode()


def _words() -> dict[str, str]:
    """What the script says; it holds no sentence of its own."""
    said = {
        "waiting": _("{n} not yet sent"),
        "nothing-waits": _("Everything is sent"),
        "online": _("Network: there"),
        "offline": _("Network: none. Go on: everything is kept on this telephone."),
        "refused": _("{n} were refused: see below, and tell the coordinator"),
        "synced": _("Last sent at {at}"),
        "all-sent": _("Everything is sent."),
        "no-network": _("The server could not be reached. What you write is kept on this telephone."),
        "ended": _("This telephone was switched off by the coordinator."),
        "not-saved": _(
            "This could not be kept on the telephone. Write it on paper, and tell the coordinator."
        ),
        "code-needed": _("Type the code of this telephone."),
        "code-wrong": _("This code opens nothing. Check it, or ask the coordinator for a new one."),
        "too-often": _("That was tried too often. Please wait a minute, then try again."),
        "trip-needed": _("Choose a trip first."),
        "token-needed": _("Type or scan a token first."),
        "token-wrong": _("This is no token: one sign is wrong or missing. Read it again."),
        "token-unsure": _("This is no token that checks itself. Read it again before you write it down."),
        "nobody-ticked": _("Nobody is ticked."),
        "not-on-list": _("This token is not on the list of this trip. You can write it down all the same."),
        "met-on-the-way": _("Somebody without a token gets this one. Write it on a slip for them."),
        "written": _("Written down:"),
        "written-figures": _("{kind}, {n}"),
        "written-before": _("This was written down on this telephone before, at"),
        "undo": _("Take back"),
        "undone": _("taken back"),
        "figures": _("{all} on the list, {on} on the way, {done} arrived, when this copy was made"),
        "no-scan": _("This telephone cannot scan here. Type the token."),
        "no-camera": _("The camera did not open. Type the token."),
        "forget-waiting": _("{n} are not sent yet and would be lost. Forget all the same?"),
        "forget": _("Forget the code and everything on this telephone?"),
        "needs-wheelchair": _("wheelchair"),
        "needs-stretcher": _("stretcher"),
        "state-waiting": _("not yet sent"),
        "state-sent": _("sent"),
        "state-refused": _("refused"),
    }
    said |= {f"kind-{code}": str(words) for code, words in KINDS.items()}
    return (
        said
        | {f"stands-{code}": str(KINDS.get(code, "")) for code in ORDER}
        | {"stands-open": str(KINDS["boarded"])}
    )
