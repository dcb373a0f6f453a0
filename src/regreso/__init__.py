"""Regreso: an open-source tracing agency. Read `story.py` first, then `matching`."""
