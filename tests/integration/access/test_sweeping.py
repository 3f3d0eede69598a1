"""What is over goes away, chunk by chunk, and nothing else does."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from backend.container import Container
from backend.domain.services.access.limit_sign_ins import REMEMBERED
from backend.settings import Settings
from backend.storage.access.sweep import CHUNK
from backend.storage.unit_of_work import UnitOfWork
from tests.access_door import Door

MANY = """
    INSERT INTO sign_in_failure (account, network, at)
    SELECT sha256(n::text::bytea), 'unknown', %s FROM generate_series(1, %s) n
"""


def test_failures_go_when_they_count_for_nothing(door: Door) -> None:
    door.answer()
    door.clock.advance(minutes=59)
    door.answer()
    assert door.sweep() == 0
    door.clock.advance(minutes=1)
    assert (door.sweep(), door.count("sign_in_failure")) == (1, 1)


def test_sessions_go_when_they_are_over(door: Door) -> None:
    over, used = door.sign_in(), door.sign_in()
    door.clock.advance(minutes=29)
    door.whose(used)
    door.clock.advance(minutes=1)
    assert (door.sweep(), door.sweep()) == (1, 0)
    assert door.whose(over) is None
    assert door.whose(used) is not None


def test_many_go_in_chunks_and_two_sweeps_share_them(door: Door) -> None:
    with UnitOfWork(door.engine) as unit:
        unit.driver.execute(MANY, [door.clock.now() - REMEMBERED, 3 * CHUNK])
        unit.commit()
    assert door.sweep() == CHUNK
    with ThreadPoolExecutor(2) as threads:
        swept = [threads.submit(door.sweep) for _ in range(2)]
        assert sum(each.result(60) for each in swept) == 2 * CHUNK
    assert door.count("sign_in_failure") == 0


def test_a_sweep_leaves_what_somebody_is_ending(door: Door) -> None:
    """It waits for nobody, so nobody can wait for it in a circle."""
    tokens = [door.sign_in().token for _ in range(2)]
    door.clock.advance(hours=1)
    with UnitOfWork(door.engine) as other:
        other.driver.execute(
            "SELECT 1 FROM cabinet_session WHERE digest = sha256(%s::bytea) FOR UPDATE",
            [tokens[0].encode()],
        )
        assert door.sweep() == 1
    assert door.sweep() == 1


def test_the_limits_hold_while_it_is_swept(door: Door) -> None:
    codes = Counter[str]()
    for _ in range(12):
        codes[door.answer()] += 1
        door.sweep()
    assert codes == {"not_authenticated": 10, "too_many_attempts": 2}


def test_the_tick_sweeps(door: Door, tmp_path: Path) -> None:
    door.answer()
    door.sign_in()
    door.answer()
    door.clock.advance(hours=1)
    settings = Settings(database_url=door.url, data_dir=tmp_path)
    container = Container(settings, clock=door.clock)
    try:
        assert container.tick() == 2
    finally:
        container.close()
    assert (door.count("sign_in_failure"), door.count("cabinet_session")) == (0, 0)
