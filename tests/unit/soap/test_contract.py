"""Dialects as data: words, and what cannot be a dialect."""

from dataclasses import replace

import pytest

from backend.domain.errors import InvalidRequest
from backend.domain.values.codes import Code
from backend.soap.contract import Action, Dialect, Field, Kind, Operation, Record
from backend.soap.dialects import DIALECTS, PORTAL
from backend.soap.dialects.rentsoft import RENTSOFT
from backend.soap.vocabulary import VOCABULARY, check_dialect


def of(dialect: Dialect, action: Action) -> Operation:
    return next(each for each in dialect.operations if each.action is action)


@pytest.mark.parametrize("dialect", [*DIALECTS.values(), PORTAL], ids=[*DIALECTS, "portal"])
def test_the_shipped_dialects_can_work(dialect: Dialect) -> None:
    assert check_dialect(dialect) is dialect


def test_every_action_has_a_vocabulary() -> None:
    assert set(VOCABULARY) == set(Action)


def test_rentsoft_has_its_own_five_codes_and_a_generic_one() -> None:
    charge = of(RENTSOFT, Action.CHARGE)
    words = {RENTSOFT.word(charge, code) for code in Code}
    assert words == {
        "OK",
        "USER_UNKNOWN_UUID",
        "USER_NO_MONEY",
        "USER_DUPLICATE_TXID",
        "USER_UNKNOWN_TXID",
        "USER_ERROR",
    }


@pytest.mark.parametrize(
    ("action", "code", "repeated", "word"),
    [
        (Action.CHARGE, Code.OK, False, "OK"),
        (Action.CHARGE, Code.OK, True, "USER_DUPLICATE_TXID"),
        (Action.CHARGE, Code.CONFLICT, False, "USER_DUPLICATE_TXID"),
        (Action.CHARGE, Code.REVERSED, True, "USER_DUPLICATE_TXID"),
        (Action.CHARGE, Code.NOT_ENOUGH_MONEY, True, "USER_NO_MONEY"),
        (Action.CHARGE, Code.ACCOUNT_BLOCKED, False, "USER_NO_MONEY"),
        (Action.REVERSE, Code.OK, True, "OK"),
        (Action.REVERSE, Code.UNKNOWN_OPERATION, False, "USER_UNKNOWN_TXID"),
        (Action.STATUS, Code.OK, True, "OK"),
        (Action.STATUS, Code.CONFLICT, False, "USER_ERROR"),
        (Action.STATUS, Code.TRANSITION_REFUSED, False, "USER_ERROR"),
        (Action.CHARGE, Code.FAILED, False, "USER_ERROR"),
    ],
)
def test_rentsofts_words(action: Action, code: Code, word: str, *, repeated: bool) -> None:
    assert RENTSOFT.word(of(RENTSOFT, action), code, repeated=repeated) == word


def test_operations_for_tests_are_offered_in_test_mode_only() -> None:
    assert Action.CLEANUP not in {each.action for each in RENTSOFT.offered(test_mode=False)}
    assert Action.CLEANUP in {each.action for each in RENTSOFT.offered(test_mode=True)}


def changed(**changes: object) -> Dialect:
    charge = of(RENTSOFT, Action.CHARGE)
    return replace(RENTSOFT, operations=(replace(charge, **changes),))  # type: ignore[arg-type]


def request(*fields: Field) -> Record:
    return Record("R", (*of(RENTSOFT, Action.CHARGE).request.fields, *fields))


@pytest.mark.parametrize(
    ("dialect", "complaint"),
    [
        (changed(request=Record("R", ())), "lacks account, amount, external_id, product"),
        (changed(request=request(Field("colour", "c", Kind.TEXT))), "does not know colour"),
        (changed(response=request()), "the answer does not know"),
        (changed(request=request(Field("subscription", "uuid", Kind.NAME))), "share a name: uuid"),
        (changed(answer="charge"), "share a name: charge"),
        (changed(answer="RsAg_TxidResponse"), "share a name: RsAg_TxidResponse"),
    ],
)
def test_an_impossible_dialect_says_why(dialect: Dialect, complaint: str) -> None:
    with pytest.raises(InvalidRequest, match=complaint):
        check_dialect(dialect)


def test_what_an_action_needs_cannot_be_optional() -> None:
    fields = tuple(
        replace(field, required=field.name != "amount")
        for field in of(RENTSOFT, Action.CHARGE).request.fields
    )
    with pytest.raises(InvalidRequest, match="amount cannot be optional"):
        check_dialect(changed(request=Record("R", fields)))
