"""Every option and column of the commands over tables stands in their reference page."""

from __future__ import annotations

import argparse
import importlib.util
import re
from pathlib import Path
from typing import cast

import pytest

from regreso import cli
from regreso.cli.command import CommandParser, Subparsers
from regreso.cli.names import COLUMNS as NAMES_COLUMNS
from regreso.tracing.answer_rows import LINK_COLUMNS
from regreso.tracing.lists import ENQUIRIES, PAIRS, REGISTRY

PAGE = (Path(__file__).parents[2] / "docs/reference/command-line.md").read_text(encoding="utf-8")
PRESENT = [name for name in cli.COMMANDS if importlib.util.find_spec(f"regreso.cli.{name}")]
OVER_TABLES = ("link", "names", "journey")


def section(name: str) -> str:
    """The text below the heading of a command."""
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/reference/command-line.md has no section “## {name}”"
    return found[1]


def parsers(name: str) -> list[argparse.ArgumentParser]:
    """The parser of a command, and those of its own sub-commands."""
    top = CommandParser(prog="regreso").add_subparsers()
    cli._load(name).add(cast("Subparsers", top))
    (own,) = (cast("argparse.ArgumentParser", parser) for parser in top.choices.values())
    below = [a for a in own._actions if isinstance(a, argparse._SubParsersAction)]
    return [own, *(parser for action in below for parser in action.choices.values())]


@pytest.mark.parametrize("name", OVER_TABLES)
def test_every_command_and_option_has_its_place(name: str) -> None:
    text = section(name)
    options = {o for p in parsers(name) for a in p._actions for o in a.option_strings} - {"-h", "--help"}
    assert {option for option in options if f"`{option}" not in text} == set()


@pytest.mark.parametrize("name", PRESENT)
def test_every_help_has_an_example(name: str) -> None:
    assert f"example:\n  regreso {name}" in parsers(name)[0].format_help()


def test_every_column_has_its_place() -> None:
    columns = {*REGISTRY.columns, *ENQUIRIES.columns, *PAIRS.columns, *LINK_COLUMNS, *NAMES_COLUMNS}
    assert {column for column in columns if f"`{column}`" not in PAGE} == set()
