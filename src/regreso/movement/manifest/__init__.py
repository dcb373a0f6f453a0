"""Who boarded, who arrived, who is open: events from many offline devices, and what they add up to.

`events` says what can happen, `fold` adds it up in any order, `reconcile` tells who is missing.
"""
