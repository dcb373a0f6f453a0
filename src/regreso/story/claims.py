"""What public material says: sources, documents, leads, and what becomes of them; never above “possible”."""

from __future__ import annotations

from regreso.story.rules import SAME, Rule, rows

# fmt: off
SOURCE = rows("source",  # public material: looked at only while an administrator lets it
    ("add",              "-",                                   "off",               "administrator"),
    ("switch_on",        "off",                                 "on",                "administrator"),
    ("switch_off",       "on",                                  "off",               "administrator"),
    ("change",           "off",                                 SAME,                "administrator"),
    ("retire",           "off|on",                              "retired",           "administrator"),
)
DOCUMENT = rows("document",
    ("hand_in",          "-",                                   "handed_in",         "reading_officer|system"),
    ("refuse",           "-",                                   "unreadable",        "reading_officer|system"),
    ("read",             "handed_in",                           "read",              "system"),
    ("fail",             "handed_in",                           "unreadable",        "system"),
)
LEAD = rows("lead",  # a claim, never a fact. Whoever is said to have been killed takes two people
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
POSSIBLE = rows("possible",  # an accepted lead meets an enquiry; no move leads above "possible"
    ("suggest",          "-",                                   "possible",          "system"),
    ("rescore",          "possible",                            SAME,                "system"),
    ("set_aside",        "possible",                            "set_aside",         "reviewer"),
    ("offer_again",      "set_aside|superseded",                "possible",          "system|reviewer"),
    ("supersede",        "possible|set_aside",                  "superseded",        "system"),
)
CARD = rows("card",  # a checked contact or way, for families
    ("make",             "-",                                   "ready",             "system"),
    ("replace",          "ready",                               "replaced",          "system"),
    ("send",             "ready",                               SAME,                "liaison"),
    ("withdraw",         "ready",                               "withdrawn",         "system|liaison"),
)
DRAFT = rows("draft",  # what an accepted announcement fills in for those who plan or announce
    ("prefill",          "-",                                   "prefilled",         "system"),
    ("take",             "prefilled",                           "taken",             "coordinator"),
    ("set_aside",        "prefilled",                           "set_aside",         "coordinator"),
    ("withdraw",         "prefilled",                           "withdrawn",         "system"),
)
# fmt: on

ROWS: tuple[Rule, ...] = (*SOURCE, *DOCUMENT, *LEAD, *POSSIBLE, *CARD, *DRAFT)
