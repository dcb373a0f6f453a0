"""The standing cast sits down, and the way leads from page to page."""

from __future__ import annotations

from cast import cast
from way import answer, custody, enquiry, match

__all__ = ["answer", "cast", "custody", "enquiry", "match"]
