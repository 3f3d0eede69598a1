"""Several at once: one winner, and no kopeck comes back twice."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest

from backend.domain.outcome import Outcome
from backend.domain.services.correcting.refusals import AlreadyDecided, MoreThanLeft
from backend.domain.services.correcting.rows import CorrectionRow, CorrectionState
from backend.domain.values.codes import Code
from tests.integration.correcting.desk import BORIS, CLARA, SUM, CorrectionDesk

ROUNDS = range(8)


def at_once(*works: Callable[[], object]) -> list[object]:
    """Start all at the same moment; what each answered or raised."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return work()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def ends(answers: Sequence[object]) -> Counter[str]:
    """How many answers of each kind there are."""
    return Counter(
        answer.state.value if isinstance(answer, CorrectionRow) else type(answer).__name__
        for answer in answers
    )


def test_two_confirm_and_one_does(desk: CorrectionDesk) -> None:
    for number in ROUNDS:
        asked = desk.reverse(charge=desk.charged(f"r-{number}"))
        before = desk.balance()
        answers = at_once(partial(desk.confirm, asked), partial(desk.confirm, asked, CLARA))
        assert ends(answers) == {"applied": 1, AlreadyDecided.__name__: 1}
        assert desk.balance() == before + SUM


def test_confirm_and_reject_have_one_winner(desk: CorrectionDesk) -> None:
    for number in ROUNDS:
        asked = desk.reverse(charge=desk.charged(f"r-{number}"))
        before = desk.balance()
        answers = at_once(partial(desk.confirm, asked), partial(desk.reject, asked, CLARA))
        found = ends(answers)
        assert found[AlreadyDecided.__name__] == 1
        assert found["applied"] + found["rejected"] == 1
        assert desk.balance() == before + SUM * found["applied"]


def test_confirm_and_the_platforms_reversal_give_back_once(desk: CorrectionDesk) -> None:
    for number in ROUNDS:
        asked = desk.reverse(charge=desk.charged(f"r-{number}"))
        before = desk.balance()
        answers = at_once(
            partial(desk.confirm, asked),
            partial(desk.one, desk.platform.reverse(f"r-{number}")),
        )
        confirmed, outcome = answers
        assert isinstance(confirmed, CorrectionRow)
        assert isinstance(outcome, Outcome)
        assert confirmed.state in (CorrectionState.APPLIED, CorrectionState.FAILED)
        assert (outcome.code, outcome.amount) == (Code.OK, SUM), "the platform is told the same"
        assert desk.balance() == before + SUM


def test_refunds_and_the_platforms_reversal_come_to_the_whole(desk: CorrectionDesk) -> None:
    for number in ROUNDS:
        charge = desk.charged(f"r-{number}")
        before = desk.balance()
        at_once(
            partial(desk.refund, 300, charge=charge),
            partial(desk.one, desk.platform.reverse(f"r-{number}")),
            partial(desk.refund, 200, BORIS, charge=charge),
        )
        assert desk.balance() == before + SUM


def test_one_key_gives_back_once(desk: CorrectionDesk) -> None:
    before = desk.balance()
    answers = at_once(*[partial(desk.refund, 700, key="the-same-key")] * 6)
    assert ends(answers) == {"applied": 6}
    assert desk.balance() == before + 700
    assert desk.count("refund") == desk.count("correction") == 1


def test_no_more_than_was_taken(desk: CorrectionDesk) -> None:
    charge = desk.charged("small", 1_000)
    before = desk.balance()
    answers = at_once(*[partial(desk.refund, 300, charge=charge)] * 6)
    assert ends(answers) == {"applied": 3, MoreThanLeft.__name__: 3}
    assert desk.balance() == before + 900


@pytest.mark.parametrize("late", [False, True])
def test_a_decision_and_the_tick(desk: CorrectionDesk, late: bool) -> None:
    asked = desk.reverse()
    before = desk.balance()
    desk.clock.advance(days=7 if late else 6)
    confirmed, expired = at_once(partial(desk.confirm, asked), desk.expire)
    if late:
        assert isinstance(confirmed, AlreadyDecided) or ends([confirmed]) == {"expired": 1}
        assert desk.balance() == before
    else:
        assert (ends([confirmed]), expired) == ({"applied": 1}, 0)
        assert desk.balance() == before + SUM
