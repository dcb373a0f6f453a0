"""Who goes on a list of an exchange or a medical repatriation, who was passed over, and why.

`candidates.CANDIDATES` reads a table, `build.build_list` orders it, `telling` says it. No name enters here.
"""
