"""The documents say what the code does: examples run, links lead somewhere, nothing is undocumented."""

from __future__ import annotations

import ast
import contextlib
import io
import re
from pathlib import Path

import pytest

import reference
from regreso import story
from tree import ROOT, files, modules, name_of

DOCS = ROOT / "docs"
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
CODE_NAME = re.compile(r"\(`(\w+)`\)")
SETTING = re.compile(r"REGRESO_[A-Z_]+\Z")
# What a decision has to tell.
PARTS = ["Context", "Choice", "What we gave up", "How we would notice that it was wrong"]


def pages() -> list[Path]:
    return [path for path in files(".md") if "data" not in path.parts]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_generated_pages_say_what_the_code_does() -> None:
    assert reference.outdated() == []


def test_every_command_is_documented() -> None:
    cli = pytest.importorskip("regreso.cli", reason="the command line has not come yet")
    page = read("docs/reference/commands.md")
    assert [name for name in cli.COMMANDS if f"\n## regreso {name}\n" not in page] == []


def code_names() -> set[str]:
    return set(CODE_NAME.findall(read("docs/glossary.md")))


def test_every_subject_and_role_of_the_story_is_in_the_glossary() -> None:
    assert {*story.SUBJECTS, *story.ROLES} - code_names() == set()


def test_every_row_of_the_glossary_has_four_languages() -> None:
    rows = [line for line in read("docs/glossary.md").splitlines() if line.startswith("|")]
    cells = {row: [cell.strip() for cell in row.strip("|").split("|")] for row in rows}
    assert len(rows) > 50
    assert [row for row, parts in cells.items() if len(parts) < 4 or not all(parts)] == []


def settings_in_code() -> set[str]:
    """Every name that the settings file reads or fixes."""
    (tree,) = (tree for path, tree in modules() if name_of(path).endswith("project/settings.py"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    found = {name for name in texts | names if isinstance(name, str) and SETTING.match(name)}
    return found - {"REGRESO_KEYS_FILE_FILE"}


def test_every_setting_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"`(REGRESO_[A-Z_]+)", read("docs/reference/settings.md")))
    for_developers = {"REGRESO_NO_SKIPS", "REGRESO_CHROMIUM"}
    assert documented - for_developers == settings_in_code()


def test_every_setting_is_read_in_one_place() -> None:
    """A process reads the environment once, in settings.py, so that the page above can be complete."""
    stray = [
        f"{name_of(path)}:{node.lineno}"
        for path, tree in modules()
        if "project" not in path.parts
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"} and not is_allowed(path)
    ]
    assert stray == []


def is_allowed(path: Path) -> bool:
    """The command line prepares the environment of the processes that it starts."""
    return "cli" in path.parts or "demo" in path.parts


def test_every_link_leads_somewhere() -> None:
    lost = []
    for page in pages():
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            file, _, part = target.partition("#")
            if target.startswith(("http://", "https://", "mailto:")):
                continue
            aim = (page.parent / file) if file else page
            if not aim.exists() or (part and part not in anchors(aim)):
                lost.append(f"{name_of(page)}: {target}")
    assert lost == []


def anchors(page: Path) -> set[str]:
    """The names under which the headings of a page can be reached."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_is_reached_from_the_index() -> None:
    reached, waiting = set(), [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        links = LINK.findall(page.read_text(encoding="utf-8"))
        near = [(page.parent / link.partition("#")[0]).resolve() for link in links if "://" not in link]
        waiting += [aim for aim in near if aim.suffix == ".md" and aim not in reached and aim.is_file()]
    assert [name_of(path) for path in pages() if path.is_relative_to(DOCS) and path not in reached] == []


def test_every_decision_tells_what_it_cost() -> None:
    records = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    assert [record.name[:4] for record in records] == [f"{n:04}" for n in range(1, len(records) + 1)]
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS, record.name
        assert len(text.splitlines()) <= 60, record.name
        assert record.name in read("docs/decisions/README.md")


def test_the_example_of_the_readme_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", read("README.md"), re.DOTALL)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example, "README.md", "exec"), {})  # noqa: S102 - it is our own example
    assert printed.getvalue().startswith("R1 ")


def test_every_target_of_make_is_listed_with_a_line() -> None:
    makefile = read("Makefile")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    listed = set(re.findall(r"^([a-z-]+):.*?## \S", makefile, re.MULTILINE))
    assert targets == listed
    phony = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert set(" ".join(phony).split()) == targets


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    assert "\n## [Unreleased]\n" in read("CHANGELOG.md")
