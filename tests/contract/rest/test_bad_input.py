"""What is not understood is refused: quickly, whole, without a change and without an echo."""

import gzip
import json
import time
from typing import Any

import pytest

from tests.contract.rest.world import SECRET, World, charge

AMOUNTS = [
    "-1", "0", "0.00", "NaN", "Infinity", "1e3", "50.005", "9" * 400, "٥٠", "５０", "50,00", " 50",
    "50 ", "+50", "050", "50.", ".5", "0x10", "1_000", "", "50.00\n", "пятьдесят", "1000000000000",
    50, 50.0, -1, True, None, [], {}, ["50.00"],
]  # fmt: skip
DAYS = [
    "2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "30.05.2026", "20260530",
    "2026-05-30T00:00:00", "2026-05-30 ", "٢٠٢٦-٠٥-٣٠", "9999-12-31", "0001-01-01", "-2026-05-30",
    "", 20260530, 1779926400, True, [],
]  # fmt: skip
ACCOUNTS = [
    "000 123", " 000123", "000123 ", "", "0" * 33, "счёт", "١٢٣", "1;DROP", "000123\n", "a\x00b",
    123, None, [], {"$ne": ""},
]  # fmt: skip


def refused(world: World, path: str, document: object, pointer: str, value: object) -> None:
    """The document is refused because of that field, and its value is not in the answer."""
    before = world.balance("000123")
    answer = world.post(path, document)
    assert answer.status_code == 422, answer.text
    problem = answer.json()
    assert (problem["code"], problem["advice"]) == ("invalid_fields", "new_id_after_change")
    assert pointer in {error["pointer"] for error in problem["errors"]}
    if isinstance(value, str) and len(value.strip()) > 3:
        assert value not in answer.text
    assert world.desk.calls == 0
    assert world.balance("000123") == before


@pytest.mark.parametrize("amount", AMOUNTS, ids=repr)
def test_amounts(world: World, amount: object) -> None:
    document = {**charge(), "amount": amount}
    refused(world, "/charges", document, "/amount", amount)
    refused(world, "/charges/batch", {"charges": [charge(), document]}, "/charges/1/amount", amount)
    refused(world, "/checks", {"account": "000123", "amount": amount}, "/amount", amount)
    refused(world, "/holds", document, "/amount", amount)


@pytest.mark.parametrize("day", DAYS, ids=repr)
def test_days(world: World, day: object) -> None:
    refused(world, "/charges", {**charge(), "period_end": day}, "/period_end", day)
    refused(world, "/holds/h/captures", {"id": "c", "period_end": day}, "/period_end", day)


@pytest.mark.parametrize("account", ACCOUNTS, ids=repr)
def test_accounts(world: World, account: object) -> None:
    refused(world, "/charges", {**charge(), "account": account}, "/account", account)
    refused(world, "/checks", {"account": account, "amount": "1"}, "/account", account)


@pytest.mark.parametrize("account", ["000 123", "0" * 33, "счёт", "1;DROP"])
def test_accounts_in_the_address(world: World, account: str) -> None:
    for path in (f"/accounts/{account}", f"/accounts/{account}/subscriptions"):
        answer = world.get(path)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_fields")
        assert account not in answer.text


@pytest.mark.parametrize("name", ["tx 1", "", "x" * 65, "тх", "a\tb", 1, None, [], "a?b", "a#b"])
def test_ids(world: World, name: object) -> None:
    refused(world, "/charges", {**charge(), "id": name}, "/id", None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("product", ""),
        ("product", "x" * 201),
        ("product", "a\nb"),
        ("product", " a"),
        ("product_title", 5),
        ("text", "x" * 501),
        ("text", "nul \x00 byte"),
        ("text", None),
        ("subscription", ""),
        ("full_price", "-1"),
        ("full_price", 100),
    ],
)
def test_other_fields(world: World, field: str, value: object) -> None:
    refused(world, "/charges", {**charge(), field: value}, f"/{field}", value)


@pytest.mark.parametrize("seconds", [0, -1, 2_678_401, "60", 60.5, True])
def test_lifetimes(world: World, seconds: object) -> None:
    document = {**charge(), "lifetime_seconds": seconds}
    refused(world, "/holds", document, "/lifetime_seconds", None)


def test_an_unknown_state(world: World) -> None:
    report = {"id": "s", "account": "000123", "product": "kav", "state": "nonsense"}
    refused(world, "/status-reports", report, "/state", "nonsense")


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("/charges", charge()),
        ("/checks", {"account": "000123", "amount": "1"}),
        ("/holds", charge()),
        ("/charges/tx/reversal", {}),
        ("/holds/h/captures", {"id": "c"}),
        ("/holds/h/release", {}),
        ("/accounts/000123/storefront-link", {}),
    ],
)
def test_unknown_fields_are_refused_and_not_named(
    world: World, path: str, document: dict[str, Any]
) -> None:
    answer = world.post(path, {**document, "hunter2": "x"})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"pointer": "", "detail": "an unknown field"}]
    assert "hunter2" not in answer.text


def test_a_missing_field(world: World) -> None:
    refused(world, "/charges", charge(product=None), "/product", None)


VALID = json.dumps(charge())

BODIES = {
    "empty": b"",
    "blank": b"  ",
    "not json": b"amount=50.00",
    "xml": b"<charge/>",
    "half": VALID[:-1].encode(),
    "two": (VALID + VALID).encode(),
    "repeated name": VALID.replace('"id"', '"amount": "1.00", "id"').encode(),
    "NaN": VALID.replace('"50.00"', "NaN").encode(),
    "windows-1251": VALID.replace("kav", "кав").encode("cp1251"),
    "utf-16": VALID.encode("utf-16"),
    "utf-8 with a mark": VALID.encode("utf-8-sig"),
    "half a character": VALID.encode() + b"\xd0",
    "a trailing comma": VALID.replace("}", ",}").encode(),
    "deep": b"[" * 16_000,
    "a long number": b'{"id": ' + b"9" * 8_000 + b"}",
    "a comment": b"/**/" + VALID.encode(),
}


@pytest.mark.parametrize("name", BODIES)
def test_bodies_that_are_not_one_json_document(world: World, name: str) -> None:
    began = time.perf_counter()
    answer = world.call(
        "POST", "/charges", content=BODIES[name], headers={"Content-Type": "application/json"}
    )
    assert time.perf_counter() - began < 0.1
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    assert world.desk.calls == 0


@pytest.mark.parametrize("document", [[], "text", 1, True, [charge()]])
def test_documents_that_are_not_objects(world: World, document: object) -> None:
    answer = world.call("POST", "/charges", json=document)
    assert answer.status_code == 422


def test_half_of_a_surrogate_pair(world: World) -> None:
    body = VALID.replace("kav", "\\ud800").encode()
    answer = world.call(
        "POST", "/charges", content=body, headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": ""},
        {"Content-Type": "application/json; charset=windows-1251"},
        {"Content-Type": "application/jsonx"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
)
def test_media_types(world: World, headers: dict[str, str]) -> None:
    answer = world.call("POST", "/charges", content=gzip.compress(VALID.encode()), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("media", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_by_its_other_names(world: World, media: str) -> None:
    answer = world.call("POST", "/charges", content=VALID, headers={"Content-Type": media})
    assert answer.status_code == 200


def test_a_body_that_is_too_large(world: World) -> None:
    answer = world.call("POST", "/charges", json=charge(text="x" * 20_000))
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")

    async def endless() -> Any:
        for _ in range(100):
            sent.append(1)
            yield b"x" * 1024

    sent: list[int] = []
    headers = {"Content-Type": "application/json"}
    answer = world.call("POST", "/charges", content=endless(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert len(sent) <= 17


@pytest.mark.parametrize("length", ["x", "-1", "1" * 30, "٥"])
def test_lengths_that_are_none(world: World, length: str) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": length.encode()}
    answer = world.call("POST", "/charges", content=VALID.encode(), headers=headers)
    assert answer.status_code == 413


def test_many_errors_are_told_in_part(world: World) -> None:
    items = [charge(amount="-1") for _ in range(100)]
    answer = world.post("/charges/batch", {"charges": items})
    assert len(answer.json()["errors"]) == 20


def test_a_stranger_learns_nothing_of_its_body(world: World) -> None:
    answer = world.post("/charges", {"amount": "x"}, login=("relans", SECRET + "x"))
    assert answer.status_code == 401
