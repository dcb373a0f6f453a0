"""A relative's journey: which ways there are on a day, and what stands in each of them.

`shipped.atlas()` gives what we ship, `plan.plan_journey` answers. Nothing here tells anyone to go.
"""
