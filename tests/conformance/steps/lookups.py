"""Asking what became of an operation."""

from pytest_bdd import given, then, when

from tests.conformance.scene import Scene
from tests.conformance.steps.phrases import phrase


@given(phrase('the charge "{name}" of {left} was made'))
def made(scene: Scene, name: str, left: str) -> None:
    scene.ask("charge", scene.way.charge(scene.order("the subscriber", name, left)))
    scene.expect(scene.answer, "ok")


@given(phrase('the charge "{name}" of {left} was refused'))
def refused(scene: Scene, name: str, left: str) -> None:
    scene.configure(max_charge=1)
    scene.ask("charge", scene.way.charge(scene.order("the subscriber", name, left)))
    scene.expect(scene.answer, "charge_limit_exceeded")


@given(phrase('the charge "{name}" of {left} was taken back'))
def taken_back(scene: Scene, name: str, left: str) -> None:
    made(scene, name, left)
    _take_back(scene, name, "ok")


@given(phrase('the charge "{name}" of {left} was buried'))
def buried(scene: Scene, name: str, left: str) -> None:
    _take_back(scene, name, "unknown_operation")
    scene.ask("charge", scene.way.charge(scene.order("the subscriber", name, left)))
    scene.expect(scene.answer, "reversed", replayed=True)


def _take_back(scene: Scene, name: str, code: str) -> None:
    call = scene.way.reverse(scene.name(name), scene.accounts["the subscriber"])
    scene.ask("reversal", call)
    scene.expect(scene.answer, code)


@when(phrase('{platform} asks what became of the charge "{name}"'))
def find(scene: Scene, platform: str, name: str) -> None:
    scene.ask("lookup", scene.platforms[platform].way.find("charge", scene.name(name)))


@then(phrase("it is told that the charge is {state}"))
def told_fate(scene: Scene, state: str) -> None:
    assert scene.answer.status == state
    assert scene.answer.listed


@then("it is told that the id is unknown and safe to send")
def told_unknown_id(scene: Scene) -> None:
    answer = scene.answer
    assert scene.says(answer, "unknown_operation")
    assert (answer.status, answer.advice) == ("unknown", "retry_same_id")
