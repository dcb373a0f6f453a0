"""The rows, a file per noun. Models name each other by string, so that no file needs another to load."""

from regreso.casebook.models.accounts import (
    AccountEvent,
    Allowance,
    CodeSecret,
    Invitation,
    Passkey,
    RecoveryCode,
)
from regreso.casebook.models.alive import Hearing, SelfReport
from regreso.casebook.models.announcements import Announcement, Notice, Subscriber
from regreso.casebook.models.answers import Answer, Certificate
from regreso.casebook.models.api import ApiCall, ApiToken
from regreso.casebook.models.borders import BorderChange, BorderLine
from regreso.casebook.models.calls import Call
from regreso.casebook.models.challenges import Challenge
from regreso.casebook.models.conversations import Conversation, Heard, ShortPart
from regreso.casebook.models.corridors import Broadcast, Corridor, CorridorPlan, ManifestCopy
from regreso.casebook.models.custody import Consent, Custody, CustodyList, HeadCount, Person, Presence
from regreso.casebook.models.deaths import DeathNotice, SupportPlan
from regreso.casebook.models.disasters import DisasterRecord, RecordCopy
from regreso.casebook.models.enquiries import Enquirer, Enquiry, Sought, Unsent
from regreso.casebook.models.exchanges import ExchangeList
from regreso.casebook.models.glass import BreakGlass
from regreso.casebook.models.health import Pulse
from regreso.casebook.models.hooks import Hook
from regreso.casebook.models.hotline import HotlineCall
from regreso.casebook.models.journeys import Handover, Journey
from regreso.casebook.models.leads import Event, Lead
from regreso.casebook.models.ledger import (
    Chain,
    Lease,
    Move,
    Reaction,
    Read,
    Reading,
    append_listed,
    append_move,
    append_read,
    history,
    take_turn,
)
from regreso.casebook.models.manifests import (
    Device,
    ManifestEvent,
    Passenger,
    PersonStanding,
    Recognition,
    Trip,
    Upload,
)
from regreso.casebook.models.matches import Match, Verdict
from regreso.casebook.models.messages import Message, MessagePage, Translation
from regreso.casebook.models.operations import Grant, Operation, OperationKey, Site, Staff
from regreso.casebook.models.proofs import Proof, ProofPage
from regreso.casebook.models.questions import Correction, Question
from regreso.casebook.models.saved_views import SavedView
from regreso.casebook.models.sources import Document, Passage, Source
from regreso.casebook.models.uses import Card, Draft, Possible, Sending

__all__ = [
    "AccountEvent",
    "Allowance",
    "Announcement",
    "Answer",
    "ApiCall",
    "ApiToken",
    "BorderChange",
    "BorderLine",
    "BreakGlass",
    "Broadcast",
    "Call",
    "Card",
    "Certificate",
    "Chain",
    "Challenge",
    "CodeSecret",
    "Consent",
    "Conversation",
    "Correction",
    "Corridor",
    "CorridorPlan",
    "Custody",
    "CustodyList",
    "DeathNotice",
    "Device",
    "DisasterRecord",
    "Document",
    "Draft",
    "Enquirer",
    "Enquiry",
    "Event",
    "ExchangeList",
    "Grant",
    "Handover",
    "HeadCount",
    "Heard",
    "Hearing",
    "Hook",
    "HotlineCall",
    "Invitation",
    "Journey",
    "Lead",
    "Lease",
    "ManifestCopy",
    "ManifestEvent",
    "Match",
    "Message",
    "MessagePage",
    "Move",
    "Notice",
    "Operation",
    "OperationKey",
    "Passage",
    "Passenger",
    "Passkey",
    "Person",
    "PersonStanding",
    "Possible",
    "Presence",
    "Proof",
    "ProofPage",
    "Pulse",
    "Question",
    "Reaction",
    "Read",
    "Reading",
    "Recognition",
    "RecordCopy",
    "RecoveryCode",
    "SavedView",
    "SelfReport",
    "Sending",
    "ShortPart",
    "Site",
    "Sought",
    "Source",
    "Staff",
    "Subscriber",
    "SupportPlan",
    "Translation",
    "Trip",
    "Unsent",
    "Upload",
    "Verdict",
    "append_listed",
    "append_move",
    "append_read",
    "history",
    "take_turn",
]
