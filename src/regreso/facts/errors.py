"""The one error of this room."""


class FactError(ValueError):
    """A text is not the fact it should be: the message says what was given and what was expected."""
