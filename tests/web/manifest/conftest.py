"""The cast, and what a browser does with what somebody says of themselves."""

from __future__ import annotations

from cast import cast
from manifests import shut

__all__ = ["cast", "shut"]
