"""``docs/remote-billing.md``: its examples are played against the stand-in, and read by us."""

import json
import re
from typing import Any

import pytest

from backend.books import wire
from backend.books.openapi import CALLS, openapi_document
from backend.domain.services.booking.account_book import BookState
from tests.architecture import ROOT
from tests.fakes.remote_billing import Billing

GUIDE = (ROOT / "docs" / "remote-billing.md").read_text()
EXAMPLES = re.findall(r"```json\nPOST /(\w+)\n(.*?)```\n```json\n(.*?)```", GUIDE, re.DOTALL)


def test_every_call_has_an_example() -> None:
    assert [call.name for call in CALLS] == list(dict.fromkeys(call for call, _, _ in EXAMPLES))
    assert GUIDE.count("```json") == 2 * len(EXAMPLES)


def test_the_examples_are_what_the_stand_in_answers() -> None:
    billing = Billing()
    billing.open("000123", 50_000)
    billing.open("000124", 2_000, "blocked")
    for call, asked, answered in EXAMPLES:
        assert billing.answer(call, json.loads(asked)) == json.loads(answered), call
    assert billing.broken == []


@pytest.mark.parametrize(("call", "asked", "answered"), EXAMPLES)
def test_the_examples_are_of_the_contract(call: str, asked: str, answered: str) -> None:
    described = next(each for each in CALLS if each.name == call)
    schemas = json.loads(openapi_document())["components"]["schemas"]
    for model, text in ((described.request, asked), (described.answer, answered)):
        document: Any = json.loads(text)
        model.model_validate(document)
        (listed,) = document
        item = schemas[model.__name__]["properties"][listed]["items"]
        if "$ref" not in item:
            continue
        known = schemas[item["$ref"].rsplit("/", 1)[1]]["properties"]
        assert {name for each in document[listed] for name in each} <= set(known)


def test_what_is_read_of_them() -> None:
    told = {call: json.loads(answered) for call, _, answered in EXAMPLES[:2]}
    infos = wire.infos(told["info"])
    assert [(info.status, info.available) for info in infos.values()] == [
        ("active", 50_000),
        ("blocked", 2_000),
        (None, 0),
    ]
    states = [(each.state, each.amount) for each in wire.answers(told["reserve"]).values()]
    assert states == [
        (BookState.RESERVED, 5_000),
        (BookState.RESERVED, 45_000),
        (BookState.REFUSED, 0),
    ]
