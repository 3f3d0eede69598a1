"""A browser, a Vitrina and a sandbox, both served in this process."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from backend.cli.demo_data import fill
from backend.container import Container
from backend.sandbox import SystemClock, create_sandbox
from backend.settings import Settings
from tests.browser import browser, complaints, open_page, page
from tests.demonstration import free_port
from tests.integration.sandbox.rehearsal import HOUSE, Rehearsal, config_of
from tests.integration.sandbox.serving import serving, vitrina

__all__ = ["browser", "complaints", "open_page", "page"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, so that ``-m "not browser"`` leaves it out."""
    for item in items:
        if isinstance(item, pytest.Function) and "browser" in item.fixturenames:
            item.add_marker("browser")


class Shop(Rehearsal):
    """A rehearsal whose sandbox listens; ``address`` is where."""

    address: str

    def entry(self, account: str = "000123", path: str = "") -> str:
        """A fresh link to RentSoft's storefront."""
        house = f"{self.address}/rentsoft/3.00/iframe/{path}"
        return self.link("rentsoft", account).replace(f"{HOUSE}/rentsoft/3.00/iframe/", house)


@pytest.fixture
def shop(database_url: str, tmp_path: Path) -> Iterator[Shop]:
    """Both sides, running."""
    settings = Settings().with_changes(database_url=database_url, secret_key="k" * 32)
    container = Container(settings)
    fill(container)
    port = free_port()
    house = f"http://localhost:{port}"
    with vitrina(container) as address:
        config = replace(config_of(container, tmp_path), vitrina=address, public_url=house)
        http = httpx.AsyncClient(trust_env=False)
        with serving(create_sandbox(config, SystemClock(), http), port):
            made = Shop(http, container)
            made.address = house
            yield made
    container.close()
