"""The error of this room."""


class ReadingError(ValueError):
    """A source cannot be read: the message says what was given and what was expected."""
