"""The published tables of words are what the product says."""

from backend.api.problems import PROBLEMS
from backend.domain.values.codes import Code
from backend.soap.contract import Action, Dialect, Operation
from backend.soap.dialects import DIALECTS
from backend.soap.parlay import fault_text
from tests.conformance.words import NOWHERE, WORDS

_OF_HOLDS = {Code.UNKNOWN_HOLD, Code.HOLD_CLOSED, Code.HOLD_EXPIRED, Code.HOLD_EXCEEDED}
_OF_HOLDS |= {Code.KEPT_ELSEWHERE}


def _operation(dialect: Dialect, action: Action) -> Operation:
    return next(each for each in dialect.operations if each.action is action)


def _word(facade: str, code: Code, action: Action = Action.CHARGE, *, again: bool = False) -> str:
    if code is Code.OK and facade in ("native", "rest"):
        return "ok" if facade == "native" else "200 ok"
    if facade == "native":
        return f"{fault_text(code).message_id} {code}"
    if facade == "rest":
        return f"{PROBLEMS[code].status} {code}"
    if code in _OF_HOLDS:
        return NOWHERE
    dialect = DIALECTS[facade]
    return dialect.word(_operation(dialect, action), code, repeated=again)


def _row(code: Code, action: Action = Action.CHARGE, *, again: bool = False) -> dict[str, str]:
    facades = ("native", "rentsoft", "relans", "rest")
    return {facade: _word(facade, code, action, again=again) for facade in facades}


def test_every_code_is_in_the_tables_as_each_facade_says_it() -> None:
    for code in Code:
        assert WORDS[code] == _row(code), code


def test_what_is_said_otherwise_of_some_calls() -> None:
    assert WORDS["ok, sent again (charge)"] == _row(Code.OK, again=True)
    assert WORDS["conflict (status report)"] == _row(Code.CONFLICT, Action.STATUS)


def test_no_other_call_has_words_of_its_own() -> None:
    """What the tables say of all calls is true of all calls."""
    for dialect in DIALECTS.values():
        own = {
            (operation.action, code) for operation in dialect.operations for code in operation.words
        }
        assert own <= {(Action.STATUS, Code.CONFLICT)}
        again = {each.action for each in dialect.operations if each.repeated is not None}
        assert again <= {Action.CHARGE}
