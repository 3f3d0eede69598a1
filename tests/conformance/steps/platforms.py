"""How the operator has set up the platform, and time that passes."""

from pytest_bdd import given, step, when

from tests.conformance.answers import kopecks
from tests.conformance.scene import Scene
from tests.conformance.steps.phrases import phrase


@given(phrase("the platform may take at most {left} at once"))
def max_charge(scene: Scene, left: str) -> None:
    scene.configure(max_charge=kopecks(left))


@given(phrase("the platform may take at most {left} of a subscriber a day"))
def max_daily(scene: Scene, left: str) -> None:
    scene.configure(max_daily=kopecks(left))


@given("the platform's refusals are considered anew")
def reconsidered(scene: Scene) -> None:
    scene.configure(refusals="reconsider")


@given(phrase("the platform may send at most {number} items in a list"))
def batch_limit(scene: Scene, number: str) -> None:
    scene.configure(batch_limit=int(number))


@given("the platform may call once a second")
def slow(scene: Scene) -> None:
    scene.configure(calls_per_second=1)


@when("the platform may call as often as it likes")
def fast(scene: Scene) -> None:
    scene.configure(calls_per_second=None)


@given("the platform is in test mode")
def test_mode(scene: Scene) -> None:
    scene.configure(test_mode=True)


@given(phrase('the operator\'s own billing charges "{product}" from now on'))
def charged_by_billing(scene: Scene, product: str) -> None:
    scene.change_product(product, "billing")


@given(phrase('the operator words the charges of "{product}" from now on'))
def worded_by_operator(scene: Scene, product: str) -> None:
    scene.change_product(product, "platform")


@step(phrase("{number} {unit} pass"))
def time_passes(scene: Scene, number: str, unit: str) -> None:
    """And what is due by then is done."""
    scene.house.clock.advance(**{unit: int(number)})
    scene.house.container.tick()
