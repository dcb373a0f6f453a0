"""Make a process ready to work: Django set up, and on first start a key file and the tables."""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from regreso.casebook.keys import KeysError, keyring, make_key_file


class NotReady(Exception):  # noqa: N818 - the sentence that a person reads
    """The database or the keys cannot be used; the message says what to do."""


def ready(*, first_start: bool = False) -> None:
    """Set Django up; with `first_start` also make what an embedded database lacks.

    Keys are made only where there is no database yet: new keys beside old rows would hide a lost key file.

    Raises:
        NotReady: no database, tables that are not up to date, or keys that are absent or wrong.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regreso.project.settings")
    if first_start:
        _make_keys()
    django.setup()
    if not first_start:
        _refuse_empty_home()
    try:
        keyring()
        if first_start:
            call_command("migrate", verbosity=0, interactive=False)
        _check_tables()
    except (KeysError, DatabaseError) as error:
        raise NotReady(str(error)) from error


def _places() -> tuple[Path, Path, Path]:
    """The home, the key file and the embedded database."""
    home = Path(os.environ.get("REGRESO_HOME", "var")).absolute()
    keys = Path(os.environ.get("REGRESO_KEYS_FILE", home / "keys.json"))
    url = os.environ.get("REGRESO_DATABASE_URL", f"sqlite:///{home}/regreso.sqlite3")
    return home, keys, Path(url.removeprefix("sqlite:///"))


def _keys_come_from_elsewhere() -> bool:
    return bool(os.environ.get("REGRESO_KEYS") or os.environ.get("REGRESO_KEYS_COMMAND"))


def _refuse_empty_home() -> None:
    home, keys, database = _places()
    if not _keys_come_from_elsewhere() and not keys.exists() and not database.exists():
        raise NotReady(
            f"there is no operation in {home} yet: start `regreso serve` once, it makes keys and tables, "
            "or let REGRESO_HOME name the operation's folder."
        )


def _make_keys() -> None:
    home, path, database = _places()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _keys_come_from_elsewhere() and not path.exists() and not database.exists():
        make_key_file(path)
    if database.is_absolute() and database.parent.is_dir():
        # Before SQLite makes it for everyone to read: sessions and staff lie in it. WAL files follow it.
        database.touch(mode=0o600, exist_ok=True)


def _check_tables() -> None:
    tables = connection.introspection.table_names()
    if "casebook_operation" not in tables:
        where = settings.REGRESO_DATABASE_URL.split("@")[-1]
        raise NotReady(f"{where} has no tables of Regreso yet: start `regreso serve` once, it makes them.")
