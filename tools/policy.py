"""Hold what we build on, and our own lines, against the policy of the house.

    .venv/bin/python tools/policy.py

Licences: each locked package is under one that allows what we do with it. Versions: released
ones, within what pyproject.toml says, with hashes. Bandit: each finding stands in a line that says why.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parent.parent
# What users get, and what only developers install.
SHIPPED, OURS = ("run", "postgres", "spark"), ("dev",)
FREE = re.compile(r"MIT|BSD|Apache|PSF|ISC|Zlib|CC0|0BSD|HPND|Unlicense|Python Software Foundation")
# A change to it stays open, what uses it may be under any licence; the library itself is never changed by us.
WEAK = re.compile(r"MPL|Mozilla|LGPL")
WEAK_ONES = {
    "certifi": "MPL-2.0: a list of authorities, comes with requests",
    "fido2": "BSD; the list of public suffixes in it is MPL-2.0",
    "hypothesis": "MPL-2.0, tests only",
    "pathspec": "MPL-2.0, building only",
    "psycopg": "LGPL-3.0: imported as it is, never changed",
    "psycopg-binary": "LGPL-3.0: the same",
}
STRONG_ONES = {"codespell": "GPL-2.0: a program that developers run, never imported"}
UNSAID = {"pyrage": "MIT: its repository says so, its metadata do not"}
# An import harms nobody: what is called of it is found by itself. The others are no passwords and no secrets.
IMPORTS = "B404,B405,B406"
NO_SECRETS = {
    ("B311", "src/regreso/demo/"),
    ("B105", "src/regreso/movement/corridor/release.py"),
    ("B106", "src/regreso/steps/hook.py"),
}
PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,]+\])?==(\S+?)(?:\s|\\|$)(.*)", re.MULTILINE)


def locked(*kinds: str) -> dict[str, str]:
    """Name and version of every package of these locks."""
    texts = ((ROOT / "requirements" / f"{kind}.txt").read_text(encoding="utf-8") for kind in kinds)
    return {name.lower(): version for text in texts for name, version, _ in PINNED.findall(text)}


def licence_of(name: str) -> str | None:
    """What a package says of itself; None when it is not installed here."""
    try:
        about = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return None
    fields = [*(about.get_all("License-Expression") or []), *(about.get_all("License") or [])]
    classes = [line for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    return " ".join([*(field[:200] for field in fields), *classes]).strip()


def licences() -> Iterator[str]:
    """Every package whose licence is none that we may use as we do."""
    for name in locked(*SHIPPED, *OURS):
        said = licence_of(name)
        if said is None:  # Spark and the extras that are not installed here
            continue
        if not said:
            if name not in UNSAID:
                yield f"{name} says nothing of its licence: look, and name it in UNSAID"
        elif re.search(r"(?<!L)GPL", said.replace("LGPL", "")):
            if name not in STRONG_ONES:
                yield f"{name} is under “{said[:60]}”: it may not be shipped or imported"
        elif WEAK.search(said) and name not in WEAK_ONES:
            yield f"{name} is under “{said[:60]}”: name in WEAK_ONES how it is used"
        elif not FREE.search(said) and not WEAK.search(said):
            yield f"{name} is under “{said[:60]}”, which the policy does not know"


def versions() -> Iterator[str]:
    """Every locked version that is no release, has no hash, or is outside what pyproject.toml asks for."""
    for kind in (*SHIPPED, *OURS, "trust"):
        text = (ROOT / "requirements" / f"{kind}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
        for name, version, rest in PINNED.findall(text):
            if Version(version).is_prerelease:
                yield f"{kind}.txt: {name} {version} is no release"
            if "--hash=sha256:" not in rest:
                yield f"{kind}.txt: {name} has no hash"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    there = locked(*SHIPPED, *OURS)
    wanted = [
        *project["dependencies"],
        *(r for more in project["optional-dependencies"].values() for r in more),
    ]
    for asked in map(Requirement, wanted):
        version = there.get(asked.name.lower())
        if version is None:
            yield f"{asked.name} is asked for by pyproject.toml and not locked"
        elif Version(version) not in asked.specifier:
            yield f"{asked.name} {version} is locked, pyproject.toml asks for {asked.specifier}"


def bandit() -> Iterator[str]:
    """Every finding whose lines do not say, with a code of the same matter, why it is none."""
    command = [str(ROOT / ".trust/bin/bandit"), "-q", "-r", "src/regreso", "-s", IMPORTS, "-f", "json"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    for found in json.loads(done.stdout)["results"]:
        if any(
            found["test_id"] == code and found["filename"].startswith(place) for code, place in NO_SECRETS
        ):
            continue
        lines = (ROOT / found["filename"]).read_text(encoding="utf-8").splitlines()
        around = "\n".join(lines[found["line_number"] - 1 : found["line_range"][-1] + 1])
        if not re.search(r"#\s*noqa: S\d+ ", around.replace(",", " ")):
            yield f"{found['filename']}:{found['line_number']}: {found['test_id']} {found['issue_text'][:90]}"


def main() -> int:
    faults = 0
    for check in (licences, versions, bandit):
        found = list(check())
        faults += len(found)
        print(f"{check.__name__:10} {len(found) or 'no'} faults")
        print("".join(f"  {line}\n" for line in found), end="")
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main())
