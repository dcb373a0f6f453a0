"""The standing cast walks on, and a mother who was told of her son."""

from __future__ import annotations

from cast import cast
from manifests import shut
from pair import pair

__all__ = ["cast", "pair", "shut"]
