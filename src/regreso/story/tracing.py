"""Looking for a person: the enquiry, the register, the match, and what the family is told."""

from __future__ import annotations

from regreso.story.rules import SAME, Rule, rows

_ENQUIRY_ALIVE = "open|searching|needs_information|under_review"

# fmt: off
ENQUIRY = rows("enquiry",
    # move               from                                   to                   by              other than
    ("draft",            "-",                                   "draft",             "enquirer|operator"),
    ("submit",           "draft",                               "submitted",         "enquirer|operator"),
    ("hand_receipt",     "submitted",                           "open",              "enquirer|operator"),
    ("raise_level",      f"{_ENQUIRY_ALIVE}|confirmed|answered|follow_up", SAME,     "operator|liaison|officer"),
    ("search",           "open|searching",                      "searching",         "system"),
    ("search_on",        "needs_information|under_review|confirmed|answered|follow_up|dormant", SAME, "system"),
    ("ask_information",  "searching",                           "needs_information", "operator|reviewer|liaison"),
    ("give_information", "needs_information",                   "searching",         "enquirer|operator"),
    ("correct",          f"{_ENQUIRY_ALIVE}|confirmed|answered|follow_up", SAME,     "enquirer|operator"),
    ("plan_contact",     f"{_ENQUIRY_ALIVE}|confirmed|answered|follow_up|dormant", SAME, "enquirer|operator|liaison"),
    ("note",             f"draft|submitted|{_ENQUIRY_ALIVE}|confirmed|answered|follow_up|dormant", SAME, "operator"),
    ("promise_call",     f"draft|submitted|{_ENQUIRY_ALIVE}|confirmed|answered|follow_up|dormant", SAME, "operator"),
    ("keep_promise",     f"draft|submitted|{_ENQUIRY_ALIVE}|confirmed|answered|follow_up|dormant|closed", SAME, "operator"),
    ("hand_over",        f"draft|submitted|{_ENQUIRY_ALIVE}|confirmed|answered|follow_up|dormant", SAME, "operator"),
    ("take_on",          f"{_ENQUIRY_ALIVE}|confirmed|answered|follow_up|dormant", SAME, "operator"),
    ("take_up",          "searching|needs_information",         "under_review",      "system"),
    ("put_back",         "under_review",                        "searching",         "system"),
    ("confirm",          "under_review|searching|needs_information|dormant", "confirmed", "system"),
    ("answer",           "confirmed",                           "answered",          "system"),
    ("follow_up",        "answered",                            "follow_up",         "liaison"),
    ("close",            "open|searching|needs_information|answered|follow_up", "closed", "liaison"),
    ("withdraw",         f"draft|submitted|{_ENQUIRY_ALIVE}|confirmed|answered|follow_up|dormant", "closed",
                                                                                     "enquirer|operator"),
    ("lapse",            "open|searching|needs_information",    "dormant",           "clock"),
    ("minimise",         "closed",                              SAME,                "clock"),
    ("reopen",           "closed|dormant",                      "searching",         "enquirer|operator|liaison|system"),
    ("unconfirm",        "confirmed|answered|follow_up",        "searching",         "system"),
    ("look_for",         "-",                                   "open",              "system"),
    ("look",             "open|searching|needs_information|under_review", SAME,      "operator|liaison"),
    ("heard_of",         "open|searching|needs_information|dormant", "closed",       "system"),
)
UNSENT = rows("unsent",  # an enquiry that is still being written, kept under a phrase of its own
    ("keep",             "-",                                   "kept",              "enquirer"),
    ("write_on",         "kept",                                SAME,                "enquirer"),
    ("send",             "kept",                                "sent",              "enquirer"),
    ("discard",          "kept",                                "discarded",         "enquirer|clock"),
)
SELF_REPORT = rows("self_report",  # "I am alive", "I am not missing"
    ("tell",             "-",                                   "told",              "person"),
    ("check",            "told",                                "checked",           "reviewer"),
    ("refuse",           "told|checked",                        "refused",           "reviewer"),
    ("pass_on",          "checked|passed_on",                   "passed_on",         "reviewer", "check"),
    ("withdraw",         "told|checked|passed_on",              "withdrawn",         "person"),
    ("lapse",            "told",                                "lapsed",            "clock"),
)
CUSTODY = rows("custody",
    ("report",           "-",                                   "reported",          "registrar"),
    ("register",         "-|reported",                          "registered",        "registrar"),
    ("register_listed",  "-",                                   "registered",        "registrar"),
    ("strike_listed",    "registered",                          "struck",            "system"),
    ("correct",          "reported|registered|notified|held|in_hospital", SAME,      "registrar"),
    ("identify",         "reported|registered|notified|held|in_hospital", SAME,      "registrar|officer"),
    ("note_presence",    "reported|registered|notified|held|in_hospital", SAME,      "registrar"),
    ("send_card",        "registered|notified|held|in_hospital", SAME,               "registrar"),
    ("notify",           "registered",                          "notified",          "bureau"),
    ("receive_receipt",  "notified",                            "held",              "bureau"),
    ("forward_change",   "held|in_hospital|released|exchanged|repatriated|escaped|handed_over|died", SAME, "bureau"),
    ("transfer",         "registered|notified|held|in_hospital", "held",             "registrar"),
    ("admit",            "registered|notified|held",            "in_hospital",       "registrar"),
    ("discharge",        "in_hospital",                         "held",              "registrar"),
    ("report_health",    "registered|notified|held|in_hospital", SAME,               "registrar"),
    ("consent",          "reported|registered|notified|held|in_hospital", SAME,      "captive"),
    ("offer_forms",      "reported|registered|notified|held|in_hospital", SAME,      "registrar"),
    ("name_meeting",     "registered|notified|held|in_hospital", SAME,               "registrar"),
    ("release",          "registered|notified|held|in_hospital", "released",         "registrar|system"),
    ("exchange",         "registered|notified|held|in_hospital", "exchanged",        "registrar|system"),
    ("repatriate",       "registered|notified|held|in_hospital", "repatriated",      "registrar|system"),
    ("escape",           "registered|notified|held|in_hospital", "escaped",          "registrar"),
    ("hand_to_authority", "registered|notified|held|in_hospital", "handed_over",     "registrar"),
    ("die",              "reported|registered|notified|held|in_hospital", "died",    "system"),
    ("reopen",           "died",                                "held",              "system"),
)
CUSTODY_LIST = rows("custody_list",
    ("import",           "-",                                   "imported",          "registrar"),
    ("hand_in",          "-",                                   "handed_in",         "registrar"),
    ("map",              "handed_in|checked",                   "mapped",            "registrar"),
    ("check",            "mapped",                              "checked",           "system"),
    ("take_in",          "checked",                             "being_taken",       "registrar"),
    ("finish",           "being_taken",                         "imported",          "system"),
    ("ask_undo",         "being_taken|imported",                "undo_asked",        "registrar"),
    ("keep",             "undo_asked",                          "imported",          "registrar"),
    ("undo",             "undo_asked",                          "being_undone",      "registrar", "newest ask_undo"),
    ("finish_undo",      "being_undone",                        "undone",            "system"),
    ("drop",             "handed_in|mapped|checked",            "dropped",           "registrar|clock"),
    ("shred",            "imported|undo_asked",                 SAME,                "clock"),
)
HEAD_COUNT = rows("head_count",  # of everybody at a site, against the register
    ("settle",           "-",                                   "settled",           "registrar"),
    ("differ",           "-",                                   "differs",           "registrar"),
    ("explain",          "differs",                             "explained",         "registrar"),
)
MATCH = rows("match",
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
    ("keep",             "revocation_asked",                    "confirmed",         "reviewer|liaison", "newest ask_revocation"),
    ("revoke",           "revocation_asked",                    "revoked",           "reviewer|liaison", "newest ask_revocation"),
)
QUESTION = rows("question",  # to the person held, about himself, when a pair cannot be told
    ("ask",              "-",                                   "asked",             "reviewer"),
    ("answer",           "asked",                               "answered",          "captive"),
    ("decline",          "asked",                               "declined",          "captive"),
    ("drop",             "asked",                               "dropped",           "reviewer"),
)
ANSWER = rows("answer",
    ("prepare",          "-",                                   "waiting_for_consent", "system"),
    ("clear",            "waiting_for_consent|withheld",        "ready",             "system|liaison"),
    ("withhold",         "waiting_for_consent|ready|signed",    "withheld",          "system|liaison"),
    ("sign",             "ready",                               "signed",            "liaison"),
    ("release",          "signed",                              "released",          "liaison", "newest sign"),
    ("tell",             "released",                            "told",              "liaison"),
    ("acknowledge",      "released|told",                       "acknowledged",      "enquirer|liaison"),
    ("restate",          "released|told|acknowledged",          "restated",          "liaison"),
    ("release_anew",     "restated",                            "released",          "liaison", "restate"),
    ("revoke",           "waiting_for_consent|ready|signed|released|told|acknowledged|restated|withheld", "revoked",
                                                                                     "system"),
    ("correct",          "revoked",                             "corrected",         "liaison"),
)
CORRECTION = rows("correction",  # of a revoked answer, for each who had learnt of it
    ("owe",              "-",                                   "owed",              "system"),
    ("tell",             "owed",                                "told",              "liaison"),
    ("settle",           "told",                                "settled",           "liaison", "newest tell"),
    ("tell_again",       "told",                                "owed",              "liaison", "newest tell"),
)
PROOF = rows("proof",  # of an enquirer; its pages are gone once it is shredded
    ("hand_in",          "-",                                   "handed_in",         "enquirer|operator"),
    ("accept",           "handed_in",                           "accepted",          "operator|liaison"),
    ("refuse",           "handed_in",                           "refused",           "operator|liaison"),
    ("shred",            "handed_in|accepted|refused",          "shredded",          "enquirer|liaison|system"),
)
CHALLENGE = rows("challenge",  # what only he and his family know: set by one, answered by the other
    ("set",              "-",                                   "set",               "enquirer|captive"),
    ("meet",             "set",                                 "met",               "enquirer|captive"),
    ("miss",             "set",                                 "missed",            "enquirer|captive"),
    ("spend",            "set",                                 "spent",             "enquirer|captive"),
    ("allow_again",      "missed",                              "set",               "liaison"),
    ("withdraw",         "set|met|missed|spent",                "withdrawn",         "enquirer|captive|system"),
)
# fmt: on

ROWS: tuple[Rule, ...] = (
    *ENQUIRY, *CUSTODY, *CUSTODY_LIST, *HEAD_COUNT, *MATCH, *QUESTION, *ANSWER, *CORRECTION, *PROOF, *CHALLENGE,
    *UNSENT, *SELF_REPORT,
)  # fmt: skip
