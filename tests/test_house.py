"""The rules of the house that read the files as they stand: size, names, words, reasons, locks."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

from tree import ROOT, SOURCE, files, modules, name_of, room_of, text_of

LONGEST_FILE = 400
WRITTEN = (".py", ".html", ".js", ".css", ".sh", ".md", ".txt.in", "Makefile")
VENDORED = "vendor"
# Written in two parts, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|NotImplemented" r"Error")
MACHINE = re.compile(
    r"(?<![\w.*/-])/(wo"
    r"rk|ro"
    r"ot|tm"
    r"p|home/\w+)/|\.libr"
    r"ary/|/opt/py"
    r"pi|py"
    r"pi\.org|pythonho"
    r"sted\.org"
)
TWO_VERSIONS = re.compile(r"^(<{7}|>{7}|={7}$)")
LICENCE = re.compile(r"\b(Apache-2\.0|CC BY|CC0|MIT|Unlicense|0BSD)\b")
FOREIGN = re.compile(r"\b(realistic-russian-names|Faker|GeoNames|nicknames(?=,)|Wikidata|htmx|leaflet)\b")
NAMELESS = {"utils", "util", "common", "helpers", "helper", "misc", "tools"}
EXCUSE = re.compile(r"#\s*(noqa|type:\s*ignore)(.*)")
GOOD_EXCUSE = re.compile(r"(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*\s+-|\[[a-z-]+(,\s*[a-z-]+)*\]\s+#)\s+\S.{3,}")


def own() -> list[Path]:
    return [path for path in files(*WRITTEN) if not {VENDORED, "migrations"} & set(path.parts)]


def found(pattern: re.Pattern[str], path: Path) -> list[str]:
    """Where the pattern stands, as `file:line: text`."""
    lines = text_of(path).splitlines()
    return [f"{name_of(path)}:{n}: {line.strip()}" for n, line in enumerate(lines, 1) if pattern.search(line)]


def test_no_file_is_longer_than_a_sitting() -> None:
    """Pages that a table of the code makes are as long as the table: nobody reads them from end to end."""
    written = (path for path in own() if not text_of(path).startswith("<!-- Made by tools/reference.py"))
    lengths = {name_of(path): len(text_of(path).splitlines()) for path in written}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_module_is_called_after_nothing() -> None:
    ours = (path for path in files() if path.is_relative_to(SOURCE))
    assert [
        name_of(path) for path in ours if NAMELESS & {part.removesuffix(".py") for part in path.parts[-3:]}
    ] == []


def test_nothing_is_left_unfinished() -> None:
    assert [line for path in own() for line in found(UNFINISHED, path)] == []


def test_no_file_holds_two_versions_of_itself() -> None:
    assert [line for path in files() for line in found(TWO_VERSIONS, path)] == []


def test_no_file_names_this_machine_or_a_package_index() -> None:
    assert [line for path in files() for line in found(MACHINE, path)] == []


@pytest.mark.parametrize(
    "line",
    ["cd /wo" + "rk/main", "see ../.libr" + "ary/env", 'open("/tm' + 'p/x")', "https://py" + "pi.org/simple"],
)
def test_a_path_of_this_machine_would_be_found(line: str) -> None:
    assert MACHINE.search(line)


@pytest.mark.parametrize("line", ["a message/work/travel form", "src/regreso/wire/tmp/", "tests/root/x"])
def test_other_paths_are_let_alone(line: str) -> None:
    assert not MACHINE.search(line)


def excuses(path: Path) -> list[str]:
    """The excuses of a file that give no code or no reason."""
    bad = []
    for n, line in enumerate(text_of(path).splitlines(), 1):
        excuse = EXCUSE.search(line)
        if excuse and not GOOD_EXCUSE.match(excuse[2].strip()):
            bad.append(f"{name_of(path)}:{n}: {line.strip()}")
    return bad


def test_every_excuse_has_a_code_and_a_reason() -> None:
    ours = (path for path in files(".py") if path != Path(__file__) and "migrations" not in path.parts)
    assert [line for path in ours for line in excuses(path)] == []


@pytest.mark.parametrize(
    ("comment", "good"),
    [
        ("# no" + "qa: S311 - seeded, not a secret", True),
        ("# no" + "qa: S311, S603 - seeded, not a secret", True),
        ("# type: " + "ignore[arg-type]  # the stubs lack this overload", True),
        ("# no" + "qa: S311", False),
        ("# no" + "qa", False),
        ("# type: " + "ignore", False),
        ("# type: " + "ignore[arg-type]", False),
    ],
)
def test_an_excuse_is_told_from_a_bare_one(comment: str, good: bool) -> None:  # noqa: FBT001 - a table of cases
    excuse = EXCUSE.search(comment)
    assert excuse
    assert bool(GOOD_EXCUSE.match(excuse[2].strip())) is good


def requirements() -> list[tuple[str, str]]:
    """Each locked requirement of both locks: its name and version, and the text of its hashes."""
    text = "\n".join(text_of(ROOT / "requirements" / f"{kind}.txt") for kind in ("run", "dev"))
    joined = text.replace("\\\n", " ")
    return [
        (line.split()[0], line) for line in joined.splitlines() if line and not line.startswith(("#", " "))
    ]


def test_every_locked_package_has_its_version_and_hashes() -> None:
    locked = requirements()
    assert len(locked) > 50
    assert [name for name, line in locked if "==" not in name or "--hash=sha256:" not in line] == []


def test_the_locks_name_no_index() -> None:
    for kind in ("run", "dev"):
        text = text_of(ROOT / "requirements" / f"{kind}.txt")
        assert re.findall(r"--(?:extra-)?index-url|--find-links|--trusted-host|https?://", text) == []


def test_both_locks_agree() -> None:
    run = set(re.findall(r"^(\S+==\S+)", text_of(ROOT / "requirements/run.txt"), re.MULTILINE))
    dev = set(re.findall(r"^(\S+==\S+)", text_of(ROOT / "requirements/dev.txt"), re.MULTILINE))
    assert run <= dev


# What the code imports under another name than that of its package; spark and postgres are extras, and frames
# are the caller's own.
NAMED = {"csp": "django-csp", "ninja": "django-ninja", "pdfminer": "pdfplumber", "PIL": "pillow"}
EXTRAS = {"pyspark", "rbcl", "py4j", "psycopg", "pandas", "polars"}


def declared() -> set[str]:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    return {re.split(r"[\[><=]", line)[0] for line in project["dependencies"]}


def test_all_that_the_code_imports_is_declared() -> None:
    """A page that needs a package which `pip install regreso` does not bring answers nobody at all."""
    known = {name.replace("-", "_") for name in declared()} | sys.stdlib_module_names | {"regreso"} | EXTRAS
    imported = {
        (name.partition(".")[0], name_of(path))
        for path, tree in modules()
        for node in ast.walk(tree)
        for name in named_by(node)
    }
    missing = {
        f"{name} in {path}"
        for name, path in imported
        if NAMED.get(name, name) not in declared() and name not in known
    }
    assert missing == set()


def named_by(node: ast.AST) -> list[str]:
    """The modules that an import names, relative ones aside."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [node.module or ""]
    return []


def test_what_is_declared_is_locked_for_the_demo() -> None:
    locked = re.findall(r"^(\S+)==", text_of(ROOT / "requirements/run.txt"), re.MULTILINE)
    assert declared() - set(locked) == set()


def test_data_that_ship_say_where_they_come_from() -> None:
    data = {path.parent for path in files() if path.is_relative_to(SOURCE) and "data" in path.parts[:-1]}
    assert [name_of(folder) for folder in data if not LICENCE.search(told(folder))] == []


def told(folder: Path) -> str:
    """What the READMEs of the folder and of those above it, up to its room, say."""
    room = SOURCE / room_of(folder)
    near = [up / "README.md" for up in (folder, *folder.parents) if up.is_relative_to(room)]
    return "\n".join(text_of(readme) for readme in near if readme.exists())


def test_foreign_sources_of_data_are_named_in_the_notice() -> None:
    notice = text_of(ROOT / "NOTICE")
    readmes = [path for path in files("README.md") if path.is_relative_to(SOURCE)]
    named = {source for path in readmes for source in FOREIGN.findall(text_of(path))}
    assert {source for source in named if source not in notice} == set()
