"""A family message on paper: its form on A4 in both languages, blank forms, and pages that came on paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from regreso.casebook.correspondence import translation_of
from regreso.casebook.models import MessagePage
from regreso.facts.letter import CARD, CARD_WORDS, LETTER, LETTER_LINES, kind_of
from regreso.web.base.reads import note_read

if TYPE_CHECKING:
    from regreso.casebook.models import Message
    from regreso.web.base.words import Word

NEUTRAL = "en"  # the second language of a form whose two sides speak the same one
LABELS: dict[str, Word] = {
    "title": _("Family message"),
    "reply": _("Reply"),
    "sender": _("Sender"),
    "receiver": _("Addressee"),
    "both": _("in both alphabets"),
    "date": _("Date"),
    "signature": _("Signature"),
    "translation": _("Translation, made by a person"),
    "by_hand": _("The message came on paper: see the pages that follow."),
    "aloud": _("Please read this message aloud to the addressee, alone."),
    "rules": _(
        "Family and private news only: no politics, nothing military, no money, no places with times."
    ),
    "read": _("An open message: one person on each side reads it before it is handed over."),
    "letter": _("Letter: up to about thirty lines."),
    "card": _("Card: up to twenty-five words of your own choice, one in each box."),
    "through": _("through the tracing agency"),
    "reference": _("Number of the message"),
}
_REFERENCE = 8  # letters of an id: enough to find a paper again


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: one half of the form."""

    sender: dict[str, str]
    receiver: dict[str, str]
    kind: str
    reply: bool = False
    text: str = ""
    translation: str = ""
    language: str = ""
    translated_into: str = ""
    date: tuple[str, str] = ("", "")
    reference: str = ""
    aloud: bool = False
    pictures: list[str] = field(default_factory=list)

    @property
    def lines(self) -> range:
        """Lines to write on."""
        return range(LETTER_LINES)

    @property
    def boxes(self) -> range:
        """One box for each word of a card."""
        return range(1, CARD_WORDS + 1)


def reference_of(message: Message) -> str:
    """By which its paper is found again: it tells nothing about anybody."""
    return str(message.pk)[:_REFERENCE].upper()


def languages_of(message: Message) -> tuple[str, str]:
    """In which two languages the form of this message is printed: its writer's and its reader's."""
    first = _known(message.language)
    reader = message.enquiry.language
    if message.direction == "to_captive":
        reader = message.custody.person.questioned_in or "uk"  # the language of the side that holds him
    second = _known(reader)
    if first == second:
        second = NEUTRAL if first != NEUTRAL else "uk"
    return first, second


def sides_of(message: Message, *, pictures: list[str]) -> list[Side]:
    """The message, and the half on which it is answered."""
    kind = kind_of(message.text) if message.text else LETTER
    first, second = languages_of(message)
    put = translation_of(message, second) or translation_of(message)
    there = Side(
        message.sender, message.receiver, kind, text=message.text, language=message.language,
        date=(_day(message, first), _day(message, second)), reference=reference_of(message),
        aloud=message.aloud, pictures=pictures, translation=put.text if put else "",
        translated_into=put.into if put else "",
    )  # fmt: skip
    back = Side(message.receiver, message.sender, LETTER, reply=True, reference=reference_of(message))
    return [there, back]


def blank_sides(sender: dict[str, str], *, letters: int, cards: int) -> list[Side]:
    """Forms to write on: the sender's half is filled in, the addressee is the writer's to name."""
    return [Side(sender, {}, LETTER)] * letters + [Side(sender, {}, CARD)] * cards


def printed(
    request: HttpRequest, sides: list[Side], languages: tuple[str, str], *, back: str
) -> HttpResponse:
    """The page to print: each half on a side of A4."""
    context = {"sides": sides, "words": _in_both(languages), "languages": languages, "back": back}
    return render(request, "letter-sheet.html", context)


def picture(request: HttpRequest, message: Message, number: int) -> HttpResponse:
    """One page of a message that came on paper: it can be looked at, and nothing else."""
    page = get_object_or_404(MessagePage, message=message, number=number)
    if hasattr(request, "desk"):  # a family reads its own
        note_read(request, [message])
    response = HttpResponse(page.picture, content_type="image/jpeg")
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def numbers_of(message: Message) -> list[int]:
    """The numbers of its pages on paper."""
    return list(message.pages.order_by("number").values_list("number", flat=True))


def _known(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else NEUTRAL


def _in_both(languages: tuple[str, str]) -> dict[str, list[tuple[str, str]]]:
    told: dict[str, list[tuple[str, str]]] = {name: [] for name in LABELS}
    for language in languages:
        with override(language):
            for name, words in LABELS.items():
                told[name].append((language, str(words)))
    return told


def _day(message: Message, language: str) -> str:
    with override(language):
        return date_format(message.written_at, "DATE_FORMAT") if message.written_at else ""


def words_with(text: str, findings: list[Any], reasons: dict[str, Word]) -> list[tuple[str, Word]]:
    """The text in pieces, each with why the check stumbled over it ("" for most)."""
    pieces: list[tuple[str, Word]] = []
    at = 0
    for one in findings:
        if text[one["start"] : one["end"]] != one["quote"] or one["start"] < at:
            continue  # the text was put otherwise since
        pieces += [(text[at : one["start"]], ""), (one["quote"], reasons.get(one["reason"], ""))]
        at = one["end"]
    return [piece for piece in (*pieces, (text[at:], "")) if piece[0]]
