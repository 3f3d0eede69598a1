"""Every scenario through every facade that it does not exclude, and how many that were."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count

import pytest

from tests.conformance import pack
from tests.conformance.house import House
from tests.conformance.scene import Scene
from tests.conformance.steps import (
    charging,
    holds,
    lists,
    lookups,
    outcomes,
    platforms,
    subscribers,
    subscriptions,
    together,
)

STEPS = (
    charging, holds, lists, lookups, outcomes, platforms, subscribers, subscriptions, together
)  # fmt: skip
for _module in STEPS:  # pytest-bdd looks for steps where fixtures are looked for
    globals().update(pack.steps_of(_module))

_NUMBERS = count(1)


@pytest.fixture(scope="module")
def house(module_database_url: str) -> Iterator[House]:
    """The installation of the pack. In the end every invariant of the ledger holds."""
    made = House(module_database_url)
    yield made
    made.close()


@pytest.fixture
def facade(request: pytest.FixtureRequest) -> str:
    """The facade through which the scenario runs."""
    name = str(request.param)
    request.node.user_properties.append(("facade", name))
    return name


@pytest.fixture
def scene(house: House, facade: str) -> Iterator[Scene]:
    """The scenario's own accounts and ids."""
    made = Scene(house, next(_NUMBERS), facade)
    yield made
    made.close()


def pytest_bdd_apply_tag(tag: str, function: Callable[..., object]) -> bool:
    """Tags stay with the feature files; ``pack`` reads them there."""
    del tag, function
    return True


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A scenario's test becomes one for each facade."""
    scenario = pack.scenario_of(metafunc.function)
    if scenario is not None:
        metafunc.fixturenames.append("facade")
        metafunc.parametrize("facade", pack.facades_of(scenario), indirect=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many scenarios were run, in all and through each facade."""
    passed: Counter[str] = Counter()
    ran: Counter[str] = Counter()
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.stats.get(outcome, []):
            name = dict(getattr(report, "user_properties", [])).get("facade")
            if name is not None and (report.when == "call" or outcome != "passed"):
                ran[name] += 1
                passed[name] += outcome == "passed"
    if ran:
        each = ", ".join(f"{name} {passed[name]} of {ran[name]}" for name in sorted(ran))
        terminalreporter.write_line(
            f"conformance: {passed.total()} of {ran.total()} scenarios passed ({each})"
        )
