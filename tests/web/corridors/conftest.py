"""The cast of the desk of corridors."""

from __future__ import annotations

from cast import cast

__all__ = ["cast"]
