"""The standing cast of the deadlines."""

from __future__ import annotations

from cast import cast

__all__ = ["cast"]
