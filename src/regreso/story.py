"""The story as a table: what can happen to an enquiry, a custody, a match …, who may make it happen.

Read this first. It imports nothing of ours and knows nothing of databases or pages. A *subject* has a
*state*; a *Rule* is one row: a move, the states it starts from, the state it ends in, and the roles that
may make it. `other_than` names earlier moves on the same subject whose actor must be another person: so
two people are needed for whatever Regreso's field document (2.4) asks two people for.
Life cycles follow section 4 of that document; docs/reference/story.md is generated from this file.
"""

from __future__ import annotations

from dataclasses import dataclass

# --- who acts ---------------------------------------------------------------------------------------
ENQUIRER = "enquirer"  # the family: knows a retrieval phrase
CAPTIVE = "captive"  # the person held; the registrar beside them writes it down
OPERATOR = "operator"  # answers the hotline
REGISTRAR = "registrar"  # writes the register at a camp, hospital or shelter of the holding side
REVIEWER = "reviewer"  # judges matches
LIAISON = "liaison"  # speaks with families
MESSAGE_REVIEWER = "message_reviewer"  # reads family messages once per side
OFFICER = "officer"  # certifies deaths, meets the parties of a call, checks identity at a handover
READING_OFFICER = "reading_officer"  # judges leads: what public material claims
BUREAU = "bureau"  # liaison to the National Information Bureau and the Central Tracing Agency
COORDINATOR = "coordinator"  # plans corridors and journeys, keeps the manifest
ESCORT = "escort"  # watches over journeys under way, and meets those who travel
AUDITOR = "auditor"
ADMINISTRATOR = "administrator"
DEVICE = "device"  # a telephone at a door: writes who boards and who arrives
SYSTEM = "system"  # the worker: what follows from another move
CLOCK = "clock"  # time passed

STAFF = (
    OPERATOR, REGISTRAR, REVIEWER, LIAISON, MESSAGE_REVIEWER, OFFICER, READING_OFFICER, BUREAU, COORDINATOR,
    ESCORT, AUDITOR, ADMINISTRATOR,
)  # fmt: skip
ROLES = (ENQUIRER, CAPTIVE, *STAFF, DEVICE, SYSTEM, CLOCK)

NEW = ""  # the state of what does not exist yet
SAME = "="  # the state stays as it was


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the story.

    >>> rule_for("match", "confirm").other_than
    ('propose',)
    """

    subject: str
    move: str
    before: tuple[str, ...]
    after: str
    by: tuple[str, ...]
    other_than: tuple[str, ...] = ()

    def next_state(self, state: str) -> str:
        """The state after this move when it was `state` before.

        >>> rule_for("enquiry", "correct").next_state("searching")
        'searching'
        """
        return state if self.after == SAME else self.after


class MoveRefused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """This move is not allowed now, or not by this actor. The message is fit for a person at a desk."""

    def __init__(self, subject: str, move: str, why: str) -> None:
        super().__init__(f"{subject}: “{move}” is refused: {why}")
        self.subject, self.move, self.why = subject, move, why


def _rules(
    subject: str, *rows: tuple[str, str, str, str] | tuple[str, str, str, str, str]
) -> tuple[Rule, ...]:
    """Rows written as words, so that the table below reads like one. `a|b` means a or b; `-` means new."""

    def words(text: str) -> tuple[str, ...]:
        return tuple(NEW if word == "-" else word for word in text.split("|")) if text else ()

    made = []
    for move, before, after, by, *other in rows:
        made.append(Rule(subject, move, words(before), after, words(by), words(other[0]) if other else ()))
    return tuple(made)


_BEFORE_HANDOVER = "listed|cleared|itinerary_fixed|family_informed|en_route|met|identity_checked_once|identity_checked|signed"
_ENQUIRY_ALIVE = "open|searching|needs_information|under_review"

# fmt: off
ENQUIRY = _rules("enquiry",
    # move               from                                   to                   by              other than
    ("draft",            "-",                                   "draft",             "enquirer|operator"),
    ("submit",           "draft",                               "submitted",         "enquirer|operator"),
    ("hand_receipt",     "submitted",                           "open",              "enquirer|operator"),
    ("raise_level",      f"{_ENQUIRY_ALIVE}|confirmed|answered|follow_up", SAME,     "operator|liaison"),
    ("search",           "open|searching",                      "searching",         "system"),
    ("search_on",        "needs_information|under_review|confirmed|answered|follow_up|dormant", SAME, "system"),
    ("ask_information",  "searching",                           "needs_information", "operator|reviewer|liaison"),
    ("give_information", "needs_information",                   "searching",         "enquirer|operator"),
    ("correct",          f"{_ENQUIRY_ALIVE}|confirmed|answered|follow_up", SAME,     "enquirer|operator"),
    ("take_up",          "searching|needs_information",         "under_review",      "system"),
    ("put_back",         "under_review",                        "searching",         "system"),
    ("confirm",          "under_review|searching|needs_information|dormant", "confirmed", "system"),
    ("answer",           "confirmed",                           "answered",          "system"),
    ("follow_up",        "answered",                            "follow_up",         "liaison"),
    ("close",            "open|searching|needs_information|answered|follow_up", "closed", "liaison"),
    ("withdraw",         f"draft|submitted|{_ENQUIRY_ALIVE}|confirmed|answered|follow_up|dormant", "closed",
                                                                                     "enquirer|operator"),
    ("lapse",            "open|searching|needs_information",    "dormant",           "clock"),
    ("reopen",           "closed|dormant",                      "searching",         "enquirer|operator|liaison|system"),
    ("unconfirm",        "confirmed|answered|follow_up",        "searching",         "system"),
    ("look_for",         "-",                                   "open",              "system"),
    ("heard_of",         "open|searching|needs_information|dormant", "closed",       "system"),
)
CUSTODY = _rules("custody",
    ("report",           "-",                                   "reported",          "registrar"),
    ("register",         "-|reported",                          "registered",        "registrar"),
    ("register_listed",  "-",                                   "registered",        "registrar"),
    ("correct",          "reported|registered|notified|held|in_hospital", SAME,      "registrar"),
    ("identify",         "reported|registered|notified|held|in_hospital", SAME,      "registrar|officer"),
    ("note_presence",    "reported|registered|notified|held|in_hospital", SAME,      "registrar"),
    ("send_card",        "registered|notified|held|in_hospital", SAME,               "registrar"),
    ("notify",           "registered",                          "notified",          "bureau"),
    ("receive_receipt",  "notified",                            "held",              "bureau"),
    ("transfer",         "registered|notified|held|in_hospital", "held",             "registrar"),
    ("admit",            "registered|notified|held",            "in_hospital",       "registrar"),
    ("discharge",        "in_hospital",                         "held",              "registrar"),
    ("report_health",    "registered|notified|held|in_hospital", SAME,               "registrar"),
    ("consent",          "reported|registered|notified|held|in_hospital", SAME,      "captive"),
    ("name_meeting",     "registered|notified|held|in_hospital", SAME,               "registrar"),
    ("release",          "registered|notified|held|in_hospital", "released",         "registrar|system"),
    ("exchange",         "registered|notified|held|in_hospital", "exchanged",        "registrar|system"),
    ("repatriate",       "registered|notified|held|in_hospital", "repatriated",      "registrar|system"),
    ("escape",           "registered|notified|held|in_hospital", "escaped",          "registrar"),
    ("hand_to_authority", "registered|notified|held|in_hospital", "handed_over",     "registrar"),
    ("die",              "reported|registered|notified|held|in_hospital", "died",    "system"),
    ("reopen",           "died",                                "held",              "system"),
)
MATCH = _rules("match",
    ("suggest",          "-",                                   "potential",         "system"),
    ("rescore",          "potential|assigned|under_review|proposed|disputed", SAME,  "system"),
    ("assign",           "potential|disputed",                  "assigned",          "reviewer", "propose|dissent"),
    ("review",           "assigned",                            "under_review",      "reviewer", "propose|dissent"),
    ("propose",          "under_review",                        "proposed",          "reviewer", "propose|dissent"),
    ("confirm",          "proposed",                            "confirmed",         "reviewer", "propose"),
    ("dissent",          "proposed",                            "disputed",          "reviewer", "propose"),
    ("reject",           "under_review",                        "rejected",          "reviewer"),
    ("leave_open",       "under_review",                        "inconclusive",      "reviewer"),
    ("offer_again",      "rejected|inconclusive|superseded",    "potential",         "system"),
    ("supersede",        "potential|assigned|under_review|inconclusive", "superseded", "system"),
    ("ask_revocation",   "confirmed",                           "revocation_asked",  "reviewer|liaison"),
    ("keep",             "revocation_asked",                    "confirmed",         "reviewer|liaison", "ask_revocation"),
    ("revoke",           "revocation_asked",                    "revoked",           "reviewer|liaison", "ask_revocation"),
)
ANSWER = _rules("answer",
    ("prepare",          "-",                                   "waiting_for_consent", "system"),
    ("clear",            "waiting_for_consent|withheld",        "ready",             "system|liaison"),
    ("withhold",         "waiting_for_consent|ready|signed",    "withheld",          "system|liaison"),
    ("sign",             "ready",                               "signed",            "liaison"),
    ("release",          "signed",                              "released",          "liaison", "sign"),
    ("tell",             "released",                            "told",              "liaison"),
    ("acknowledge",      "released|told",                       "acknowledged",      "enquirer|liaison"),
    ("restate",          "released|told|acknowledged",          "restated",          "liaison"),
    ("release_anew",     "restated",                            "released",          "liaison", "restate"),
    ("revoke",           "waiting_for_consent|ready|signed|released|told|acknowledged|restated|withheld", "revoked",
                                                                                     "system"),
    ("correct",          "revoked",                             "corrected",         "liaison"),
)
MESSAGE = _rules("message",
    ("write",            "-",                                   "written",           "enquirer|captive"),
    ("accept",           "written",                             "accepted",          "system|message_reviewer"),
    ("return",           "written|accepted",                    "returned",          "system|message_reviewer"),
    ("rewrite",          "returned",                            "written",           "enquirer|captive"),
    ("pass_sender",      "accepted",                            "passed_sender",     "message_reviewer"),
    ("send",             "passed_sender",                       "in_transit",        "system"),
    ("pass_receiver",    "in_transit",                          "passed_receiver",   "message_reviewer", "pass_sender"),
    ("deliver",          "passed_receiver",                     "delivered",         "registrar|liaison"),
    ("open",             "passed_receiver",                     "delivered",         "enquirer"),
    ("fail",             "in_transit|passed_receiver",          "undeliverable",     "registrar|liaison"),
    ("send_again",       "undeliverable",                       "in_transit",        "registrar|liaison"),
)
CALL = _rules("call",
    ("request",          "-",                                   "requested",         "enquirer|captive|liaison"),
    ("consent",          "requested",                           "consented",         "captive"),
    ("refuse",           "requested|consented|verified|scheduled", "refused",        "captive"),
    ("verify",           "consented",                           "verified",          "liaison"),
    ("schedule",         "verified",                            "scheduled",         "liaison"),
    ("open_lobby",       "scheduled",                           "lobby",             "officer"),
    ("meet",             "lobby",                               SAME,                "officer"),
    ("connect",          "lobby",                               "connected",         "officer"),
    ("end",              "lobby|connected",                     "ended",             "officer|enquirer|captive|system"),
    ("care_after",       "ended",                               "cared_for",         "liaison"),
    ("cancel",           "requested|consented|verified|scheduled|lobby", "cancelled", "liaison|enquirer|clock"),
)
JOURNEY = _rules("journey",
    ("plan",             "-",                                   "planned",           "liaison|escort"),
    ("issue",            "planned",                             "issued",            "liaison|escort"),
    ("depart",           "issued",                              "under_way",         "enquirer|liaison|escort"),
    ("check_in",         "under_way|overdue",                   "under_way",         "enquirer|liaison|escort"),
    ("alarm",            "under_way",                           "overdue",           "clock"),
    ("warn",             "planned|issued|under_way|overdue",    SAME,                "system"),
    ("settle",           "planned|issued|under_way|overdue",    SAME,                "liaison|escort"),
    ("arrive",           "under_way|overdue",                   "arrived",           "enquirer|liaison|escort"),
    ("replace",          "issued|under_way|overdue",            "replaced",          "liaison|escort"),
    ("expire",           "planned|issued",                      "expired",           "clock"),
    ("cancel",           "planned|issued|under_way|overdue",    "cancelled",         "enquirer|liaison|escort|system"),
)
HANDOVER = _rules("handover",
    ("propose",          "-",                                   "proposed",          "liaison"),
    ("wish",             "proposed",                            "wish_recorded",     "captive"),
    ("refuse",           f"proposed|wish_recorded|{_BEFORE_HANDOVER}|postponed", "refused", "captive"),
    ("agree_lists",      "wish_recorded",                       "listed",            "bureau"),
    ("clear",            "listed",                              "cleared",           "officer"),
    ("fix_itinerary",    "cleared|postponed",                   "itinerary_fixed",   "liaison"),
    ("inform_family",    "itinerary_fixed",                     "family_informed",   "liaison"),
    ("depart",           "family_informed",                     "en_route",          "registrar"),
    ("check_in",         "en_route",                            SAME,                "registrar|officer"),
    ("meet",             "en_route",                            "met",               "officer"),
    ("check_identity",   "met",                                 "identity_checked_once", "officer"),
    ("check_identity_again", "identity_checked_once",           "identity_checked",  "officer", "check_identity"),
    ("doubt_identity",   "met|identity_checked_once|identity_checked", "postponed",  "officer"),
    ("sign",             "identity_checked",                    "signed",            "officer|registrar"),
    ("countersign",      "signed",                              "handed_over",       "officer|liaison", "sign"),
    ("contact_home",     "handed_over",                         "home",              "liaison"),
    ("contact_again",    "home",                                SAME,                "liaison"),
    ("close",            "home",                                "closed",            "liaison"),
    ("postpone",         _BEFORE_HANDOVER,                      "postponed",         "liaison|officer"),
    ("tell_postponed",   "postponed|refused",                   SAME,                "liaison"),
)
DEATH_NOTICE = _rules("death_notice",
    ("draft",            "-",                                   "drafted",           "registrar|officer"),
    ("certify",          "drafted",                             "certified",         "officer"),
    ("sign",             "certified",                           "signed",            "officer", "certify|draft"),
    ("name_pair",        "signed",                              "pair_named",        "liaison"),
    ("tell",             "pair_named",                          "told",              "liaison"),
    ("confirm_writing",  "told",                                "confirmed",         "liaison"),
    ("offer_support",    "confirmed",                           "support_offered",   "liaison"),
    ("strike",           "drafted|certified",                   "struck",            "officer"),
    ("correct",          "signed|pair_named|told|confirmed|support_offered", "corrected", "officer", "certify"),
)
SUPPORT_PLAN = _rules("support_plan",
    ("offer",            "-",                                   "offered",           "system"),
    ("accept",           "offered|declined",                    "open",              "enquirer|liaison"),
    ("decline",          "offered|open",                        "declined",          "enquirer|liaison"),
    ("contact",          "offered|open",                        SAME,                "liaison"),
    ("close",            "open|declined",                       "closed",            "liaison"),
)
PROOF = _rules("proof",  # of an enquirer; its pages are gone once it is shredded
    ("hand_in",          "-",                                   "handed_in",         "enquirer|operator"),
    ("accept",           "handed_in",                           "accepted",          "operator|liaison"),
    ("refuse",           "handed_in",                           "refused",           "operator|liaison"),
    ("shred",            "handed_in|accepted|refused",          "shredded",          "enquirer|liaison|system"),
)
CUSTODY_LIST = _rules("custody_list",
    ("import",           "-",                                   "imported",          "registrar"),
)
SOURCE = _rules("source",  # public material: looked at only while an administrator lets it
    ("add",              "-",                                   "off",               "administrator"),
    ("switch_on",        "off",                                 "on",                "administrator"),
    ("switch_off",       "on",                                  "off",               "administrator"),
    ("change",           "off",                                 SAME,                "administrator"),
    ("retire",           "off|on",                              "retired",           "administrator"),
)
DOCUMENT = _rules("document",
    ("hand_in",          "-",                                   "handed_in",         "reading_officer|system"),
    ("refuse",           "-",                                   "unreadable",        "reading_officer|system"),
    ("read",             "handed_in",                           "read",              "system"),
    ("fail",             "handed_in",                           "unreadable",        "system"),
)
LEAD = _rules("lead",  # a claim, never a fact. Whoever is said to have been killed takes two people
    ("find",             "-",                                   "new",               "system"),
    ("note",             "-",                                   "noted",             "system"),
    ("edit",             "new",                                 SAME,                "reading_officer"),
    ("accept",           "new",                                 "accepted",          "reading_officer"),
    ("propose",          "new",                                 "proposed",          "reading_officer"),
    ("confirm",          "proposed",                            "accepted",          "reading_officer", "propose"),
    ("reject",           "new|proposed",                        "rejected",          "reading_officer"),
    ("undo",             "accepted|proposed|rejected",          "new",               "reading_officer"),
    ("count_in",         "accepted",                            SAME,                "system|reading_officer"),
    ("supersede",        "new|noted|proposed|accepted",         "superseded",        "system"),
    ("lapse",            "new|noted|proposed|accepted|rejected|superseded", "lapsed", "clock"),
)
POSSIBLE = _rules("possible",  # an accepted lead meets an enquiry; no move leads above "possible"
    ("suggest",          "-",                                   "possible",          "system"),
    ("rescore",          "possible",                            SAME,                "system"),
    ("set_aside",        "possible",                            "set_aside",         "reviewer"),
    ("offer_again",      "set_aside|superseded",                "possible",          "system|reviewer"),
    ("supersede",        "possible|set_aside",                  "superseded",        "system"),
)
CARD = _rules("card",  # a checked contact or way, for families
    ("make",             "-",                                   "ready",             "system"),
    ("replace",          "ready",                               "replaced",          "system"),
    ("send",             "ready",                               SAME,                "liaison"),
    ("withdraw",         "ready",                               "withdrawn",         "system|liaison"),
)
DRAFT = _rules("draft",  # what an accepted announcement fills in for those who plan or announce
    ("prefill",          "-",                                   "prefilled",         "system"),
    ("take",             "prefilled",                           "taken",             "coordinator"),
    ("set_aside",        "prefilled",                           "set_aside",         "coordinator"),
    ("withdraw",         "prefilled",                           "withdrawn",         "system"),
)
TRIP = _rules("trip",  # one departure of a convoy, and its manifest
    ("open",             "-",                                   "open",              "coordinator|system"),
    ("allot",            "open|overdue",                        SAME,                "coordinator|system"),
    ("expect",           "open|overdue",                        "open",              "coordinator"),
    ("alarm",            "open",                                "overdue",           "clock"),
    ("close",            "open|overdue",                        "closed",            "coordinator"),
    ("reopen",           "closed",                              "open",              "coordinator"),
)
DEVICE_RULES = _rules("device",
    ("hand_out",         "-",                                   "active",            "coordinator"),
    ("end",              "active",                              "ended",             "coordinator"),
)
UPLOAD = _rules("upload",  # what a device or a file handed in at once
    ("take_in",          "-",                                   "taken",             "device|coordinator|system"),
)
RECOGNITION = _rules("recognition",  # of someone who arrived without a token as one who was to travel
    ("suggest",          "-",                                   "potential",         "system"),
    ("accept",           "potential",                           "accepted",          "coordinator"),
    ("reject",           "potential",                           "rejected",          "coordinator"),
    ("supersede",        "potential",                           "superseded",        "system"),
)
EXCHANGE_LIST = _rules("exchange_list",  # who goes, by an order that anyone can recompute; names after two signed
    ("draft",            "-",                                   "drafted",           "bureau"),
    ("weigh",            "drafted|weighed",                     "weighed",           "bureau"),
    ("sign",             "weighed",                             "signed",            "bureau|officer"),
    ("countersign",      "signed",                              "agreed",            "bureau|officer", "sign"),
    ("withdraw",         "drafted|weighed|signed|agreed",       "withdrawn",         "bureau|officer"),
)
BORDER_CHANGE = _rules("border_change",  # of the book of borders: rules, crossings, waits, rides, documents
    ("make",             "-",                                   "made",              "coordinator"),
    ("undo",             "made",                                "undone",            "coordinator"),
)
OPERATION = _rules("operation",
    ("open",             "-",                                   "open",              "administrator"),
    ("add_site",         "open",                                SAME,                "administrator"),
    ("close",            "open",                                "closed",            "administrator"),
)
GRANT = _rules("grant",  # of a role to a member of staff: two administrators, never for oneself
    ("ask",              "-",                                   "asked",             "administrator"),
    ("give",             "asked",                               "given",             "administrator", "ask"),
    ("end",              "asked|given",                         "ended",             "administrator"),
)
# fmt: on

STORY: tuple[Rule, ...] = (
    *ENQUIRY, *CUSTODY, *MATCH, *ANSWER, *MESSAGE, *CALL, *JOURNEY, *HANDOVER,
    *DEATH_NOTICE, *SUPPORT_PLAN, *PROOF, *CUSTODY_LIST, *SOURCE, *DOCUMENT, *LEAD, *POSSIBLE, *CARD, *DRAFT,
    *TRIP, *DEVICE_RULES, *UPLOAD, *RECOGNITION, *EXCHANGE_LIST, *BORDER_CHANGE, *OPERATION, *GRANT,
)  # fmt: skip

_BY_NAME: dict[tuple[str, str], Rule] = {(rule.subject, rule.move): rule for rule in STORY}
SUBJECTS: tuple[str, ...] = tuple(dict.fromkeys(rule.subject for rule in STORY))


def rule_for(subject: str, move: str) -> Rule:
    """The row of the table.

    Raises:
        MoveRefused: there is no such move in the story.

    >>> rule_for("answer", "release").by
    ('liaison',)
    """
    try:
        return _BY_NAME[subject, move]
    except KeyError:
        raise MoveRefused(subject, move, "the story knows no such move") from None


def check(subject: str, move: str, *, state: str, role: str) -> Rule:
    """The rule by which `role` may make `move` on a subject in `state`.

    Raises:
        MoveRefused: the state or the role does not allow it; the message says which would.

    >>> check("match", "confirm", state="potential", role="reviewer")
    Traceback (most recent call last):
    regreso.story.MoveRefused: match: “confirm” is refused: it is “potential”; expected “proposed”
    """
    rule = rule_for(subject, move)
    if role not in rule.by:
        raise MoveRefused(subject, move, f"role “{role}” may not; it is for {' or '.join(rule.by)}")
    if state not in rule.before:
        expected = " or ".join(f"“{s or 'new'}”" for s in rule.before)
        raise MoveRefused(subject, move, f"it is “{state or 'new'}”; expected {expected}")
    return rule


def moves_from(subject: str, state: str, *, role: str) -> tuple[Rule, ...]:
    """What `role` may do next with a subject in `state`: the buttons of a desk.

    >>> [rule.move for rule in moves_from("answer", "signed", role="liaison")]
    ['withhold', 'release']
    """
    return tuple(r for r in STORY if r.subject == subject and state in r.before and role in r.by)
