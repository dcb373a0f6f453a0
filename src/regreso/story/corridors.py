"""Corridors: proposed, agreed by the parties, planned, sent off by two, and aborted by any one at once."""

from __future__ import annotations

from regreso.story.rules import SAME, Rule, rows

# fmt: off
CORRIDOR = rows("corridor",
    # move               from                                   to                   by              other than
    ("propose",          "-",                                   "proposed",          "coordinator"),
    ("edit",             "proposed|agreed|planned|approved",    "proposed",          "coordinator"),
    ("supply",           "proposed|agreed",                     SAME,                "coordinator"),
    ("supply_anew",      "planned|approved",                    "agreed",            "coordinator"),
    ("register_channels", "proposed|agreed|planned|approved|under_way", SAME,        "coordinator"),
    ("agree",            "proposed",                            "agreed",            "coordinator"),
    ("plan",             "agreed|planned",                      "planned",           "system"),
    ("approve",          "planned",                             "approved",          "coordinator"),
    ("go",               "approved",                            "under_way",         "coordinator", "newest approve"),
    ("adopt",            "under_way",                           SAME,                "coordinator"),
    ("abort",            "under_way",                           "aborted",           "coordinator"),
    ("close",            "under_way|aborted",                   "closed",            "coordinator"),
    ("name_outcome",     "aborted|closed",                      SAME,                "coordinator"),
    ("release",          "proposed|agreed|planned|aborted|closed", SAME,             "coordinator"),
    ("withdraw",         "proposed|agreed|planned|approved",    "withdrawn",         "coordinator"),
)
CORRIDOR_PLAN = rows("corridor_plan",
    ("ask",              "-",                                   "asked",             "coordinator"),
    ("make",             "asked",                               "made",              "system"),
    ("fail",             "asked",                               "failed",            "system"),
    ("stop",             "asked",                               "stopped",           "coordinator"),
)
BROADCAST = rows("broadcast",  # the shelter notice to one channel of one collection point
    ("queue",            "-",                                   "queued",            "system"),
    ("acknowledge",      "queued",                              "acknowledged",      "coordinator"),
)
MANIFEST_COPY = rows("manifest_copy",  # the manifest with names: a named recipient, a reason, two people
    ("ask",              "-",                                   "asked",             "coordinator"),
    ("grant",            "asked",                               "granted",           "coordinator", "ask"),
    ("refuse",           "asked",                               "refused",           "coordinator"),
)
# fmt: on

ROWS: tuple[Rule, ...] = (*CORRIDOR, *CORRIDOR_PLAN, *BROADCAST, *MANIFEST_COPY)
