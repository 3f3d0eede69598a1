"""Charges, the same ones again, questions whether they could be made, and reversals."""

from dataclasses import replace

from pytest_bdd import given, step, when

from tests.conformance.answers import Order
from tests.conformance.line import Loss
from tests.conformance.scene import Scene
from tests.conformance.steps.phrases import names_between, phrase

_FIELDS = {
    "amount": "amount",
    "product": "product",
    "text": "text",
    "period end": "period_end",
    "full price": "full_price",
}


@given(phrase('the platform has charged the subscriber {amount} as "{name}"'))
def has_charged(scene: Scene, amount: str, name: str) -> None:
    charge(scene, "the platform", "the subscriber", amount, name)
    scene.expect(scene.answer, "ok")


@given(phrase('the platform has charged the subscriber {amount} as "{name}" for "{product}"'))
def has_charged_for(scene: Scene, amount: str, name: str, product: str) -> None:
    charge_for(scene, "the subscriber", amount, name, product)
    scene.expect(scene.answer, "ok")


@when(phrase('{platform} charges {whom} {amount} as "{name}"'))
def charge(scene: Scene, platform: str, whom: str, amount: str, name: str) -> None:
    order = scene.order(whom, name, amount)
    scene.ask("charge", scene.platforms[platform].way.charge(order))


@when(phrase('the platform charges {whom} {amount} as "{name}" for "{product}"'))
def charge_for(scene: Scene, whom: str, amount: str, name: str, product: str) -> None:
    scene.ask("charge", scene.way.charge(scene.order(whom, name, amount, product=product)))


@when(phrase('the platform charges {whom} {amount} as "{name}" until {day}'))
def charge_until(scene: Scene, whom: str, amount: str, name: str, day: str) -> None:
    scene.ask("charge", scene.way.charge(scene.order(whom, name, amount, period_end=day)))


@when(
    phrase('the platform charges {whom} {amount} of a full price of {left} as "{name}" until {day}')
)
def charge_part(scene: Scene, whom: str, amount: str, left: str, name: str, day: str) -> None:
    order = scene.order(whom, name, amount, full_price=left, period_end=day)
    scene.ask("charge", scene.way.charge(order))


@when(
    phrase(
        'the platform charges the subscriber {amount} of a full price of {left} as "{name}"'
        ' for "{product}"'
    )
)
def charge_part_for(scene: Scene, amount: str, left: str, name: str, product: str) -> None:
    order = scene.order("the subscriber", name, amount, full_price=left, product=product)
    scene.ask("charge", scene.way.charge(order))


@when(phrase('the platform charges the subscriber {amount} as "{name}" through its other facade'))
def charge_elsewhere(scene: Scene, amount: str, name: str) -> None:
    order = scene.order("the subscriber", name, amount)
    scene.ask("charge", scene.other_way.charge(order))


@when(phrase('a stranger charges the subscriber {amount} as "{name}" in the platform\'s name'))
def charge_as_stranger(scene: Scene, amount: str, name: str) -> None:
    stranger = scene.house.facade(scene.facade, scene.way.code, "a guessed secret")
    scene.ask("charge", stranger.charge(scene.order("the subscriber", name, amount)))


@when(
    phrase(
        "the platform charges the subscriber {amount} at the same time"
        ' as "{first}" to "{last_name}"'
    )
)
def charge_many(scene: Scene, amount: str, first: str, last_name: str) -> None:
    orders = [
        scene.order("the subscriber", name, amount) for name in names_between(first, last_name)
    ]
    scene.ask("charge", *(scene.way.charge(order) for order in orders))


# ---------------------------------------------------------------- again


@step(phrase('the platform sends the charge "{name}" again'))
def again(scene: Scene, name: str) -> None:
    scene.ask("charge", scene.way.charge(scene.orders[name]))


@when(phrase('the platform sends the charge "{name}" again, {number} times'))
def again_and_again(scene: Scene, name: str, number: str) -> None:
    scene.ask_in_turn("charge", [scene.way.charge(scene.orders[name]) for _ in range(int(number))])


@when(phrase('the platform sends the charge "{name}" again through its other facade'))
def again_elsewhere(scene: Scene, name: str) -> None:
    scene.ask("charge", scene.other_way.charge(scene.orders[name]))


@when(phrase('the platform sends the charges "{first}" to "{last_name}" again'))
def all_again(scene: Scene, first: str, last_name: str) -> None:
    orders = [scene.orders[name] for name in names_between(first, last_name)]
    scene.ask("charge", *(scene.way.charge(order) for order in orders))


@when(phrase('the platform sends "{name}" again with the {what} {value}'))
def with_other_content(scene: Scene, name: str, what: str, value: str) -> None:
    scene.ask("charge", scene.way.charge(_changed(scene.orders[name], what, value)))


@when(phrase('the platform sends "{name}" again with the {what} {amount} through its other facade'))
def with_other_content_elsewhere(scene: Scene, name: str, what: str, amount: str) -> None:
    scene.ask("charge", scene.other_way.charge(_changed(scene.orders[name], what, amount)))


@when(phrase('the platform sends "{name}" again with the account of the neighbour'))
def for_somebody_else(scene: Scene, name: str) -> None:
    order = replace(scene.orders[name], account=scene.accounts["the neighbour"])
    scene.ask("charge", scene.way.charge(order))


def _changed(order: Order, what: str, value: str) -> Order:
    changed: Order = replace(order, **{_FIELDS[what]: value})
    return changed


# ---------------------------------------------------------------- can it be charged


@when(phrase("the platform asks whether {amount} can be charged"))
def check(scene: Scene, amount: str) -> None:
    check_as(scene, amount, "question")


@when(phrase('the platform asks whether {amount} can be charged as "{name}"'))
def check_as(scene: Scene, amount: str, name: str) -> None:
    order = scene.make_order("the subscriber", name, amount)
    scene.ask("question", scene.way.check(order))


@when(phrase('the platform asks whether {amount} can be charged to "{account}"'))
def check_for(scene: Scene, amount: str, account: str) -> None:
    order = scene.make_order(f'"{account}"', "question", amount)
    scene.ask("question", scene.way.check(order))


# ---------------------------------------------------------------- back


@given(phrase('the platform has taken back the charge "{name}"'))
def has_reversed(scene: Scene, name: str) -> None:
    reverse(scene, "the platform", name)
    scene.expect(scene.answer, "ok")


@when(phrase('{platform} takes back the charge "{name}"'))
def reverse(scene: Scene, platform: str, name: str) -> None:
    way = scene.platforms[platform].way
    scene.ask("reversal", way.reverse(scene.name(name), scene.accounts["the subscriber"]))


@when(phrase('the platform takes back the charge "{name}" again, {number} times'))
def reverse_again(scene: Scene, name: str, number: str) -> None:
    account = scene.accounts["the subscriber"]
    calls = [scene.way.reverse(scene.name(name), account) for _ in range(int(number))]
    scene.ask_in_turn("reversal", calls)


@when(phrase('the platform takes back the charge "{name}" in the neighbour\'s name'))
def reverse_for_neighbour(scene: Scene, name: str) -> None:
    call = scene.way.reverse(scene.name(name), scene.accounts["the neighbour"])
    scene.ask("reversal", call)


@when(phrase('the platform takes back the charge "{name}" in the name of "{account}"'))
def reverse_for(scene: Scene, name: str, account: str) -> None:
    scene.ask("reversal", scene.way.reverse(scene.name(name), account))


@when("the platform cleans up after its tests with the subscriber")
def clean_up(scene: Scene) -> None:
    scene.ask("clean-up", scene.way.clean_up(scene.accounts["the subscriber"]))


# ---------------------------------------------------------------- without an answer


@when(phrase('the platform charges the subscriber {amount} as "{name}", but {loss} is lost'))
def charge_lost(scene: Scene, amount: str, name: str, loss: str) -> None:
    order = scene.order("the subscriber", name, amount)
    scene.lose(Loss(loss), scene.way.charge(order))


@when(phrase('the platform sends the charge "{name}" again, but {loss} is lost'))
def again_lost(scene: Scene, name: str, loss: str) -> None:
    scene.lose(Loss(loss), scene.way.charge(scene.orders[name]))


@when(phrase('the platform takes back the charge "{name}", but {loss} is lost'))
def reverse_lost(scene: Scene, name: str, loss: str) -> None:
    call = scene.way.reverse(scene.name(name), scene.accounts["the subscriber"])
    scene.lose(Loss(loss), call)


@when(
    phrase(
        'the platform charges the subscriber {amount} as "{name}",'
        " but hangs up before it is answered"
    )
)
def charge_and_hang_up(scene: Scene, amount: str, name: str) -> None:
    order = scene.order("the subscriber", name, amount)
    scene.house.run(scene.house.hang_up_while(order.account, scene.way.charge(order)))
