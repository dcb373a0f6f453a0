"""Every move of the story that a person makes can be made from a page; the others say why they have none."""

from __future__ import annotations

import pytest
from django.urls import get_resolver

from moves import AT_PAGES, COMPARED, FOLLOWS, OWN_PAGE, PASSES
from regreso import story
from regreso.web.admin import hooks
from regreso.web.admin.opened import ACTS as GLASS
from regreso.web.admin.operations import ACTS as OPERATION
from regreso.web.admin.operations import GRANT_ACTS as GRANT
from regreso.web.announce.acts import acts_of, notice_acts
from regreso.web.announce.notices import ROLES as SENT
from regreso.web.announce.views import ROLES as ANNOUNCE
from regreso.web.base.acts import Act
from regreso.web.corridors import acts as evacuation
from regreso.web.desk.acts import ACTS as DESK
from regreso.web.desk.proofs import ACTS as PROOF
from regreso.web.disaster.copies import ACTS as RECORD_COPY
from regreso.web.disaster.records import ACTS as RECORD
from regreso.web.escort.journeys import JOURNEY
from regreso.web.holding.acts import CUSTODY, ENDS
from regreso.web.holding.challenges import ACTS as CHALLENGE
from regreso.web.holding.challenges import SET as SET_BY_HIM
from regreso.web.holding.lists import ACTS as LIST
from regreso.web.holding.questions import ACTS as ASKED
from regreso.web.holding.word_acts import CALL, FRESH, HANDOVER, MESSAGE
from regreso.web.liaison import answers, exchanges, handovers
from regreso.web.liaison.challenges import ACTS as CHALLENGES
from regreso.web.liaison.lists import PAGES
from regreso.web.manifest import acts as manifest
from regreso.web.review.acts import ACTS as MATCH
from regreso.web.review.acts import ASK_HIM, FAMILY, FIRST, QUESTION, SECOND
from regreso.web.review.alive import ACTS as ALIVE
from regreso.web.review.possible import ACTS as POSSIBLE
from regreso.web.sources.acts import ACTS as LEAD
from regreso.web.sources.drafts import ACTS as DRAFT
from regreso.web.sources.manage import ACTS as SOURCE

BY_LIST = "made for each row of a list that is taken in"
LISTS = "lists come by the command line: regreso register"
UNFINISHED = "the form that hands it in keeps it, too, where “not finished” is ticked"
IN_THE_CALL = "made in the call itself, through the socket of the lobby"

OF_ITSELF = (
    "search", "search_on", "take_up", "put_back", "confirm", "answer", "unconfirm", "look_for", "heard_of",
)  # fmt: skip
ANSWERED = (
    "clear", "withhold", "sign", "release", "tell", "acknowledge", "restate", "release_anew", "correct",
)  # fmt: skip
AT_THE_DESK = (
    "give_information", "correct", "note", "promise_call", "keep_promise", "hand_over", "withdraw", "look",
)  # fmt: skip
MOVES: dict[tuple[str, str], tuple[str, ...]] = {
    **AT_PAGES,
    ("enquiry", "draft"): ("desk-new", "ask"),
    ("enquiry", "submit"): ("desk-enquiry-act",),
    ("enquiry", "hand_receipt"): ("desk-enquiry-act",),
    ("enquiry", "raise_level"): ("desk-enquiry-act", "liaison-family-act", "officer-family-act"),
    **{("enquiry", move): (FOLLOWS,) for move in OF_ITSELF},
    ("enquiry", "ask_information"): ("desk-enquiry-act", "review-family-act"),
    **{("enquiry", move): ("desk-enquiry-act",) for move in AT_THE_DESK},
    ("enquiry", "plan_contact"): (OWN_PAGE,),
    ("enquiry", "follow_up"): ("liaison-family-act",),
    ("enquiry", "close"): ("liaison-family-act",),
    ("enquiry", "lapse"): (PASSES,),
    ("enquiry", "minimise"): (PASSES,),
    ("enquiry", "reopen"): ("desk-enquiry-act", "liaison-family-act"),
    ("custody", "report"): ("holding-new",),
    ("custody", "register"): ("holding-new", "holding-custody-act"),
    ("custody", "register_listed"): (BY_LIST,),
    ("custody", "strike_listed"): (FOLLOWS,),
    ("custody", "correct"): ("holding-custody-act",),
    ("custody", "identify"): ("holding-custody-act",),
    ("custody", "note_presence"): ("holding-custody-act", "holding-seen"),
    ("custody", "send_card"): ("holding-custody-act", "holding-cards"),
    ("custody", "notify"): ("bureau-custody-act",),
    ("custody", "receive_receipt"): ("bureau-custody-act",),
    ("custody", "forward_change"): ("bureau-custody-act",),
    ("custody", "transfer"): ("holding-custody-act",),
    ("custody", "admit"): ("holding-custody-act",),
    ("custody", "discharge"): ("holding-custody-act",),
    ("custody", "report_health"): ("holding-custody-act",),
    ("custody", "offer_forms"): ("holding-custody-act",),
    ("custody", "consent"): ("holding-custody-act",),
    ("custody", "name_meeting"): ("holding-custody-act",),
    ("custody", "release"): ("holding-custody-act",),
    ("custody", "exchange"): ("holding-custody-act",),
    ("custody", "repatriate"): ("holding-custody-act",),
    ("custody", "escape"): ("holding-custody-act",),
    ("custody", "hand_to_authority"): ("holding-custody-act",),
    ("custody", "die"): (FOLLOWS,),
    ("custody", "reopen"): (FOLLOWS,),
    **{("match", move): (FOLLOWS,) for move in ("suggest", "rescore", "offer_again", "supersede")},
    ("match", "assign"): ("review-match-act", "review-begin"),
    ("match", "review"): ("review-match-act", "review-begin"),
    ("match", "propose"): ("review-verdict",),
    ("match", "confirm"): ("review-verdict",),
    ("match", "dissent"): ("review-verdict",),
    ("match", "reject"): ("review-verdict",),
    ("match", "leave_open"): ("review-verdict",),
    ("match", "ask_revocation"): ("review-match-act", "liaison-match-act"),
    ("match", "keep"): ("review-match-act", "liaison-match-act"),
    ("match", "revoke"): ("review-match-act", "liaison-match-act"),
    ("answer", "prepare"): (FOLLOWS,),
    **{("answer", move): ("liaison-answer-act",) for move in ANSWERED},
    ("answer", "revoke"): (FOLLOWS,),
    ("message", "draft"): ("holding-custody-act",),
    **{("message", move): ("holding-message-act",) for move in ("redraft", "discard", "insist", "rewrite")},
    ("message", "write"): ("holding-custody-act", "holding-message-act"),
    **{
        ("message", move): ("message-reviewer-message-act",)
        for move in ("accept", "return", "pass_sender", "pass_receiver")
    },
    ("message", "send"): (FOLLOWS,),
    ("message", "deliver"): ("holding-message-act", "liaison-letter-act", "liaison-message-act"),
    ("message", "open"): (OWN_PAGE,),
    ("message", "fail"): ("holding-message-act", "liaison-letter-act", "liaison-message-act"),
    ("message", "send_again"): ("holding-message-act", "liaison-letter-act", "liaison-message-act"),
    ("translation", "ask"): ("message-reviewer-message-act", "liaison-message-act", "holding-message-act"),
    **{("translation", move): ("translator-translation-act",) for move in ("take", "put_back", "hand_in")},
    ("translation", "keep"): (UNFINISHED,),
    ("translation", "return"): ("message-reviewer-message-act", "liaison-message-act", "holding-message-act"),
    ("translation", "drop"): (FOLLOWS,),
    ("call", "request"): ("holding-custody-act", "liaison-answer-act"),
    ("call", "consent"): ("holding-call-act",),
    ("call", "refuse"): ("holding-call-act",),
    ("call", "verify"): ("liaison-call-act",),
    ("call", "schedule"): ("liaison-call-act",),
    ("call", "open_lobby"): (IN_THE_CALL,),
    ("call", "meet"): (IN_THE_CALL,),
    ("call", "connect"): (IN_THE_CALL,),
    ("call", "end"): (IN_THE_CALL,),
    ("call", "alarm"): (IN_THE_CALL,),
    ("call", "care_family"): ("liaison-call-act",),
    ("call", "care_captive"): ("holding-call-act",),
    ("call", "care_after"): (FOLLOWS,),
    ("call", "cancel"): ("liaison-call-act",),
    ("journey", "plan"): ("liaison-answer-act",),
    ("journey", "issue"): ("liaison-journey-act", "escort-journey-act"),
    ("journey", "depart"): ("liaison-journey-act", "escort-journey-act"),
    ("journey", "check_in"): ("liaison-journey-act", "escort-journey-act"),
    ("journey", "alarm"): (PASSES,),
    ("journey", "warn"): (FOLLOWS,),
    ("journey", "prepare"): (FOLLOWS,),
    ("journey", "settle"): ("liaison-journey-act", "escort-journey-act"),
    ("journey", "arrive"): ("liaison-journey-act", "escort-journey-act"),
    ("journey", "replace"): ("liaison-journey-act", "escort-journey-act"),
    ("journey", "expire"): (PASSES,),
    ("journey", "cancel"): ("liaison-journey-act", "escort-journey-act"),
    ("handover", "propose"): ("liaison-answer-act",),
    ("handover", "wish"): ("holding-handover-act",),
    ("handover", "refuse"): ("holding-handover-act",),
    ("handover", "agree_lists"): ("bureau-handover-act",),
    ("handover", "clear"): ("officer-handover-act",),
    ("handover", "fix_itinerary"): ("liaison-handover-act",),
    ("handover", "inform_family"): ("liaison-handover-act",),
    ("handover", "depart"): ("holding-handover-act",),
    ("handover", "check_in"): ("holding-handover-act", "officer-handover-act"),
    ("handover", "meet"): ("officer-handover-act",),
    ("handover", "check_identity"): ("officer-handover-act",),
    ("handover", "check_identity_again"): ("officer-handover-act",),
    ("handover", "doubt_identity"): ("officer-handover-act",),
    ("handover", "sign"): ("officer-handover-act", "holding-handover-act"),
    ("handover", "countersign"): ("officer-handover-act", "liaison-handover-act"),
    ("handover", "contact_home"): ("liaison-handover-act",),
    ("handover", "contact_again"): ("liaison-handover-act",),
    ("handover", "close"): ("liaison-handover-act",),
    ("handover", "postpone"): ("liaison-handover-act", "officer-handover-act"),
    ("handover", "tell_postponed"): ("liaison-handover-act",),
    ("death_notice", "draft"): ("holding-custody-act",),
    ("death_notice", "certify"): ("officer-death-notice-act",),
    ("death_notice", "sign"): ("officer-death-notice-act",),
    ("death_notice", "name_pair"): ("liaison-death-notice-act",),
    ("death_notice", "tell"): ("liaison-death-notice-act",),
    ("death_notice", "confirm_writing"): ("liaison-death-notice-act",),
    ("death_notice", "offer_support"): ("liaison-death-notice-act",),
    ("death_notice", "strike"): ("officer-death-notice-act",),
    ("death_notice", "correct"): ("officer-death-notice-act",),
    ("support_plan", "offer"): (FOLLOWS,),
    ("support_plan", "accept"): ("liaison-support-plan-act",),
    ("support_plan", "decline"): ("liaison-support-plan-act",),
    ("support_plan", "contact"): ("liaison-support-plan-act",),
    ("support_plan", "close"): ("liaison-support-plan-act",),
    ("trip", "open"): ("manifest-trips",),
    ("trip", "allot"): ("manifest-allot",),
    ("trip", "expect"): ("manifest-trip-act",),
    ("trip", "alarm"): (PASSES,),
    ("trip", "close"): ("manifest-trip-act",),
    ("trip", "reopen"): ("manifest-trip-act",),
    ("device", "hand_out"): ("manifest-devices",),
    ("device", "end"): ("manifest-device-act",),
    ("upload", "take_in"): ("manifest-bring", "board-events"),
    ("recognition", "suggest"): (FOLLOWS,),
    ("recognition", "accept"): ("manifest-recognition-act",),
    ("recognition", "reject"): ("manifest-recognition-act",),
    ("recognition", "supersede"): (FOLLOWS,),
    ("self_report", "tell"): ("alive",),
    ("self_report", "withdraw"): (OWN_PAGE,),
    ("self_report", "lapse"): (PASSES,),
    **{("self_report", move): ("review-alive-act",) for move in ("check", "refuse", "pass_on")},
    **{("unsent", move): (OWN_PAGE,) for move in ("keep", "write_on", "send", "discard")},
    ("head_count", "settle"): ("holding-heads",),
    ("head_count", "differ"): ("holding-heads",),
    ("head_count", "explain"): ("holding-count-explain",),
    ("custody_list", "import"): (LISTS,),
    ("custody_list", "hand_in"): ("holding-lists",),
    ("custody_list", "map"): ("holding-list-map",),
    ("custody_list", "check"): (FOLLOWS,),
    ("custody_list", "take_in"): ("holding-list-act",),
    ("custody_list", "finish"): (FOLLOWS,),
    ("custody_list", "ask_undo"): ("holding-list-act",),
    ("custody_list", "keep"): ("holding-list-act",),
    ("custody_list", "undo"): ("holding-list-act",),
    ("custody_list", "finish_undo"): (FOLLOWS,),
    ("custody_list", "drop"): ("holding-list-act",),
    ("custody_list", "shred"): (PASSES,),
    ("source", "add"): ("sources-add",),
    ("source", "switch_on"): ("sources-manage-act",),
    ("source", "switch_off"): ("sources-manage-act",),
    ("source", "change"): ("sources-manage-act",),
    ("source", "retire"): ("sources-manage-act",),
    ("document", "hand_in"): ("sources-hand-in",),
    ("document", "refuse"): ("sources-hand-in",),
    ("document", "read"): (FOLLOWS,),
    ("document", "fail"): (FOLLOWS,),
    ("lead", "find"): (FOLLOWS,),
    ("lead", "note"): (FOLLOWS,),
    ("lead", "edit"): ("sources-lead-act",),
    ("lead", "accept"): ("sources-lead-act",),
    ("lead", "propose"): ("sources-lead-act",),
    ("lead", "confirm"): ("sources-lead-act",),
    ("lead", "reject"): ("sources-lead-act",),
    ("lead", "undo"): ("sources-lead-act",),
    ("lead", "count_in"): ("sources-event",),
    ("lead", "supersede"): (FOLLOWS,),
    ("lead", "lapse"): (PASSES,),
    **{("possible", move): (FOLLOWS,) for move in ("suggest", "rescore")},
    ("possible", "set_aside"): ("review-possible-act",),
    ("possible", "offer_again"): ("review-possible-act",),
    ("possible", "supersede"): (FOLLOWS,),
    ("card", "make"): (FOLLOWS,),
    ("card", "replace"): (FOLLOWS,),
    ("card", "send"): ("liaison-card-act",),
    ("card", "withdraw"): ("liaison-card-act",),
    ("draft", "prefill"): (FOLLOWS,),
    ("draft", "take"): ("drafts-act", "corridors-draft"),
    ("draft", "set_aside"): ("drafts-act",),
    ("draft", "withdraw"): (FOLLOWS,),
    ("announcement", "draft"): ("announcement-new",),
    ("announcement", "edit"): ("announcement-edit",),
    ("announcement", "check"): tuple(f"{role}-announcement-act" for role in ANNOUNCE),
    ("announcement", "sign"): ("coordinator-announcement-act",),
    ("announcement", "return"): ("coordinator-announcement-act", "officer-announcement-act"),
    ("announcement", "release"): ("coordinator-announcement-act", "officer-announcement-act"),
    ("announcement", "supersede"): (FOLLOWS,),
    ("announcement", "withdraw"): ("coordinator-announcement-act", "officer-announcement-act"),
    ("announcement", "expire"): (PASSES,),
    ("announcement", "strike"): ("coordinator-announcement-act", "officer-announcement-act"),
    **{("notice", move): (FOLLOWS,) for move in ("queue", "begin", "arrive", "put_off", "lose", "give_up")},
    ("notice", "send_again"): ("coordinator-notice-act", "liaison-notice-act"),
    ("notice", "settle"): ("coordinator-notice-act", "liaison-notice-act"),
    ("notice", "drop"): (FOLLOWS,),
    ("exchange_list", "draft"): ("bureau-lists",),
    ("exchange_list", "weigh"): ("bureau-exchange-list-act",),
    ("exchange_list", "sign"): ("bureau-exchange-list-act", "officer-exchange-list-act"),
    ("exchange_list", "countersign"): ("bureau-exchange-list-act", "officer-exchange-list-act"),
    ("exchange_list", "withdraw"): ("bureau-exchange-list-act", "officer-exchange-list-act"),
    ("border_change", "make"): ("escort-new-line", "escort-line", "escort-import", "escort-withdraw"),
    ("border_change", "undo"): ("escort-undo",),
    ("corridor", "propose"): ("corridors-new", "corridors-draft", "corridors-bring"),
    ("corridor", "edit"): ("corridor-edit", "corridor-bring"),
    ("corridor", "supply"): ("corridor-edit", "corridor-bring"),
    ("corridor", "supply_anew"): ("corridor-edit", "corridor-bring"),
    ("corridor", "register_channels"): ("corridor-edit",),
    ("corridor", "release"): ("corridor-edit",),
    ("corridor", "agree"): ("corridor-act",),
    ("corridor", "approve"): ("corridor-act",),
    ("corridor", "go"): ("corridor-act",),
    ("corridor", "adopt"): ("corridor-adopt",),
    ("corridor", "abort"): ("corridor-act",),
    ("corridor", "close"): ("corridor-act",),
    ("corridor", "name_outcome"): ("corridor-act",),
    ("corridor", "withdraw"): ("corridor-act",),
    ("corridor_plan", "ask"): ("corridor-ask", "corridor-again"),
    ("corridor_plan", "stop"): ("corridor-plan-act",),
    ("broadcast", "acknowledge"): ("corridor-broadcast-act",),
    ("manifest_copy", "ask"): ("corridors-papers",),
    ("manifest_copy", "grant"): ("corridors-copy-act",),
    ("manifest_copy", "refuse"): ("corridors-copy-act",),
    ("corridor", "plan"): (FOLLOWS,),
    ("corridor_plan", "make"): (FOLLOWS,),
    ("corridor_plan", "fail"): (FOLLOWS,),
    ("broadcast", "queue"): (FOLLOWS,),
    ("operation", "open"): ("admin-found",),
    ("operation", "promise"): ("admin-operation-act",),
    ("operation", "add_site"): ("admin-operation-act",),
    ("operation", "close"): ("admin-operation-act",),
    ("operation", "reopen"): ("admin-operation-act",),
    ("operation", "propose_shredding"): ("admin-operation-act",),
    ("operation", "keep"): ("admin-operation-act",),
    ("operation", "shred"): ("admin-operation-act",),
    ("operation", "wipe"): (PASSES,),
    ("grant", "ask"): ("admin-ask",),
    ("grant", "give"): ("admin-grant-act",),
    ("grant", "end"): ("admin-grant-act",),
}
# The acts that each address takes. Pages without a table of acts have one form, and a test of their own.
TAKEN: dict[str, tuple[Act, ...]] = {
    "desk-enquiry-act": DESK,
    "desk-proof-act": PROOF,
    "holding-custody-act": (*CUSTODY, *ENDS, *FRESH, SET_BY_HIM),
    "holding-list-act": LIST,
    "holding-message-act": MESSAGE,
    "holding-call-act": CALL,
    "holding-handover-act": HANDOVER,
    "corridor-act": evacuation.CORRIDOR,
    "corridor-plan-act": evacuation.PLAN,
    "corridor-broadcast-act": evacuation.BROADCAST,
    "corridors-copy-act": evacuation.COPY,
    "manifest-trip-act": manifest.TRIP,
    "manifest-device-act": manifest.DEVICE,
    "manifest-recognition-act": manifest.RECOGNITION,
    "review-match-act": (*MATCH, *ASK_HIM),
    "review-verdict": (*FIRST.values(), *SECOND.values()),
    "sources-lead-act": LEAD,
    "sources-manage-act": SOURCE,
    "registrar-record-act": RECORD,
    "disaster-copy-act": RECORD_COPY,
    "review-possible-act": POSSIBLE,
    "review-family-act": FAMILY,
    "review-question-act": QUESTION,
    "holding-question-act": ASKED,
    "review-alive-act": ALIVE,
    **{f"{role}-announcement-act": acts_of(role) for role in ANNOUNCE},
    **{f"{role}-notice-act": notice_acts(role) for role in SENT},
    "drafts-act": DRAFT,
    "admin-operation-act": OPERATION,
    "admin-grant-act": GRANT,
    "admin-hook-set-up": (hooks.SET_UP,),
    "admin-hook-act": (hooks.OFF,),
    "admin-opened-act": GLASS,
    "liaison-family-act": answers.ENQUIRY,
    "liaison-match-act": answers.MATCH,
    "liaison-letter-act": answers.MESSAGE,
    "liaison-challenge-act": CHALLENGES,
    "holding-challenge-act": CHALLENGE,
    "officer-family-act": handovers.FAMILY_OF_HIM,
    **{
        f"{page.name}-act": (*page.acts, *page.fresh)
        for page in (*PAGES, JOURNEY, exchanges.BUREAU, exchanges.OFFICER)
    },
}
ONE_FORM = {
    "desk-new", "desk-waiting", "desk-colleagues", "ask", "alive", "holding-new",
    "holding-seen", "sources-hand-in", "sources-event",
    "sources-add", "announcement-new", "announcement-edit", "manifest-trips", "manifest-allot",
    "manifest-devices", "manifest-bring", "board-events", "corridors-new", "corridors-draft",
    "corridors-bring", "corridor-bring", "corridor-edit", "corridor-ask", "corridor-again",
    "corridor-adopt", "corridors-papers", "escort-new-line", "escort-line", "escort-import",
    "escort-withdraw", "escort-undo", "bureau-lists", "review-begin", "holding-lists", "holding-list-map",
    "holding-cards", "holding-heads", "holding-count-explain", "admin-found", "admin-ask",
    "disaster-new", "disaster-copies",
}  # fmt: skip
REASONS = {COMPARED, UNFINISHED, FOLLOWS, PASSES, LISTS, BY_LIST, OWN_PAGE, IN_THE_CALL}
PAIRS = [(move, where) for move, places in MOVES.items() for where in places if where not in REASONS]


def test_the_table_names_every_move_of_the_story() -> None:
    assert set(MOVES) == {(rule.subject, rule.move) for rule in story.STORY}


@pytest.mark.parametrize(("move", "where"), PAIRS, ids=[f"{m[0]}.{m[1]}@{w}" for m, w in PAIRS])
def test_the_address_is_there_and_takes_the_move(move: tuple[str, str], where: str) -> None:
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert where in names
    assert where in ONE_FORM or move in {(act.subject, act.move) for act in TAKEN[where]}


def test_no_page_takes_a_move_that_the_table_leaves_out() -> None:
    taken = {((act.subject, act.move), where) for where, acts in TAKEN.items() for act in acts}
    assert taken - set(PAIRS) == set()


def test_no_page_makes_a_move_in_a_role_that_may_not() -> None:
    wrong = [act for acts in TAKEN.values() for act in acts if act.role not in act.rule.by]
    assert wrong == []


@pytest.mark.parametrize("rule", story.STORY, ids=lambda rule: f"{rule.subject}.{rule.move}")
def test_only_what_no_person_does_alone_has_no_page(rule: story.Rule) -> None:
    places = MOVES[rule.subject, rule.move]
    people = set(rule.by) - {story.SYSTEM, story.CLOCK}
    if FOLLOWS in places or PASSES in places:
        assert not people
    elif not people:
        pytest.fail("a page for a move that no person makes")
