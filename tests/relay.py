"""A real coturn on this machine: calls that go through a relay and no other way. Without it they skip."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, PublicFormat

SECRET = "an invented secret"  # noqa: S105 - of this relay only


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass
class Relay:
    """A relay that runs: its log, and its process, which a test can stop for a while."""

    log: Path
    process: subprocess.Popen[bytes]
    pin: str = ""  # of its certificate, where it has one

    def told(self) -> str:
        return self.log.read_text(errors="replace")

    @contextmanager
    def silent(self) -> Iterator[None]:
        """As when the network is gone: nothing is passed on, nobody is told."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)


@pytest.fixture
def relay(settings: Any, tmp_path: Path) -> Iterator[Relay]:
    """The relay is up and known to the settings."""
    yield from _running(settings, tmp_path)


@pytest.fixture
def narrow_relay(settings: Any, tmp_path: Path) -> Iterator[Relay]:
    """A relay that passes 64 kbit/s of each line on, and lets the rest fall."""
    yield from _running(settings, tmp_path, "--max-bps=8000")


@pytest.fixture
def relay_over_tcp(settings: Any, tmp_path: Path) -> Iterator[Relay]:
    """The relay for networks that let no UDP through: pages reach it by TCP alone."""
    yield from _running(settings, tmp_path, transport="tcp")


def certified(folder: Path) -> tuple[Path, Path]:
    """A certificate that nobody has signed but itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    own = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "own.key").write_bytes(own)
    (folder / "own.pem").write_bytes(_certificate(key).public_bytes(Encoding.PEM))
    return folder / "own.pem", folder / "own.key"


@pytest.fixture
def relay_over_tls(settings: Any, tmp_path: Path) -> Iterator[Relay]:
    """The relay as networks see it that let nothing through but web pages: TLS and nothing else."""
    key = ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "turn.key").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    (tmp_path / "turn.pem").write_bytes(_certificate(key).public_bytes(Encoding.PEM))
    point = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    relay = _running(
        settings, tmp_path, f"--cert={tmp_path}/turn.pem", f"--pkey={tmp_path}/turn.key", "--no-udp",
        "--no-tcp", transport="tls",
    )  # fmt: skip
    for one in relay:
        one.pin = base64.b64encode(hashlib.sha256(point).digest()).decode()
        yield one


def _certificate(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "relay.test")]), datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(now - timedelta(days=1))
    made = made.not_valid_after(now + timedelta(days=9)).add_extension(
        x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
    )
    return made.sign(key, SHA256())


def _running(settings: Any, folder: Path, *more: str, transport: str = "udp") -> Iterator[Relay]:
    program = shutil.which("turnserver")
    if program is None:
        pytest.skip("no coturn, the relay of these tests: apt-get install coturn")
    port, log = free_port(), folder / "turn.log"
    tls = transport == "tls"
    ports = [f"--tls-listening-port={port}"] if tls else [f"--listening-port={port}", "--no-tls", "--no-dtls"]
    command = [
        program, "-n", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", *ports,
        "--min-port=49160", "--max-port=49300", "--use-auth-secret", f"--static-auth-secret={SECRET}",
        "--realm=regreso.test", "--allow-loopback-peers", "--no-cli", "-v",
        "--fingerprint", "--log-file=stdout", f"--pidfile={folder}/turn.pid", f"--userdb={folder}/turn.db",
        *more,
    ]  # fmt: skip
    with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT) as process:
        wait_for(port)
        way = "turns:127.0.0.1:{}?transport=tcp" if tls else "turn:127.0.0.1:{}?transport=" + transport
        settings.REGRESO_TURN_URLS = [way.format(port)]
        settings.REGRESO_TURN_SECRET = SECRET
        yield Relay(log, process)
        process.terminate()
        process.wait(10)


def wait_for(port: int) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("coturn did not start within 10 s")
