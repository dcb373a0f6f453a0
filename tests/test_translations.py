"""Every word on our pages is said in four languages.

While a room has no page yet there is nothing to say and these tests pass; the planted faults below show that
they do not pass by being blind.
"""

from __future__ import annotations

import ast
from pathlib import Path

import polib  # type: ignore[import-untyped]  # it ships no types
import pytest

import messages
from tree import SOURCE, files, modules, name_of, room_of, rooms, text_of
from wording import bare_labels, bare_sentences, bare_words


def test_every_text_is_translated_and_every_catalogue_is_current() -> None:
    assert messages.all_faults() == []


def test_pages_that_exist_are_found_by_the_catalogues() -> None:
    pages = [path for path in files(".html") if path.is_relative_to(SOURCE / "web")]
    assert bool(messages.rooms()) >= bool(pages)
    assert ("web" in rooms()) >= bool(pages)


def test_no_template_holds_a_word_that_translators_cannot_see() -> None:
    templates = [path for path in files(".html", ".txt") if "templates" in path.parts]
    bare = {name_of(path): bare_words(text_of(path), html=path.suffix == ".html") for path in templates}
    assert {name: words for name, words in bare.items() if words} == {}


def test_no_form_holds_a_word_that_translators_cannot_see() -> None:
    bare = {name_of(path): list(bare_labels(tree)) for path, tree in modules() if room_of(path) == "web"}
    assert {name: words for name, words in bare.items() if words} == {}


def test_no_script_holds_a_sentence() -> None:
    scripts = [path for path in files(".js") if "vendor" not in path.parts]
    bare = {name_of(path): bare_sentences(text_of(path)) for path in scripts}
    assert {name: words for name, words in bare.items() if words} == {}


@pytest.mark.parametrize(
    ("template", "bare"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<p>Привіт, {{ name }}</p>", ["Привіт, \ufffc"]),
        ('{% load i18n %}<p>{% translate "Hello" %}</p>', []),
        ("<p>{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}</p>", []),
        ("{% blocktranslate count n=n %}one{% plural %}many{% endblocktranslate %}<b>left</b>", ["left"]),
        ("{# a remark #}{% comment %}another{% endcomment %}<!-- a third -->", []),
        ('<input placeholder="Surname">', ["Surname"]),
        ('<input type="submit" value="Send"><input type="hidden" value="uk">', ["Send"]),
        ("<img alt=\"{% translate 'Seal' %}\"><button aria-label='Close'></button>", ["Close"]),
        ('<a translate="no" title="UA">Українська</a><br>{{ x }} · 24/7', []),
        ('<span translate="no"><b>УКР</b></span><i>left</i>', ["left"]),
        ("<script>const word = 'Hello there';</script><style>p { color: red }</style>", []),
        ('<ul translate="no"><li>УКР<li>РУС</ul><p>left', ["left"]),
        ("<title>Regreso</title><h1>Regreso helps</h1>", ["Regreso helps"]),
    ],
)
def test_bare_words_are_told_from_translated_ones(template: str, bare: list[str]) -> None:
    assert bare_words(template) == bare


@pytest.mark.parametrize(
    ("code", "bare"),
    [
        ("forms.CharField(label='Surname')", ["line 1: 'Surname'"]),
        ("forms.CharField(label=_('Surname'))", []),
        ("forms.CharField(help_text=f'up to {n}')", ["line 1: f'up to {n}'"]),
        ("raise ValidationError('Too long')", ["line 1: 'Too long'"]),
        ("form.add_error(None, 'Too long')", ["line 1: 'Too long'"]),
        ("messages.success(request, 'Saved')", ["line 1: 'Saved'"]),
        ("messages.success(request, _('Saved'))", []),
        ("forms.CharField(label='', max_length=80)", []),
    ],
)
def test_bare_labels_are_told_from_translated_ones(code: str, bare: list[str]) -> None:
    assert list(bare_labels(ast.parse(code))) == bare


def test_sentences_in_scripts_are_found_and_codes_are_not() -> None:
    script = """// A remark: "Not This one"
    socket.send("join"); label.textContent = "The call has ended"; fetch("/x", {headers: {"X-Token": t}});"""
    assert bare_sentences(script) == ["The call has ended"]


PAGE = """{% load i18n %}<h1>{% translate "We keep searching" %}</h1>
    <p>{% blocktranslate count n=people %}{{ n }} waits{% plural %}{{ n }} wait{% endblocktranslate %}</p>"""
FORM = "from django.utils.translation import gettext_lazy as _\nlabel = _('Last name')\n"


@pytest.fixture
def room(tmp_path: Path) -> Path:
    templates = tmp_path / "family" / "templates" / "family"
    templates.mkdir(parents=True)
    (templates / "status.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "family" / "forms.py").write_text(FORM, encoding="utf-8")
    return tmp_path / "family"


def translate(room: Path, *, but: str = "") -> Path:
    """Fill a catalogue as a translator would, and compile it."""
    messages.update(room, "uk")
    path = messages.catalogue(room, "uk")
    book = polib.pofile(str(path))
    for entry in book:
        if entry.msgid_plural:
            entry.msgstr_plural = dict.fromkeys(range(3), "%(n)s чекає")
        elif entry.msgid != but:
            entry.msgstr = "переклад"
    book.save()
    path.with_suffix(".mo").write_bytes(messages.compiled(path))
    return path


def test_a_translated_room_has_no_faults_and_updating_it_changes_nothing(room: Path) -> None:
    path = translate(room)
    messages.update(room, "uk")
    before = path.read_bytes()
    path.with_suffix(".mo").write_bytes(messages.compiled(path))
    messages.update(room, "uk")
    assert path.read_bytes() == before
    assert list(messages.faults(room, "uk")) == []


def change(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def fault(room: Path) -> str:
    (one,) = messages.faults(room, "uk")
    return one


def test_a_room_without_a_catalogue_is_named(room: Path) -> None:
    assert "is missing (3 texts)" in fault(room)


def test_a_text_without_translation_is_named(room: Path) -> None:
    translate(room, but="Last name")
    assert "“Last name” is not translated" in fault(room)


def test_a_new_text_and_a_text_that_went_are_named(room: Path) -> None:
    translate(room)
    (room / "forms.py").write_text(FORM.replace("Last name", "Surname"), encoding="utf-8")
    new, gone = sorted(messages.faults(room, "uk"), reverse=True)
    assert "“Surname” is not in the catalogue" in new
    assert "“Last name” is no longer on any page" in gone


def test_a_doubtful_translation_is_named(room: Path) -> None:
    path = translate(room)
    book = polib.pofile(str(path))
    book.find("Last name").flags.append("fuzzy")
    book.save()
    path.with_suffix(".mo").write_bytes(messages.compiled(path))
    assert "“Last name” is marked fuzzy" in fault(room)


def test_a_translation_that_lost_its_placeholder_is_named(room: Path) -> None:
    path = translate(room)
    change(path, "%(n)s чекає", "%(m)s чекає")
    path.with_suffix(".mo").write_bytes(messages.compiled(path))
    found = list(messages.faults(room, "uk"))
    assert len(found) == 3  # one for each form of the plural
    assert all("has other placeholders in “%(m)s чекає”" in one for one in found)


def test_a_compiled_catalogue_that_is_older_is_named(room: Path) -> None:
    path = translate(room)
    change(path, "переклад", "інший")
    assert "django.mo is older than this file" in fault(room)


def test_one_text_said_in_two_ways_is_named(room: Path, tmp_path: Path) -> None:
    translate(room)
    other = tmp_path / "desk"
    other.mkdir()
    (other / "forms.py").write_text(FORM, encoding="utf-8")
    messages.update(other, "uk")
    path = messages.catalogue(other, "uk")
    change(path, 'msgstr ""\n', 'msgstr "інакше"\n')
    (one,) = messages.contradictions([room, other], "uk")
    assert "“Last name” is “переклад” in family, “інакше” in desk" in one
