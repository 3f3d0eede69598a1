"""Describes the dialects to people who are about to rename things in them."""

from collections.abc import Mapping, Sequence

from backend.domain.dialect import DialectView, FieldView, OperationView
from backend.domain.values.codes import Code
from backend.domain.values.status import SubscriptionState
from backend.soap.contract import Dialect, Field, Operation, Record, Words
from backend.soap.dialects import DIALECTS
from backend.soap.vocabulary import fields_of


def describe_dialects(dialects: Mapping[str, Dialect] = DIALECTS) -> Sequence[DialectView]:
    """All of them, in the order of their names."""
    return [_dialect(dialects[name]) for name in sorted(dialects)]


def _dialect(dialect: Dialect) -> DialectView:
    return DialectView(
        name=dialect.name,
        service=dialect.service,
        namespace=dialect.namespace,
        action=dialect.action,
        unit=dialect.unit.value,
        codes={
            code.value: dialect.words.get(code) or dialect.otherwise or code.value for code in Code
        },
        states=_states(dialect),
        operations=tuple(_operation(each) for each in dialect.operations),
    )


def _operation(operation: Operation) -> OperationView:
    return OperationView(
        action=operation.action.value,
        wire=operation.wire,
        answer=operation.answer,
        summary=operation.summary,
        items=operation.items is not None,
        test_only=operation.test_only,
        request=_fields(operation.request),
        response=_fields(operation.response),
    )


def _fields(record: Record) -> tuple[FieldView, ...]:
    return tuple(_field(each) for each in record.fields)


def _field(field: Field) -> FieldView:
    kind = field.kind
    named = kind.name if isinstance(kind, Words | Record) else kind.value
    return FieldView(
        name=field.name,
        wire=field.wire,
        kind=named,
        required=field.required,
        fields=_fields(kind) if isinstance(kind, Record) else (),
    )


def _states(dialect: Dialect) -> dict[str, str]:
    """The words for subscription states, where the dialect has any."""
    kinds = (field.kind for operation in dialect.operations for field in fields_of(operation))
    found = (kind.words for kind in kinds if isinstance(kind, Words))
    states = (words for words in found if set(words) == set(SubscriptionState))
    return {str(state): word for state, word in next(states, {}).items()}
