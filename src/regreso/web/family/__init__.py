"""The family's own pages: ask, come back with the phrase, read the answer, write, call, travel. No script."""
