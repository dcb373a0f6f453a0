"""Corridors: a scenario is checked, planned, re-planned and verified. Knows no database, network or clock.

`check` and `verify` are plain Python; `plan` and `replan` load OR-Tools and HiGHS.
"""
