"""Corridors: a scenario is checked, planned, re-planned and verified. Knows no database, network or clock.

`check` and `verify` are plain Python; `plan` and `replan` need the extra `movement` (OR-Tools and HiGHS).
"""
