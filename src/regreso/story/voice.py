"""What we say in public, and everything that leaves us."""

from __future__ import annotations

from regreso.story.rules import SAME, Rule, rows

# fmt: off
ANNOUNCEMENT = rows("announcement",  # of ours, in public: four languages, two people; a correction is a new row
    ("draft",            "-",                                   "drafted",           "coordinator"),
    ("edit",             "drafted",                             SAME,                "coordinator"),
    ("check",            "drafted",                             SAME,                "coordinator|officer|liaison"),
    ("sign",             "drafted",                             "signed",            "coordinator"),
    ("return",           "signed",                              "drafted",           "coordinator|officer"),
    ("release",          "signed",                              "released",          "coordinator|officer", "draft|edit|sign"),
    ("supersede",        "released",                            "superseded",        "system"),
    ("withdraw",         "released",                            "withdrawn",         "coordinator|officer"),
    ("expire",           "released",                            "expired",           "clock"),
    ("strike",           "drafted|signed",                      "struck",            "coordinator|officer"),
)
NOTICE = rows("notice",  # one thing that we send out. From "unknown" nothing is ever sent again
    ("queue",            "-",                                   "waiting",           "system"),
    ("begin",            "waiting",                             "sending",           "system"),
    ("arrive",           "sending",                             "sent",              "system"),
    ("put_off",          "sending",                             "waiting",           "system"),
    ("lose",             "sending",                             "unknown",           "system"),
    ("give_up",          "sending|waiting",                     "failed",            "system"),
    ("send_again",       "failed",                              "waiting",           "coordinator|liaison"),
    ("settle",           "unknown|failed",                      "settled",           "coordinator|liaison"),
    ("drop",             "waiting|failed",                      "dropped",           "system"),
)
# fmt: on

ROWS: tuple[Rule, ...] = (*ANNOUNCEMENT, *NOTICE)
