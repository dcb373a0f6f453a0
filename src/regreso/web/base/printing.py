"""Papers of the desks as answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from regreso.movement.exchange.paper import form_pdf


def form_response(name: str, content: dict[str, Any]) -> HttpResponse:
    """A paper as a PDF that opens in the browser."""
    response = HttpResponse(form_pdf(content), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
