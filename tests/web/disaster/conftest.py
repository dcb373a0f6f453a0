"""The standing cast, in a disaster."""

from __future__ import annotations

from cast import cast

__all__ = ["cast"]
