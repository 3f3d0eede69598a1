"""What is foreseen is told like what happened: every topic of the catalogue has been sent once."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from backend.api.event_catalogue import schemas
from backend.domain import models
from backend.domain.services.telling.contents import CONTENTS
from tests.event_world import EventWorld
from tests.forecast_world import forecast_desks

MAY_25, MAY_29, JUNE_1 = date(2026, 5, 25), date(2026, 5, 29), date(2026, 6, 1)


@pytest.fixture
def world(database_url: str) -> Iterator[EventWorld]:
    """An account with 300 roubles, and an endpoint that wants everything."""
    made = EventWorld(database_url)
    try:
        made.endpoint()
        yield made
        made.prove()
    finally:
        made.close()


def test_a_debit_a_trial_a_price_and_an_advance_invoice(world: EventWorld) -> None:
    advances, forecasts = forecast_desks(world)
    kav = world.sell("kav", 20_000)
    world.subscribe(kav)
    world.subscribe(world.sell("kis", 9_900, trial_days=31))
    with world.session() as session:
        session.add(
            models.Price(product_id=kav, valid_from=JUNE_1, existing_from=JUNE_1, amount=25_000)
        )
    for day in (MAY_25, MAY_29):
        world.set_day(day)
        forecasts.work()
        advances.work()
        world.tell()
    world.pay(100_000)
    advances.work()
    forecasts.work()
    while world.tell():
        pass

    told: dict[str, dict[str, Any]] = {}
    for message in world.sent():
        body = json.loads(message.body)
        told[body["type"]] = body["data"]
    coming = {each for each in told if not each.startswith(("subscription", "charge", "payment"))}
    assert coming == {
        "debit.coming",
        "trial.ending",
        "price.changing",
        "advance_invoice.issued",
        "advance_invoice.settled",
    }
    assert (told["trial.ending"]["ends_on"], told["trial.ending"]["on"]) == (
        "2026-05-31",
        "2026-06-01",
    )
    assert (told["price.changing"]["from_amount"], told["price.changing"]["to_amount"]) == (
        "200.00",
        "250.00",
    )
    assert told["debit.coming"]["amount"] == "349.00"
    for type_, data in told.items():
        schema = schemas()[CONTENTS[type_].__name__]  # type: ignore[index]  # topics are texts
        assert set(schema["required"]) <= data.keys() <= schema["properties"].keys()
