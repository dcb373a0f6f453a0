"""The standing cast sits down."""

from __future__ import annotations

from cast import cast

__all__ = ["cast"]
