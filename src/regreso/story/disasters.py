"""A disaster: records of persons, which expire, and the file of all of them for another registry."""

from __future__ import annotations

from regreso.story.rules import Rule, rows

_THERE = "sought|trapped|in_hospital|in_shelter|safe|removal_asked"

# fmt: off
RECORD = rows("record",
    ("seek",             f"-|{_THERE}",                         "sought",            "registrar"),
    ("note_trapped",     f"-|{_THERE}",                         "trapped",           "registrar"),
    ("note_in_hospital", f"-|{_THERE}",                         "in_hospital",       "registrar"),
    ("note_in_shelter",  f"-|{_THERE}",                         "in_shelter",        "registrar"),
    ("note_safe",        f"-|{_THERE}",                         "safe",              "registrar"),
    ("ask_removal",      "sought|trapped|in_hospital|in_shelter|safe", "removal_asked", "registrar"),
    ("remove",           "removal_asked",                       "expired",           "registrar", "newest ask_removal"),
    ("expire",           _THERE,                                "expired",           "clock"),
    ("restore",          "expired",                             "sought",            "registrar"),
    ("shred",            "expired",                             "shredded",          "clock"),
)
RECORD_COPY = rows("record_copy",  # all records as a file: a named recipient, a reason, two people
    ("ask",              "-",                                   "asked",             "coordinator"),
    ("grant",            "asked",                               "granted",           "coordinator", "ask"),
    ("refuse",           "asked",                               "refused",           "coordinator"),
)
# fmt: on

ROWS: tuple[Rule, ...] = (*RECORD, *RECORD_COPY)
