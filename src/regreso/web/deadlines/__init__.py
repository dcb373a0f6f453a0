"""The board of deadlines and the report on how often each was kept: numbers by site, nobody's name."""
