"""The rows: who asked, who is held, what was matched, and the ledger of every move. The one Django app."""
