"""Calls at the same time."""

from pytest_bdd import when

from tests.conformance.scene import Scene
from tests.conformance.steps.phrases import phrase


@when(phrase('the platform sends the charge of {left} as "{name}" {number} times at once'))
def twins(scene: Scene, left: str, name: str, number: str) -> None:
    order = scene.order("the subscriber", name, left)
    scene.ask("charge", *(scene.way.charge(order) for _ in range(int(number))))


@when(
    phrase(
        'the platform sends the charge of {left} as "{name}" {number} times at once through each'
        " of its facades"
    )
)
def twins_everywhere(scene: Scene, left: str, name: str, number: str) -> None:
    order = scene.order("the subscriber", name, left)
    ways = [scene.way, scene.other_way] * int(number)
    scene.ask("charge", *(way.charge(order) for way in ways))


@when(phrase('the platform sends charges of {sums} as "{name}" at once'))
def rivals(scene: Scene, sums: str, name: str) -> None:
    orders = [
        scene.order("the subscriber", name, each)
        for each in sums.replace(" and ", ", ").split(", ")
    ]
    scene.ask("charge", *(scene.way.charge(order) for order in orders))


@when(phrase('the platform charges {left} as "{name}" and takes it back at once'))
def charge_and_reverse(scene: Scene, left: str, name: str) -> None:
    order = scene.order("the subscriber", name, left)
    scene.ask("charge", scene.way.charge(order), scene.way.reverse(order.id, order.account))


@when(phrase('the platform takes back the charge "{name}" {number} times at once'))
def reversing_twins(scene: Scene, name: str, number: str) -> None:
    account = scene.accounts["the subscriber"]
    calls = (scene.way.reverse(scene.name(name), account) for _ in range(int(number)))
    scene.ask("reversal", *calls)


@when(phrase('both platforms charge the subscriber {left} as "{name}" at once'))
def both(scene: Scene, left: str, name: str) -> None:
    order = scene.order("the subscriber", name, left)
    scene.ask("charge", *(party.way.charge(order) for party in scene.platforms.values()))
