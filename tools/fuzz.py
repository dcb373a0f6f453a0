"""Feed the openers with what no person would write, and keep what breaks them.

    .venv/bin/python tools/fuzz.py [--seconds 15] [--only list]

Atheris changes given examples so that ever new lines of our code are reached. Anything but the error that a
parser promises is a fault: the bytes are kept in build/fuzz; `--again FILE --only TARGET` gives them again.
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "build" / "fuzz"
DAY = date(2022, 7, 1)
SEEDS: dict[str, list[bytes]] = {
    "document": [
        "<html><h1>Полон</h1><p>Іван Коваль, 1999 р.н., зник 3 березня 2022</p>".encode(),
        b'{"name":"c","messages":[{"id":1,"date":"2022-03-01T10:00:00","text":["a",{"text":"b"}]}]}',
        b"<rss><channel><item><title>a</title><description>b</description></item></channel></rss>",
        b"From: a@b.c\r\nSubject: x\r\nDate: Tue, 1 Mar 2022 10:00:00 +0200\r\n\r\nbusco a mi hijo Pedro",
        "прізвище;ім'я;дата\nКоваль;Іван;1999\n".encode("cp1251"),
        b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n",
        b"PK\x03\x04\x14\x00\x00\x00xl/workbook.xml",
    ],
    "list": [
        "enquiry_id,name,dob\n1,Іван Коваль,1999-04-21\n".encode(),
        "enquiry_id;surname;given;age;sex\n1;Жуков;Сергей;23;m\n".encode("cp1251"),
        "enquiry_id\tname\n1\tPedro, de Lugo, 24 años\n".encode("utf-16"),
    ],
    "parquet": [b"PAR1\x15\x04\x15\x10PAR1"],
    "message": [
        "busco a mi hermano Pedro Gómez, de Lugo, 24 años".encode(),
        "шукаю сина Коваль Іван 03.04.99".encode(),
    ],
    "birth": [b"1999-04-21", b"1999", b"~1999", b"21.04.1999", b"1999-02-31"],
    "paper": [b"\xff\xd8\xff\xe0\x00\x10JFIF", b"%PDF-1.4 1 0 obj", b"\x89PNG\r\n\x1a\n"],
}


def document() -> Callable[[bytes], object]:
    from regreso.reading.document import Handed, read_document  # noqa: PLC0415 - each target loads its own rooms

    return lambda data: list(read_document(data, Handed("handed.html", published=DAY)))


def table(suffix: str) -> Callable[[bytes], object]:
    from regreso.tracing.facts import row_facts  # noqa: PLC0415 - the same
    from regreso.tracing.lists import ENQUIRIES, PeopleList  # noqa: PLC0415 - the same
    from regreso.wire.errors import WireError  # noqa: PLC0415 - the same

    file = Path(tempfile.mkdtemp()) / f"list{suffix}"

    def read(data: bytes) -> None:
        file.write_bytes(data)
        try:
            for cells in PeopleList.open(file, ENQUIRIES, as_of=DAY).rows(lambda _rejection: None):
                row_facts(cells, as_of=DAY)
        except WireError:
            return

    return read


def message() -> Callable[[bytes], object]:
    from regreso.tracing.facts import row_facts  # noqa: PLC0415 - the same

    return lambda data: row_facts({"enquiry_id": "1", "name": data.decode(errors="replace")}, as_of=DAY)


def birth() -> Callable[[bytes], object]:
    from regreso.facts.dates import DateInterval  # noqa: PLC0415 - the same

    def read(data: bytes) -> None:
        try:
            DateInterval.parse(data.decode(errors="replace"))
        except ValueError:
            return

    return read


def paper() -> Callable[[bytes], object]:
    from regreso.wire.errors import WireError  # noqa: PLC0415 - the same
    from regreso.wire.scrub import scrubbed  # noqa: PLC0415 - the same

    def read(data: bytes) -> None:
        try:
            scrubbed(data)
        except WireError:
            return

    return read


TARGETS: dict[str, Callable[[], Callable[[bytes], object]]] = {
    "document": document,
    "list": lambda: table(".csv"),
    "parquet": lambda: table(".parquet"),
    "message": message,
    "birth": birth,
    "paper": paper,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=int, default=15, metavar="N", help="for each target (15)")
    parser.add_argument("--only", choices=sorted(TARGETS), help="one target, in this process")
    parser.add_argument("--again", type=Path, metavar="FILE", help="give these bytes once more")
    args = parser.parse_args()
    if args.again:
        TARGETS[args.only]()(args.again.read_bytes())
        return 0
    if args.only:
        fuzz(args.only, args.seconds)
        return 0
    return max(apart(name, args.seconds) for name in TARGETS)


def fuzz(name: str, seconds: int) -> None:
    """Never returns: the fuzzer ends the process."""
    sys.path += [str(path) for path in (ROOT / ".trust/lib").glob("python3*/site-packages")]
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(
        include=["regreso.wire", "regreso.reading", "regreso.tracing", "regreso.facts"]
    ):
        target = TARGETS[name]()
    seeds = Path(tempfile.mkdtemp())
    for number, seed in enumerate(SEEDS[name]):
        (seeds / str(number)).write_bytes(seed)
    KEPT.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        "-max_len=4096",
        "-timeout=30",
        "-rss_limit_mb=4096",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={KEPT}/{name}-", str(seeds)], target)
    atheris.Fuzz()


def apart(name: str, seconds: int) -> int:
    """One target in a process of its own; 0 when nothing broke."""
    command = [sys.executable, __file__, "--only", name, "--seconds", str(seconds)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    runs = [line for line in done.stderr.splitlines() if "stat::number_of_executed_units" in line]
    print(f"{name:10} {'whole' if done.returncode == 0 else 'BROKEN'}  {' '.join(runs[-1:])}", flush=True)
    if done.returncode:
        print("\n".join(done.stderr.splitlines()[-40:]))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
