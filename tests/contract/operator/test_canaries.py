"""Canaries: names, passwords and documents of people go through the desk and appear in no log."""

import pytest

from tests.contract.operator.world import TOKEN, DeskWorld

HOLDER = "Канарейкин Кенар Кенарович"
DOCUMENT = "canary-document-4711"
REASON = "canary: asked for it on the telephone"


def test_no_person_and_no_secret_is_in_a_log(
    world: DeskWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    person = world.person()
    account = {"number": "4711", "holder": HOLDER}
    assert person.post("/accounts", account).status_code == 200
    payment = {"account": "4711", "document": DOCUMENT, "amount": "10.00", "text": REASON}
    assert person.post("/payments", payment).status_code == 200
    made = person.post("/accounts/4711/password", {"reason": REASON})
    assert made.status_code == 200
    password = made.json()["password"]
    assert person.get("/accounts", params={"holder": "Канарейкин"}).status_code == 200
    blocked = {"status": "blocked", "reason": REASON}
    assert person.patch("/accounts/4711", blocked).status_code == 200
    assert person.post("/accounts", account).status_code == 409
    assert person.post("/accounts", {**account, "number": "не номер"}).status_code == 422
    said = capsys.readouterr()
    for canary in (HOLDER, "Канарейкин", DOCUMENT, REASON, password, TOKEN):
        assert canary not in said.out + said.err
