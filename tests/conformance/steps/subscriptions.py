"""Reports of a subscription's state, what follows from them, and subscribers who leave."""

from typing import Any

from pytest_bdd import given, then, when

from backend.domain.services.subscribing.commands import UndoUnsubscribe, Unsubscribe
from tests.conformance.scene import Scene
from tests.conformance.steps.phrases import phrase

_SUBSCRIPTIONS = """
    SELECT s.id, s.state FROM subscription s
    JOIN account a ON a.id = s.account_id JOIN integrator i ON i.id = s.integrator_id
    WHERE a.number = :account AND s.external_key = :product AND i.code = :code
    ORDER BY s.id DESC
"""
_STEPS = "SELECT to_state FROM subscription_event WHERE subscription_id = :id ORDER BY id"


@when(phrase('{platform} reports "{product}" as {state} under "{name}"'))
def report(scene: Scene, platform: str, product: str, state: str, name: str) -> None:
    account = scene.accounts["the subscriber"]
    call = scene.platforms[platform].way.report(scene.name(name), account, product, state)
    scene.ask("status report", call)


@when(phrase('the platform reports "{product}" of "{account}" as {state} under "{name}"'))
def report_of(scene: Scene, product: str, account: str, state: str, name: str) -> None:
    scene.ask("status report", scene.way.report(scene.name(name), account, product, state))


@then(phrase('the subscription to "{product}" is {state}'))
def subscription_is(scene: Scene, product: str, state: str) -> None:
    assert [each for _, each in _subscriptions(scene, product)] == [state]


@then(phrase('the subscriptions to "{product}" are {states}'))
def subscriptions_are(scene: Scene, product: str, states: str) -> None:
    """Newest first."""
    expected = [] if states == "none" else states.split(", ")
    assert [state for _, state in _subscriptions(scene, product)] == expected


@then(phrase('the subscription to "{product}" went through {states}'))
def went_through(scene: Scene, product: str, states: str) -> None:
    ((subscription, _),) = _subscriptions(scene, product)
    assert [row[0] for row in scene.house.rows(_STEPS, id=subscription)] == states.split(", ")


def _subscriptions(scene: Scene, product: str) -> list[tuple[Any, ...]]:
    account = scene.accounts["the subscriber"]
    return scene.house.rows(_SUBSCRIPTIONS, account=account, product=product, code=scene.way.code)


# ---------------------------------------------------------------- what platforms are told


@when(phrase("{platform} asks for the subscriber's subscriptions"))
def ask_subscriptions(scene: Scene, platform: str) -> None:
    way = scene.platforms[platform].way
    scene.subscriptions = scene.house.run(way.subscriptions(scene.accounts["the subscriber"]))


@then(phrase('it is told that "{product}" is {state} and paid through {day}'))
def told_paid(scene: Scene, product: str, state: str, day: str) -> None:
    (found,) = scene.subscriptions
    assert (found.product, found.state, found.paid_through) == (product, state, day)


@then(phrase('it is told that "{product}" went through {states}'))
def told_steps(scene: Scene, product: str, states: str) -> None:
    (found,) = scene.subscriptions
    assert (found.product, list(found.steps)) == (product, states.split(", "))


@then("it is told of no subscriptions")
def told_none(scene: Scene) -> None:
    assert scene.subscriptions == []


# ---------------------------------------------------------------- in the cabinet


@given(phrase('the subscriber leaves "{product}" in the cabinet'))
def leaves(scene: Scene, product: str) -> None:
    ((subscription, _),) = _subscriptions(scene, product)
    scene.house.container.subscribers.carry_out(
        Unsubscribe(
            account=scene.accounts["the subscriber"], actor="tests", subscription_id=subscription
        )
    )


@when(phrase('the subscriber keeps "{product}" after all'))
def keeps(scene: Scene, product: str) -> None:
    ((subscription, _),) = _subscriptions(scene, product)
    scene.house.container.subscribers.carry_out(
        UndoUnsubscribe(
            account=scene.accounts["the subscriber"], actor="tests", subscription_id=subscription
        )
    )
