"""Columns that nobody reads because they are called otherwise: who forgot to rename one is told."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from regreso.reading.roster import suggest

# What a roster calls a field, and what a list for matching calls it, where the two differ.
_HERE = {"birth": "dob", "full_name": "name", "birthplace": "settlement"}
_LOOSELY = {"place": "settlement", "residence": "settlement", "years": "age"}  # too vague for a roster


def misnamed(columns: Sequence[str], known: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of a column that is not read and the absent one of ours that it seems to hold.

    Args:
        columns: the names of a list's columns, or the keys of a description.
        known: the names that are read.

    >>> misnamed(["record_id", "name", "birth_date", "colour"], ["record_id", "name", "dob"])
    (('birth_date', 'dob'),)
    >>> misnamed(["name", "Fecha de nacimiento", "dob"], ["name", "dob"])
    ()
    """
    found: list[tuple[str, str]] = []
    there = set(columns) & set(known)
    for column in columns:
        told = suggest([column])[0]
        meant = _LOOSELY.get(column.casefold()) or _HERE.get(told, told)
        if column not in known and meant in known and meant not in there:
            found.append((column, meant))
            there.add(meant)
    return tuple(found)


def say_misnamed(name: object, pairs: Sequence[tuple[str, str]]) -> str:
    """One sentence: what of a list is not read, and what to do; "" when all is well.

    >>> say_misnamed("a.csv", [("birth_date", "dob")])
    'a.csv: “birth_date” is not read; call it “dob” if it holds that.'
    """
    if not pairs:
        return ""
    which = ", ".join(f"“{column}”" for column, _ in pairs)
    meant = ", ".join(f"“{ours}”" for _, ours in pairs)
    if len(pairs) == 1:
        return f"{name}: {which} is not read; call it {meant} if it holds that."
    return f"{name}: {which} are not read; call them {meant} if they hold that."
