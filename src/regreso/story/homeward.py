"""Coming home: journeys, handovers, exchange lists, the book of borders, and the manifest of a convoy."""

from __future__ import annotations

from regreso.story.rules import SAME, Rule, rows

_BEFORE_HANDOVER = "listed|cleared|itinerary_fixed|family_informed|en_route|met|identity_checked_once|identity_checked|signed"

# fmt: off
JOURNEY = rows("journey",
    ("plan",             "-",                                   "planned",           "liaison|escort"),
    ("issue",            "planned",                             "issued",            "liaison|escort"),
    ("depart",           "issued",                              "under_way",         "enquirer|liaison|escort"),
    ("check_in",         "under_way|overdue",                   "under_way",         "enquirer|liaison|escort"),
    ("alarm",            "under_way",                           "overdue",           "clock"),
    ("warn",             "planned|issued|under_way|overdue",    SAME,                "system"),
    ("prepare",          "planned|issued|under_way|overdue",    SAME,                "system"),
    ("settle",           "planned|issued|under_way|overdue",    SAME,                "liaison|escort"),
    ("arrive",           "under_way|overdue",                   "arrived",           "enquirer|liaison|escort"),
    ("replace",          "issued|under_way|overdue",            "replaced",          "liaison|escort"),
    ("expire",           "planned|issued",                      "expired",           "clock"),
    ("cancel",           "planned|issued|under_way|overdue",    "cancelled",         "enquirer|liaison|escort|system"),
)
HANDOVER = rows("handover",
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
    ("check_identity_again", "identity_checked_once",           "identity_checked",  "officer", "newest check_identity"),
    ("doubt_identity",   "met|identity_checked_once|identity_checked", "postponed",  "officer"),
    ("sign",             "identity_checked",                    "signed",            "officer|registrar"),
    ("countersign",      "signed",                              "handed_over",       "officer|liaison", "newest sign"),
    ("contact_home",     "handed_over",                         "home",              "liaison"),
    ("contact_again",    "home",                                SAME,                "liaison"),
    ("close",            "home",                                "closed",            "liaison"),
    ("postpone",         _BEFORE_HANDOVER,                      "postponed",         "liaison|officer"),
    ("tell_postponed",   "postponed|refused",                   SAME,                "liaison"),
)
EXCHANGE_LIST = rows("exchange_list",  # who goes, by an order that anyone can recompute; names after two signed
    ("draft",            "-",                                   "drafted",           "bureau"),
    ("weigh",            "drafted|weighed",                     "weighed",           "bureau"),
    ("sign",             "weighed",                             "signed",            "bureau|officer"),
    ("countersign",      "signed",                              "agreed",            "bureau|officer", "sign"),
    ("withdraw",         "drafted|weighed|signed|agreed",       "withdrawn",         "bureau|officer"),
)
BORDER_CHANGE = rows("border_change",  # of the book of borders: rules, crossings, waits, rides, documents
    ("make",             "-",                                   "made",              "coordinator"),
    ("undo",             "made",                                "undone",            "coordinator"),
)
TRIP = rows("trip",  # one departure of a convoy, and its manifest
    ("open",             "-",                                   "open",              "coordinator|system"),
    ("allot",            "open|overdue",                        SAME,                "coordinator|system"),
    ("expect",           "open|overdue",                        "open",              "coordinator"),
    ("alarm",            "open",                                "overdue",           "clock"),
    ("close",            "open|overdue",                        "closed",            "coordinator"),
    ("reopen",           "closed",                              "open",              "coordinator"),
)
DEVICE = rows("device",
    ("hand_out",         "-",                                   "active",            "coordinator"),
    ("end",              "active",                              "ended",             "coordinator"),
)
UPLOAD = rows("upload",  # what a device or a file handed in at once
    ("take_in",          "-",                                   "taken",             "device|coordinator|system"),
)
RECOGNITION = rows("recognition",  # of someone who arrived without a token as one who was to travel
    ("suggest",          "-",                                   "potential",         "system"),
    ("accept",           "potential",                           "accepted",          "coordinator"),
    ("reject",           "potential",                           "rejected",          "coordinator"),
    ("supersede",        "potential",                           "superseded",        "system"),
)
# fmt: on

ROWS: tuple[Rule, ...] = (
    *JOURNEY,
    *HANDOVER,
    *EXCHANGE_LIST,
    *BORDER_CHANGE,
    *TRIP,
    *DEVICE,
    *UPLOAD,
    *RECOGNITION,
)
