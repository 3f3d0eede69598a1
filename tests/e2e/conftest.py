"""A browser, and a world to look at with it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser import Complaints, OpenPage, browser, complaints, open_page, page
from tests.e2e.cabinet import Cabinet
from tests.e2e.world import World, running

__all__ = ["browser", "complaints", "open_page", "page"]

OpenCabinet = Callable[..., Cabinet]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, so that ``-m "not browser"`` leaves it out."""
    for item in items:
        if isinstance(item, pytest.Function) and "browser" in item.fixturenames:
            item.add_marker("browser")


@pytest.fixture(scope="module")
def world(module_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One world for the tests of a module."""
    with running(module_database_url, tmp_path_factory.mktemp("sandbox")) as made:
        yield made


@pytest.fixture
def open_cabinet(world: World, open_page: OpenPage, complaints: Complaints) -> OpenCabinet:
    """Opens the cabinet on a device of its own, whose clock agrees with the world's.

    Takes what ``open_page`` takes, and ``lang``. Whoever is not signed in is told so by a 401.
    """
    complaints.expect("status of 401")

    def open_one(lang: str = "ru", **options: Any) -> Cabinet:
        locale = {"ru": "ru-RU", "en": "en-GB"}[lang]
        device = open_page(locale=locale, **options)
        device.context.clock.install(time=world.clock.now())
        return Cabinet(world, device, lang)

    return open_one


@pytest.fixture
def cabinet(open_cabinet: OpenCabinet) -> Cabinet:
    """The cabinet on a desk, in Russian."""
    return open_cabinet()
