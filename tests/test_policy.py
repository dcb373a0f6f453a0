"""The policy of parts and the fuzzer find what they are for."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import fuzz
import policy
from tree import ROOT


def test_every_part_may_be_used_as_we_use_it() -> None:
    assert list(policy.licences()) == []


@pytest.mark.parametrize(("said", "faulty"), [
    ("GPL-3.0-only", True), ("AGPL-3.0", True), ("Server Side Public License", True), ("", True),
    ("LGPL-3.0-only", True), ("MIT", False), ("BSD-3-Clause AND MIT", False),
])  # fmt: skip
def test_a_licence_that_binds_users_is_named(
    monkeypatch: pytest.MonkeyPatch,
    said: str,
    faulty: bool,  # noqa: FBT001 - a table of cases
) -> None:
    monkeypatch.setattr(policy, "locked", lambda *_kinds: {"newcomer": "1.0"})
    monkeypatch.setattr(policy, "licence_of", lambda _name: said)
    assert bool(list(policy.licences())) is faulty


def test_every_part_is_a_release_within_what_is_asked_for() -> None:
    assert list(policy.versions()) == []


def test_a_version_that_is_no_release_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    for kind in ("run", "postgres", "spark", "dev", "trust"):
        (tmp_path / "requirements" / f"{kind}.txt").write_text("numpy==3.0b1\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["numpy<3", "absent"]\noptional-dependencies = {}\n', encoding="utf-8"
    )
    monkeypatch.setattr(policy, "ROOT", tmp_path)
    found = "\n".join(policy.versions())
    for fault in (
        "run.txt: numpy 3.0b1 is no release",
        "has no hash",
        "numpy 3.0b1 is locked",
        "absent is asked for",
    ):
        assert fault in found


@pytest.mark.slow
def test_bandit_finds_nothing_that_no_line_explains() -> None:
    if not (ROOT / ".trust/bin/bandit").exists():
        pytest.skip("bandit is not here: run tools/trust")
    assert list(policy.bandit()) == []


@pytest.mark.parametrize("name", sorted(fuzz.TARGETS))
def test_every_target_takes_its_own_examples(name: str) -> None:
    target = fuzz.TARGETS[name]()
    for seed in fuzz.SEEDS[name]:
        target(seed)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("work", "code"), [("lambda data: None", 0), ("lambda data: 1 / (len(data) != 3)", 77)]
)
def test_the_fuzzer_tells_a_target_that_breaks(work: str, code: int, tmp_path: Path) -> None:
    if not list((ROOT / ".trust/lib").glob("python3*/site-packages/atheris")):
        pytest.skip("atheris is not here: run tools/trust")
    program = (
        f"import sys; sys.argv = ['fuzz']; sys.path.insert(0, {str(ROOT / 'tools')!r}); import fuzz\n"
        f"from pathlib import Path; fuzz.KEPT = Path({str(tmp_path)!r})\n"
        f"fuzz.TARGETS['birth'] = lambda: {work}\nfuzz.fuzz('birth', 3)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == code, done.stderr[-2000:]
    kept = [path.name for path in tmp_path.iterdir()]
    assert bool(kept) is bool(code)


def test_what_a_fuzzer_kept_can_be_given_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "crash").write_bytes(b"1999")
    given: list[bytes] = []

    def target() -> Callable[[bytes], object]:
        return given.append

    monkeypatch.setitem(fuzz.TARGETS, "birth", target)
    monkeypatch.setattr(sys, "argv", ["fuzz", "--only", "birth", "--again", str(tmp_path / "crash")])
    assert fuzz.main() == 0
    assert given == [b"1999"]
