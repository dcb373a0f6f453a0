"""The sheet on which a family writes: what it says of length, and what the check would stumble over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from regreso.casebook.models import Message
from regreso.facts.letter import CARD, MOST_LINES, kind_of, lines_of, words_of
from regreso.reading import family_news
from regreso.reading.family_news import Finding
from regreso.web.base.fields import Line, Lines
from regreso.web.base.forms import PageForm
from regreso.web.base.letter_words import REASONS

KEEP, AS_IT_IS, DISCARD, INSIST = "keep", "as_it_is", "discard", "insist"  # the buttons beside “Send”


class LetterForm(PageForm):
    """A letter. The token becomes its id, so a second click writes no second one."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    reply_to = forms.UUIDField(widget=forms.HiddenInput, required=False)
    sign = Line(
        label=_("From: your name, as they know you"),
        help_text=_("It stands on the letter in both alphabets."),
    )
    place = Line(
        label=_("Your address, if you want them to have it"),
        help_text=_("You need not give one: the answer comes to this page."),
    )
    text = Lines(label=_("Your letter"), help_text=_("Family news only. Up to thirty lines."), rows=12)
    paper = forms.FileField(
        label=_("Or a photograph of a letter that you wrote by hand"),
        help_text=_("JPEG, PNG, WebP or PDF, at most 20 MB. No pictures of people."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )
    aloud = forms.BooleanField(label=_("Please read it aloud to them."), required=False)
    name_other = Line(
        label=_("Your name in the other alphabet, if your papers spell it otherwise than it sounds"),
        help_text=_("Left empty, it is written by its sound."),
    )
    place_other = Line(
        label=_("Your address in the other alphabet, if you know how it is written"),
        help_text=_("Left empty, it is written by its sound."),
    )
    button = ""
    findings: tuple[Finding, ...] = ()

    def pressed(self) -> LetterForm:
        """Told by its data which button was pressed."""
        names = (KEEP, AS_IT_IS, DISCARD, INSIST)
        self.button = next((name for name in names if name in self.data), "")
        return self

    def clean_text(self) -> str:
        """Trimmed, and not longer than a letter."""
        text = str(self.cleaned_data["text"]).strip()
        if (lines := lines_of(text)) > MOST_LINES:
            told = ngettext(
                "This has %(n)d line. About thirty fit on the form: please make two letters of it.",
                "This has %(n)d lines. About thirty fit on the form: please make two letters of it.",
                lines,
            )
            raise forms.ValidationError(told % {"n": lines})
        return text

    def clean(self) -> dict[str, Any]:
        """An empty letter is not sent; what the check would send back is said before it is sent."""
        said: dict[str, Any] = super().clean() or {}
        if self.button in (KEEP, DISCARD, INSIST) or self.errors:
            return said
        if not said.get("text") and not said.get("paper"):
            self.add_error("text", _("Please fill this in."))
        self.findings = tuple(one for one in family_news.check(said.get("text", "")) if one.sure)
        if self.findings and self.button != AS_IT_IS:
            self.add_error("text", _("Please look at these words again; see below."))
        return said

    @property
    def stumbles(self) -> list[tuple[Any, str]]:
        """Why, and over which words."""
        return [(REASONS[one.reason], one.quote) for one in self.findings]


def length_of(letter: Message) -> str:
    """A card of so many words, or a letter of so many lines; "" for what came on paper."""
    if not letter.text:
        return ""
    if kind_of(letter.text) == CARD:
        words = words_of(letter.text)
        return ngettext("card, %(n)d word", "card, %(n)d words", words) % {"n": words}
    lines = lines_of(letter.text)
    return ngettext("letter, %(n)d line", "letter, %(n)d lines", lines) % {"n": lines}


def handed_over(letter: Message) -> str:
    """How it reached him, as its writer is told."""
    if letter.delivered_how == "read_aloud":
        return gettext("It was read aloud to them.")
    return gettext("They have read it themselves.") if letter.delivered_how == "read" else ""
