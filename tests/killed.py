"""A browser that keeps its disk between lives and can be killed at once, as when the battery is pulled."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser import FLAGS, PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def profile(browser: Browser, chromium: str, tmp_path: Path) -> Iterator[Profile]:
    kept = Profile(browser, chromium, tmp_path / "profile")
    yield kept
    kept.kill()


@dataclass
class Profile:
    """A browser that keeps its disk between lives, as a telephone does."""

    browser: Browser
    chromium: str
    folder: Path

    def open(self) -> Page:
        """One page of a new life of it."""
        context = self.browser.browser_type.launch_persistent_context(
            self.folder, executable_path=self.chromium, args=list(FLAGS), viewport=PHONE
        )
        return context.pages[0] if context.pages else context.new_page()

    def kill(self) -> None:
        """As when the battery is pulled: every process of this profile ends at once, unasked."""
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal() and self._is_mine(entry):
                with suppress(ProcessLookupError):
                    os.kill(int(entry.name), signal.SIGKILL)

    def _is_mine(self, entry: Path) -> bool:
        try:
            return f"--user-data-dir={self.folder}".encode() in (entry / "cmdline").read_bytes()
        except OSError:
            return False
