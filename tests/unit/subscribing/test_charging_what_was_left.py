"""A platform meets what its subscriber has left: no money, no way back but the subscriber's own."""

from datetime import date
from uuid import UUID

import pytest

from backend.domain.commands import Command
from backend.domain.outcome import Outcome
from backend.domain.services.charging.process_batch import process_batch
from backend.domain.values.codes import ADVICE, Advice, Code
from backend.domain.values.status import AccountStatus, SubscriptionState
from tests.commands import ACCOUNT, Platform
from tests.fakes.manual_clock import ManualClock
from tests.fakes.memory_book import MemoryBook

MAY_31 = date(2026, 5, 31)
_S = SubscriptionState


class Shop:
    """An account with a subscription that its subscriber has left."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.book = MemoryBook()
        self.alpha = Platform()
        self.account = self.book.open_account(ACCOUNT, 1_000)
        self.do(self.alpha.charge("c-1", 100), self.alpha.hold("h-1", 300))
        (self.id,) = self.book.subscriptions
        self.leave()

    def do(self, *commands: Command) -> list[Outcome]:
        """One batch."""
        return process_batch(commands, self.book, self.clock.moment())

    def code(self, command: Command) -> Code:
        """The code of one command."""
        return self.do(command)[0].code

    def leave(self) -> None:
        """The subscriber leaves."""
        self.book.cancel(self.id, MAY_31)

    def keep(self) -> None:
        """The subscriber stays."""
        del self.book.cancelled[self.id]
        row = self.book.subscriptions[self.id]
        self.book.subscriptions[self.id] = row._replace(state=_S.ACTIVE)


@pytest.fixture
def shop() -> Shop:
    """One for each test."""
    return Shop()


def test_no_money_is_taken(shop: Shop) -> None:
    (outcome,) = shop.do(shop.alpha.charge("c-2", 100))
    assert (outcome.code, outcome.id) == (Code.SUBSCRIPTION_CANCELLED, None)
    assert ADVICE[outcome.code] is Advice.NEVER
    assert shop.code(shop.alpha.capture("c-3", "h-1", 50)) is Code.SUBSCRIPTION_CANCELLED
    assert (shop.account.balance, shop.account.held, len(shop.book.charges)) == (900, 300, 1)
    assert shop.book.subscriptions[shop.id].paid_through == MAY_31


def test_once_it_is_kept_the_same_id_works(shop: Shop) -> None:
    charge, capture = shop.alpha.charge("c-2", 100), shop.alpha.capture("c-3", "h-1")
    shop.do(charge, capture)
    shop.keep()
    assert [outcome.code for outcome in shop.do(charge, capture)] == [Code.OK, Code.OK]
    assert (shop.account.balance, shop.account.held) == (500, 0)


def test_money_is_looked_at_first_as_a_check_does(shop: Shop) -> None:
    assert shop.code(shop.alpha.charge("c-2", 10_000)) is Code.NOT_ENOUGH_MONEY
    shop.account.status = AccountStatus.BLOCKED
    assert shop.code(shop.alpha.charge("c-3", 1)) is Code.ACCOUNT_BLOCKED
    assert shop.code(shop.alpha.capture("c-4", "h-1")) is Code.ACCOUNT_BLOCKED


def test_what_was_done_before_is_answered_as_it_was(shop: Shop) -> None:
    (outcome,) = shop.do(shop.alpha.charge("c-1", 100))
    assert (outcome.code, outcome.replayed) == (Code.OK, True)
    assert shop.code(shop.alpha.reverse("c-1")) is Code.OK
    assert shop.account.balance == 1_000


def test_another_subscription_is_charged(shop: Shop) -> None:
    assert shop.code(shop.alpha.charge("c-2", 100, subscription="other")) is Code.OK


@pytest.mark.parametrize("state", list(SubscriptionState))
def test_the_platform_cannot_take_it_back(shop: Shop, state: SubscriptionState) -> None:
    code = shop.code(shop.alpha.report("r-1", state))
    if state in (_S.CANCELLING, _S.ENDED):
        assert (code, shop.book.subscriptions[shop.id].state) == (Code.OK, state)
    else:
        assert code is Code.TRANSITION_REFUSED
        assert shop.book.subscriptions[shop.id].state is _S.CANCELLING


def test_what_has_ended_may_be_bought_anew(shop: Shop) -> None:
    shop.do(shop.alpha.report("r-1", _S.ENDED))
    outcomes = shop.do(shop.alpha.charge("c-2", 100), shop.alpha.charge("c-3", 100))
    assert [outcome.code for outcome in outcomes] == [Code.OK, Code.OK]
    assert len(shop.book.subscriptions) == 2


def test_what_only_the_platform_announced_goes_on_by_its_charge(shop: Shop) -> None:
    shop.keep()
    shop.do(shop.alpha.report("r-1", _S.CANCELLING))
    assert shop.code(shop.alpha.charge("c-2", 100)) is Code.OK
    assert _state(shop.book, shop.id) is _S.ACTIVE


def _state(book: MemoryBook, subscription_id: UUID) -> SubscriptionState:
    return book.subscriptions[subscription_id].state
