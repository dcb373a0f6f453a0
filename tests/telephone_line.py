"""A telephone line on this machine: Debian's baresip answers, Debian's sipp calls. Without them tests skip.

`Line` is what a small IVR does: it answers, hears keys, and posts what happens to our address, as HTTP.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
import wave
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

LANGUAGES = {"1": "es", "2": "uk", "3": "ru", "4": "en"}  # the first key
WANTS = {"1": "ask", "2": "status", "3": "check", "4": "person", "5": "call_back"}  # the second
CALLER = "+380445550118"
_CONFIG = """sip_listen 127.0.0.1:{sip}
call_max_calls 64
call_local_timeout 120
audio_player aufile,{folder}/heard.wav
audio_source aufile,{folder}/greeting.wav
audio_alert aufile,{folder}/none.wav
rtp_ports 20000-20400
module_path {modules}
module g711.so
module aufile.so
module_app account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:{control}
"""
_HEAD = """Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: "Mati" <sip:{caller}@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:hotline@127.0.0.1:[remote_port]>{tag}
Call-ID: [call_id]
CSeq: {number}
Contact: <sip:uac@[local_ip]:[local_port]>
Max-Forwards: 70
"""
_OFFER = """Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8 96
a=rtpmap:8 PCMA/8000
a=rtpmap:96 telephone-event/8000
a=fmtp:96 0-15
"""


def scenario(keys: str, caller: str = CALLER) -> str:
    """What sipp does: calls, presses these keys one after the other, hangs up."""

    def send(method: str, to: str, body: str, retrans: str = "") -> str:
        peer = "" if method == "INVITE" else "[peer_tag_param]"
        number = {"INVITE": "1 INVITE", "ACK": "1 ACK", "BYE": "2 BYE"}[method]
        head = _HEAD.format(caller=caller, tag=peer, number=number)
        return f"<send{retrans}><![CDATA[\n{method} {to} SIP/2.0\n{head}{body}]]></send>"

    empty = "Content-Length: 0\n\n"
    pressed = "".join(
        f'<nop><action><exec play_dtmf="{key}"/></action></nop><pause milliseconds="900"/>' for key in keys
    )
    ways = "".join(f'<recv response="{code}" optional="true"/>' for code in (100, 180, 183))
    return (
        '<?xml version="1.0"?><scenario name="a family calls">'
        + send("INVITE", "sip:hotline@127.0.0.1:[remote_port]", _OFFER, ' retrans="500"')
        + ways
        + '<recv response="200" rtd="true" rrs="true"/>'
        + send("ACK", "[next_url]", empty)
        + '<pause milliseconds="700"/>'
        + pressed
        + send("BYE", "[next_url]", empty, ' retrans="500"')
        + '<recv response="200" crlf="true"/></scenario>'
    )


@dataclass
class Line:
    """The line that answers, and tells `address` of each call."""

    folder: Path
    sip: int
    control: int
    address: str
    key: str
    told: list[dict[str, Any]] = field(default_factory=list)  # what we sent
    answers: list[int] = field(default_factory=list)
    pressed: dict[str, int] = field(default_factory=dict)

    def listen(self) -> None:
        """Hear baresip's events (netstrings of JSON) until it ends."""
        with socket.create_connection(("127.0.0.1", self.control), 10) as wire, suppress(OSError):
            wire.settimeout(None)
            stream = wire.makefile("rb")
            while length := _until_colon(stream):
                event = json.loads(stream.read(int(length) + 1)[:-1])
                self.hear(event)

    def hear(self, event: dict[str, Any]) -> None:
        """One event of the telephone system becomes one of ours, or none."""
        call, kind = str(event.get("id", "")), event.get("type")
        if kind == "CALL_REMOTE_SDP" and call not in self.pressed:  # it rings: the caller's offer is there
            self.pressed[call] = 0
            number = re.search(r"sip:([^@;>]+)@", str(event.get("peeruri", "")))
            self.post(call=call, event="start", **{"from": number[1] if number else ""})
        elif kind == "CALL_DTMF_START":
            self._key(call, str(event.get("param", "")))
        elif kind == "CALL_CLOSED":
            self.post(call=call, event="end")

    def _key(self, call: str, key: str) -> None:
        place = self.pressed[call]
        self.pressed[call] = place + 1
        if place == 0 and key in LANGUAGES:
            self.post(call=call, event="choice", language=LANGUAGES[key])
        elif place == 1 and key in WANTS:
            self.post(call=call, event="choice", wants=WANTS[key])

    def post(self, **event: str) -> None:
        """To Regreso, as docs/reference/hotline.md has it."""
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        asked = urllib.request.Request(self.address, json.dumps(event).encode(), headers)  # noqa: S310 - this machine
        with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 - this machine
            self.answers.append(answer.status)
        self.told.append(event)

    def call(self, keys: str, *, calls: int = 1, caller: str = CALLER) -> subprocess.CompletedProcess[str]:
        """sipp calls so often, at five a second, presses these keys each time and hangs up."""
        program = shutil.which("sipp") or "sipp"
        (self.folder / "uac.xml").write_text(scenario(keys, caller))
        command = [
            program, "-sf", "uac.xml", f"127.0.0.1:{self.sip}", "-i", "127.0.0.1", "-mi", "127.0.0.1", "-p",
            str(free_port()), "-mp", "21000", "-m", str(calls), "-r", "5", "-l", "50", "-nostdin", "-timeout",
            "60s",
        ]  # fmt: skip
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, timeout=90, check=False
        )

    def wait_for(self, event: str, times: int) -> None:
        """Until we have told of so many."""
        end = time.monotonic() + 60
        while sum(one["event"] == event for one in self.told) < times:
            assert time.monotonic() < end, self.told
            time.sleep(0.05)


def _until_colon(stream: Any) -> str:
    length = b""
    while (sign := stream.read(1)) not in (b":", b""):
        length += sign
    return length.decode()


def free_port() -> int:
    """Free for UDP and TCP, and below the ports that the system gives to whoever asks for any."""
    while True:
        port = secrets.choice(range(22_000, 32_000))
        with socket.socket(type=socket.SOCK_DGRAM) as udp, socket.socket() as tcp, suppress(OSError):
            udp.bind(("127.0.0.1", port))
            tcp.bind(("127.0.0.1", port))
            return port


@pytest.fixture
def line(live_server: Any, tmp_path: Path, settings: Any) -> Iterator[Line]:
    """The line is up, and knows where to tell of its calls."""
    for name, package in (("baresip", "baresip-core"), ("sipp", "sip-tester")):
        if shutil.which(name) is None:
            pytest.skip(f"no {name}: apt-get install --no-install-recommends {package}")
    settings.REGRESO_CALLS_KEY = "an-invented-key"
    urllib.request.urlopen(f"{live_server.url}/en/", timeout=60).close()  # noqa: S310 - this machine
    made, process = _answering(tmp_path, f"{live_server.url}/in/calls", settings.REGRESO_CALLS_KEY)
    listening = threading.Thread(target=made.listen, daemon=True)
    listening.start()
    try:
        yield made
    finally:
        process.terminate()
        process.wait(10)
        listening.join(5)


def _answering(folder: Path, address: str, key: str) -> tuple[Line, subprocess.Popen[bytes]]:
    """A line that answers. A port may be taken between our look and its start: then others are tried."""
    log = folder / "baresip.log"
    for _ in range(3):
        made = Line(folder, free_port(), free_port(), address, key)
        _write(made)
        with log.open("w") as said:
            process = subprocess.Popen(
                [str(shutil.which("baresip")), "-f", str(folder)],
                stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
            )  # fmt: skip
        if _listens(made.control, process):
            return made, process
        process.kill()
        process.wait(10)
    pytest.fail(f"baresip did not start: {log.read_text(errors='replace')[-2000:]}")


def _write(line: Line) -> None:
    with wave.open(str(line.folder / "greeting.wav"), "wb") as greeting:
        greeting.setnchannels(1)
        greeting.setsampwidth(2)
        greeting.setframerate(8000)
        greeting.writeframes(bytes(2 * 8000 * 30))
    modules = next(path.parent for path in Path("/usr/lib").rglob("baresip/modules/g711.so"))
    config = _CONFIG.format(sip=line.sip, control=line.control, folder=line.folder, modules=modules)
    (line.folder / "config").write_text(config)
    (line.folder / "contacts").write_text("")
    account = f"<sip:hotline@127.0.0.1:{line.sip}>;regint=0;answermode=auto\n"
    (line.folder / "accounts").write_text(account)


def _listens(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Whether it takes a connection there within a minute (a busy machine starts it slowly)."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        time.sleep(0.1)
    return False
