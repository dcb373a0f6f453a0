"""The error family of this room."""


class WireError(ValueError):
    """Bytes are not what they should be: one sentence with what was given and what was expected."""
