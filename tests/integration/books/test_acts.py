"""What subscribers do, where another billing keeps their money."""

from datetime import date
from uuid import UUID

import pytest

from backend.domain.errors import NotAllowed
from backend.domain.services.booking.refusals import BookUnavailable
from backend.domain.services.subscribing.commands import (
    ChangeProduct,
    ChangeTime,
    Command,
    RefundPolicy,
    Subscribe,
    Unsubscribe,
)
from backend.domain.services.subscribing.subscriber import NotEnoughMoney
from tests.booked_world import BookedShop
from tests.commands import ACCOUNT
from tests.fakes.remote_billing import Fault
from tests.subscriber_world import CONSENT

UNHEARD = [
    Fault.LOST_BEFORE,
    Fault.LOST_AFTER,
    Fault.ARRIVES_LATE,
    Fault.FAILS_AFTER,
    Fault.GARBAGE,
]


def wants(product: UUID) -> Subscribe:
    """The command of a subscriber who wants it."""
    return Subscribe(account=ACCOUNT, actor="tests", product_id=product, consent=CONSENT)


def test_a_preview_asks_and_takes_nothing(shop: BookedShop) -> None:
    product = shop.sell("office", 5_000)
    shop.elsewhere(balance=6_000)
    effect = shop.shop.preview(wants(product))
    assert (effect.charged, effect.available) == (5_000, 1_000)
    assert shop.server.calls == ["info"]
    shop.there.accounts[ACCOUNT].balance = 4_999
    with pytest.raises(NotEnoughMoney) as raised:
        shop.shop.preview(wants(product))
    assert raised.value.missing == 1


def test_subscribing_takes_the_money_over_there(shop: BookedShop) -> None:
    product = shop.sell("office", 5_000)
    shop.elsewhere(balance=6_000)
    effect, _ = shop.subscribe(product)
    assert effect.available == 1_000
    shop.resolve()
    assert shop.there.accounts[ACCOUNT].balance == 1_000


def test_too_little_over_there_is_too_little(shop: BookedShop) -> None:
    product = shop.sell("office", 5_000)
    shop.elsewhere(balance=4_000)
    with pytest.raises(NotEnoughMoney) as raised:
        shop.shop.carry_out(wants(product))
    assert raised.value.missing == 1_000
    shop.there.accounts[ACCOUNT].status = "blocked"
    with pytest.raises(NotAllowed):
        shop.shop.carry_out(wants(product))
    assert shop.count("subscription") == 0


@pytest.mark.parametrize("fault", UNHEARD)
def test_the_same_request_goes_on_where_it_was(shop: BookedShop, fault: Fault) -> None:
    product = shop.sell("office", 5_000)
    shop.elsewhere(balance=6_000)
    shop.server.go_wrong(fault)
    with pytest.raises(BookUnavailable):
        shop.shop.carry_out(wants(product), "key-1")
    first = shop.shop.carry_out(wants(product), "key-1")
    shop.server.deliver_late()
    assert shop.shop.carry_out(wants(product), "key-1").charged == first.charged
    shop.resolve()
    assert shop.there.accounts[ACCOUNT].balance == 1_000


@pytest.mark.parametrize("fault", UNHEARD)
def test_without_a_key_what_was_set_aside_is_let_go(shop: BookedShop, fault: Fault) -> None:
    product = shop.sell("office", 5_000)
    shop.elsewhere(balance=6_000)
    shop.server.go_wrong(fault)
    with pytest.raises(BookUnavailable):
        shop.shop.carry_out(wants(product))
    shop.resolve()
    shop.server.deliver_late()
    assert shop.there.available(ACCOUNT) == 6_000
    shop.shop.carry_out(wants(product))


def test_leaving_needs_nobody_and_gives_back(shop: BookedShop) -> None:
    product = shop.sell("office", 3_100)
    shop.elsewhere(balance=6_000)
    _, subscription = shop.subscribe(product)
    shop.resolve()
    shop.set_day(date(2026, 5, 11))
    shop.server.stop()
    leave = Unsubscribe(
        account=ACCOUNT,
        actor="tests",
        subscription_id=subscription,
        immediately=True,
        refund=RefundPolicy.REMAINING_DAYS,
    )
    refunded = shop.shop.carry_out(leave).refunded
    assert refunded > 0
    shop.server.start()
    shop.resolve()
    assert shop.there.accounts[ACCOUNT].balance == 6_000 - 3_100 + refunded
    (reservation,) = shop.there.reservations.values()
    assert reservation.given_back == refunded


def test_going_over_to_a_dearer_product_now(shop: BookedShop) -> None:
    cheap, dear = shop.sell("cheap", 3_100), shop.sell("dear", 6_200)
    shop.elsewhere(balance=10_000)
    _, subscription = shop.subscribe(cheap)
    shop.resolve()
    shop.set_day(date(2026, 5, 11))
    change: Command = ChangeProduct(
        account=ACCOUNT,
        actor="tests",
        subscription_id=subscription,
        product_id=dear,
        when=ChangeTime.NOW,
    )
    shown = shop.shop.preview(change)
    done = shop.shop.carry_out(change)
    assert (shown.charged, shown.refunded) == (done.charged, done.refunded)
    shop.resolve()
    assert shop.there.accounts[ACCOUNT].balance == 10_000 - 3_100 - done.difference


def test_a_trial_asks_nobody_for_money(shop: BookedShop) -> None:
    product = shop.sell("office", 5_000, trial_days=14)
    shop.elsewhere()
    shop.server.stop()
    effect = shop.shop.carry_out(wants(product))
    assert effect.charged == 0
    shop.server.start()


def test_an_installation_without_that_billing_refuses(shop: BookedShop) -> None:
    product = shop.sell("office", 5_000)
    shop.elsewhere(balance=6_000)
    bare = type(shop).__mro__[1](shop.url)
    try:
        with pytest.raises(BookUnavailable):
            bare.shop.carry_out(wants(product))
        with pytest.raises(BookUnavailable):
            bare.shop.preview(wants(product))
    finally:
        bare.close()
