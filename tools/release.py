"""Make a release from what is committed: wheel, sdist, list of parts, what changed, checksums.

    python tools/release.py [--out dist] [--wheels]

Two runs on one commit give the same bytes: the sources come from `git archive`, every date is the commit's.
`--wheels` also gathers the locked packages, for a machine without a network (docs/howto/deploy.md).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECTION = r"^## \[{}\] - \d{{4}}-\d{{2}}-\d{{2}}\n(.*?)(?=^## \[|\Z)"


class CannotRelease(SystemExit):
    """One sentence on what is missing, and what to do."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="FOLDER")
    parser.add_argument("--wheels", action="store_true", help="also gather the locked packages")
    args = parser.parse_args()
    refuse_uncommitted()
    out = args.out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        sources = committed(Path(folder))
        version = version_of(sources)
        stem = f"regreso-{version}"
        for old in out.glob(f"{stem}*"):
            old.unlink()
        (out / f"{stem}-changes.md").write_text(changes(sources, version), encoding="utf-8")
        build(sources, out)
        list_parts(sources, out / f"{stem}.cdx.json")
    if args.wheels:
        gather_wheels(out / "wheels", next(out.glob(f"{stem}-*.whl")))
    write_sums(out, stem)
    for path in sorted(out.glob(f"{stem}*")):
        print(f"{path.stat().st_size:>10,}  {path.name}")


def git(*words: str) -> str:
    command = ["git", "-c", "safe.directory=*", *words]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def refuse_uncommitted() -> None:
    """What is not committed would not be in the release, though it was tested."""
    changed = git("status", "--porcelain", "--untracked-files=no").strip()
    if changed:
        raise CannotRelease(f"a release is made of what is committed; commit or put aside:\n{changed}")


def committed(folder: Path) -> Path:
    """The sources of the newest commit, without anything else that lies in the folder."""
    packed = folder / "sources.tar"
    git("archive", "--output", str(packed), "HEAD")
    with tarfile.open(packed) as tar:
        tar.extractall(folder / "sources", filter="data")
    return folder / "sources"


def version_of(sources: Path) -> str:
    project = tomllib.loads((sources / "pyproject.toml").read_text(encoding="utf-8"))
    version = str(project["project"]["version"])
    if not re.fullmatch(r"\d+\.\d+\.\d+((a|b|rc)\d+)?", version):
        raise CannotRelease(f"pyproject.toml has version “{version}”: expected one such as 0.1.0 or 0.2.0rc1")
    return version


def changes(sources: Path, version: str) -> str:
    """The section of the changelog that tells what this version brings."""
    text = (sources / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(SECTION.format(re.escape(version)), text, re.MULTILINE | re.DOTALL)
    if not found or not found[1].strip():
        raise CannotRelease(
            f"CHANGELOG.md has no section “## [{version}] - date”: put that heading over what is unreleased"
        )
    return f"# Regreso {version}\n\n{found[1].strip()}\n"


def build(sources: Path, out: Path) -> None:
    """Wheel and sdist; hatchling writes sorted files, plain modes, and this date into both."""
    env = os.environ | {"SOURCE_DATE_EPOCH": git("log", "-1", "--format=%ct").strip()}
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(out)]
    subprocess.run(command, cwd=sources, env=env, check=True, capture_output=True)


def list_parts(sources: Path, page: Path) -> None:
    """Every locked package with its version and the hashes of its files, as CycloneDX 1.6."""
    program = ROOT / ".trust" / "bin" / "cyclonedx-py"
    if not program.exists():
        raise CannotRelease("the writer of the list of parts is not here: run tools/trust once")
    command = [str(program), "requirements", "requirements/run.txt", "--pyproject", "pyproject.toml"]
    command += ["--sv", "1.6", "--output-reproducible", "-o", str(page)]
    subprocess.run(command, cwd=sources, check=True, capture_output=True)


def gather_wheels(folder: Path, ours: Path) -> None:
    """All that `pip install --no-index` needs on a machine that sees no other."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary", ":all:", "--require-hashes", "-d", str(folder)]
    for lock in ("run.txt", "postgres.txt"):
        subprocess.run([*command, "-r", str(ROOT / "requirements" / lock)], check=True)
        shutil.copy(ROOT / "requirements" / lock, folder / lock)
    shutil.copy(ours, folder)


def write_sums(out: Path, stem: str) -> None:
    """As `sha256sum -c` reads them."""
    paths = sorted([*out.glob(f"{stem}*"), *out.glob("wheels/*")])
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out)}\n" for path in paths)
    (out / "SHA256SUMS").write_text("".join(lines), encoding="ascii")


if __name__ == "__main__":
    main()
