"""Functions fit the eye, pages write no rows, public parts of the pure rooms show an example."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from tree import PURE, Function, functions, is_public, modules, name_of, room_of, text_of

LONGEST, NINE_OF_TEN = 60, 25
WRITES = {
    "save",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "delete",
    "create",
    "update",
}
WRITES |= {f"a{name}" for name in WRITES}
OF_ROWS = {"objects", "filter", "exclude", "all", "select_for_update", "get"}
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals")
NOT_ROWS = {"session", "cache", "request"}


# Functions that numba compiles take arrays by position, however many: a compiled call takes no keywords, and
# the same twelve arrays in a named tuple cost 1.5 us a call instead of 0.6 (measured). They show no example
# either, as their arrays are made by store.py and desk.py: tests hold them beside the readable rules. Nobody
# outside of the matching room calls them.
KERNELS, MOST_ARRAYS = "src/regreso/matching/kernels/", 40


def lines(function: Function) -> int:
    """How long it is without its docstring and decorators."""
    doc = ast.get_docstring(function, clean=False)
    return (function.end_lineno or 0) - function.lineno + 1 - (doc.count("\n") + 1 if doc else 0)


def is_compiled(name: str, node: ast.AST) -> bool:
    """Whether a function of the kernels is made machine code."""
    calls = (d.func for d in getattr(node, "decorator_list", ()) if isinstance(d, ast.Call))
    return name.startswith(KERNELS) and "compiled" in {getattr(call, "id", "") for call in calls}


def test_functions_fit_the_eye() -> None:
    sizes = {f"{name_of(path)}:{f.name}": lines(f) for path, tree in modules() for f in functions(tree)}
    assert sorted(name for name, size in sizes.items() if size > LONGEST) == []
    longest_tenth = statistics.quantiles(sizes.values(), n=10)[-1]
    assert longest_tenth <= NINE_OF_TEN, sorted(sizes, key=sizes.__getitem__)[-20:]


def test_public_functions_name_their_arguments() -> None:
    """At most three by position (a request and two keys of an address); the rest are named by the caller."""
    crowded = []
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and is_public(node):
                by_position = [
                    a.arg for a in (*node.args.posonlyargs, *node.args.args) if a.arg not in ("self", "cls")
                ]
                if len(by_position) > (MOST_ARRAYS if is_compiled(name_of(path), node) else 3):
                    crowded.append(f"{name_of(path)}:{node.name}")
    assert sorted(set(crowded)) == []


def test_only_decorated_functions_of_the_kernels_may_take_many_arrays() -> None:
    made, plain = ast.parse('@compiled("int: int")\ndef f(): ...\ndef g(): ...').body
    assert is_compiled(f"{KERNELS}a.py", made)
    assert not is_compiled(f"{KERNELS}a.py", plain)
    assert not is_compiled("src/regreso/matching/find.py", made)


def test_the_kernels_are_called_in_their_own_room_alone() -> None:
    outside = [
        name_of(path)
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("regreso.matching.kernels")
        and room_of(path) != "matching"
    ]
    assert outside == []


def row_writes(tree: ast.Module) -> Iterator[int]:
    """The lines where rows are saved, changed or deleted."""
    for node in ast.walk(tree):
        if not (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
        ):
            continue
        owner = node.func.value
        words = {n.attr for n in ast.walk(owner) if isinstance(n, ast.Attribute)}
        words |= {n.id for n in ast.walk(owner) if isinstance(n, ast.Name)}
        of_a_manager = bool(words & OF_ROWS)
        if of_a_manager or (node.func.attr not in {"create", "update"} and not words & NOT_ROWS):
            yield node.lineno


def test_pages_and_commands_write_no_rows() -> None:
    upper = [(path, tree) for path, tree in modules() if room_of(path) in {"web", "cli"}]
    assert [f"{name_of(path)}:{line}" for path, tree in upper for line in row_writes(tree)] == []


@pytest.mark.parametrize(
    ("code", "writes"),
    [
        ("enquiry.save()", True),
        ("Enquiry.objects.filter(pk=1).update(state='closed')", True),
        ("Enquiry.objects.create(state='open')", True),
        ("enquiry.delete()", True),
        ("form.save()", True),
        ("counts.update(other)", False),
        ("open_enquiry(facts, by=actor)", False),
        ("request.session.save()", False),
    ],
)
def test_a_written_row_is_told_from_other_calls(code: str, writes: bool) -> None:  # noqa: FBT001 - a table of cases
    assert bool(list(row_writes(ast.parse(code)))) is writes


def shown(node: ast.AST) -> str:
    """All docstrings of a class or function and of what it holds."""
    parts = (
        n for n in ast.walk(node) if isinstance(n, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
    )
    return "\n".join(ast.get_docstring(part) or "" for part in parts)


def acts(node: ast.stmt) -> bool:
    """A public function, or a public class with something to call (a table of fields needs no example)."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return is_public(node)
    return isinstance(node, ast.ClassDef) and is_public(node) and any(is_public(f) for f in functions(node))


def test_public_parts_of_the_pure_rooms_show_an_example() -> None:
    pure = [(path, tree) for path, tree in modules() if room_of(path) in PURE]
    bare = [
        f"{name_of(path)}:{node.name}"  # type: ignore[attr-defined]  # acts() lets only named parts through
        for path, tree in pure
        for node in tree.body
        if acts(node)
        and ">>>" not in shown(node)
        and "No doctest:" not in shown(node)
        and not is_compiled(name_of(path), node)
    ]
    assert sorted(bare) == []


def test_deferred_imports_give_a_reason() -> None:
    """Such an import hides a dependency: only the command line, which must start fast, may do so freely."""
    lower = [(path, tree) for path, tree in modules() if room_of(path) != "cli"]
    assert [line for path, tree in lower for line in unexplained_imports(path, tree)] == []


def unexplained_imports(path: Path, tree: ast.Module) -> Iterator[str]:
    """Imports inside functions without a comment on their line."""
    text = text_of(path).splitlines()
    for function in functions(tree):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom) and "#" not in text[node.lineno - 1]:
                yield f"{name_of(path)}:{node.lineno}"


def test_nobody_listens_to_django_signals() -> None:
    """What follows from a change is a row of the ledger, never a signal that a reader cannot see."""
    imports = [
        (node.module or "", f"{name_of(path)}:{node.lineno}")
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    ]
    assert [line for module, line in imports if module.startswith(SIGNALS)] == []
