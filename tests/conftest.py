"""What every test stands on: no silent skip where none may be, one Hypothesis profile, a browser."""

from __future__ import annotations

import os
from collections.abc import Generator

import hypothesis
import pytest

from browser import browser, chromium, live_site, page
from postgres import postgres_server, postgres_url
from regreso.casebook import operation_keys

__all__ = ["browser", "chromium", "live_site", "page", "postgres_server", "postgres_url"]

# Most tests' transactions are taken back, operation and all: inside one, its new secret may be kept in mind.
operation_keys.TAKEN_BACK_TOO = True
NO_SKIPS = os.environ.get("REGRESO_NO_SKIPS") == "1"

# The machine may be busy, so no deadline. In CI the examples are the same each time: red means a change.
hypothesis.settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for a page is a browser test, with or without saying so; the same for PostgreSQL."""
    for item in items:
        asked = getattr(item, "fixturenames", ())
        if "browser" in asked:
            item.add_marker(pytest.mark.browser)
        if "postgres_server" in asked:
            item.add_marker(pytest.mark.postgres)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if NO_SKIPS and not hasattr(report, "wasxfail"):
        forbid_skip(report, item.nodeid)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if NO_SKIPS:
        forbid_skip(report, collector.nodeid)
    return report


def forbid_skip(report: pytest.TestReport | pytest.CollectReport, name: str) -> None:
    """Where everything must run, a skip is a failure that names its reason."""
    if report.outcome == "skipped":
        why = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{name}: skipped where REGRESO_NO_SKIPS=1 lets nothing be skipped. {why}"
