"""What events say: in the values of the contracts, and nothing of the house."""

import json
from dataclasses import replace
from typing import Any

import pytest
from pydantic import TypeAdapter

from backend.api.event_catalogue import schemas, webhooks
from backend.api.event_examples import _CONTENTS, _NAMES, example
from backend.api.operator.app import openapi_document as operator_document
from backend.api.partner.app import openapi_document as partner_document
from backend.domain.events import Fact, Topic
from backend.domain.services.telling.contents import CONTENTS
from backend.domain.services.telling.render_event import render_event
from tests.fakes.manual_clock import START

MONEY = ("amount", "vat_amount", "returned", "missing", "available", "total", "payable")


def rendered(topic: Topic, **changes: Any) -> dict[str, Any]:
    """The data of an event of the catalogue's example, changed."""
    fact = Fact(
        id=example(topic).id,
        number=1,
        at=START,
        topic=topic,
        account_id=7,
        subscription_id=next(iter(_NAMES.subscriptions)),
        content={**_CONTENTS[topic], **changes},
    )
    return dict(render_event(fact, _NAMES).data)


@pytest.mark.parametrize("topic", Topic)
def test_every_event_is_as_the_contract_says(topic: Topic) -> None:
    body = json.loads(example(topic).body())
    TypeAdapter(CONTENTS[topic]).validate_json(json.dumps(body["data"]), strict=True)
    media = webhooks()[topic]["post"]["requestBody"]["content"]["application/json"]
    assert media["example"] == body
    schema = schemas()[CONTENTS[topic].__name__]
    assert set(schema["required"]) <= body["data"].keys() <= schema["properties"].keys()
    assert body["type"] == media["schema"]["properties"]["type"]["const"] == topic


@pytest.mark.parametrize("topic", Topic)
def test_sums_are_texts_in_roubles(topic: Topic) -> None:
    data = rendered(topic)
    for name in MONEY:
        if name in data:
            assert data[name].partition(".")[2].isdigit(), name
    assert None not in data.values()


def test_days_are_inclusive() -> None:
    data = rendered(Topic.CHARGE_TAKEN)
    assert (data["period_start"], data["period_end"]) == ("2026-05-01", "2026-05-31")


def test_what_there_is_nothing_to_say_of_is_left_out() -> None:
    once = rendered(Topic.CHARGE_TAKEN, period_start=None, period_end=None)
    assert not {"period_start", "period_end"} & once.keys()
    elsewhere = rendered(Topic.DEBIT_COMING, available=None, missing=None)
    assert not {"available", "missing"} & elsewhere.keys()


@pytest.mark.parametrize(
    ("actor", "shown"),
    [
        ("subscriber", "subscriber"),
        ("relans", "platform"),
        ("operator:anna", "operator"),
        ("operator", "operator"),
        ("billing", "operator"),
        ("portal:another", "operator"),
    ],
)
def test_names_of_the_staff_stay_in_the_house(actor: str, shown: str) -> None:
    assert rendered(Topic.SUBSCRIPTION_ENDED, actor=actor)["actor"] == shown


def test_the_operators_own_product_has_no_platform() -> None:
    names = replace(_NAMES, integrators={0: "operator"})
    fact = Fact(
        id=example(Topic.SUBSCRIPTION_ENDED).id,
        number=1,
        at=START,
        topic=Topic.SUBSCRIPTION_ENDED,
        account_id=7,
        subscription_id=next(iter(names.subscriptions)),
        content={
            **_CONTENTS[Topic.SUBSCRIPTION_ENDED],
            "integrator_id": 0,
            "actor": "operator",
        },
    )
    assert render_event(fact, names).data["actor"] == "operator"


def test_the_same_fact_is_the_same_bytes() -> None:
    for topic in Topic:
        assert example(topic).body() == example(topic).body()


@pytest.mark.parametrize("text", [operator_document(), partner_document()])
def test_the_catalogue_is_in_the_contracts(text: str) -> None:
    document = json.loads(text)
    assert document["webhooks"].keys() == {*Topic, "ping"}
    for webhook in document["webhooks"].values():
        (reference,) = {
            webhook["post"]["requestBody"]["content"]["application/json"]["schema"]["properties"][
                "data"
            ]["$ref"]
        }
        assert reference.rpartition("/")[2] in document["components"]["schemas"]
        for parameter in webhook["post"]["parameters"]:
            assert parameter["$ref"].rpartition("/")[2] in document["components"]["parameters"]
