"""The agency itself: operations, and who may do what in them."""

from __future__ import annotations

from regreso.story.rules import SAME, Rule, rows

# fmt: off
OPERATION = rows("operation",
    ("open",             "-",                                   "open",              "administrator"),
    ("add_site",         "open",                                SAME,                "administrator"),
    ("promise",          "open",                                SAME,                "administrator"),
    ("close",            "open",                                "closed",            "administrator"),
    ("reopen",           "closed",                              "open",              "administrator", "newest close"),
    ("search_again",     "open",                                SAME,                "clock"),  # noted once a day
    ("propose_shredding", "closed",                             "shredding_proposed", "administrator"),
    ("keep",             "shredding_proposed",                  "closed",            "administrator"),
    ("shred",            "shredding_proposed",                  "shredded",          "administrator", "newest propose_shredding"),
    ("wipe",             "open|closed|shredding_proposed",      "wiped",             "clock"),  # of a test
)
GRANT = rows("grant",  # of a role to a member of staff: two administrators, never for oneself
    ("ask",              "-",                                   "asked",             "administrator"),
    ("give",             "asked",                               "given",             "administrator", "ask"),
    ("end",              "asked|given",                         "ended",             "administrator"),
)
BREAK_GLASS = rows("break_glass",  # a colleague's enquiries, opened with a reason; another looks at it after
    ("open",             "-",                                   "unseen",            "operator"),
    ("accept",           "unseen",                              "accepted",          "administrator", "open"),
    ("object",           "unseen",                              "objected",          "administrator", "open"),
)
HOOK = rows("hook",  # another program is told that something changed, and nothing of whom
    ("set_up",           "-",                                   "on",                "administrator"),
    ("switch_off",       "on",                                  "off",               "administrator"),
)
# fmt: on

ROWS: tuple[Rule, ...] = (*OPERATION, *GRANT, *BREAK_GLASS, *HOOK)
