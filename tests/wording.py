"""Finds words that no translator will ever see: letters outside `translate`, labels without gettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

SEEN = {"placeholder", "aria-label", "aria-description", "aria-roledescription", "title", "alt", "label"}
BUTTONS = {"submit", "button", "reset"}
SILENT = {"script", "style", "template"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NAMES = re.compile(r"\bRegreso\b")  # the one word that is the same in every language
LETTER = re.compile(r"[^\W\d_]")
# A tag or variable leaves this behind: no letter, and not nothing, so that attributes keep their shape.
HOLE = "\ufffc"
CLOSED_BY = {
    "blocktranslate": "endblocktranslate",
    "blocktrans": "endblocktrans",
    "comment": "endcomment",
}
WORDED_ARGUMENTS = {"label", "help_text", "empty_label", "verbose_name", "legend"}
WORDED_CALLS = {"ValidationError": 0, "add_error": 1, "success": 1, "error": 1, "warning": 1, "info": 1}
SENTENCE = re.compile(r"""(["'`])(?P<words>[^\W\d_a-z][^"'`\n]*[ ][^"'`\n]*)\1""")


def without_tags(template: str) -> str:
    """The page as written, with every tag, variable and translated text taken out."""
    kept, waiting = [], ""
    for token in Lexer(template).tokenize():
        if waiting:
            waiting = "" if token.token_type == TokenType.BLOCK and token.contents == waiting else waiting
        elif token.token_type == TokenType.TEXT:
            kept.append(token.contents)
        else:
            if token.token_type == TokenType.BLOCK:
                waiting = CLOSED_BY.get(token.contents.split()[0], "")
            kept.append(HOLE)
    return "".join(kept)


class _Bare(HTMLParser):
    """Collects what a person would see. `translate="no"` on an element says: these stay as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        quiet = tag in SILENT or given.get("translate") == "no"
        if not quiet and not self._is_quiet():
            self._look(*(value or "" for name, value in attrs if name in SEEN))
            if tag == "input" and given.get("type") in BUTTONS:
                self._look(given.get("value") or "")
            if tag == "meta" and given.get("name") == "description":
                self._look(given.get("content") or "")
        if tag not in VOID:
            self._open.append((tag, quiet))

    def handle_endtag(self, tag: str) -> None:
        if tag in (name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass  # what was left open ends with the element around it

    def handle_data(self, data: str) -> None:
        if not self._is_quiet():
            self._look(data)

    def _is_quiet(self) -> bool:
        return any(quiet for _, quiet in self._open)

    def _look(self, *words: str) -> None:
        self.found += [word.strip() for word in words if LETTER.search(NAMES.sub("", word))]


def bare_words(template: str, *, html: bool = True) -> list[str]:
    """The words of a template that stand outside `translate` and `blocktranslate`."""
    plain = without_tags(template)
    if not html:
        return [line.strip() for line in plain.splitlines() if LETTER.search(NAMES.sub("", line))]
    parser = _Bare()
    parser.feed(plain)
    parser.close()
    return parser.found


def bare_labels(tree: ast.AST) -> Iterator[str]:
    """Labels, help texts and messages of Python code that are plain text instead of gettext."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        worded = [word.value for word in node.keywords if word.arg in WORDED_ARGUMENTS]
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        place = WORDED_CALLS.get(name, len(node.args))
        worded += node.args[place : place + 1]
        for value in worded:
            if isinstance(value, ast.JoinedStr) or _is_words(getattr(value, "value", None)):
                yield f"line {value.lineno}: {ast.unparse(value)}"


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(LETTER.search(value))


def bare_sentences(script: str) -> list[str]:
    """Sentences written into a script; pages hand them over already translated, in data attributes."""
    code = re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL)
    code = "\n".join(re.sub(r"(^|\s)//.*", "", line) for line in code.splitlines())
    return [found["words"] for found in SENTENCE.finditer(code)]
