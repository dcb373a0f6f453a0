"""Backups: sealed copies of the casebook made while it serves, kept for a time, and put back.

`making` writes one, `keeping` names and expires them, `restoring` puts one back; `databases` knows how SQLite
and PostgreSQL are copied at one moment. The key file is never in a backup: who opens one without the keys has
sealed fields before them.
"""
