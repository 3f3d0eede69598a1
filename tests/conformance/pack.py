"""The pack as it is written: its features, which facades a scenario is for, its steps.

A scenario without the name of a facade among its tags is for all of them. One with names is for
those alone, and another tag of it says what the others have not.
"""

from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any

from pytest_bdd.feature import get_features
from pytest_bdd.parser import Feature, Scenario, ScenarioTemplate
from pytest_bdd.scenario import scenario_wrapper_template_registry
from pytest_bdd.steps import StepFunctionContext, StepNamePrefix, step_function_context_registry

from tests.conformance.facades import FACADES
from tests.conformance.words import DOCUMENTS


def features() -> list[Feature]:
    """Every feature of the pack."""
    return get_features([str(DOCUMENTS)])


def templates() -> Iterator[ScenarioTemplate]:
    """Every scenario and outline."""
    for feature in features():
        yield from feature.scenarios.values()


def rendered(template: ScenarioTemplate) -> Iterator[Scenario]:
    """The scenarios that an outline stands for, or the scenario itself."""
    contexts = [context for examples in template.examples for context in examples.as_contexts()]
    for context in contexts or [{}]:
        yield template.render(context)


def scenario_of(function: Callable[..., Any]) -> ScenarioTemplate | None:
    """The scenario behind a test's function."""
    return scenario_wrapper_template_registry.get(function)


def tags_of(scenario: ScenarioTemplate) -> set[str]:
    """Its own tags, and those of its feature unless it names facades itself."""
    own = set(scenario.tags)
    return own if own & FACADES.keys() else own | set(scenario.feature.tags)


def facades_of(scenario: ScenarioTemplate) -> list[str]:
    """The facades through which it runs."""
    named = [name for name in FACADES if name in tags_of(scenario)]
    return named or list(FACADES)


def steps_of(module: ModuleType) -> Mapping[str, Any]:
    """The fixtures in which pytest-bdd keeps a module's steps."""
    prefix = StepNamePrefix.step_def.value
    return {name: value for name, value in vars(module).items() if name.startswith(prefix)}


def contexts_of(module: ModuleType) -> Iterator[StepFunctionContext]:
    """The steps that a module defines."""
    own = {getattr(value, "_fixture_function", None) for value in steps_of(module).values()}
    for function, context in step_function_context_registry.items():
        if function in own:
            yield context
