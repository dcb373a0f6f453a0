"""Who may see which rows: roles given in an operation, at a site, and cases assigned to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Q

from regreso import story
from regreso.casebook.actor import Actor
from regreso.casebook.correspondence import AT_HIS_SIDE
from regreso.casebook.models import (
    Announcement,
    Answer,
    BreakGlass,
    Broadcast,
    Call,
    Card,
    Challenge,
    Correction,
    Corridor,
    CorridorPlan,
    Custody,
    CustodyList,
    DeathNotice,
    Device,
    DisasterRecord,
    Document,
    Draft,
    Enquiry,
    ExchangeList,
    Grant,
    Handover,
    HeadCount,
    Invitation,
    Journey,
    Lead,
    ManifestCopy,
    Match,
    Message,
    Notice,
    Operation,
    PersonStanding,
    Possible,
    Question,
    Recognition,
    RecordCopy,
    SelfReport,
    Source,
    SupportPlan,
    Translation,
    Trip,
    Upload,
)
from regreso.casebook.notices import KINDS
from regreso.casebook.queries import TOLD
from regreso.casebook.survivors import DISASTER

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from regreso.casebook.models import Site, Staff


def grants_of(staff: Staff) -> QuerySet[Grant]:
    """The roles that were given to this member of staff by two administrators and not ended."""
    return Grant.objects.filter(staff=staff, state="given", operation__state="open").select_related(
        "operation", "site"
    )


def operations_for(staff: Staff) -> QuerySet[Operation]:
    """The operations that they administer, closed ones too; all, for whoever was made one on the machine."""
    if staff.is_superuser:
        return Operation.objects.all()
    given = Grant.objects.filter(staff=staff, role=story.ADMINISTRATOR, state="given")
    return Operation.objects.filter(pk__in=given.values("operation"))


def grants_under(staff: Staff) -> QuerySet[Grant]:
    """The roles, asked for or given, in the operations that they administer."""
    return Grant.objects.filter(operation__in=operations_for(staff)).select_related("operation", "staff")


def accounts_for(staff: Staff) -> QuerySet[Staff]:
    """Accounts that an administrator looks after: who has or had a role there, and whom they invited."""
    everybody = get_user_model().objects.all()
    if staff.is_superuser:
        return everybody
    working = grants_under(staff).values("staff")
    invited = Invitation.objects.filter(invited_by=str(staff.pk)).values("staff")
    return everybody.filter(Q(pk__in=working) | Q(pk__in=invited))


def may_renew(staff: Staff, other: Staff) -> bool:
    """Whether an administrator may end all ways into this account: not where others administer it, too."""
    if staff.is_superuser:
        return True
    live = Grant.objects.filter(staff=other, state__in=("asked", "given"))
    return not other.is_superuser and not live.exclude(operation__in=operations_for(staff)).exists()


def holds(staff: Staff, role: str, operation: Operation, *, site: Site | None = None) -> bool:
    """Whether they hold the role there; a role at a site counts only for that site."""
    mine = grants_of(staff).filter(role=role, operation=operation)
    return mine.filter(site=site).exists() if site else mine.exists()


def actor(staff: Staff, role: str) -> Actor:
    """The member of staff in one of their roles."""
    return Actor(role, str(staff.pk))


def for_captive(custody: Custody, *, witness: Staff) -> Actor:
    """The person held, whose word this member of staff writes down."""
    return Actor(story.CAPTIVE, str(custody.person_id), via=str(witness.pk))


def for_enquirer(enquiry: Enquiry, *, typed_by: Staff | None = None) -> Actor:
    """The enquirer, perhaps through an operator on the phone."""
    return Actor(story.ENQUIRER, str(enquiry.enquirer_id), via=str(typed_by.pk) if typed_by else "")


def _operations(staff: Staff, role: str) -> list[object]:
    return list(grants_of(staff).filter(role=role).values_list("operation_id", flat=True))


def colleagues(row: Enquiry, role: str) -> QuerySet[Staff]:
    """Everybody who holds this role where the row belongs."""
    given = Grant.objects.filter(operation=row.operation_id, role=role, state="given")
    return get_user_model().objects.filter(pk__in=given.values("staff"), is_active=True).order_by("username")


def enquiries_for(staff: Staff) -> QuerySet[Enquiry]:
    """An operator's own enquiries; nobody else looks enquiries up."""
    operations = _operations(staff, story.OPERATOR)
    return Enquiry.objects.filter(operation__in=operations, assigned_to=staff)


def opened_for(staff: Staff, *, at: datetime) -> QuerySet[Enquiry]:
    """Colleagues' enquiries that this operator opened with a reason: for an hour, unless somebody objects."""
    operations = _operations(staff, story.OPERATOR)
    glasses = BreakGlass.objects.filter(staff=staff, ends_at__gt=at).exclude(state="objected")
    opened = [key for keys in glasses.values_list("opened", flat=True) for key in keys]
    return Enquiry.objects.filter(operation__in=operations, pk__in=opened)


def glasses_under(staff: Staff) -> QuerySet[BreakGlass]:
    """What was opened so in the operations that they administer; never what they opened themselves."""
    rows = BreakGlass.objects.filter(operation__in=operations_for(staff)).exclude(staff=staff)
    return rows.select_related("staff", "operation")


def custodies_for(staff: Staff) -> QuerySet[Custody]:
    """Those held at a registrar's own sites."""
    return Custody.objects.filter(site__in=_sites(staff))


def head_counts_for(staff: Staff) -> QuerySet[HeadCount]:
    """Counts of a registrar's own sites."""
    return HeadCount.objects.filter(site__in=_sites(staff))


def custody_lists_for(staff: Staff) -> QuerySet[CustodyList]:
    """Lists that came by the desk of a registrar's own sites."""
    return CustodyList.objects.filter(site__in=_sites(staff)).exclude(handed_in_at=None)


def matches_for(staff: Staff) -> QuerySet[Match]:
    """Matches of the operations in which they review."""
    return Match.objects.filter(operation__in=_operations(staff, story.REVIEWER))


def operations_of_reviewer(staff: Staff) -> list[object]:
    """The operations in which they review."""
    return _operations(staff, story.REVIEWER)


def questions_for(staff: Staff) -> QuerySet[Question]:
    """Questions to the held, of the operations in which they review."""
    return Question.objects.filter(operation__in=_operations(staff, story.REVIEWER))


def held_questions_for(staff: Staff) -> QuerySet[Question]:
    """Questions to those at a registrar's own sites."""
    return Question.objects.filter(custody__site__in=_sites(staff))


def held_challenges_for(staff: Staff) -> QuerySet[Challenge]:
    """What those at a registrar's own sites set, and what families to be answered about them set."""
    sites = _sites(staff)
    about = Answer.objects.filter(match__custody__site__in=sites).exclude(state__in=("revoked", "corrected"))
    mine = Q(custody__site__in=sites) | Q(custody=None, enquiry__in=about.values("enquiry"))
    return Challenge.objects.filter(mine).exclude(state="withdrawn")


def corrections_for(staff: Staff) -> QuerySet[Correction]:
    """Who must be told of a mistake, in the operations in which they are liaison."""
    return Correction.objects.filter(operation__in=_operations(staff, story.LIAISON))


def records_for(staff: Staff) -> QuerySet[DisasterRecord]:
    """Records of a disaster, of a registrar's own sites."""
    return DisasterRecord.objects.filter(site__in=_sites(staff), operation__kind=DISASTER)


def record_copies_for(staff: Staff) -> QuerySet[RecordCopy]:
    """Files of all records that were asked for, in the disasters in which they are coordinator."""
    return RecordCopy.objects.filter(
        operation__in=_operations(staff, story.COORDINATOR), operation__kind=DISASTER
    )


def answers_for(staff: Staff) -> QuerySet[Answer]:
    """Answers of the operations in which they are liaison."""
    return Answer.objects.filter(operation__in=_operations(staff, story.LIAISON))


def messages_for(staff: Staff) -> QuerySet[Message]:
    """Messages that wait for a message reviewer of the operation."""
    waiting = ("written", "accepted", "in_transit")
    return Message.objects.filter(operation__in=_operations(staff, story.MESSAGE_REVIEWER), state__in=waiting)


def translations_for(staff: Staff) -> QuerySet[Translation]:
    """Messages to be put into another language where they translate, and read both languages."""
    found = Q(pk__in=())
    for grant in grants_of(staff).filter(role=story.TRANSLATOR):
        known = grant.languages.split()
        found |= Q(operation=grant.operation_id, of__in=known, into__in=known)
    own = Q(state="made", taken_by=str(staff.pk))  # what they made, until somebody sends it back to all
    return Translation.objects.filter(found).filter(Q(state__in=("asked", "taken")) | own)


def calls_for(staff: Staff, role: str = "") -> QuerySet[Call]:
    """Calls of the operations in which they are liaison or officer, or only of one of these roles."""
    roles = (role,) if role else (story.LIAISON, story.OFFICER)
    operations = [operation for one in roles for operation in _operations(staff, one)]
    return Call.objects.filter(operation__in=operations)


def held_messages_for(staff: Staff) -> QuerySet[Message]:
    """Messages of those held at a registrar's own sites; those to them once they are on their side."""
    theirs = Q(direction="to_family") | Q(state__in=AT_HIS_SIDE)
    return Message.objects.filter(theirs, custody__site__in=_sites(staff))


def held_calls_for(staff: Staff) -> QuerySet[Call]:
    """Calls of those held at a registrar's own sites."""
    return Call.objects.filter(custody__site__in=_sites(staff))


def held_handovers_for(staff: Staff) -> QuerySet[Handover]:
    """Handovers of those held at a registrar's own sites."""
    return Handover.objects.filter(custody__site__in=_sites(staff))


def journeys_for(staff: Staff) -> QuerySet[Journey]:
    """Journeys of the operations in which they are liaison."""
    return Journey.objects.filter(operation__in=_operations(staff, story.LIAISON))


def escorted_for(staff: Staff) -> QuerySet[Journey]:
    """Journeys of the operations in which they are escort: who travels, never who is held."""
    return Journey.objects.filter(operation__in=_operations(staff, story.ESCORT))


def exchange_lists_for(staff: Staff, role: str) -> QuerySet[ExchangeList]:
    """Lists of the operations in which they are bureau; an officer's from the first weighing on."""
    found = ExchangeList.objects.filter(operation__in=_operations(staff, role))
    return found if role == story.BUREAU else found.exclude(state="drafted")


def handovers_for(staff: Staff, role: str) -> QuerySet[Handover]:
    """Handovers of the operations in which they are liaison, officer or bureau."""
    return Handover.objects.filter(operation__in=_operations(staff, role))


def death_notices_for(staff: Staff, role: str) -> QuerySet[DeathNotice]:
    """An officer's death notices; a liaison's from the second signature on."""
    notices = DeathNotice.objects.filter(operation__in=_operations(staff, role))
    return notices if role == story.OFFICER else notices.exclude(state__in=("drafted", "certified", "struck"))


def support_plans_for(staff: Staff) -> QuerySet[SupportPlan]:
    """Support plans of the operations in which they are liaison."""
    return SupportPlan.objects.filter(operation__in=_operations(staff, story.LIAISON))


def notifications_for(staff: Staff) -> QuerySet[Custody]:
    """Custodies whose data or newest change a bureau is to send, or whose receipt it waits for."""
    mine = Custody.objects.filter(operation__in=_operations(staff, story.BUREAU)).exclude(state="struck")
    return mine.filter(Q(state__in=("registered", "notified")) | Q(bureau_due_at__isnull=False))


def self_reports_for(staff: Staff) -> QuerySet[SelfReport]:
    """What people say of themselves, in the operations in which they review."""
    rows = SelfReport.objects.filter(operation__in=_operations(staff, story.REVIEWER))
    return rows.exclude(state__in=("withdrawn", "lapsed"))


def leads_for(staff: Staff) -> QuerySet[Lead]:
    """Leads of the operations in which they are reading officer."""
    return Lead.objects.filter(operation__in=_operations(staff, story.READING_OFFICER))


def documents_for(staff: Staff) -> QuerySet[Document]:
    """What was handed in where they are reading officer."""
    return Document.objects.filter(operation__in=_operations(staff, story.READING_OFFICER))


def possibles_for(staff: Staff) -> QuerySet[Possible]:
    """Where accepted claims meet enquiries: for those who review matches, and for nobody else."""
    return Possible.objects.filter(operation__in=_operations(staff, story.REVIEWER))


def cards_for(staff: Staff) -> QuerySet[Card]:
    """Cards of the operations in which they are liaison."""
    return Card.objects.filter(operation__in=_operations(staff, story.LIAISON))


def drafts_for(staff: Staff) -> QuerySet[Draft]:
    """Drafts of the operations in which they are coordinator."""
    return Draft.objects.filter(operation__in=_operations(staff, story.COORDINATOR))


def announcements_for(staff: Staff, role: str) -> QuerySet[Announcement]:
    """Announcements of the operations in which they hold this role."""
    return Announcement.objects.filter(operation__in=_operations(staff, role))


def notices_for(staff: Staff, role: str) -> QuerySet[Notice]:
    """What did not arrive, or nobody knows: of the kinds that lie on this role's desk."""
    kinds = [name for name, kind in KINDS.items() if kind.desk == role]
    rows = Notice.objects.filter(operation__in=_operations(staff, role), kind__in=kinds)
    return rows.exclude(state__in=("sent", "dropped", "settled"))


def sources_for(staff: Staff) -> QuerySet[Source]:
    """Sources of the operations that they administer."""
    return Source.objects.filter(operation__in=_operations(staff, story.ADMINISTRATOR))


def families_for(staff: Staff) -> QuerySet[Enquiry]:
    """Enquiries of a liaison's own families: those to whom an answer was released."""
    told = Answer.objects.filter(state__in=(*TOLD, "revoked", "corrected"))
    operations = _operations(staff, story.LIAISON)
    return Enquiry.objects.filter(operation__in=operations, pk__in=told.values("enquiry"))


def trips_for(staff: Staff) -> QuerySet[Trip]:
    """Trips of the operations in which they are coordinator."""
    return Trip.objects.filter(operation__in=_operations(staff, story.COORDINATOR))


def standings_for(staff: Staff) -> QuerySet[PersonStanding]:
    """How people stand on those trips, by their tokens."""
    return PersonStanding.objects.filter(operation__in=_operations(staff, story.COORDINATOR))


def corridors_for(staff: Staff) -> QuerySet[Corridor]:
    """Corridors of the operations in which they are coordinator."""
    return Corridor.objects.filter(operation__in=_operations(staff, story.COORDINATOR))


def corridor_plans_for(staff: Staff) -> QuerySet[CorridorPlan]:
    """Plans of those corridors."""
    return CorridorPlan.objects.filter(operation__in=_operations(staff, story.COORDINATOR))


def broadcasts_for(staff: Staff) -> QuerySet[Broadcast]:
    """Shelter notices of those corridors, by channel."""
    return Broadcast.objects.filter(operation__in=_operations(staff, story.COORDINATOR))


def manifest_copies_for(staff: Staff) -> QuerySet[ManifestCopy]:
    """Copies with names that were asked for, of those corridors."""
    return ManifestCopy.objects.filter(operation__in=_operations(staff, story.COORDINATOR))


def recognitions_for(staff: Staff) -> QuerySet[Recognition]:
    """Arrivals to be recognised in the operations in which they are coordinator."""
    return Recognition.objects.filter(operation__in=_operations(staff, story.COORDINATOR))


def devices_for(staff: Staff) -> QuerySet[Device]:
    """Telephones of the operations in which they are coordinator."""
    return Device.objects.filter(operation__in=_operations(staff, story.COORDINATOR))


def uploads_for(staff: Staff) -> QuerySet[Upload]:
    """What was handed in, in the operations in which they are coordinator."""
    return Upload.objects.filter(operation__in=_operations(staff, story.COORDINATOR))


def _sites(staff: Staff) -> list[object]:
    return list(grants_of(staff).filter(role=story.REGISTRAR).values_list("site_id", flat=True))
