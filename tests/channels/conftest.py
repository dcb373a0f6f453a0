"""A host on this machine that answers as it is told."""

from __future__ import annotations

from host import host

__all__ = ["host"]
