"""A browser, and a running demonstration to look at with it."""

from collections.abc import Iterator

import pytest

from tests.browser import browser, complaints, open_page, page
from tests.demonstration import Demonstration, demonstration

__all__ = ["browser", "complaints", "open_page", "page"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, so that ``-m "not browser"`` leaves it out."""
    for item in items:
        if isinstance(item, pytest.Function) and "browser" in item.fixturenames:
            item.add_marker("browser")


@pytest.fixture(scope="package")
def demo() -> Iterator[Demonstration]:
    """One demonstration for the whole folder."""
    with demonstration() as running:
        yield running
