"""Pages that open without a network: a worker that keeps them, made anew whenever anything of them changes.

A room calls `worker(…)` with the addresses of its pages and their static files; see web/manifest/board.py.
`outbox.js` beside it keeps what is written until the server has it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.templatetags.static import static

_WORKER = "regreso/offline-sw.js"


def worker(name: str, pages: Sequence[tuple[str, Callable[[], bytes]]], files: Sequence[str]) -> HttpResponse:
    """The script of a service worker that keeps these pages and static files.

    Args:
        name: of the set of pages; caches of other names are let alone.
        pages: each page's address, and how it looks just now: without anything that changes by itself.
        files: names of static files that the pages ask for.
    """
    digest = hashlib.sha256(_read(_WORKER))
    for _, content in pages:
        digest.update(content())
    for file in files:
        digest.update(_read(file))
    shell = [*(address for address, _ in pages), *(static(file) for file in files)]
    head = (
        f"const SHELL = {json.dumps(shell)}, VERSION = {json.dumps(f'{name}:{digest.hexdigest()[:16]}')};\n"
    )
    return HttpResponse(head.encode() + _read(_WORKER), content_type="text/javascript; charset=utf-8")


def _read(file: str) -> bytes:
    found = finders.find(file)
    if not isinstance(found, str):
        raise FileNotFoundError(f"no static file “{file}”")
    return Path(found).read_bytes()
