"""One field against the same field: which level of agreement it is. No weight is known here."""
