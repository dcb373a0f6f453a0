"""Hearing from each other, and mourning with support."""

from __future__ import annotations

from regreso.story.rules import SAME, Rule, rows

# fmt: off
MESSAGE = rows("message",
    ("draft",            "-",                                   "drafted",           "enquirer|captive"),
    ("redraft",          "drafted",                             SAME,                "enquirer|captive"),
    ("discard",          "drafted|returned",                    "discarded",         "enquirer|captive"),
    ("write",            "-|drafted",                           "written",           "enquirer|captive"),
    ("accept",           "written",                             "accepted",          "system|message_reviewer"),
    ("return",           "written|accepted",                    "returned",          "system|message_reviewer"),
    ("rewrite",          "returned",                            "written",           "enquirer|captive"),
    ("insist",           "returned",                            "accepted",          "enquirer|captive"),
    ("pass_sender",      "accepted",                            "passed_sender",     "message_reviewer"),
    ("send",             "passed_sender",                       "in_transit",        "system"),
    ("pass_receiver",    "in_transit",                          "passed_receiver",   "message_reviewer", "pass_sender"),
    ("deliver",          "passed_receiver",                     "delivered",         "registrar|liaison"),
    ("open",             "passed_receiver",                     "delivered",         "enquirer"),
    ("fail",             "in_transit|passed_receiver",          "undeliverable",     "registrar|liaison"),
    ("send_again",       "undeliverable",                       "in_transit",        "registrar|liaison"),
)
TRANSLATION = rows("translation",  # of one message, by a person; the message never waits for it
    ("ask",              "-",                                   "asked",
     "system|message_reviewer|registrar|liaison|enquirer"),
    ("take",             "asked|taken",                         "taken",             "translator"),
    ("put_back",         "taken",                               "asked",             "translator"),
    ("keep",             "taken",                               SAME,                "translator"),
    ("hand_in",          "taken",                               "made",              "translator"),
    ("return",           "made",                                "asked",             "message_reviewer|registrar|liaison"),
    ("drop",             "asked|taken|made",                    "dropped",           "system"),
)
CALL = rows("call",
    ("request",          "-",                                   "requested",         "enquirer|captive|liaison"),
    ("consent",          "requested",                           "consented",         "captive"),
    ("refuse",           "requested|consented|verified|scheduled", "refused",        "captive"),
    ("verify",           "consented",                           "verified",          "liaison"),
    ("schedule",         "verified",                            "scheduled",         "liaison"),
    ("open_lobby",       "scheduled",                           "lobby",             "officer"),
    ("meet",             "lobby",                               SAME,                "officer"),
    ("connect",          "lobby",                               "connected",         "officer"),
    ("end",              "lobby|connected",                     "ended",             "officer|enquirer|captive|system"),
    ("alarm",            "lobby|connected",                     SAME,                "enquirer|captive"),
    ("care_family",      "ended",                               SAME,                "liaison"),
    ("care_captive",     "ended",                               SAME,                "registrar"),
    ("care_after",       "ended",                               "cared_for",         "system"),
    ("cancel",           "requested|consented|verified|scheduled|lobby", "cancelled", "liaison|enquirer|clock"),
)
DEATH_NOTICE = rows("death_notice",
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
SUPPORT_PLAN = rows("support_plan",
    ("offer",            "-",                                   "offered",           "system"),
    ("accept",           "offered|declined",                    "open",              "enquirer|liaison"),
    ("decline",          "offered|open",                        "declined",          "enquirer|liaison"),
    ("contact",          "offered|open",                        SAME,                "liaison"),
    ("close",            "open|declined",                       "closed",            "liaison"),
)
# fmt: on

ROWS: tuple[Rule, ...] = (*MESSAGE, *TRANSLATION, *CALL, *DEATH_NOTICE, *SUPPORT_PLAN)
