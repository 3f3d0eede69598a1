"""The scenarios, and that none of them is left out."""

import re
from collections import Counter

import pytest
from pytest_bdd import scenarios

from backend.soap.contract import Action
from backend.soap.dialects import DIALECTS
from tests.conformance import pack
from tests.conformance.conftest import STEPS
from tests.conformance.facades import FACADES
from tests.conformance.words import DOCUMENTS

scenarios(str(DOCUMENTS))

_NEEDS = {
    "holds": (Action.HOLD, False),
    "lookup": (Action.OPERATION, False),
    "subscription-reports": (Action.SUBSCRIPTIONS, False),
    "clean-up": (Action.CLEANUP, False),
    "lists": (Action.CHARGE, True),
    "question-lists": (Action.CHECK, True),
    "reversal-lists": (Action.REVERSE, True),
    "details": (Action.ACCOUNT, False),
}
"""Tag → the action that a facade must have, and whether it must take lists."""
_REST = {"holds", "lookup", "subscription-reports", "lists", "details"}
_MONEY = re.compile(r"has (what|-?\d)|still has \d")


def _can(facade: str, need: str) -> bool:
    if facade == "rest":
        return need in _REST
    action, many = _NEEDS[need]
    return any(
        operation.action is action
        and (operation.items is not None or not many)
        and (need != "details" or "tariffs" in operation.response.names())
        for operation in DIALECTS[facade].operations
    )


def test_a_scenario_leaves_out_only_what_a_facade_has_not() -> None:
    for scenario in pack.templates():
        needs = pack.tags_of(scenario) - FACADES.keys()
        assert needs <= _NEEDS.keys(), f"unknown tags of: {scenario.name}"
        able = [name for name in FACADES if all(_can(name, need) for need in needs)]
        assert pack.facades_of(scenario) == able, scenario.name


def test_every_scenario_has_been_collected_for_every_facade(request: pytest.FixtureRequest) -> None:
    """By what pytest has collected of this module; a chosen part of it is not looked at."""
    config = request.config
    if config.option.keyword or any("::" in argument for argument in config.args):
        # Whoever runs a part of the pack on purpose has not collected the rest.
        pytest.skip("a part of the pack was chosen")
    expected = Counter(
        (template.feature.filename, template.name, facade)
        for template in pack.templates()
        for _ in pack.rendered(template)
        for facade in pack.facades_of(template)
    )
    collected: Counter[tuple[str, str, str]] = Counter()
    for item in request.session.items:
        scenario = pack.scenario_of(getattr(item, "function", len))
        if scenario is not None:
            # No scenario may be marked as one that need not pass.
            assert not {mark.name for mark in item.iter_markers()} & {"skip", "skipif", "xfail"}
            facade = item.callspec.params["facade"]  # type: ignore[attr-defined]  # pytest has no public type for it
            collected[(scenario.feature.filename, scenario.name, facade)] += 1
    assert collected == expected
    assert {facade for _, _, facade in collected} == FACADES.keys()
    assert len({(feature, name) for feature, name, _ in collected}) >= 100
    assert collected.total() >= 500


def test_every_step_has_one_meaning_and_every_meaning_is_used() -> None:
    contexts = [context for module in STEPS for context in pack.contexts_of(module)]
    used = Counter[int]()
    for template in pack.templates():
        for scenario in pack.rendered(template):
            for step in scenario.steps:
                found = [
                    place
                    for place, context in enumerate(contexts)
                    if context.type in (None, step.type) and context.parser.is_matching(step.name)
                ]
                assert len(found) == 1, f"{scenario.name}: {step.name}: {len(found)} meanings"
                used[found[0]] += 1
    unused = [
        context.step_func.__name__ for place, context in enumerate(contexts) if not used[place]
    ]
    assert contexts
    assert unused == []


def test_every_scenario_ends_with_what_became_of_the_money() -> None:
    for template in pack.templates():
        steps = [step for step in template.steps if step.type == "then"]
        assert any(_MONEY.search(step.name) or "<left>" in step.name for step in steps[-2:]), (
            template.name
        )
        assert template.steps[-1].type == "then", template.name
