"""Calls that carry lists. A row of a scenario's table: id, who, sum."""

from pytest_bdd import step, when

from tests.conformance.answers import Order
from tests.conformance.line import Loss
from tests.conformance.scene import Scene
from tests.conformance.steps.phrases import phrase


@step("the platform charges in one call")
def charge_list(scene: Scene, datatable: list[list[str]]) -> None:
    scene.ask_list("charge", scene.way.batch(_orders(scene, datatable)))


@when("the platform charges in one call, but the answer is lost")
def charge_list_lost(scene: Scene, datatable: list[list[str]]) -> None:
    scene.lose(Loss.ANSWER, scene.way.batch(_orders(scene, datatable)))


@when(phrase("the platform sends a list of {number} charges of {left}"))
def long_list(scene: Scene, number: str, left: str) -> None:
    names = [f"b-{place}" for place in range(int(number))]
    orders = [scene.order("the subscriber", name, left) for name in names]
    scene.ask_list("charge", scene.way.batch(orders))
    assert len(scene.answers) in (1, len(orders))


@when("the platform asks in one call whether these can be charged")
def check_list(scene: Scene, datatable: list[list[str]]) -> None:
    scene.ask_list("question", scene.way.check_all(_orders(scene, datatable)))


@when(phrase('the platform takes back in one call "{names}"'))
def reverse_list(scene: Scene, names: str) -> None:
    charges = [scene.name(name) for name in names.split(", ")]
    call = scene.way.reverse_all(charges, scene.accounts["the subscriber"])
    scene.ask_list("reversal", call)


def _orders(scene: Scene, datatable: list[list[str]]) -> list[Order]:
    return [
        scene.order(who if who in scene.accounts else f'"{who}"', name, amount)
        for name, who, amount in datatable[1:]
    ]
