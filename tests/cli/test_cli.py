"""The dispatch: every command is found, help is fast, and each failure is one sentence and an exit code."""

from __future__ import annotations

import re
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from regreso import cli
from regreso.cli.command import CannotDo, CommandParser, WrongUsage

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable


def a_command(act: Callable[[], int]) -> SimpleNamespace:
    """A command that does `act`."""

    def add(subparsers: argparse._SubParsersAction[CommandParser]) -> None:
        subparsers.add_parser("status", example="regreso status")

    return SimpleNamespace(add=add, run=lambda _args: act())


def fails(error: BaseException) -> Callable[[], int]:
    def act() -> int:
        raise error

    return act


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (CannotDo("the file a.csv is empty."), 1, "regreso: the file a.csv is empty.\n"),
        (FileNotFoundError(2, "No such file or directory", "a.csv"), 1, "a.csv: No such file"),
        (MemoryError(), 1, "memory"),
        (KeyboardInterrupt(), 130, "stopped"),
    ],
)
def test_a_failure_is_one_sentence_and_its_code(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    said: str,
) -> None:
    monkeypatch.setattr(cli, "_load", lambda _name: a_command(fails(error)))
    assert cli.main(["status"]) == code
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_wrong_usage_prints_the_usage_line_and_leaves_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "_load", lambda _name: a_command(fails(WrongUsage("--out is missing"))))
    with pytest.raises(SystemExit) as left:
        cli.main(["status"])
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("usage: regreso status")
    assert "--out is missing" in said


def test_the_exit_code_of_a_command_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_load", lambda _name: a_command(lambda: 7))
    assert cli.main(["status"]) == 7


@pytest.mark.parametrize("argv", [[], ["fly"], ["--fly"], ["--versio"]])
def test_an_unknown_command_or_option_is_wrong_usage(argv: list[str]) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "regreso.cli", *argv], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert ran.stderr.startswith("usage: regreso")
    assert "Traceback" not in ran.stderr


def test_help_names_every_command_and_loads_no_room_below() -> None:
    code = (
        "import atexit, sys\n"
        "heavy = {'django', 'numpy', 'pyarrow', 'regreso.matching'}\n"
        "atexit.register(lambda: print(sorted(heavy & set(sys.modules)), file=sys.stderr))\n"
        "from regreso.cli import main\n"
        "main(['--help'])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for name in cli.COMMANDS:
        assert re.search(rf"^    {name}$|^    {name} +\S", ran.stdout, re.MULTILINE), name
    assert ran.stderr.strip() == "[]"
