"""The run in several processes at once, and in one that dies in the middle of a chunk."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from backend.domain.services.billing.run import RunState
from tests.billing_world import BillingWorld

DRIVER = Path(__file__).with_name("run_driver.py")


def start(world: BillingWorld, *arguments: str) -> "subprocess.Popen[str]":
    """A process of its own that bills what is due in this database."""
    command = [sys.executable, str(DRIVER), world.url, world.clock.now().isoformat(), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def finish(process: "subprocess.Popen[str]") -> str:
    """What it says in the end."""
    output, _ = process.communicate(timeout=240)
    return output.strip()


@pytest.mark.timeout(300)
def test_four_schedulers_charge_everything_once(world: BillingWorld) -> None:
    many = 100_000
    world.subscribers(many, world.product("antivirus", 5000), balance=5000)

    processes = [start(world, "work") for _ in range(4)]
    settled = [int(finish(process)) for process in processes]

    assert [process.returncode for process in processes] == [0, 0, 0, 0]
    assert sum(settled) >= many
    assert world.count("charge") == many
    assert world.value("SELECT count(*) FROM account WHERE balance <> 0") == 0
    views = world.billing.views()
    assert [(view.state, view.charged) for view in views] == [(RunState.DONE, many)]
    world.prove()


@pytest.mark.parametrize("statement", range(1, 16))
def test_a_worker_killed_in_the_middle_of_a_chunk_leaves_it_to_others(
    world: BillingWorld, statement: int
) -> None:
    world.subscribers(40, world.product("antivirus", 5000), balance=7000)
    planned = world.plan()
    world.billing.approve(planned.id, planned.hash or "", "tests")

    process = start(world, "die", str(statement))
    finish(process)

    assert process.returncode in (0, -9)
    assert world.count("charge") in (0, 40)
    world.billing.work(automatic=True)
    assert world.count("charge") == 40
    assert world.billing.view(planned.id).state is RunState.DONE
    world.prove()


def test_the_next_month_is_charged_by_whoever_comes(world: BillingWorld) -> None:
    world.subscribers(500, world.product("antivirus", 5000), balance=10_000)
    world.run()
    world.set_day(date(2026, 6, 1))

    processes = [start(world, "work") for _ in range(3)]
    for process in processes:
        finish(process)

    assert world.count("charge") == 1000
    world.prove()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_ten_thousand_leave_while_the_run_charges(world: BillingWorld) -> None:
    many, july = 10_000, date(2026, 7, 1)
    world.subscribers(many, world.product("antivirus", 5000), balance=50_000)
    world.run()
    world.set_day(date(2026, 6, 1))

    leaving = [
        start(world, "leave", "S000000001", "S000005000"),
        start(world, "leave", "S000005001", "S000010000"),
    ]
    running = [start(world, "work") for _ in range(2)]
    for process in (*leaving, *running):
        finish(process)

    assert [process.returncode for process in (*leaving, *running)] == [0, 0, 0, 0]
    # Who left before the run is not charged for June; who was charged is served to its end.
    rows = world.rows(
        """
        SELECT s.state, s.cancel_on, count(c.id) > 0, count(*) FROM subscription s
        LEFT JOIN charge c ON c.account_id = s.account_id AND c.subscription_id = s.id
                          AND c.period_start >= '2026-06-01'
        GROUP BY s.account_id, s.id, s.state, s.cancel_on
        """
    )
    assert len(rows) == many
    assert {(state, charged) for state, _, charged, _ in rows} <= {
        ("ended", False),
        ("cancelling", True),
    }
    assert {day for state, day, _, _ in rows if state == "cancelling"} <= {july}
    assert {count for *_, count in rows} == {1}
    world.prove()
