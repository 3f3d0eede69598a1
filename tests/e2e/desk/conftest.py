"""The desk, and people at it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from backend.cli.demo_data import listen
from backend.domain.values.roles import Role
from tests.browser import Complaints, OpenPage
from tests.e2e.desk.desk import Desk, Member, appoint
from tests.e2e.world import World, running

OpenDesk = Callable[..., Desk]
LOCAL = ("127.0.0.0/8", "::1/128")


@pytest.fixture(scope="module")
def world(module_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One whose events may go to receivers on this machine; the platforms' inbox hears of all."""
    folder = tmp_path_factory.mktemp("sandbox")
    with running(
        module_database_url, folder, events_http=True, events_private_networks=LOCAL
    ) as made:
        listen(made.container, made.house)
        yield made


@pytest.fixture
def open_desk(world: World, open_page: OpenPage, complaints: Complaints) -> OpenDesk:
    """Opens the desk on a device of its own, whose clock agrees with the world's.

    Takes what ``open_page`` takes, and ``lang``. Whoever is not signed in is told so by a 401.
    """
    complaints.expect("status of 401")

    def open_one(lang: str = "ru", **options: Any) -> Desk:
        locale = {"ru": "ru-RU", "en": "en-GB"}[lang]
        device = open_page(locale=locale, **options)
        device.context.clock.install(time=world.clock.now())
        return Desk(world, device, lang)

    return open_one


@pytest.fixture(scope="module")
def admin(world: World) -> Member:
    """Who may do everything."""
    return appoint(world, "olga", Role.ADMIN)


@pytest.fixture(scope="module")
def manager(world: World) -> Member:
    """Who serves subscribers and bills."""
    return appoint(world, "pavel", Role.MANAGER)
