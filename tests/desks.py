"""Sitting down at a desk: browsers with the standing cast signed in, forms sent as a browser sends them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from regreso.casebook.models import Staff

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
FIRST = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def sit(staff: Staff) -> Client:
    """A browser in which they are signed in."""
    client = Client()
    client.force_login(staff)
    return client


def there(name: str, *args: object) -> str:
    """The address in English, whatever the page before spoke."""
    with override("en"):
        return reverse(name, args=args)


def look(client: Client, name: str, *args: object) -> str:
    """The page, which must be there."""
    answer = client.get(there(name, *args))
    assert answer.status_code == 200, (name, answer.status_code)
    return unescape(answer.content.decode())


def send(client: Client, name: str, *args: object, **said: Any) -> HttpResponse:
    """A form sent to this address."""
    return client.post(there(name, *args), said)  # type: ignore[return-value]  # the client's own subclass


def do(client: Client, name: str, *args: object, **said: Any) -> str:
    """A step that must be taken; where the page looks then."""
    answer = send(client, name, *args, **said)
    assert answer.status_code == 303, wrong(answer) or answer.status_code
    return str(answer["Location"])


def wrong(answer: HttpResponse) -> list[str]:
    """What a page says is to be changed."""
    page = unescape(answer.content.decode())
    told = re.findall(r'class="wrong-why"[^>]*>(.*?)</p>', page)
    at_top = re.search(r'<div class="note error".*?</div>', page, re.DOTALL)
    sentences = re.findall(r"<p>(.*?)</p>", at_top[0]) if at_top else []
    return [*told, *(one for one in sentences if not one.startswith("Something has to be changed"))]


def forms(page: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each form of a page that is sent somewhere: its address and its hidden first values."""
    for head, body in FORM.findall(page):
        to = re.search(r'action="([^"]+)"', head)
        hidden = {name: value for name, value in FIRST.findall(body) if name != "csrfmiddlewaretoken"}
        yield (to[1] if to else ""), hidden


def buttons(page: str) -> set[str]:
    """The moves that a page offers, by the last part of the addresses of its forms."""
    return {to.rstrip("/").rsplit("/", 1)[-1] for to, _ in forms(page) if to} - {"sign-out"}
