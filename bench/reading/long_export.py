"""A Telegram export of 100,000 messages, read by the command: python bench/reading/long_export.py [--messages N] [--out FILE].

The texts are those of the written chats and pages of this folder, each with other numbers and days, so that no message
is read from memory; every tenth one answers an earlier one. Prints wall time, processor time of the command with all its children, the largest
resident memory of one process and of all together (sampled four times a second), and the load of the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAGES = Path(__file__).parent / "pages"
_MIB = 1 << 20


def texts() -> list[str]:
    """Every message of the chats, and every paragraph of the pages."""
    found: list[str] = []
    for path in sorted(PAGES.glob("*/*.chat")):
        pieces = re.split(r"(?m)^#.*$", path.read_text("utf8"))[1:]
        found += [re.sub(r"(?m)^[PCDTSA] .*\|.*$", "", piece).strip() for piece in pieces]
    for path in sorted(PAGES.glob("*/*.page")):
        found += re.findall(r"(?m)^@(?:p|li) (.+)$", path.read_text("utf8"))
    return [text for text in found if text]


def written(path: Path, many: int) -> None:
    """An export with `many` messages."""
    rng = random.Random(7)
    pool = texts()
    moment = 1_650_000_000
    with path.open("w", encoding="utf8") as file:
        file.write('{"name": "Invented channel", "type": "public_channel", "id": 1, "messages": [\n')
        for n in range(1, many + 1):
            moment += rng.randrange(20, 400)
            text = re.sub(r"(?<!\d)[1-9]\d?(?!\d)", lambda _m: str(rng.randrange(1, 28)), rng.choice(pool))
            message: dict[str, object] = {
                "id": n,
                "type": "message",
                "date": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment)),
                "date_unixtime": str(moment),
                "from": "Invented channel",
                "text": f"{text} №{n}",
                "text_entities": [],
            }
            if n % 10 == 0:
                message["reply_to_message_id"] = n - rng.randrange(1, 9)
            file.write(json.dumps(message, ensure_ascii=False) + (",\n" if n < many else "\n"))
        file.write("]}\n")


def measured(path: Path, out: Path) -> dict[str, object]:
    """One run of the command."""
    command = [sys.executable, "-m", "regreso.cli", "read", str(path), "--out", str(out)]
    began, before, load = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN), os.getloadavg()[0]
    most_one = most_all = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        while running.poll() is None:
            held = [_held(pid) for pid in (running.pid, *_children(running.pid))]
            most_one, most_all = max(most_one, *held), max(most_all, sum(held))
            time.sleep(0.25)
        said = running.stdout.read() if running.stdout else ""
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = sum(getattr(after, k) - getattr(before, k) for k in ("ru_utime", "ru_stime"))
    return {
        "exit": running.returncode,
        "said": said.strip(),
        "bytes": path.stat().st_size,
        "wall_seconds": round(time.monotonic() - began, 1),
        "processor_seconds": round(spent, 1),
        "most_memory_of_one_process_mib": round(most_one),
        "most_memory_of_all_mib": round(most_all),
        "load_before": round(load, 1),
        "load_after": round(os.getloadavg()[0], 1),
        "cpus": os.cpu_count(),
    }


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(n) for n in found.read_text("ascii").split()] if found.exists() else []


def _held(pid: int) -> float:
    """Resident memory in MiB that is a process's own: pages shared with its parent count once, there."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0.0
    return sum(int(n) for n in re.findall(r"(?m)^Pss:\s+(\d+) kB", lines)) * 1024 / _MIB


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--messages", type=int, default=100_000)
    ask.add_argument("--out", type=Path)
    args = ask.parse_args()
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "result.json"
        written(path, args.messages)
        figures = {"messages": args.messages, **measured(path, Path(made) / "leads.jsonl")}
    print(json.dumps(figures, indent=1))
    if args.out:
        args.out.write_text(json.dumps(figures, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()
