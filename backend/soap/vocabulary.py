"""The canonical names that an action knows: what it needs, what it takes, what it can answer.

This is the dictionary for writing a dialect: map these names to the platform's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.domain.errors import InvalidRequest
from backend.soap.contract import Action, Dialect, Field, Operation, Record


@dataclass(frozen=True, slots=True)
class Signature:
    """Names of an action's fields: required and optional ones of a request, and of an answer."""

    needs: frozenset[str]
    takes: frozenset[str]
    answers: frozenset[str]


def _signature(needs: str, takes: str, answers: str) -> Signature:
    return Signature(frozenset(needs.split()), frozenset(takes.split()), frozenset(answers.split()))


_OUTCOME = (
    "account external_id code advice replayed status amount available operation_id target_id "
    "recorded_at"
)

VOCABULARY: Mapping[Action, Signature] = {
    Action.ACCOUNT: _signature(
        "account",
        "",
        "account code advice holder status balance held available tariffs period_start_day "
        "utc_offset_hours",
    ),
    Action.CHECK: _signature(
        "account amount", "external_id", "account external_id code advice available"
    ),
    Action.CHARGE: _signature(
        "account external_id amount product",
        "product_title subscription full_price text period_end",
        _OUTCOME,
    ),
    Action.REVERSE: _signature("external_id", "account", _OUTCOME),
    Action.HOLD: _signature(
        "account external_id amount product",
        "product_title subscription text lifetime_seconds",
        _OUTCOME,
    ),
    Action.CAPTURE: _signature(
        "external_id hold", "account amount final text period_end", _OUTCOME
    ),
    Action.RELEASE: _signature("external_id", "account", _OUTCOME),
    Action.STATUS: _signature(
        "account external_id product state", "product_title subscription reason", _OUTCOME
    ),
    Action.OPERATION: _signature("kind external_id", "", f"{_OUTCOME} kind"),
    Action.SUBSCRIPTIONS: _signature("account", "", "account code advice subscriptions"),
    Action.LINK: _signature("account", "path", "account code advice url"),
    Action.CLEANUP: _signature("account", "", "account code advice"),
    Action.REPORT: _signature("account", "", "account code advice subscriptions"),
    Action.STOREFRONT: _signature(
        "account integrator", "path", "account code advice url expires_at"
    ),
}


def check_dialect(dialect: Dialect) -> Dialect:
    """The dialect itself; ``InvalidRequest`` says what in it cannot work."""
    names = [each.wire for each in dialect.operations]
    names += [each.answer for each in dialect.operations]
    names += {
        record.name
        for operation in dialect.operations
        for message in (operation.request, operation.response)
        for record in inner_records(message)[0 if operation.items else 1 :]
    }
    _refuse_twice(names, "operations, their answers and types")
    for operation in dialect.operations:
        _check_operation(operation)
    return dialect


def _check_operation(operation: Operation) -> None:
    signature = VOCABULARY[operation.action]
    place = f"operation {operation.action}"
    asked = operation.request.names()
    if missing := signature.needs - asked:
        raise InvalidRequest(f"{place}: the request lacks {_list(missing)}")
    _refuse_unknown(asked - signature.needs - signature.takes, f"{place}: the request")
    _refuse_unknown(operation.response.names() - signature.answers, f"{place}: the answer")
    for field in operation.request.fields:
        if field.required is False and field.name in signature.needs:
            raise InvalidRequest(f"{place}: {field.name} cannot be optional")
    for record in (operation.request, operation.response):
        _refuse_twice([each.wire for each in record.fields], f"{place}: elements")


def _refuse_unknown(names: frozenset[str], place: str) -> None:
    if names:
        raise InvalidRequest(f"{place} does not know {_list(names)}")


def _refuse_twice(names: list[str], place: str) -> None:
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise InvalidRequest(f"{place} share a name: {_list(twice)}")


def _list(names: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(names))


def inner_records(record: Record) -> list[Record]:
    """The record and every record inside it, outermost first."""
    inside = [field.kind for field in record.fields if isinstance(field.kind, Record)]
    return [record, *(found for each in inside for found in inner_records(each))]


def fields_of(operation: Operation) -> list[Field]:
    """Every field of an operation's messages, nested ones included."""
    records = inner_records(operation.request) + inner_records(operation.response)
    return [field for record in records for field in record.fields]
