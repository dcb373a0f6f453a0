"""What a browser is told where pages are served over TLS alone: no neighbour plants a cookie, and HSTS."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
import json, django; django.setup()
from django.conf import settings
from django.test import Client
from django.contrib.messages import add_message
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.module_loading import import_string
asked, answered = RequestFactory().get("/"), HttpResponse()
asked.session = {}
asked._messages = import_string(settings.MESSAGE_STORAGE)(asked)
add_message(asked, 20, "All other browsers are signed out.")
asked._messages.update(answered)
said = {"host": "localhost", "x-forwarded-proto": "https"}
page = Client().get("/en/sign-in/", headers=said)
file = Client().get("/static/regreso/call.js", headers=said)
print(json.dumps({
    "statuses": [page.status_code, file.status_code], "session": settings.SESSION_COOKIE_NAME,
    "cookies": {name: [bool(c["secure"]), bool(c["httponly"]), c["samesite"], c["path"], c["domain"]]
                for name, c in (*page.cookies.items(), *answered.cookies.items())},
    "page": dict(page.headers), "file": dict(file.headers),
}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    home: Path = tmp_path_factory.mktemp("tls")
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "regreso.project.settings", "REGRESO_HTTPS": "1", "REGRESO_PROXIES": "1",
    }  # fmt: skip
    command = [sys.executable, "-W", "ignore", "-c", CODE]
    done = subprocess.run(command, cwd=home, env=env, check=True, capture_output=True, text=True)
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    assert answer["statuses"] == [200, 200]
    return answer


def test_no_neighbour_plants_a_cookie_and_no_script_reads_one(told: dict[str, object]) -> None:
    assert told["session"] == "__Host-sessionid"
    assert told["cookies"] == {
        name: [True, True, "Lax", "/", ""] for name in ("__Host-csrftoken", "__Host-messages")
    }


@pytest.mark.parametrize("what", ["page", "file"])
def test_pages_and_files_bear_the_same_headers(told: dict[str, dict[str, str]], what: str) -> None:
    headers = told[what]
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    for directive in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert directive in headers["Content-Security-Policy"]
