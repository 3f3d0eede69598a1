"""The money path against the floor: through every door, on a hot account, in a grown database.

``VITRINA_BENCH_SECONDS`` and ``VITRINA_BENCH_ROUNDS`` say how long each contestant runs and how
often; ``VITRINA_BENCH_STORED=10_000_000`` makes the grown database as large as a big operator's,
which takes some minutes more.
"""

import os
from contextlib import ExitStack

import pytest

from backend.storage.charging.desk import PostgresDesk
from backend.storage.engine import open_engine
from backend.storage.probes import run_probes
from tests.benchmarks import growth, load, servers, world
from tests.benchmarks.conftest import Arena
from tests.benchmarks.contest import Contestant, Run, Table, hold
from tests.benchmarks.cpu import Work
from tests.benchmarks.desks import batches, callers, open_desk
from tests.benchmarks.floor import CLIENTS, Floor
from tests.benchmarks.load import Plan
from tests.benchmarks.servers import Server

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

SECONDS = float(os.environ.get("VITRINA_BENCH_SECONDS", "3"))
ROUNDS = int(os.environ.get("VITRINA_BENCH_ROUNDS", "3"))
SINGLE_CLIENTS, LIST_CLIENTS, LIST = 32, 16, 100
STORED = int(os.environ.get("VITRINA_BENCH_STORED", "1_000_000"))
FLOOR, NAIVE = "the floor", "the naive handler"


def http(server: Server, shape: str, accounts: int = world.ACCOUNTS) -> Contestant:
    """Clients of a server that send charges in one form, single or in lists."""
    single = not shape.endswith("list")

    def run(seconds: float) -> Run:
        report = load.drive(
            Plan(
                port=server.port,
                shape=shape,
                items=1 if single else LIST,
                clients=SINGLE_CLIENTS if single else LIST_CLIENTS,
                accounts=accounts,
                stage=world.next_stage(),
                seconds=seconds,
            )
        )
        assert not report.refused, report.first_refusal
        return Run(report.accepted, report.seconds, Work(clients=report.work))

    return run


def test_every_door_against_the_floor(arena: Arena, desk: PostgresDesk, table: Table) -> None:
    floor = Floor(arena.url, arena.programs)
    contestants: dict[str, Contestant] = {FLOOR: floor}
    with ExitStack() as stack:
        for workers in (1, 2):
            server = stack.enter_context(servers.vitrina(arena.url, arena.folder, workers))
            arena.meter.sessions.add(server.session)
            for door in ("soap", "rest"):
                for form in ("single", "list"):
                    name = f"{door.upper()} {form}, {workers} proc."
                    contestants[name] = http(server, f"{door} {form}")
        naive = stack.enter_context(servers.naive(arena.url, arena.folder, 2))
        arena.meter.sessions.add(naive.session)
        contestants[NAIVE] = http(naive, "naive")
        for size in (1, 16, 100, 500):
            contestants[f"desk, batches of {size}"] = batches(desk, size)
        contestants["desk, 32 callers of one"] = callers(desk, 32)
        contest = hold(contestants, arena.meter, rounds=ROUNDS, seconds=SECONDS)

    table.title = "Charges against the floor"
    table.notes = [
        f"floor: a PL/pgSQL function, one debit per transaction; {CLIENTS} {floor.clients}",
        f"single: {SINGLE_CLIENTS} clients; list: {LIST} charges a request, {LIST_CLIENTS} clients",
        f"clients, servers and PostgreSQL share {os.cpu_count()} cores",
    ]
    targets = {"SOAP single": 0.35, "SOAP list": 2.0, "REST single": 0.5}
    for name in contestants:
        target = next((t for form, t in targets.items() if name.startswith(f"{form}, 2")), None)
        table.add(contest, name, FLOOR, target=target)
    table.add(contest, "SOAP single, 2 proc.", NAIVE, target=10)


def test_a_hot_account_against_uniform_ones(arena: Arena, desk: PostgresDesk, table: Table) -> None:
    contestants: dict[str, Contestant] = {}
    with servers.vitrina(arena.url, arena.folder, 2) as server:
        arena.meter.sessions.add(server.session)
        for form in ("single", "list"):
            contestants[f"SOAP {form}, uniform"] = http(server, f"soap {form}")
            contestants[f"SOAP {form}, hot"] = http(server, f"soap {form}", accounts=1)
        contestants["desk, batches of 100, uniform"] = batches(desk, 100)
        contestants["desk, batches of 100, hot"] = batches(desk, 100, accounts=1)
        contest = hold(contestants, arena.meter, rounds=ROUNDS, seconds=SECONDS)
    table.title = "All charges to one account against charges to random ones"
    for name in contestants:
        if name.endswith("hot"):
            table.add(contest, name, name.replace("hot", "uniform"), target=0.5)


def test_many_stored_operations_against_few(arena: Arena, table: Table) -> None:
    contestants: dict[str, Contestant] = {}
    few, many = f"{10**5:,} stored", f"{STORED:,} stored"
    with ExitStack() as stack:
        for place, (name, stored) in enumerate(((few, 10**5), (many, STORED))):
            url = arena.database(f"grown_{place}")
            growth.fill(url, stored)
            desk = stack.enter_context(open_desk(url, arena.folder))
            contestants[f"desk, batches of 16, {name}"] = batches(desk, 16)
            contestants[f"desk, batches of 100, {name}"] = batches(desk, 100)
            contestants[f"{FLOOR}, {name}"] = Floor(url, arena.programs)
        contest = hold(contestants, arena.meter, rounds=ROUNDS, seconds=SECONDS)
    table.title = "A database with many stored operations against one with few"
    for name in contestants:
        if name.endswith(many):
            target = None if name.startswith(FLOOR) else 0.85
            table.add(contest, name, name.replace(many, few), target=target)


def test_the_books_are_right_afterwards(arena: Arena) -> None:
    engine = open_engine(arena.url)
    try:
        findings = list(run_probes(engine))
    finally:
        engine.dispose()
    assert [finding for finding in findings if not finding.ok] == []
