"""An integrator's own names over a dialect's defaults."""

from typing import Any

import pytest

from backend.domain.errors import InvalidRequest
from backend.domain.values.codes import Code
from backend.soap import check_wire
from backend.soap.contract import Action, Operation, Unit, Words
from backend.soap.dialects.relans import RELANS
from backend.soap.dialects.rentsoft import RENTSOFT
from backend.soap.overrides import apply_wire


def of(operations: tuple[Operation, ...], action: Action) -> Operation:
    return next(each for each in operations if each.action is action)


def test_nothing_said_changes_nothing() -> None:
    assert apply_wire(RELANS, {}) is RELANS


def test_names_words_and_units_are_replaced() -> None:
    wire = {
        "namespace": "http://a.example/b",
        "service": "Gate",
        "action": "",
        "unit": "kopecks",
        "codes": {"ok": "0"},
        "otherwise": "99",
        "operations": {
            "charge": {"name": "Debit", "request": {"account": "ls", "text": None}},
            "account": {"list": {"request": "q", "response": "a"}},
        },
    }
    spoken = apply_wire(RELANS, wire)
    charge = of(spoken.operations, Action.CHARGE)
    assert (spoken.namespace, spoken.service, spoken.unit) == (
        "http://a.example/b",
        "Gate",
        Unit.KOPECKS,
    )
    assert spoken.soap_action(charge) == ""
    assert (spoken.word(charge, Code.OK), spoken.word(charge, Code.FAILED)) == ("0", "99")
    assert spoken.word(charge, Code.NOT_ENOUGH_MONEY) == "NO_FUNDS"
    assert charge.wire == "Debit"
    assert charge.request.fields[0].wire == "ls"
    assert "text" not in charge.request.names()
    assert of(spoken.operations, Action.ACCOUNT).items is not None


def test_a_list_can_become_single() -> None:
    spoken = apply_wire(RENTSOFT, {"operations": {"charge": {"list": False}}})
    assert of(spoken.operations, Action.CHARGE).items is None


def test_a_shared_type_is_renamed_for_one_operation_only() -> None:
    wire = {"operations": {"charge": {"response": {"external_id": "id"}}}}
    spoken = apply_wire(RENTSOFT, wire)
    assert of(spoken.operations, Action.CHARGE).response.fields[0].wire == "id"
    assert of(spoken.operations, Action.REVERSE).response.fields[0].wire == "txid"
    check_wire("rentsoft", wire)


def test_states_are_renamed_everywhere() -> None:
    spoken = apply_wire(RELANS, {"states": {"active": "ON"}})
    field = next(
        each for each in of(spoken.operations, Action.STATUS).request.fields if each.name == "state"
    )
    assert isinstance(field.kind, Words)
    assert (field.kind.words["active"], field.kind.words["ended"]) == ("ON", "ENDED")


@pytest.mark.parametrize(
    ("wire", "complaint"),
    [
        ({"colour": "red"}, "wire: what there is: action, codes"),
        ({"namespace": "no address"}, r"wire\.namespace"),
        ({"action": "{nonsense}"}, r"wire\.action"),
        ({"unit": "dollars"}, r"wire\.unit"),
        ({"codes": {"fine": "0"}}, r"wire\.codes\.fine"),
        ({"codes": {"ok": "two words"}}, r"wire\.codes\.ok"),
        ({"states": {"active": "SUSPENDED"}}, "two states share a word"),
        ({"operations": {"hold": {"name": "Hold"}}}, "hold not in this dialect"),
        ({"operations": {"pay": {}}}, r"wire\.operations\.pay"),
        ({"operations": {"charge": {"name": "1st"}}}, r"wire\.operations\.charge\.name"),
        (
            {"operations": {"charge": {"request": {"nope": "x"}}}},
            r"charge: what can be renamed is account, am",
        ),
        ({"operations": {"charge": {"request": {"amount": None}}}}, "lacks amount"),
        ({"operations": {"charge": {"request": {"amount": "productCode"}}}}, "share a name"),
        ({"operations": {"charge": {"name": "CheckFunds"}}}, "share a name: CheckFunds"),
    ],
)
def test_what_cannot_be_is_said_clearly(wire: dict[str, Any], complaint: str) -> None:
    with pytest.raises(InvalidRequest, match=complaint):
        check_wire("relans", wire)


def test_an_unknown_dialect_is_said_clearly() -> None:
    with pytest.raises(InvalidRequest, match="no dialect soft; known: native, relans, rentsoft"):
        check_wire("soft", {})
