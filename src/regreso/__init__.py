"""Regreso: an open-source tracing agency. Read `story` first, then `matching`."""
