"""Every line of Python on the pages for users of the library runs, and prints what the page says."""

import doctest

import pytest

from tree import ROOT

PAGES = ("docs/tutorial/frames.md", "docs/explanation/coming-from-splink-or-nomenklatura.md")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_does_what_it_says(page: str) -> None:
    done = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf8")
    assert done.attempted >= 5
    assert done.failed == 0
