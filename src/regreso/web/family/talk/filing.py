"""Where a message belongs that may be the answer to another question: people write as they remember.

Nothing is lost: what fits no question stands among what happened, where operators and reviewers read it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from regreso.tracing.message import is_message, read_message
from regreso.web.base.enquiry_form import EnquiryForm
from regreso.web.base.fields import LONG, SHORT
from regreso.web.family.talk import meant
from regreso.web.family.talk.commands import folded

if TYPE_CHECKING:
    from regreso.facts.person import PersonFacts

REST = "last_circumstances"
_SURE = 0.5
_ASKED_TWICE, _WORDS_OF_A_NAME = "asked_twice", 4
_SEPARATE = " / "
_HIS = "(?:його|її|его|её|su|his|her|la|el)"
_KIN = re.compile(
    rf"(?:(?:я|i am|i'm|soy)\s+)?(?:{_HIS}\s+)?"
    r"(?:мати|мама|мать|батько|тато|отец|папа|дружина|жена|чоловік|муж|сестра|брат|донька|дочь|син|сын|баба|"
    r"бабуся|бабушка|дід|дед|наречена|невеста|друг|подруга|mother|mom|father|wife|husband|sister|brother|"
    r"daughter|son|friend|madre|mamá|padre|papá|esposa|esposo|hermana|hermano|hija|hijo|amigo|amiga)"
    rf"(?:\s+(?:{_HIS}|de él|de ella))?"
)
_I_AM = re.compile(rf"(?=я |i am |i'm |soy ){_KIN.pattern}\s*[,.:;—-]\s*")
_CALLED = r"(?: звати| зовут| se llama| is)?[ :—-]+(?=\S)"
_PARENTS = (
    ("father", re.compile(rf"(?:{_HIS} )?(?:батько|батька|тато|отец|отца|padre|father){_CALLED}")),
    ("mother", re.compile(rf"(?:{_HIS} )?(?:мати|мама|мать|madre|mother){_CALLED}")),
)
_LAST = re.compile(
    r"дзвонив|дзвонила|телефонува|зв.язок|зв.язк|востаннє|останн|зник|звонил|связь|связи|последн|пропал|"
    r"last (?:call|heard|contact|message)|called|missing since|llam|últim|ultim|desapareci|contacto"
)
_AGE = re.compile(
    r"(?:йому |їй |ему |ей |tiene |age |вік |возраст )?(\d{1,2})\s*"
    r"(?:рок\w*|рік|лет|год\w*|años?|years?(?: old)?)?"
)
_AGE_SAID = re.compile(r"\b(\d{1,2})\s*(?:рок\w*|рік|лет|год\w*|años?|years?)\b")
_SAYS_NO_SEX = ("settlement", "father", "mother", "marks", "unit")
_TEXTS = ("birthplace", "settlement", "marks", "unit", "last_place", REST)


def filed(text: str, *, asked: str, told: dict[str, str], today: date) -> dict[str, str]:
    """What a message adds to what was told, as fields of the form; {} when nothing can be made of it.

    Raises:
        forms.ValidationError: it answers the question that was asked, and cannot be read as that.
    """
    text = " ".join(text.split())[:LONG]
    read = read_message(text, as_of=today)
    if labelled := _labelled(text) or _herself(text, read, told):
        return labelled
    if asked in _SAYS_NO_SEX and meant.sexes(text) and not _name_in(read):
        return _added(text, told)  # “she is my daughter” is no place where she lived
    if name := _name_in(read):
        return _with_name(text, name, read, asked=asked, told=told)
    if found := _evident(text, read, asked, told):
        return found
    return _as_asked(text, read, asked, told)


def _labelled(text: str) -> dict[str, str]:
    """“Father Vasyl”, “I am his mother”: what says itself to which question it belongs."""
    plain = folded(text)
    if _KIN.fullmatch(plain):
        return {"relationship": text[:SHORT]}
    for field, label in _PARENTS:
        if found := label.match(plain):
            return {field: text[found.end() :].strip()[:SHORT] or text[:SHORT]}
    return {}


def _herself(text: str, read: PersonFacts, told: dict[str, str]) -> dict[str, str]:
    """“I am his mother, Olena Koval, of Poltava”: her name and town are not those of the one sought."""
    if not _I_AM.match(folded(text)) or meant.seeks(text):
        return {}
    if not told.get("as_written") and (read.births or len(text) > SHORT):
        return {}
    if told.get("relationship"):
        return _added(text, told)
    return {"relationship": text[:SHORT], **(_added(text, told) if len(text) > SHORT else {})}


def _name_in(read: PersonFacts) -> str:
    """The name that a message surely holds: two words at least, "" otherwise."""
    best = read.names[0] if read.names else None
    written = best.value.as_written if best and best.weight >= _SURE else ""
    return written if len(written.split()) > 1 else ""


def _with_name(
    text: str, name: str, read: PersonFacts, *, asked: str, told: dict[str, str]
) -> dict[str, str]:
    if asked in ("father", "mother", "relationship", "last_with_whom"):
        return {asked: text[:SHORT]}
    if len(told.get("as_written", "").split()) > 1 and asked != "as_written":
        return {asked: text[:SHORT]} if asked in _TEXTS else _added(text, told)
    # The whole message is what is searched by: it tells more than its name.
    found = {"as_written": text if len(text) <= SHORT else name[:SHORT], **_facts(text, read, told)}
    if len(text) > SHORT:
        found |= _added(text, told)
    return found


def _facts(text: str, read: PersonFacts, told: dict[str, str]) -> dict[str, str]:
    """Birth, place and unit that a message tells beside the name."""
    birth = str(read.births[0].value) if read.births else ""
    place = read.places[0].value.settlement if read.places else ""
    unit = str(read.units[0].value) if read.units else ""
    years = _AGE_SAID.search(folded(text)) if "/" in birth else None
    facts = {
        "birth": "" if "/" in birth else birth,
        "age": years[1] if years and not told.get("birth") else "",
        "settlement": place[:SHORT],
        "unit": unit[:SHORT],
    }
    return {name: value for name, value in facts.items() if value and not told.get(name)}


def _evident(text: str, read: PersonFacts, asked: str, told: dict[str, str]) -> dict[str, str]:
    """What is plainly no answer to this question, though it is one to another."""
    if _LAST.search(folded(text)) and asked not in ("last_date", "last_place", REST, "last_latest_news"):
        # From where he called is not where he lived: the place stays in her words.
        facts = {name: value for name, value in _facts(text, read, told).items() if name != "settlement"}
        return {**_added(text, told), **facts}
    facts = _facts(text, read, told)
    answers_itself = (asked == "birth" and bool(facts.keys() & {"birth", "age"})) or asked == "last_date"
    only_place = asked in _TEXTS and not set(facts) & {"birth", "age"}
    if answers_itself or only_place or _words(read.rest) > len(facts) + 1:
        return {}
    return facts


def _words(text: str) -> int:
    return len([word for word in re.findall(r"\w+", text) if len(word) > 1])


def _as_asked(text: str, read: PersonFacts, asked: str, told: dict[str, str]) -> dict[str, str]:
    if asked == "birth":
        return _birth(text, read, told)
    if asked == "as_written":
        return _name_of_one_word(text, read, told)
    if asked == "last_date":
        try:
            return {asked: cleaned(asked, text)}
        except forms.ValidationError:  # “late in February”: words that a person understands
            return _added(text, told)
    if asked in EnquiryForm.base_fields and asked not in (REST, "sex"):
        return {asked: cleaned(asked, text)}
    return _added(text, told)


def _name_of_one_word(text: str, read: PersonFacts, told: dict[str, str]) -> dict[str, str]:
    """A single word may be all she knows of a name; a sentence is no name."""
    best = read.names[0] if read.names else None
    if best and best.value.as_written and best.weight >= _SURE:
        return {"as_written": text[:SHORT]}
    # Twice no name that we know: then it is one that we do not know.
    insists = _ASKED_TWICE in told and len(text.split()) <= _WORDS_OF_A_NAME and not is_message(text)
    return {"as_written": text[:SHORT]} if insists else {**_added(text, told), _ASKED_TWICE: "1"}


def _birth(text: str, read: PersonFacts, told: dict[str, str]) -> dict[str, str]:
    if read.births and "/" not in str(read.births[0].value):
        return {"birth": str(read.births[0].value)}
    if found := _AGE.fullmatch(folded(text)):
        return {"age": cleaned("age", found[1])}
    if not any(sign.isdigit() for sign in text):  # no date at all: it is kept, and the question stands
        return _added(text, told)
    return {"birth": cleaned("birth", text)}


def cleaned(field: str, text: str) -> str:
    """As the form of the page would take it.

    Raises:
        forms.ValidationError: it would not.
    """
    base: Any = EnquiryForm.base_fields[field]
    return str(base.clean(text))


def _added(text: str, told: dict[str, str]) -> dict[str, str]:
    known = told.get(REST, "")
    return {REST: f"{known}{_SEPARATE if known else ''}{text}"[:LONG]}
