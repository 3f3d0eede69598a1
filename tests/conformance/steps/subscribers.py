"""Subscribers, their money, what the operator does with them and what platforms are told."""

from pytest_bdd import given, step, then, when

from backend.domain.services.administration.change_account import set_credit_limit, set_status
from backend.domain.values.status import AccountStatus
from tests.conformance.answers import kopecks
from tests.conformance.scene import Scene
from tests.conformance.steps.phrases import phrase
from tests.conformance.words import is_said


@given(phrase("a subscriber with {left}"))
def a_subscriber(scene: Scene, left: str) -> None:
    scene.open("the subscriber", kopecks(left))


@given(phrase("a neighbour with {left}"))
def a_neighbour(scene: Scene, left: str) -> None:
    scene.open("the neighbour", kopecks(left))


@given(phrase("a neighbour whose number is the subscriber's without its first zero, with {left}"))
def almost_the_same_number(scene: Scene, left: str) -> None:
    number = scene.accounts["the subscriber"]
    assert number.startswith("00")
    scene.open("the neighbour", kopecks(left), number[1:])


@given("the account number of somebody who is not a subscriber yet")
def a_newcomer(scene: Scene) -> None:
    scene.accounts["the newcomer"] = f"09{scene.number:05}"


@when(phrase("the newcomer becomes a subscriber with {left}"))
def the_newcomer_comes(scene: Scene, left: str) -> None:
    scene.open("the newcomer", kopecks(left), scene.accounts["the newcomer"])


@given(phrase("the subscriber may go {left} below zero"))
def credit(scene: Scene, left: str) -> None:
    scene.change_subscriber(set_credit_limit, kopecks(left))


@step("the subscriber is blocked")
def blocked(scene: Scene) -> None:
    scene.change_subscriber(set_status, AccountStatus.BLOCKED)


@when("the subscriber is unblocked")
def unblocked(scene: Scene) -> None:
    scene.change_subscriber(set_status, AccountStatus.ACTIVE)


@given("the subscriber's account is closed")
def closed(scene: Scene) -> None:
    scene.change_subscriber(set_status, AccountStatus.CLOSED)


@when(phrase("{left} is paid in for the subscriber"))
def paid_in(scene: Scene, left: str) -> None:
    scene.house.pay(scene.accounts["the subscriber"], kopecks(left))


# ---------------------------------------------------------------- what is there


@then(phrase("{whom} has {left}"))
def has(scene: Scene, whom: str, left: str) -> None:
    _has(scene, whom, kopecks(left), 0)


@then(phrase("{whom} has {left}, of which {held} is held"))
def has_held(scene: Scene, whom: str, left: str, held: str) -> None:
    _has(scene, whom, kopecks(left), kopecks(held))


def _has(scene: Scene, whom: str, balance: int, held: int) -> None:
    """It is what is stored, what the ledger adds up to, and what the platform is told."""
    money = scene.house.money(scene.accounts[whom])
    assert (money.balance, money.held) == (balance, held)
    assert scene.house.ledger(scene.accounts[whom]) == balance
    told = scene.house.run(scene.way.who(scene.accounts[whom]))
    assert is_said(told.word, scene.facade, ["ok"], listed=True)
    assert told.available == balance - held + money.credit


@then(phrase("the subscriber's closed account still has {left}"))
def closed_has(scene: Scene, left: str) -> None:
    account = scene.accounts["the subscriber"]
    assert scene.house.money(account).balance == kopecks(left) == scene.house.ledger(account)


# ---------------------------------------------------------------- who is it


@when("the platform asks who the subscriber is")
def who(scene: Scene) -> None:
    scene.told = scene.house.run(scene.way.who(scene.accounts["the subscriber"]))


@when(phrase('the platform asks who "{account}" is'))
def who_is(scene: Scene, account: str) -> None:
    scene.told = scene.house.run(scene.way.who(account))


@then(phrase("it is told that {left} can be spent"))
def told_available(scene: Scene, left: str) -> None:
    assert scene.told is not None
    assert is_said(scene.told.word, scene.facade, ["ok"], listed=True)
    assert scene.told.available == kopecks(left)


@then("it is told unknown_account")
def told_unknown(scene: Scene) -> None:
    assert scene.told is not None
    assert is_said(scene.told.word, scene.facade, ["unknown_account"])
    assert scene.told.available is None


@then(phrase('it is told the tariffs "{tariffs}"'))
def told_tariffs(scene: Scene, tariffs: str) -> None:
    assert scene.told is not None
    assert scene.told.tariffs == tariffs


@then(
    phrase("it is told that periods begin on day {number} and that the time shift is {more} hours")
)
def told_calendar(scene: Scene, number: str, more: str) -> None:
    assert scene.told is not None
    told = (scene.told.period_start_day, scene.told.utc_offset_hours)
    assert told == (int(number), int(more))
