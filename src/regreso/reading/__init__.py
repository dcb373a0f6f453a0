"""Noisy public material in, dated claims with their place in the source out; no claim is taken for true."""

from regreso.reading.blocks import Block
from regreso.reading.errors import ReadingError
from regreso.reading.leads import Lead
from regreso.reading.page import Page, read_page
from regreso.reading.source import Span

__all__ = ["Block", "Lead", "Page", "ReadingError", "Span", "read_page"]
