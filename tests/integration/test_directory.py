"""The directory of integrators: a change is seen by every process, without a restart."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from backend.domain.errors import NotAuthenticated
from backend.domain.integrator import Integrator
from backend.domain.services.access.authenticate import authenticate
from backend.domain.services.administration.set_up_integrator import (
    change_integrator,
    rotate_secret,
)
from backend.domain.values.codes import RefusalPolicy
from backend.storage.integrators import PostgresIntegratorDirectory
from backend.storage.repositories import IntegratorRepository
from tests.fakes.manual_clock import START
from tests.hooked_driver import Hooks, cut_all, hooked_engine
from tests.world import World


@pytest.fixture
def hooks() -> Hooks:
    """What happens to the directory's connection."""
    return Hooks()


@pytest.fixture
def directory(world: World, hooks: Hooks) -> Iterator[PostgresIntegratorDirectory]:
    """The directory of another process."""
    engine = hooked_engine(world.url, hooks)
    made = PostgresIntegratorDirectory(engine)
    yield made
    made.close()
    engine.dispose()


def change(world: World, code: str, **changes: Any) -> None:
    """The operator changes an integrator."""
    with world.session() as session:
        change_integrator(code, changes, IntegratorRepository(session))


def rotate(world: World, code: str) -> str:
    """The operator makes a new secret."""
    with world.session() as session:
        return rotate_secret(code, IntegratorRepository(session), START)


def until(done: Callable[[], bool]) -> None:
    """Wait for what the directory is about to notice."""
    deadline = time.monotonic() + 20
    while not done():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


def known(directory: PostgresIntegratorDirectory, code: str) -> Integrator:
    """An integrator that is there."""
    found = directory.find(code)
    assert found is not None
    return found


def test_everything_of_an_integrator_is_known(
    world: World, directory: PostgresIntegratorDirectory
) -> None:
    platform = world.integrator("alpha", refusals=RefusalPolicy.RECONSIDER, max_charge=5)
    change(
        world,
        "alpha",
        wire={"namespace": "urn:x", "words": ["ОК"]},
        networks=["192.0.2.0/24"],
        calls_per_second=7,
        batch_limit=9,
        journal=False,
        test_mode=True,
        enabled=False,
        max_daily=50,
    )
    directory.refresh()
    alpha = known(directory, "alpha")
    assert alpha.id == platform.terms.integrator_id
    assert (alpha.terms.refusals, alpha.terms.max_charge) == (RefusalPolicy.RECONSIDER, 5)
    assert (alpha.terms.max_daily, alpha.terms.integrator_code) == (50, "alpha")
    assert alpha.wire == {"namespace": "urn:x", "words": ["ОК"]}
    assert (alpha.networks, alpha.calls_per_second) == (("192.0.2.0/24",), 7)
    assert (alpha.batch_limit, alpha.journal) == (9, False)
    assert (alpha.test_mode, alpha.enabled, alpha.version) == (True, False, 2)
    assert directory.find("nobody") is None
    assert directory.by_id(alpha.id) == alpha
    assert directory.by_id(-1) is None


def test_all_of_them_in_the_order_of_codes(
    world: World, directory: PostgresIntegratorDirectory
) -> None:
    world.integrator("beta")
    world.integrator("alpha")
    directory.refresh()
    assert [each.code for each in directory.all()] == ["alpha", "beta", "operator"]


def test_a_change_is_seen_without_a_restart(
    world: World, directory: PostgresIntegratorDirectory
) -> None:
    assert directory.find("alpha") is None
    world.integrator("alpha")
    until(lambda: directory.find("alpha") is not None)
    change(world, "alpha", enabled=False)
    until(lambda: not known(directory, "alpha").enabled)


def test_secrets_are_rotated_under_a_running_process(
    world: World, directory: PostgresIntegratorDirectory
) -> None:
    world.integrator("alpha")
    world.integrator("beta")
    first = rotate(world, "alpha")
    directory.refresh()
    assert _signs_in(directory, first)
    second = rotate(world, "alpha")
    until(lambda: known(directory, "alpha").version == 3)
    assert _signs_in(directory, first)
    assert _signs_in(directory, second)
    third = rotate(world, "alpha")
    until(lambda: known(directory, "alpha").version == 4)
    assert [_signs_in(directory, each) for each in (first, second, third)] == [False, True, True]
    assert known(directory, "beta").secrets == ()


def _signs_in(directory: PostgresIntegratorDirectory, secret: str) -> bool:
    try:
        authenticate(directory.find("alpha"), "alpha", secret, None, START)
    except NotAuthenticated:
        return False
    return True


def test_what_was_known_stays_in_force_while_the_database_is_away(
    world: World, directory: PostgresIntegratorDirectory, hooks: Hooks
) -> None:
    world.integrator("alpha")
    until(lambda: directory.find("alpha") is not None)
    hooks.reachable = False
    cut_all(world.url)
    change(world, "alpha", title="Другое имя")
    time.sleep(1.5)  # it tries and fails meanwhile
    assert known(directory, "alpha").title == "alpha"
    hooks.reachable = True
    until(lambda: known(directory, "alpha").title == "Другое имя")


def test_a_pool_without_a_free_connection_does_not_end_the_watch(
    world: World, directory: PostgresIntegratorDirectory
) -> None:
    engine = directory._engine
    engine.pool._timeout = 0.01  # type: ignore[attr-defined]
    taken = [engine.connect() for _ in range(12)]
    world.integrator("alpha")
    time.sleep(1.5)  # it tries and fails meanwhile
    for connection in taken:
        connection.close()
    until(lambda: directory.find("alpha") is not None)
