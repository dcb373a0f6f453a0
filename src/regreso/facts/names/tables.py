"""The data files of this room: tab-separated, one header line, each with its source in data/README.md."""

from __future__ import annotations

from importlib.resources import files


def rows_of(name: str) -> list[list[str]]:
    """The rows of a data file without its header, each as a list of cells.

    >>> rows_of("letters.tsv")[0][:3]
    ['cyrillic', 'а', 'a']
    """
    text = files("regreso.facts.names").joinpath("data", name).read_text(encoding="utf8")
    return [line.split("\t") for line in text.splitlines()[1:] if line]
