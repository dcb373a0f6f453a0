"""A release is the same whoever makes it, holds all it needs, and runs where there is no checkout."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import release
from tree import ROOT, SOURCE, files, name_of

pytestmark = pytest.mark.slow
DAY = {"GIT_COMMITTER_DATE": "2026-11-30T12:00:00Z", "GIT_AUTHOR_DATE": "2026-11-30T12:00:00Z"}
WHO = {f"GIT_{who}_{what}": "a" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}

# Front pages of the installed package: templates, catalogues and style sheets are files of the wheel, too.
PAGES = """
import os, django, regreso
from regreso.cli.command import DEMO_HOME
os.environ |= {"DJANGO_SETTINGS_MODULE": "regreso.project.settings", "REGRESO_HOME": DEMO_HOME}
django.setup()
from django.test import Client
print(regreso.__file__)
for language in ("es", "uk", "ru", "en"):
    answer = Client().get(f"/{language}/", headers={"host": "localhost"})
    assert f'lang="{language}"' in answer.content.decode(), language
    print(language, answer.status_code)
"""


def clone(folder: Path) -> Path:
    """What is committed or about to be, as one commit in a folder of its own."""
    if not (ROOT / ".trust/bin/cyclonedx-py").exists():
        pytest.skip("the writer of the list of parts is not here: run tools/trust")
    for path in files():
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    (folder / ".trust").symlink_to(ROOT / ".trust")
    for words in (["init", "-q"], ["add", "-A", "--force", ":!.trust"], ["commit", "-qm", "All"]):
        git = [shutil.which("git") or "git", *words]
        subprocess.run(git, cwd=folder, check=True, env=os.environ | DAY | WHO)
    return folder


def made(folder: Path, **more: str) -> Path:
    """Its release; an editable installation elsewhere must not be what is packed."""
    command = [sys.executable, "tools/release.py"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=os.environ | more)
    return folder / "dist"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(clone(tmp_path_factory.mktemp("release") / "here"))


def wheel_of(dist: Path) -> Path:
    (wheel,) = dist.glob("*.whl")
    return wheel


def sums(dist: Path) -> dict[str, str]:
    lines = (dist / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def test_two_people_make_the_same_bytes(dist: Path, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        other = made(clone(tmp_path / "another place"), TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="7")
    finally:
        os.umask(before)
    assert sums(other) == sums(dist)


def test_the_sums_are_those_of_the_files(dist: Path) -> None:
    said = sums(dist)
    assert {name: hashlib.sha256((dist / name).read_bytes()).hexdigest() for name in said} == said
    assert sorted(Path(name).suffix for name in said) == [".gz", ".json", ".md", ".whl"]


def test_the_wheel_holds_every_file_of_the_package(dist: Path) -> None:
    with zipfile.ZipFile(wheel_of(dist)) as wheel:
        packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == {
        f"regreso/{path.relative_to(SOURCE).as_posix()}" for path in files() if SOURCE in path.parents
    }


def test_the_sdist_holds_what_is_committed(dist: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as tar:
        packed = {name.partition("/")[2] for name in tar.getnames()} - {"PKG-INFO"}
    assert {name_of(path) for path in files()} - packed == set()


def test_the_list_of_parts_names_every_locked_package_with_its_hashes(dist: Path) -> None:
    (page,) = dist.glob("*.cdx.json")
    parts = json.loads(page.read_text(encoding="utf-8"))
    locked = re.findall(
        r"^([\w.-]+)(?:\[\w+\])?==(\S+)", (ROOT / "requirements/run.txt").read_text(), re.MULTILINE
    )
    assert sorted((part["name"], part["version"]) for part in parts["components"]) == sorted(locked)
    assert parts["metadata"]["component"]["name"] == "regreso"
    assert all(part["externalReferences"][0]["hashes"] for part in parts["components"])


def test_what_changed_is_the_section_of_this_version(dist: Path) -> None:
    (page,) = dist.glob("*-changes.md")
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# Regreso {release.version_of(ROOT)}\n\n### ")
    assert "\n## " not in text


def test_a_version_without_a_section_is_refused() -> None:
    with pytest.raises(release.CannotRelease, match="no section"):
        release.changes(ROOT, "9.9.9")


def test_a_change_that_is_not_committed_is_refused(dist: Path) -> None:
    folder = dist.parent
    readme = (folder / "README.md").read_text(encoding="utf-8")
    (folder / "README.md").write_text("other", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "tools/release.py"], cwd=folder, check=False, capture_output=True, text=True
    )
    (folder / "README.md").write_text(readme, encoding="utf-8")
    assert done.returncode == 1
    assert "README.md" in done.stderr


def test_the_wheel_runs_the_demo_in_an_empty_environment(dist: Path, tmp_path: Path) -> None:
    """As somebody who has never seen the sources: pip, a folder, two words."""
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    pip = [str(tmp_path / "venv/bin/python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, str(wheel_of(dist))], check=True)
    (tmp_path / "desk").mkdir()
    env = {name: value for name, value in os.environ.items() if not name.startswith(("REGRESO_", "PYTHON"))}
    command = [
        str(tmp_path / "venv/bin/regreso"),
        "demo",
        "--no-serve",
        "--people",
        "600",
        "--enquiries",
        "60",
    ]
    done = subprocess.run(
        [*command, "--json", "told.json"],
        cwd=tmp_path / "desk",
        env=env | {"HOME": str(tmp_path / "desk")},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "desk/told.json").read_text(encoding="utf-8"))
    assert told["enquiries"]
    where = [str(tmp_path / "venv/bin/python"), "-c", PAGES]
    asked = subprocess.run(where, cwd=tmp_path / "desk", env=env, check=True, capture_output=True, text=True)
    assert asked.stdout.splitlines()[0].startswith(str(tmp_path / "venv"))
    assert asked.stdout.splitlines()[1:] == [f"{language} 200" for language in ("es", "uk", "ru", "en")]
