"""The standing cast sits down at the reading desk."""

from __future__ import annotations

from cast import cast

__all__ = ["cast"]
