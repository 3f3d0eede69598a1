"""Money kept aside, charged from and given back."""

from pytest_bdd import given, step, when

from tests.conformance.answers import Order
from tests.conformance.line import Loss
from tests.conformance.scene import Scene
from tests.conformance.steps.phrases import phrase

_HOUR = 3600


@given(phrase('the platform has held {amount} of the subscriber as "{name}"'))
def has_held_sum(scene: Scene, amount: str, name: str) -> None:
    hold(scene, amount, name)
    scene.expect(scene.answer, "ok")


@given(phrase('the platform has held {amount} of the subscriber as "{name}" for {number} seconds'))
def has_held_for_a_while(scene: Scene, amount: str, name: str, number: str) -> None:
    scene.ask("hold", scene.way.hold(_order(scene, amount, name), int(number)))
    scene.expect(scene.answer, "ok")


@when(phrase('the platform holds {amount} of the subscriber as "{name}"'))
def hold(scene: Scene, amount: str, name: str) -> None:
    scene.ask("hold", scene.way.hold(_order(scene, amount, name), _HOUR))


@when(phrase('the platform holds {amount} of the subscriber as "{name}" for "{product}"'))
def hold_for(scene: Scene, amount: str, name: str, product: str) -> None:
    order = scene.order("the subscriber", name, amount, product=product)
    scene.ask("hold", scene.way.hold(order, _HOUR))


@when(phrase('the platform holds {amount} of the subscriber as "{name}", but {loss} is lost'))
def hold_lost(scene: Scene, amount: str, name: str, loss: str) -> None:
    scene.lose(Loss(loss), scene.way.hold(_order(scene, amount, name), _HOUR))


@when(phrase('the platform sends the hold "{name}" again'))
def hold_again(scene: Scene, name: str) -> None:
    scene.ask("hold", scene.way.hold(scene.orders[name], _HOUR))


@step(phrase('{platform} captures the hold "{name}" as "{charge}"'))
def capture(scene: Scene, platform: str, name: str, charge: str) -> None:
    way = scene.platforms[platform].way
    scene.ask("capture", way.capture(scene.name(charge), scene.name(name), None))


@when(phrase('the platform captures the hold "{name}" as "{charge}", but {loss} is lost'))
def capture_lost(scene: Scene, name: str, charge: str, loss: str) -> None:
    call = scene.way.capture(scene.name(charge), scene.name(name), None)
    scene.lose(Loss(loss), call)


@when(phrase('the platform captures {amount} of the hold "{name}" as "{charge}"'))
def capture_part(scene: Scene, amount: str, name: str, charge: str) -> None:
    scene.ask("capture", scene.way.capture(scene.name(charge), scene.name(name), amount))


@step(
    phrase('the platform captures {amount} of the hold "{name}" as "{charge}" and keeps the rest')
)
def capture_and_keep(scene: Scene, amount: str, name: str, charge: str) -> None:
    call = scene.way.capture(scene.name(charge), scene.name(name), amount, final=False)
    scene.ask("capture", call)


@when(phrase('the platform captures the hold "{name}" as "{charge}" and as "{twin}" at once'))
def capture_twice(scene: Scene, name: str, charge: str, twin: str) -> None:
    calls = (scene.way.capture(scene.name(each), scene.name(name), None) for each in (charge, twin))
    scene.ask("capture", *calls)


@step(phrase('the platform releases the hold "{name}"'))
def release(scene: Scene, name: str) -> None:
    scene.ask("release", scene.way.release(scene.name(name)))


def _order(scene: Scene, amount: str, name: str) -> Order:
    return scene.order("the subscriber", name, amount)
