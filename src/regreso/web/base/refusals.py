"""A refused move or a bad value, as a sentence for the person who reads the page."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_lazy

from regreso import story

# What a refusal says inside, and how a page says it.
SENTENCES = (
    (
        "two-person rule",
        gettext_lazy("You did the step before this one: it takes another person. Please ask a colleague."),
    ),
    (
        "someone was faster",
        gettext_lazy("Somebody did this a moment before you. This is how it stands now."),
    ),
    ("already there", gettext_lazy("This has already been done; nothing was done twice.")),
    ("role “", gettext_lazy("This is not for your role. Please ask a colleague who holds it.")),
    (
        "it is “",
        gettext_lazy("It is not at the point where this can be done. This is how it stands now."),
    ),
)


def friendly(refused: story.MoveRefused) -> str:
    """The sentence, in the reader's language."""
    for mark, sentence in SENTENCES:
        if mark in refused.why:
            return str(sentence)
    return gettext("This cannot be done now. Please look at how it stands, and try again.")
