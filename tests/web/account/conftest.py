"""The standing cast walks on; passwords are hashed quickly, since here they are tried by the dozen."""

from __future__ import annotations

from typing import Any

import pytest

from cast import cast

__all__ = ["cast"]


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
