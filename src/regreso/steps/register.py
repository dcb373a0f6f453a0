"""The holding side writes down who is held, and what happens to them.

A prisoner of war may be asked for surname, first names, rank, day of birth and number, and for nothing
else (GC III 17): every other field may stay empty, and one that the person did not want to tell is named
in `declined`. Nothing here fails because something was not told.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from regreso.casebook import changes as told
from regreso.casebook import queries
from regreso.casebook.actor import SYSTEM
from regreso.casebook.arrivals import BUREAU, MONTH, arrival, card_due, presence, start_clocks
from regreso.casebook.models import CustodyList, Person, Presence, append_listed, append_move
from regreso.casebook.once import once
from regreso.steps.errors import StepError, refuse
from regreso.story import MoveRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Consent, Custody, Move, Site

WEEK = timedelta(days=7)  # GC III 122: the state of the gravely sick or wounded, every week
OF_PERSON = (
    "surname", "given", "patronymic", "other_names", "sex", "birth", "birthplace", "settlement", "region",
    "nationality", "rank", "service_number", "unit", "power", "father", "mother", "marks", "inform",
    "correspondence", "declined", "questioned_in",
)  # fmt: skip
KINDS = ("prisoner_of_war", "civilian_internee", "wounded", "found")
LEVELS = ("unidentified", "self_stated", "documented", "confirmed_by_kin", "forensic")
PURPOSES = ("tell_family", "share_address", "share_health", "messages", "calls")
ILL = ("lasting", "may_recover", "light")  # classes of health that are not “well”; “grave” beside them
_BATCH = 500
ENDS = ("release", "exchange", "repatriate", "escape", "hand_to_authority")


def report(custody: Custody, person: Person, *, by: Actor, at: datetime) -> Move:
    """Someone was found or brought in, perhaps without a name: they are counted from this moment."""
    _refuse_bad(custody, person, at=at)
    with once(custody, "report"):
        person.save(force_insert=True)
        custody.person = person
        move = append_move(custody, "report", by=by, at=at)
        _arrive(custody, custody.site, by=by, at=arrival(custody, at))
        _changed(custody)
    return move


def register(custody: Custody, person: Person, *, by: Actor, at: datetime) -> Move:
    """A person is in the register, under what they were willing to say.

    From their arrival run the clocks of the capture card (7 days) and of the Bureau (24 hours). The
    search follows at once. No family hears of it by this.
    """
    _refuse_bad(custody, person, at=at)
    if not (person.surname or person.given) and person.identity_level != "unidentified":
        declined = {"surname", "given"} & set(person.declined)
        if not declined:
            raise StepError("no_name", given="", expected="a name, a declined name, or level “unidentified”")
    with once(custody, "register"):
        person.save()
        custody.person = person
        known = not custody._state.adding  # noqa: SLF001 - Django's documented state: it was reported before
        move = append_move(custody, "register", by=by, at=at)
        if not known:
            _arrive(custody, custody.site, by=by, at=arrival(custody, at))
        _set(custody, bureau_due_at=at + BUREAU)
        _changed(custody)
    return move


def register_list(
    custody_list: CustodyList, rows: Sequence[tuple[Custody, Person]], *, by: Actor, at: datetime
) -> Move:
    """Everybody on a list is in the register, each with a move of their own and their clocks running.

    All or nobody: a row that cannot be taken in belongs into `left_out` with its reason, not into `rows`.
    The same list handed in twice counts once. The search follows at once, for the list as a whole.
    """
    for number, (custody, person) in enumerate(rows, 1):
        _refuse_row(number, custody_list, custody, person, at=at)
    with once(custody_list, "import"):
        same = CustodyList.objects.filter(operation=custody_list.operation_id, digest=custody_list.digest)
        if same.exists():
            raise MoveRefused("custody_list", "import", "this list was taken in before")
        custody_list.size = len(rows)
        move = append_move(custody_list, "import", by=by, at=at)
        number = queries.next_change(custody_list.operation_id)
        for custody, person in rows:
            custody.person, custody.listed_in, custody.change = person, custody_list, number
            start_clocks(custody, arrived=arrival(custody, at), at=at)
        Person.objects.bulk_create([person for _, person in rows], batch_size=_BATCH)
        append_listed([custody for custody, _ in rows], "register_listed", by=by, at=at)
        arrivals = [presence(c, c.site, "arrived", by=by, at=arrival(c, at)) for c, _ in rows]
        Presence.objects.bulk_create(arrivals, batch_size=_BATCH)
    return move


def correct(custody: Custody, changes: Mapping[str, str], *, by: Actor, at: datetime) -> Move:
    """What is written of the person is other than before; the search follows at once."""
    if not changes:
        raise StepError("nothing_told", given="", expected="at least one field")
    refuse(told.faults_in(changes, allowed=OF_PERSON, today=at.date()))
    with transaction.atomic():
        before = told.change(custody.person, changes)
        _refuse_contradiction(custody.person)
        said = {"detail": {"before": before, "after": dict(changes)}}
        move = append_move(custody, "correct", by=by, at=at, said=said)
        _changed(custody)
    return move


def identify(custody: Custody, level: str, *, basis: str = "", by: Actor, at: datetime) -> Move:
    """We know better, or less well than we thought, who the person is; the search follows at once."""
    if level not in LEVELS:
        raise StepError("unknown_level", given=level, expected="one of " + ", ".join(LEVELS))
    with transaction.atomic():
        said = {"reason": basis, "detail": {"level": level, "before": custody.person.identity_level}}
        move = append_move(custody, "identify", by=by, at=at, said=said)
        custody.person.identity_level = level
        custody.person.save(update_fields=["identity_level"])
        _changed(custody)
    return move


def note_presence(custody: Custody, *, by: Actor, at: datetime) -> Move:
    """The person was seen at the site at this moment."""
    with transaction.atomic():
        move = append_move(custody, "note_presence", by=by, at=at)
        _present(custody, custody.site, "counted", by=by, at=at)
    return move


def note_presences(custodies: Sequence[Custody], *, by: Actor, at: datetime) -> list[Move]:
    """All of these were seen at their site at this moment, a move each."""
    with transaction.atomic():
        moves = append_listed(custodies, "note_presence", by=by, at=at)
        lines = [presence(one, one.site, "counted", by=by, at=at) for one in custodies]
        Presence.objects.bulk_create(lines, batch_size=_BATCH)
    return moves


def send_card(custody: Custody, *, by: Actor, at: datetime) -> Move:
    """The capture card has left for the family and the Central Agency: its clock stops."""
    with transaction.atomic():
        move = append_move(custody, "send_card", by=by, at=at)
        _set(custody, card_sent_at=at, card_due_at=None)
    return move


def offer_forms(custody: Custody, given: tuple[int, int], *, by: Actor, at: datetime) -> Move:
    """They have forms for so many letters and cards in hand, to write on or not; more are due in 30 days.

    Never fewer than was promised in this operation, and no promise is below two letters and four cards.
    """
    letters, cards = given
    promised = custody.operation.letters_a_month, custody.operation.cards_a_month
    if letters < promised[0] or cards < promised[1]:
        expected = "at least {} letters and {} cards".format(*promised)
        raise StepError("too_few_forms", given=given, expected=expected)
    with transaction.atomic():
        said = {"detail": {"letters": letters, "cards": cards}}
        move = append_move(custody, "offer_forms", by=by, at=at, said=said)
        _set(custody, forms_due_at=at + MONTH)
    return move


def notify(custody: Custody, *, by: Actor, at: datetime) -> Move:
    """The National Information Bureau has the data: its clock stops."""
    with transaction.atomic():
        move = append_move(custody, "notify", by=by, at=at)
        _set(custody, bureau_due_at=None)
    return move


def receive_receipt(custody: Custody, *, receipt: str = "", by: Actor, at: datetime) -> Move:
    """The Bureau has answered that it knows of this person."""
    return append_move(custody, "receive_receipt", by=by, at=at, said={"detail": {"receipt": receipt}})


def forward_change(custody: Custody, *, by: Actor, at: datetime) -> Move:
    """The Bureau and the Central Agency know of the newest change (GC III 122, 120): its clock stops."""
    if custody.bureau_due_at is None:
        raise MoveRefused("custody", "forward_change", "nothing new is to be forwarded")
    with transaction.atomic():
        move = append_move(custody, "forward_change", by=by, at=at)
        _set(custody, bureau_due_at=None)
        custody.death_notices.update(bureau_due_at=None)
    return move


def name_meeting(custody: Custody, meeting: Mapping[str, str], *, by: Actor, at: datetime) -> Move:
    """The holding side has named where and on which day a relative may meet them: before it no sheet exists.

    Naming another point or day replaces it, and every journey that was planned to the old one is looked at.
    """
    for name in ("point", "on"):
        if not meeting.get(name, "").strip():
            raise StepError("no_" + name, given="", expected="a point, and a day (on)")
    try:
        day = date.fromisoformat(meeting["on"])
    except ValueError:
        raise StepError("not_a_date", given=meeting["on"], expected="a day, YYYY-MM-DD") from None
    if day < at.date():
        raise StepError("meeting_passed", given=meeting["on"], expected="a day to come")
    with transaction.atomic():
        move = append_move(custody, "name_meeting", by=by, at=at)
        _set(custody, meeting={name: value for name, value in meeting.items() if value.strip()})
    return move


def transfer(custody: Custody, site: Site, *, by: Actor, at: datetime) -> Move:
    """The person is at another site: a new capture card and the Bureau are due again."""
    if site.operation_id != custody.operation_id or site.pk == custody.site_id:
        raise StepError("not_another_site", given=site.code, expected="another site of this operation")
    return _moved(custody, "transfer", site, by=by, at=at)


def admit(custody: Custody, *, site: Site | None = None, by: Actor, at: datetime) -> Move:
    """The person is in hospital: a new capture card is due, and word of their health every week."""
    with transaction.atomic():
        move = _moved(custody, "admit", site or custody.site, by=by, at=at)
        _set(custody, health_due_at=at + WEEK)
    return move


def discharge(custody: Custody, *, site: Site | None = None, by: Actor, at: datetime) -> Move:
    """The person is out of hospital: a new capture card is due, the weekly word ends."""
    with transaction.atomic():
        move = _moved(custody, "discharge", site or custody.site, by=by, at=at)
        _set(custody, health_due_at=None)
    return move


def report_health(
    custody: Custody, health: str, *, grave: bool, health_class: str = "", by: Actor, at: datetime
) -> Move:
    """How the person is. Who falls ill needs a new capture card (GC III 70); of the grave, word weekly."""
    if not health.strip():
        raise StepError("no_health", given=health, expected="how the person is")
    with transaction.atomic():
        move = append_move(custody, "report_health", by=by, at=at, said={"detail": {"grave": grave}})
        ill = grave or health_class in ILL
        worse = (grave and custody.health_due_at is None) or (
            ill and custody.health_class not in ("grave", *ILL)
        )
        _set(custody, health_due_at=at + WEEK if grave else None)
        if worse:
            _set(custody, card_due_at=card_due(at))
        custody.health, custody.health_class = health, "grave" if grave else health_class
        custody.save(update_fields=["health", "health_class"])
    return move


def consent(custody: Custody, asked: Consent, *, by: Actor, at: datetime) -> Move:
    """What the person held agreed to or refused. The newest word holds; a refusal costs nothing.

    `asked` is not saved yet: purpose, given, asked_alone, witness, and the enquiry when it is about one
    family. A yes counts only when the person was asked alone. Answers wait for this gate.
    """
    if asked.purpose not in PURPOSES:
        raise StepError("unknown_purpose", given=asked.purpose, expected="one of " + ", ".join(PURPOSES))
    if asked.given and not asked.asked_alone:
        raise StepError("not_alone", given="asked with others present", expected="asked alone")
    if by.id != str(custody.person_id):
        raise MoveRefused("custody", "consent", "only the person held may agree or refuse")
    said = {"detail": {"purpose": asked.purpose, "given": asked.given, "consent": str(asked.pk)}}
    with transaction.atomic():
        move = append_move(custody, "consent", by=by, at=at, said=said)
        asked.custody, asked.operation_id, asked.at = custody, custody.operation_id, at
        asked.save(force_insert=True)
    return move


def end(custody: Custody, how: str, *, reason: str = "", by: Actor, at: datetime) -> Move:
    """The person is no longer held here; the Bureau is due. The record stays and can still be found."""
    if how not in ENDS:
        raise StepError("unknown_end", given=how, expected="one of " + ", ".join(ENDS))
    return _ended(custody, how, reason=reason, by=by, at=at)


def die(custody: Custody, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """Two officers signed a notice of death. The record stays and can still be found."""
    return _ended(custody, "die", reason="", by=by, at=at)


def reopen(custody: Custody, *, at: datetime, by: Actor = SYSTEM) -> Move:
    """The notice of death no longer stands: the record is as before it, until another notice is signed."""
    with transaction.atomic():
        move = append_move(custody, "reopen", by=by, at=at)
        _set(custody, bureau_due_at=at + BUREAU, forms_due_at=at + MONTH)
        _changed(custody)
    return move


def _refuse_bad(custody: Custody, person: Person, *, at: datetime) -> None:
    if len({custody.operation_id, person.operation_id, custody.site.operation_id}) > 1:
        raise StepError("other_operation", given=custody.site.code, expected="rows of one operation")
    if custody.kind not in KINDS:
        raise StepError("unknown_kind", given=custody.kind, expected="one of " + ", ".join(KINDS))
    if person.identity_level not in LEVELS:
        raise StepError("unknown_level", given=person.identity_level, expected="one of " + ", ".join(LEVELS))
    refuse(told.faults_of(person, OF_PERSON, today=at.date()))
    _refuse_contradiction(person)


def _refuse_row(
    number: int, custody_list: CustodyList, custody: Custody, person: Person, *, at: datetime
) -> None:
    if custody.operation_id != custody_list.operation_id:
        raise StepError("other_operation", given=f"row {number}", expected="rows of one operation")
    try:
        _refuse_bad(custody, person, at=at)
    except StepError as error:
        raise StepError(error.code, given=f"row {number}: {error.given}", expected=error.expected) from None


def _refuse_contradiction(person: Person) -> None:
    unknown = [name for name in person.declined if name not in OF_PERSON]
    if unknown:
        raise StepError("unknown_field", given=unknown[0], expected="one of " + ", ".join(OF_PERSON))
    both = [name for name in person.declined if getattr(person, name)]
    if both:
        raise StepError("told_and_declined", given=both[0], expected="a value or “declined”, not both")


def _arrive(custody: Custody, site: Site, *, by: Actor, at: datetime) -> None:
    """The clocks of an arrival start."""
    custody.site = site
    start_clocks(custody, arrived=at, at=at)
    clocks = ["arrived_at", "card_sent_at", "card_due_at", "bureau_due_at", "forms_due_at"]
    custody.save(update_fields=["site", *clocks])
    _present(custody, site, "arrived", by=by, at=at)


def _moved(custody: Custody, move: str, site: Site, *, by: Actor, at: datetime) -> Move:
    with transaction.atomic():
        came_from = custody.site
        said = {"detail": {"from": str(came_from.pk), "to": str(site.pk)}}
        made = append_move(custody, move, by=by, at=at, said=said)
        if site.pk != came_from.pk:
            _present(custody, came_from, "left", by=by, at=at)
        _arrive(custody, site, by=by, at=at)
    return made


def _ended(custody: Custody, move: str, *, reason: str, by: Actor, at: datetime) -> Move:
    with transaction.atomic():
        made = append_move(custody, move, by=by, at=at, said=reason)
        _set(
            custody, card_due_at=None, forms_due_at=None, health_due_at=None, bureau_due_at=at + BUREAU
        )  # fmt: skip
        _present(custody, custody.site, "left", by=by, at=at)
    return made


def _changed(custody: Custody) -> None:
    """What is known of the person changed, so the search reads it again. A transfer is no such change."""
    _set(custody, change=queries.next_change(custody.operation_id))


def _set(custody: Custody, **columns: object) -> None:
    for name, value in columns.items():
        setattr(custody, name, value)
    custody.save(update_fields=list(columns))


def _present(custody: Custody, site: Site, kind: str, *, by: Actor, at: datetime) -> None:
    presence(custody, site, kind, by=by, at=at).save(force_insert=True)
