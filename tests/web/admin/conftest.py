"""The standing cast walks on."""

from __future__ import annotations

from cast import cast

__all__ = ["cast"]
