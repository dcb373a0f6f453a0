"""The enquiry, question by question: the fields, checks and steps of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms

from regreso import story
from regreso.casebook import allowance, conversations
from regreso.casebook.allowance import Limit
from regreso.steps.errors import StepError
from regreso.web.family.opening import open_enquiry, open_operations
from regreso.web.family.talk import commands, filing, meant, words
from regreso.web.family.views import form_kind

if TYPE_CHECKING:
    from regreso.casebook.models import Operation
    from regreso.web.base.enquiry_form import EnquiryForm
    from regreso.web.family.talk.turn import Talk

_FIRST, _LAST = ("as_written",), ("relationship",)
_SHORT = (*_FIRST, "birth", "settlement", "father", "last_date", "last_circumstances", "unit", *_LAST)
_LONG = (
    *_FIRST, "sex", "birth", "settlement", "father", "mother", "marks", "unit",
    "last_date", "last_place", "last_circumstances", *_LAST,
)  # fmt: skip
AGREEMENTS = ("store", "share_with_holding_side", "share_with_agency")
ASKED = frozenset((*_LONG, *AGREEMENTS, "operation"))
_OTHERS_BELONG = frozenset((filing.REST, "last_place", "marks", "relationship"))  # of others told beside
# A cousin asks for five; a sender of hundreds is slowed down and loses nothing.
BY_PLACE = Limit("enquiries of a place", tries=5, every=3600)


def say_if_test(talk: Talk) -> None:
    """Where only a test takes enquiries, nobody may think that it is in earnest."""
    operations = list(open_operations()[:1])
    if operations and operations[0].test:
        talk.say(words.TEST)


def begin(talk: Talk, *, with_words: bool = False) -> None:
    """Ask the first question that is still open; `with_words`: they began to tell at once."""
    operations = list(open_operations())
    if not operations:
        talk.say(words.NOT_NOW)
        return
    if talk.row.token is None:
        conversations.keep(talk.row, token=uuid4(), told={})
    if with_words:
        conversations.keep(talk.row, asked="as_written")
        _file(talk)
        return
    if len(operations) > 1 and "operation" not in talk.row.told:
        _choose(talk, operations)
    else:
        _ask(talk, _next(talk))


def take(talk: Talk, command: str) -> None:
    """An answer, or a word that steers."""
    asked = talk.row.asked
    if command == "back":
        _ask(talk, _before(talk))
    elif command == "send":
        _agree_or_send(talk)
    elif asked in AGREEMENTS:
        _agreed(talk)
    elif asked == "operation":
        _chosen(talk)
    elif command == "skip":
        _ask(talk, _next(talk, skip=asked))
    elif asked == "sex" and (sex := meant.sex_alone(talk.said.text)):
        _keep(talk, {"sex": sex})
        _ask(talk, _next(talk))
    elif (bare := meant.bare(talk.said.text)) and not (asked == "birth" and talk.said.text.strip().isdigit()):
        _no_answer(talk, bare)
    elif meant.asks_why(talk.said.text):
        talk.say(words.WHY)
        _ask(talk, asked)
    elif commands.is_greeting(talk.said.text):
        ask_again(talk)
    else:
        _file(talk)


def ask_again(talk: Talk) -> None:
    """The question that was asked last."""
    if talk.row.asked == "operation":
        _choose(talk, list(open_operations()))
    else:
        _ask(talk, talk.row.asked)


def start_over(talk: Talk) -> None:
    """Nothing of what was told stays; the first question again."""
    conversations.keep(talk.row, token=None, told={})
    talk.say(words.STARTED_OVER)
    begin(talk)


def _no_answer(talk: Talk, bare: str) -> None:
    """“No” to “their unit?” says that there is nothing to tell; “yes” says nothing."""
    asked = talk.row.asked
    if bare == "no" and asked not in _FIRST and not talk.said.text.strip().isdigit():
        _ask(talk, _next(talk, skip=asked))
        return
    talk.say(words.NO_ANSWER)
    _ask(talk, asked)


def _file(talk: Talk) -> None:
    asked, told = talk.row.asked, dict(talk.row.told)
    if asked not in _OTHERS_BELONG and meant.another(talk.said.text, named=bool(told.get("as_written"))):
        talk.say(words.ONE_PERSON, ask=commands.button("ask", talk.row.language))
        _ask(talk, asked)
        return
    try:
        added = filing.filed(talk.said.text, asked=asked, told=told, today=talk.said.at.date())
    except forms.ValidationError as error:
        talk.say(" ".join(error.messages))
        _ask(talk, asked)
        return
    _keep(talk, added)
    _keep_sex(talk)
    also = {"birth": "age", "last_date": filing.REST}.get(asked)
    done = asked in added or also in added  # what is no date was kept in her own words
    talk.say(words.NOTED if done else words.NOTED_ELSEWHERE)
    operations = list(open_operations())
    if len(operations) > 1 and "operation" not in told:
        _choose(talk, operations)
    else:
        _ask(talk, _next(talk, skip=asked if done else ""))


def _keep_sex(talk: Talk) -> None:
    """Whose son he is, he is a man: that is not asked. What contradicts itself is asked."""
    told, said = dict(talk.row.told), meant.sexes(talk.said.text)
    if not said:
        return
    sex = "".join(said) if len(said) == 1 and told.get("sex", "") in ("", *said) else ""
    if "skipped" in told and not sex:
        told["skipped"] = " ".join(name for name in told["skipped"].split() if name != "sex")
    conversations.keep(talk.row, told={**told, "sex": sex})


def _keep(talk: Talk, added: dict[str, str]) -> None:
    conversations.keep(talk.row, told={**talk.row.told, **added})


def _order(talk: Talk) -> tuple[str, ...]:
    return _SHORT if talk.short else _LONG


def _open(talk: Talk, name: str) -> bool:
    told = talk.row.told
    return not (
        told.get(name) or (name == "birth" and told.get("age")) or name in told.get("skipped", "").split()
    )


def _next(talk: Talk, *, skip: str = "") -> str:
    """The first question that has no answer and was not skipped; then what they agree to."""
    if skip and not talk.row.told.get(skip) and skip != "as_written":
        _keep(talk, {"skipped": f"{talk.row.told.get('skipped', '')} {skip}".strip()})
    return next((name for name in _order(talk) if _open(talk, name)), AGREEMENTS[0])


def _before(talk: Talk) -> str:
    order = (*_order(talk), *AGREEMENTS)
    at = order.index(talk.row.asked) if talk.row.asked in order else 1
    return order[max(at - 1, 0)]


def _ask(talk: Talk, name: str) -> None:
    conversations.keep(talk.row, asked=name)
    talk.say(words.QUESTIONS[name])
    if name in AGREEMENTS:
        talk.say(words.YES_OR_NO)
        talk.offer("yes", "no")
        return
    if name == "as_written":
        talk.say(words.MORE)
    elif talk.short:
        talk.say(words.KEYS)
    talk.offer("skip", "back", "send")
    talk.offer("menu", "help")


def _choose(talk: Talk, operations: list[Operation]) -> None:
    conversations.keep(talk.row, asked="operation")
    talk.say(words.CHOOSE)
    talk.say("\n".join(f"{n} {one}" for n, one in enumerate(operations, 1)))


def _chosen(talk: Talk) -> None:
    operations, number = list(open_operations()), talk.said.text.strip()
    if not (number.isascii() and number.isdecimal() and 1 <= int(number) <= len(operations)):
        _choose(talk, operations)
        return
    _keep(talk, {"operation": str(operations[int(number) - 1].pk)})
    _ask(talk, _next(talk))


def _agreed(talk: Talk) -> None:
    answer = commands.command_of(talk.said.text)
    if answer not in ("yes", "no"):
        ask_again(talk)
        return
    asked = talk.row.asked
    if asked == "store" and answer == "no":
        conversations.forget(talk.row)
        talk.say(words.NO_CONSENT)
        return
    _keep(talk, {asked: "on" if answer == "yes" else ""})
    later = AGREEMENTS[AGREEMENTS.index(asked) + 1 :]
    if later:
        _ask(talk, later[0])
    else:
        _send(talk)


def _agree_or_send(talk: Talk) -> None:
    agreed = [name for name in AGREEMENTS if name not in talk.row.told]
    if not talk.row.told.get("as_written"):
        talk.say(words.NO_NAME)
        _ask(talk, "as_written")
    elif agreed:
        _ask(talk, agreed[0])
    else:
        _send(talk)


def _send(talk: Talk) -> None:
    """All checks of the page, and its three steps; what is wrong is asked again."""
    operations = list(open_operations())
    told = dict(talk.row.told)
    form = form_kind(operations)(
        {**told, "token": str(talk.row.token), "pseudonymous": "on", "safe_how": "phrase"}
    )
    wrong = [name for name in (*_LONG, *AGREEMENTS, "operation") if name in form.errors]
    if wrong or not operations:
        talk.say(" ".join(map(str, form.errors[wrong[0]])) if wrong else words.NOT_NOW)
        if wrong:
            ask_again(talk) if wrong[0] == "operation" else _ask(talk, wrong[0])
        return
    if seconds := allowance.take(BY_PLACE, talk.row.place, at=talk.said.at):
        talk.say(words.TOO_MANY, minutes=str(-(-seconds // 60)))
        return
    _open_it(talk, form, form.cleaned_data.get("operation") or operations[0])


def _open_it(talk: Talk, form: EnquiryForm, operation: Operation) -> None:
    said = talk.said
    try:
        opened = open_enquiry(form, operation, channel=said.transport, language=talk.row.language, at=said.at)
    except (story.MoveRefused, StepError):
        talk.say(words.OTHERWISE)
        _ask(talk, "as_written")
        return
    conversations.forget(talk.row)
    conversations.bind(talk.row, opened.enquirer.pk, at=talk.said.at)
    talk.lasting = talk.fades = True
    talk.say(words.RECEIPT)
    talk.say(opened.phrase)
    if not talk.short:
        talk.say(words.FADES)
    talk.say(words.OFFER_NEWS, news=commands.button("news", talk.row.language))
