"""Who finds what: every address of ours, for whom there is a page, and which rows they see behind it.

An address that has no row here fails the tests, and so does one that opens to anybody else: they ask every
address as every member of the standing cast. docs/reference/doors.md is this table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from regreso import story
from regreso.web.base.desks import ANYBODY, CARRIER, ENTERING, FAMILY, FOUNDER, MACHINE, SIGNED_IN, TELEPHONE

# Which rows.
NO_ROWS = "–"
OWN = "their own"
ASSIGNED = "assigned to them"
SITE = "of their site"
OPERATION = "of their operation"


@dataclass(frozen=True, slots=True)
class Door:
    """Who finds a page at an address, and which rows lie behind it."""

    who: tuple[str, ...]
    rows: str


def _doors(who: str | tuple[str, ...], rows: str, names: str) -> dict[str, Door]:
    roles = (who,) if isinstance(who, str) else who
    return {name: Door(roles, rows) for name in names.split()}


DOORS: dict[str, Door] = {
    **_doors(
        ANYBODY, NO_ROWS, "front check leave sign-in second-way sign-in-key sign-in-key-question sign-out"
    ),
    **_doors(ANYBODY, NO_ROWS, "join ask question keep-draft forget-draft receipt status call"),
    **_doors(ANYBODY, NO_ROWS, "healthz"),
    **_doors(CARRIER, NO_ROWS, "metrics"),
    **_doors(ANYBODY, NO_ROWS, "kept-draft alive alive-mine alive-take-back"),
    **_doors(ANYBODY, NO_ROWS, "board board-worker board-page"),
    **_doors(ANYBODY, NO_ROWS, "offline offline-worker offline-page"),
    **_doors(
        ANYBODY,
        NO_ROWS,
        "announced-all announced-feed announced announced-cap announced-sheet by-mail by-mail-mine in-leave",
    ),
    **_doors(SIGNED_IN, OWN, "desks account keep-view change-view"),
    **_doors(
        (SIGNED_IN, ENTERING),
        OWN,
        "protect account-password account-square account-key-question account-key account-app"
        " account-key-drop account-app-drop account-paper sign-out-everywhere",
    ),
    **_doors(
        FAMILY,
        OWN,
        "my-notices"
        " tell withdraw reopen acknowledge certificate confirmation proofs shred-proof"
        " challenge challenge-take-back challenge-answer letters open-letter"
        " letter-print letter-page ask-translation"
        " ask-call cancel-call journey journey-sheet journey-act",
    ),
    **_doors(ANYBODY, NO_ROWS, "api-root openapi-json api-docs api-nothing"),
    **_doors(CARRIER, NO_ROWS, "in-telegram in-sms in-calls"),
    **_doors(MACHINE, ASSIGNED, "api-enquiries api-enquiry"),
    **_doors(MACHINE, SITE, "api-custodies api-custody"),
    **_doors(MACHINE, OPERATION, "api-notifications api-notification-sent api-notification-receipt"),
    **_doors(TELEPHONE, OPERATION, "board-trips board-copy board-events"),
    **_doors(
        story.OPERATOR,
        ASSIGNED,
        "desk desk-call-back desk-find desk-hints desk-waiting desk-colleagues"
        " desk-calls desk-newest desk-new desk-enquiry desk-enquiry-act desk-proof desk-proof-page"
        " desk-proof-act",
    ),
    **_doors(
        story.REGISTRAR,
        SITE,
        "holding holding-heads holding-seen holding-new holding-message-act holding-call-act"
        " holding-handover-act holding-lists holding-list holding-list-map holding-list-faults"
        " holding-list-act holding-custody holding-custody-act holding-count-explain holding-cards"
        " holding-card-print holding-letter-print holding-letter-page holding-forms-print"
        " holding-questions holding-question-act"
        " holding-challenge-act offline-me offline-people"
        " deadlines-registrar deadlines-registrar-report",
    ),
    **_doors(
        story.REVIEWER,
        OPERATION,
        "review review-mine review-second review-open review-confirmed review-possibles"
        " review-possible review-possible-act review-match review-begin review-verdict"
        " review-match-act review-family-act review-question-act"
        " review-alive-list review-alive review-alive-act",
    ),
    **_doors(
        story.READING_OFFICER,
        OPERATION,
        "sources sources-documents sources-hand-in sources-document sources-ledger sources-event"
        " sources-lead sources-lead-form sources-lead-act",
    ),
    **_doors(
        (story.ADMINISTRATOR, FOUNDER),
        OPERATION,
        "admin admin-operation admin-ask admin-operation-act admin-grant-act admin-accounts admin-account"
        " admin-account-renew admin-account-close admin-health admin-opened admin-opened-act"
        " admin-hooks admin-hook-set-up admin-hook-act",
    ),
    **_doors(FOUNDER, NO_ROWS, "admin-found"),
    **_doors(story.ADMINISTRATOR, OPERATION, "sources-manage sources-add sources-managed sources-manage-act"),
    **_doors(
        story.COORDINATOR,
        OPERATION,
        "announcement-new announcement-plan announcement-edit coordinator-announcements"
        " coordinator-announcement coordinator-announcement-act coordinator-notices coordinator-notice"
        " coordinator-notice-act"
        " drafts draft drafts-act escort-book escort-changes escort-change escort-undo escort-borders"
        " escort-new-line escort-import escort-export escort-line escort-withdraw manifest-trips"
        " manifest-days manifest-arrivals manifest-bring manifest-uploads manifest-recognitions"
        " manifest-recognition-act manifest-devices manifest-device-act manifest-trip manifest-allot"
        " manifest-trip-act manifest-person",
    ),
    **_doors(
        story.COORDINATOR,
        OPERATION,
        "corridors corridors-new corridors-bring corridors-draft corridor corridor-bring corridor-edit"
        " corridor-ask corridor-again corridors-papers corridors-bulletin corridors-paper corridor-act"
        " corridor-making corridor-adopt corridor-plan-act corridor-broadcast-act corridors-named"
        " corridors-copy-act",
    ),
    **_doors(
        story.LIAISON,
        OPERATION,
        "liaison liaison-families liaison-calls liaison-journeys liaison-handovers liaison-deaths"
        " liaison-plans liaison-corrections liaison-correction liaison-correction-act"
        " liaison-cards liaison-challenge-act"
        " liaison-family-act liaison-match-act liaison-letter-act liaison-sheet"
        " liaison-letter-print liaison-letter-page liaison-letters liaison-message liaison-message-act"
        " liaison-answer liaison-answer-act liaison-call liaison-call-act liaison-journey"
        " liaison-journey-act liaison-handover liaison-handover-act liaison-death-notice"
        " liaison-death-notice-act liaison-support-plan liaison-support-plan-act liaison-card"
        " liaison-card-act liaison-announcements liaison-announcement liaison-announcement-act"
        " liaison-notices liaison-notice liaison-notice-act",
    ),
    **_doors(
        story.MESSAGE_REVIEWER,
        OPERATION,
        "messages message-page message-reviewer-message message-reviewer-message-act",
    ),
    **_doors(
        story.TRANSLATOR,
        OPERATION,
        "translations translation-page translator-translation translator-translation-act",
    ),
    **_doors(
        story.OFFICER,
        OPERATION,
        "officer officer-deaths officer-lists officer-exchange-list officer-exchange-list-act"
        " officer-handover officer-handover-act officer-family-act"
        " officer-death-notice officer-death-notice-act calls lobby"
        " officer-announcements officer-announcement officer-announcement-act",
    ),
    **_doors(
        story.BUREAU,
        OPERATION,
        "bureau bureau-handovers bureau-lists bureau-exchange-list bureau-exchange-list-act bureau-custody"
        " bureau-custody-act bureau-handover bureau-handover-act deadlines-bureau deadlines-bureau-report"
        " figures-bureau",
    ),
    **_doors(story.AUDITOR, OPERATION, "deadlines-auditor deadlines-auditor-report figures-auditor"),
    **_doors(story.ESCORT, OPERATION, "escort escort-sheet escort-journey escort-journey-act"),
    **_doors(
        story.REGISTRAR, SITE, "disaster disaster-new disaster-import registrar-record registrar-record-act"
    ),
    **_doors(story.COORDINATOR, OPERATION, "disaster-copies disaster-copy-act disaster-copy-file"),
    **_doors((story.LIAISON, story.OFFICER, story.BUREAU), OPERATION, "handover-sheet"),
    **_doors((story.OFFICER, story.BUREAU), OPERATION, "exchange-paper"),
}


def addresses() -> Iterator[tuple[str, str]]:
    """The name and pattern of every address, in the order of the URLconf. “…” stands for the language."""
    for name, address, _pattern in _walked(get_resolver().url_patterns, ""):
        yield name, address.removeprefix("^")


def patterns() -> Iterator[tuple[str, URLPattern]]:
    """Every address by its name."""
    for name, _address, pattern in _walked(get_resolver().url_patterns, ""):
        yield name, pattern


def _walked(found: Iterable[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, str, URLPattern]]:
    for one in found:
        # The prefix of i18n_patterns tells the language of whoever asks; the table tells all four.
        prefix = "…/" if type(one.pattern).__name__ == "LocalePrefixPattern" else str(one.pattern)
        if isinstance(one, URLPattern):
            yield one.name or "", before + prefix, one
        else:
            yield from _walked(one.url_patterns, before + prefix)
