"""A plugin of pytest that tells ``coverage run`` which test runs, its fixtures included."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from coverage import Coverage

__all__ = ["pytest_runtest_protocol"]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Name the test while it runs."""
    running = Coverage.current()
    if running is not None:
        running.switch_context(item.nodeid)
    yield
