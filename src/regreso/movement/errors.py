"""The error of this room."""


class MovementError(ValueError):
    """A way that cannot be used as it was given; the message says what was expected."""
