"""Reading what was printed: the text of each page of a PDF."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pdfplumber


def pages_of(answer: Any) -> list[str]:
    """The words of each page of the PDF that a page answered with."""
    assert answer.status_code == 200, answer.status_code
    assert answer["Content-Type"] == "application/pdf"
    return texts_of(answer.content)


def texts_of(content: bytes) -> list[str]:
    """The words of each page."""
    with pdfplumber.open(BytesIO(content)) as file:
        return [page.extract_text() for page in file.pages]
