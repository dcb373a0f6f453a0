"""One family's way from the question to the return, over the same steps that the pages call.

Nothing here decides: each function makes the move that a person of that role would make at a desk, and
`work` lets the worker do what follows. A step that is refused stops the walk.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from regreso.casebook.access import for_captive, for_enquirer
from regreso.casebook.models import (
    Answer,
    Call,
    Consent,
    DeathNotice,
    Enquiry,
    Handover,
    Journey,
    Match,
    Message,
    Move,
    SupportPlan,
    Verdict,
)
from regreso.steps import (
    answer,
    ask,
    call,
    confirm,
    handover,
    message,
    mourn,
    register,
    review,
    support,
    travel,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Operation
    from regreso.demo.world import Team

_SHARED = ("tell_family", "share_address", "messages", "calls")


@dataclass
class Walk:
    """The cast of one walk: the family's enquiry, the match that was found for it, the team, the worker."""

    match: Match
    team: Team
    work: Callable[[], object]

    @property
    def enquiry(self) -> Enquiry:
        """The family's enquiry."""
        found: Enquiry = self.match.enquiry
        return found

    @property
    def family(self) -> Actor:
        """The enquirer."""
        return for_enquirer(self.enquiry)

    @property
    def captive(self) -> Actor:
        """The person held; the registrar writes their word down."""
        return for_captive(self.match.custody, witness=self.team.staff["registrar"])

    def staff(self, name: str) -> Actor:
        """A member of the team."""
        return self.team.actor(name)

    def afresh(self) -> None:
        """Let the worker do what follows, and see the rows as they are then."""
        self.work()
        self.match = Match.objects.select_related(
            "enquiry__enquirer", "custody__person", "custody__site"
        ).get(pk=self.match.pk)


def likeliest(operation: Operation) -> list[Match]:
    """The most probable matches that nobody has taken up, one an enquiry and one a person held."""
    waiting = Match.objects.filter(operation=operation, state="potential", enquiry__state="searching")
    chosen: dict[object, Match] = {}
    for match in waiting.select_related("enquiry", "custody").order_by("-probability", "pk")[:50]:
        if match.enquiry_id not in chosen and match.custody_id not in {m.custody_id for m in chosen.values()}:
            chosen[match.enquiry_id] = match
    return list(chosen.values())


def home(walk: Walk) -> datetime:
    """The whole way: confirmed by two, told, heard, travelled, handed over. Returns when it began."""
    began = _now()
    confirmed(walk)
    told(walk)
    heard(walk)
    called(walk)
    travelled(walk)
    handed_over(walk)
    return began


def confirmed(walk: Walk) -> None:
    """A reviewer takes the match up and proposes; another, who saw no verdict, confirms."""
    first, second = walk.staff("reviewer-a"), walk.staff("reviewer-b")
    review.assign(walk.match, by=first, at=_now())
    review.review(walk.match, by=first, at=_now())
    review.propose(walk.match, _verdict(walk, "reviewer-a"), by=first, at=_now())
    confirm.confirm(walk.match, _verdict(walk, "reviewer-b"), by=second, at=_now())
    walk.afresh()


def told(walk: Walk) -> None:
    """The captive, asked alone, lets the family know; two sign; the mother reads it."""
    for purpose in _SHARED:
        custody, witness = walk.match.custody, walk.team.staff["registrar"]
        asked = Consent(custody=custody, purpose=purpose, given=True, asked_alone=True, witness=witness)
        register.consent(custody, asked, by=walk.captive, at=_now())
    walk.afresh()
    ask.raise_level(walk.enquiry, 2, basis="papers seen", by=walk.staff("liaison-a"), at=_now())
    found = Answer.objects.get(match=walk.match)
    answer.sign(
        found, {"address": walk.match.custody.site.postal_address}, by=walk.staff("liaison-a"), at=_now()
    )
    answer.release(found, by=walk.staff("liaison-b"), at=_now())
    walk.afresh()
    answer.tell(found, "phone", by=walk.staff("liaison-a"), at=_now())
    answer.acknowledge(found, by=walk.family, at=_now())


def heard(walk: Walk) -> None:
    """A family message goes to him and his reply comes back, read once on each side."""
    there = _message(walk, "to_captive", "Сынок, мы все здоровы и ждём тебя дома. Мама.")
    message.write(there, by=walk.family, at=_now())
    _carried(walk, there)
    message.deliver(there, "read", by=walk.staff("registrar"), at=_now())
    back = _message(walk, "to_family", "Мама, я жив, меня кормят. Целую всех.")
    back.reply_to = there
    message.write(back, by=walk.captive, at=_now())
    _carried(walk, back)
    message.open_(back, by=walk.family, at=_now())


def written_from_abroad(walk: Walk) -> None:
    """A letter that he cannot read himself: a translator is asked, and a reviewer reads it meanwhile."""
    text = "Hijo, todos estamos bien y la abuela pregunta por ti. Te esperamos en casa. Mamá."
    letter = _message(walk, "to_captive", text, language="es")
    message.write(letter, by=walk.family, at=_now())
    walk.work()


def _carried(walk: Walk, sent: Message) -> None:
    walk.work()
    sent.refresh_from_db()
    message.pass_sender(sent, by=walk.staff("messages-a"), at=_now())
    walk.work()
    sent.refresh_from_db()
    message.pass_receiver(sent, by=walk.staff("messages-b"), at=_now())


def called(walk: Walk) -> call.Scheduled:
    """A video call is asked for, he agrees, it is scheduled; the two links open for two hours."""
    asked = Call(operation=walk.match.operation, enquiry=walk.enquiry, custody=walk.match.custody)
    call.request(asked, by=walk.family, at=_now())
    call.consent(asked, asked_alone=True, by=walk.captive, at=_now())
    plan = {"safe_time": "18:00-22:00", "family_word": "manzana", "captive_word": "яблуко"}
    call.verify(asked, plan, by=walk.staff("liaison-a"), at=_now())
    window = call.Window(_now(), _now() + timedelta(hours=2), "Europe/Moscow", "Europe/Kyiv")
    return call.schedule(asked, window, by=walk.staff("liaison-a"), at=_now())


def travelled(walk: Walk) -> None:
    """A journey sheet: the published legs, a named meeting point, a code, a day on which it expires."""
    sheet = Journey(
        operation=walk.match.operation, answer=Answer.objects.get(match=walk.match),
        language=walk.enquiry.language,
        traveller=walk.enquiry.enquirer.name,
    )  # fmt: skip
    meeting = {
        "point": "Invented checkpoint, hall 2",
        "on": (_now() + timedelta(days=9)).date().isoformat(),
    }
    register.name_meeting(walk.match.custody, meeting, by=walk.staff("registrar"), at=_now())
    sheet.answer.match.custody = walk.match.custody
    by = walk.staff("liaison-a")
    travel.plan(sheet, by=by, at=_now())
    travel.issue(sheet, by=by, at=_now())
    travel.depart(sheet, by=walk.family, at=_now())
    for leg in sheet.legs:
        travel.check_in(sheet, leg["order"], by=walk.family, at=_now())
    travel.arrive(sheet, by=walk.family, at=_now())


def handed_over(walk: Walk) -> None:
    """His own wish, lists, clearance, identity checked by two, effects line by line, two signatures."""
    file = Handover(
        operation=walk.match.operation, custody=walk.match.custody, enquiry=walk.enquiry, basis="to_family"
    )
    officer, other, liaison = walk.staff("officer-a"), walk.staff("officer-b"), walk.staff("liaison-a")
    handover.propose(file, by=liaison, at=_now())
    handover.wish(file, {"wants_to_go": True, "asked_alone": True}, by=walk.captive, at=_now())
    handover.agree_lists(file, {"ours": "A-17", "theirs": "B-4"}, by=walk.staff("bureau"), at=_now())
    handover.clear(file, {"medical": True, "legal": True, "identity": True}, by=officer, at=_now())
    handover.fix_itinerary(
        file, {"on": _now().date().isoformat(), "point": "Invented checkpoint"}, by=liaison, at=_now()
    )
    handover.inform_family(file, by=liaison, at=_now())
    handover.depart(file, by=walk.staff("registrar"), at=_now())
    handover.check_in(file, {"where": "checkpoint"}, by=officer, at=_now())
    handover.meet(file, by=officer, at=_now())
    handover.check_identity(file, {"asked": "mother's maiden name"}, by=officer, at=_now())
    handover.check_identity_again(file, {"asked": "birthplace"}, by=other, at=_now())
    handover.sign(file, [{"what": "watch", "returned": True}], by=officer, at=_now())
    handover.countersign(file, by=other, at=_now())
    handover.contact_home(file, {"well": True}, by=liaison, at=_now())
    for _ in range(2):
        handover.contact_again(file, {"said": "well"}, by=liaison, at=_now())
    handover.close(file, by=liaison, at=_now())
    walk.work()  # the register follows the two signatures
    found = Answer.objects.get(match=walk.match)
    answer.restate(found, by=liaison, at=_now())
    answer.release_anew(found, by=walk.staff("liaison-b"), at=_now())
    answer.tell(found, "phone", by=liaison, at=_now())
    answer.acknowledge(found, by=walk.family, at=_now())


def mourned(walk: Walk) -> None:
    """Another family: a certified source, two signers, told in person by two, support offered."""
    confirmed(walk)
    facts = {"date": (_now() - timedelta(days=3)).date().isoformat(), "place": "invented", "cause": "wounds"}
    notice = DeathNotice(
        operation=walk.match.operation, custody=walk.match.custody, enquiry=walk.enquiry, facts=facts,
        source_class="certificate",
        source={"what": "invented certificate 12/4", "issuer": "invented hospital"},
    )  # fmt: skip
    ask.raise_level(walk.enquiry, 2, basis="papers seen", by=walk.staff("liaison-a"), at=_now())
    mourn.draft(notice, by=walk.staff("registrar"), at=_now())
    mourn.certify(notice, by=walk.staff("officer-a"), at=_now())
    mourn.sign(notice, by=walk.staff("officer-b"), at=_now())
    walk.work()
    pair = (walk.team.staff["liaison-a"], walk.team.staff["liaison-b"])
    mourn.name_pair(notice, pair, by=walk.staff("liaison-a"), at=_now())
    mourn.tell(notice, "in_person", by=walk.staff("liaison-a"), at=_now())
    mourn.confirm_writing(notice, by=walk.staff("liaison-b"), at=_now())
    mourn.offer_support(notice, by=walk.staff("liaison-b"), at=_now())
    walk.work()
    support.accept(SupportPlan.objects.get(death_notice=notice), by=for_enquirer(walk.enquiry), at=_now())


def moves_of(match: Match) -> list[Move]:
    """All that happened to this family's enquiry and to whatever hangs on it, in order."""
    enquiry = match.enquiry
    ids = [match.pk, enquiry.pk, match.custody_id]
    hanging = (
        Answer.objects.filter(match=match), Journey.objects.filter(answer__match=match),
        Message.objects.filter(enquiry=enquiry), Call.objects.filter(enquiry=enquiry),
        Handover.objects.filter(enquiry=enquiry), DeathNotice.objects.filter(enquiry=enquiry),
        SupportPlan.objects.filter(enquiry=enquiry),
    )  # fmt: skip
    for rows in hanging:
        ids += rows.values_list("pk", flat=True)
    return list(Move.objects.filter(operation=match.operation, subject_id__in=ids).order_by("number"))


def _message(walk: Walk, direction: str, text: str, *, language: str = "ru") -> Message:
    return Message(
        operation=walk.match.operation, enquiry=walk.enquiry, custody=walk.match.custody,
        direction=direction, text=text, language=language,
    )  # fmt: skip


def _verdict(walk: Walk, reviewer: str) -> Verdict:
    """What agrees is ticked: the matcher's own reasons stand in for a reviewer's eyes here."""
    agreeing = {r["field"]: r["level"] in ("same", "close") for r in walk.match.reasons}
    return Verdict(
        operation=walk.match.operation, match=walk.match, reviewer=walk.team.staff[reviewer],
        says="same", evidence=agreeing, at=_now(),
    )  # fmt: skip


def _now() -> datetime:
    return datetime.now(UTC)
