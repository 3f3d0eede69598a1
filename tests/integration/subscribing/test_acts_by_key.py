"""An act under a key happens once, whoever sends it how often and how many at a time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID

import pytest

from backend.domain.errors import AlreadyExists
from backend.domain.services.subscribing.commands import Subscribe, Unsubscribe
from backend.domain.services.subscribing.fingerprint import KeyConflict, fingerprint
from backend.domain.services.subscribing.subscriber import NotEnoughMoney
from tests.commands import ACCOUNT
from tests.subscriber_world import CONSENT, SubscriberWorld

KEY = "0f9b6c1e-subscribe"


@pytest.fixture
def world(database_url: str) -> Iterator[SubscriberWorld]:
    """One account with 500 roubles."""
    made = SubscriberWorld(database_url)
    try:
        made.account(balance=500_00)
        yield made
        made.prove()
    finally:
        made.close()


def wish(product_id: UUID) -> Subscribe:
    """To subscribe to a product."""
    return Subscribe(account=ACCOUNT, actor="subscriber", product_id=product_id, consent=CONSENT)


def test_a_repeated_act_is_answered_from_what_it_did(world: SubscriberWorld) -> None:
    product = world.sell("kav", 50_00)
    first = world.shop.carry_out(wish(product), KEY)
    again = world.shop.carry_out(wish(product), KEY)
    assert again == first
    assert again.subscriptions[0].id == first.subscriptions[0].id
    assert world.balance() == 450_00
    assert world.count("subscription") == world.count("consent") == world.count("act") == 1


def test_another_key_is_another_act(world: SubscriberWorld) -> None:
    product = world.sell("kav", 50_00)
    world.shop.carry_out(wish(product), KEY)
    with pytest.raises(AlreadyExists):
        world.shop.carry_out(wish(product), "another-key")
    assert world.count("act") == 1


def test_the_same_key_for_something_else_changes_nothing(world: SubscriberWorld) -> None:
    product, other = world.sell("kav", 50_00), world.sell("drweb", 40_00)
    done = world.shop.carry_out(wish(product), KEY)
    for command in (
        wish(other),
        replace(wish(product), quantity=2),
        replace(wish(product), consent=replace(CONSENT, version="2026-02")),
        Unsubscribe(account=ACCOUNT, actor="subscriber", subscription_id=done.subscriptions[0].id),
    ):
        with pytest.raises(KeyConflict):
            world.shop.carry_out(command, KEY)
    assert world.balance() == 450_00
    assert world.count("subscription") == 1


def test_who_asks_and_from_where_is_not_what_is_asked(world: SubscriberWorld) -> None:
    product = world.sell("kav", 50_00)
    moved = replace(wish(product), actor="operator", consent=replace(CONSENT, address="::1"))
    assert fingerprint(moved) == fingerprint(wish(product))


def test_a_refused_act_may_be_sent_again(world: SubscriberWorld) -> None:
    product = world.sell("suite", 600_00)
    with pytest.raises(NotEnoughMoney):
        world.shop.carry_out(wish(product), KEY)
    world.pay(100_00)
    assert world.shop.carry_out(wish(product), KEY).charged == 600_00


def test_many_at_once_are_one(world: SubscriberWorld) -> None:
    product = world.sell("kav", 50_00)
    with ThreadPoolExecutor(8) as crew:
        effects = list(crew.map(lambda _: world.shop.carry_out(wish(product), KEY), range(8)))
    assert all(effect == effects[0] for effect in effects)
    assert len({effect.subscriptions[0].id for effect in effects}) == 1
    assert world.balance() == 450_00


def test_keys_are_an_accounts_own(world: SubscriberWorld) -> None:
    product = world.sell("kav", 50_00)
    world.account("000777", 100_00)
    world.shop.carry_out(wish(product), KEY)
    other = world.shop.carry_out(replace(wish(product), account="000777"), KEY)
    assert other.charged == 50_00
    assert world.balance("000777") == 50_00
