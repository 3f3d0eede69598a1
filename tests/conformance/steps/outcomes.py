"""What the answers say, and what the operator sees."""

from datetime import date, timedelta
from typing import Any

from pytest_bdd import parsers, then

from tests.conformance.answers import TEXT, kopecks
from tests.conformance.scene import Scene
from tests.conformance.steps.phrases import phrase
from tests.conformance.words import is_said

_CHARGE = """
    SELECT c.amount, c.full_price, c.text, c.period_start, c.period_end
    FROM charge c JOIN integrator i ON i.id = c.integrator_id
    WHERE c.external_id = :name AND i.code = :code
"""


@then(phrase("the answer is {code}{before}"))
def answer_is(scene: Scene, code: str, before: str) -> None:
    scene.expect(scene.answer, code, replayed=bool(before))


@then(phrase("each answer is {code}{before}"))
def each_answer_is(scene: Scene, code: str, before: str) -> None:
    assert scene.answers
    for answer in scene.answers:
        scene.expect(answer, code, replayed=bool(before))


@then("each answer is ok, as before or for the first time")
def each_answer_is_ok(scene: Scene) -> None:
    assert scene.answers
    assert all(scene.says(answer, "ok") or scene.says_again(answer) for answer in scene.answers)


@then(phrase("the other facade answers {code}{before}"))
def other_answer_is(scene: Scene, code: str, before: str) -> None:
    scene.expect(scene.answer, code, replayed=bool(before), facade=scene.other_way.name)


@then(phrase("{number} answers are {code} and {more} are {others}"))
def some_and_others(scene: Scene, number: str, code: str, more: str, others: str) -> None:
    """The two sorts of answer that calls at one time may get."""
    first = [answer for answer in scene.answers if scene.says(answer, code)]
    rest = [answer for answer in scene.answers if answer not in first]
    assert (len(first), len(rest)) == (int(number), int(more))
    for answer in rest:
        scene.expect(answer, others)


@then(phrase("{number} answers are ok and {more} are ok, as before"))
def one_and_its_twins(scene: Scene, number: str, more: str) -> None:
    """Where the facade does not tell them apart, all are ok."""
    assert len(scene.answers) == int(number) + int(more)
    if scene.tells_again():
        assert sum(scene.says(answer, "ok") for answer in scene.answers) == int(number)
    assert all(scene.says(answer, "ok") or scene.says_again(answer) for answer in scene.answers)


@then(phrase("the whole call is refused: {situation}"))
def refused_whole(scene: Scene, situation: str) -> None:
    answer = scene.answer
    assert not answer.listed
    assert is_said(answer.word, scene.facade, [situation]), answer
    assert answer.advice == "new_id_after_change"


@then("some calls are refused: too many calls a second")
def some_too_fast(scene: Scene) -> None:
    refused = [answer for answer in scene.answers if _too_fast(scene, answer.word)]
    assert refused
    assert {answer.advice for answer in refused} == {"retry_same_id"}


@then(phrase("each of the others took {held} of {left}"))
def others_took(scene: Scene, held: str, left: str) -> None:
    taken = [answer for answer in scene.answers if not _too_fast(scene, answer.word)]
    for answer in taken:
        scene.expect(answer, "ok", told=False)
    money = scene.house.money(scene.accounts["the subscriber"])
    assert money.balance == kopecks(left) - len(taken) * kopecks(held)


def _too_fast(scene: Scene, word: str) -> bool:
    return is_said(word, scene.facade, ["too many calls a second"])


@then("the answers are")
def answers_are(scene: Scene, datatable: list[list[str]]) -> None:
    """In the order of what was sent, each under its own id."""
    expected = datatable[1:]
    assert [answer.id for answer in scene.answers] == [scene.name(name) for name, _ in expected]
    for answer, (_, said) in zip(scene.answers, expected, strict=True):
        code, _, before = said.partition(", ")
        assert answer.listed
        scene.expect(answer, code, replayed=bool(before), told=False)


# ---------------------------------------------------------------- what the operator sees


@then(phrase('the operator sees "{name}" as {left} of {held} with the platform\'s text'))
def charge_seen(scene: Scene, name: str, left: str, held: str) -> None:
    ((amount, full_price, text, _, _),) = _seen(scene, name)
    assert (amount, full_price, text) == (kopecks(left), kopecks(held), TEXT)


@then(phrase('the operator sees "{name}" worded "{text}"'))
def wording_seen(scene: Scene, name: str, text: str) -> None:
    ((_, _, worded, _, _),) = _seen(scene, name)
    assert worded == text


@then(parsers.re(r'the operator sees "(?P<name>[^"]+)" paying for (?P<first>\S+) to (?P<last>\S+)'))
def period_seen(scene: Scene, name: str, first: str, last: str) -> None:
    ((_, _, _, start, end),) = _seen(scene, name)
    assert (start, end) == (date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1))


@then("exactly one charge is made")
def one_charge(scene: Scene) -> None:
    assert len(_seen(scene, "tx-1")) == 1


@then(phrase("the subscriber has what that charge has left of {left}"))
def has_the_rest(scene: Scene, left: str) -> None:
    ((amount, *_),) = _seen(scene, "tx-1")
    account = scene.accounts["the subscriber"]
    assert scene.house.money(account).balance == kopecks(left) - amount
    assert scene.house.ledger(account) == kopecks(left) - amount


def _seen(scene: Scene, name: str) -> list[tuple[Any, ...]]:
    return scene.house.rows(_CHARGE, name=scene.name(name), code=scene.way.code)
