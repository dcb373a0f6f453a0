"""What is shipped for a machine of one's own is valid, does what the docs say, installs on a bare Debian."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tree import ROOT

DEPLOY = ROOT / "deploy"
SCANNERS = ROOT / ".trust" / "bin"


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def program(name: str) -> str:
    """The program, or a visible reason why not."""
    found = shutil.which(name, path=f"{SCANNERS}:{os.environ['PATH']}")
    if found is None:
        pytest.skip(f"{name} is not here: run tools/trust, or apt-get install its package")
    return found


def said(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=False, capture_output=True, text=True)


def filled(name: str) -> str:
    places = {"@HOST@": "tracing.example", "@TURN_SECRET@": "s", "@PROCESSES@": "4", "@TLS@": "tls internal"}
    done = text(name)
    for place, value in places.items():
        done = done.replace(place, value)
    return done


def units() -> list[Path]:
    return sorted((DEPLOY / "systemd").iterdir())


def test_the_dockerfile_is_what_hadolint_wants() -> None:
    done = said(program("hadolint"), str(DEPLOY / "Dockerfile"))
    assert (done.returncode, done.stdout) == (0, "")


def test_the_compose_file_follows_its_schema() -> None:
    checker = program("check-jsonschema")
    done = said(checker, "--builtin-schema", "vendor.compose-spec", str(DEPLOY / "compose.yaml"))
    assert done.returncode == 0, done.stdout


def test_a_wrong_compose_file_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text(
        text("compose.yaml").replace("restart:", "restrat:"), encoding="utf-8"
    )
    checker = program("check-jsonschema")
    done = said(checker, "--builtin-schema", "vendor.compose-spec", str(tmp_path / "compose.yaml"))
    assert done.returncode == 1


@pytest.mark.parametrize("script", ["install", "drill", "regreso"])
def test_the_scripts_parse(script: str) -> None:
    assert said("bash", "-n", str(DEPLOY / script)).returncode == 0
    assert os.access(DEPLOY / script, os.X_OK)


@pytest.mark.parametrize("unit", units(), ids=lambda path: path.name)
def test_every_service_runs_without_rights_and_leaves_no_core(unit: Path) -> None:
    if unit.suffix == ".service":
        lines = set(unit.read_text(encoding="utf-8").splitlines())
        asked = {"User=regreso", "NoNewPrivileges=yes", "ProtectSystem=strict", "LimitCORE=0", "UMask=0077"}
        assert asked - lines == set()


def test_systemd_finds_nothing_in_the_units(tmp_path: Path) -> None:
    """As they are but for the program, which is only there once it is installed."""
    analyze = program("systemd-analyze")
    for unit in units():
        there = re.sub(r"/opt/regreso/current/bin/regreso", "/bin/true", unit.read_text(encoding="utf-8"))
        (tmp_path / unit.name).write_text(there.replace("User=regreso", "User=daemon"), encoding="utf-8")
    done = said(analyze, "verify", "--man=no", *(str(tmp_path / unit.name) for unit in units()))
    assert [line for line in done.stderr.splitlines() if "regreso" in line] == []


def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    nginx = program("nginx")
    said("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x",
         "-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem"))  # fmt: skip
    site = (
        filled("nginx.conf")
        .replace("/etc/regreso/tls", str(tmp_path))
        .replace("/var/log/nginx", str(tmp_path))
    )
    (tmp_path / "site").write_text(site, encoding="utf-8")
    whole = f"pid {tmp_path}/pid; events {{}} http {{ include {tmp_path}/site; }}"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    done = said(nginx, "-t", "-e", str(tmp_path / "errors"), "-c", str(tmp_path / "nginx.conf"))
    assert done.returncode == 0, done.stderr


def test_caddy_takes_its_configuration(tmp_path: Path) -> None:
    caddy = program("caddy")
    (tmp_path / "Caddyfile").write_text(filled("Caddyfile"), encoding="utf-8")
    done = said(caddy, "validate", "--config", str(tmp_path / "Caddyfile"), "--adapter", "caddyfile")
    assert "Valid configuration" in done.stdout + done.stderr


def test_no_proxy_writes_a_visit_or_a_photograph_onto_the_disk() -> None:
    nginx = text("nginx.conf")
    assert nginx.count("access_log off;") == nginx.count("server {")
    assert "proxy_max_temp_file_size 0;" in nginx
    sizes = dict(re.findall(r"(client_max_body_size|client_body_buffer_size) (\w+);", nginx))
    assert len(set(sizes.values())) == 1
    assert len(sizes) == 2
    assert "log" not in re.sub(r"#.*", "", text("Caddyfile"))


def test_every_location_tells_the_name_and_the_address_that_was_asked_from() -> None:
    """nginx inherits no header into a location that sets one: without Host each page would be refused."""
    locations = re.findall(r"location [^{]*\{([^}]*)\}", text("nginx.conf"))
    asked = {"Host $host", "X-Forwarded-For $remote_addr", "X-Forwarded-Proto $scheme"}
    assert len(locations) == 2
    for inside in locations:
        assert asked - set(re.findall(r"proxy_set_header ([^;]*);", inside)) == set()


def test_the_relay_is_no_way_into_the_network() -> None:
    lines = set(text("turnserver.conf").splitlines())
    assert {line for line in lines if "allow-loopback" in line} == set()
    denied = {
        line.partition("=")[2].partition("-")[0] for line in lines if line.startswith("denied-peer-ip=")
    }
    assert {"10.0.0.0", "172.16.0.0", "192.168.0.0", "127.0.0.0", "169.254.0.0", "::1", "fc00::"} <= denied


def test_every_setting_that_is_given_exists() -> None:
    documented = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    given = set(
        re.findall(
            r"^\s*(?:ENV )?(REGRESO_[A-Z_]+?)(?:_FILE)?[=:]",
            text("regreso.env") + text("compose.yaml"),
            re.MULTILINE,
        )
    )
    given -= {"REGRESO_HOST"}  # of compose.yaml itself
    assert {name for name in given if f"`{name}" not in documented} == set()
    assert len(given) > 8


def test_behind_a_proxy_the_service_knows_that_it_was_asked_over_tls(tmp_path: Path) -> None:
    """Else it would send every page to itself again, without end."""
    code = (
        "import django; django.setup(); from django.test import Client\n"
        "for proto in ('http', 'https'):\n"
        "    answer = Client().get('/', headers={'host': 'localhost', 'x-forwarded-proto': proto})\n"
        "    print(answer.status_code, answer.headers['Location'])"
    )
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "regreso.project.settings", "REGRESO_HTTPS": "1"}
    for proxies, last in (("1", "302 /en/"), ("0", "301 https://localhost/")):
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code], cwd=tmp_path, check=True, capture_output=True,
            text=True, env=env | {"REGRESO_PROXIES": proxies},
        )  # fmt: skip
        assert done.stdout.splitlines() == ["301 https://localhost/", last]
