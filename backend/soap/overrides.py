"""An integrator's own names over a dialect's defaults: what ``integrator.wire`` may say.

::

    {"namespace": "urn:example", "service": "Billing", "action": "{operation}", "unit": "kopecks",
     "codes": {"ok": "0", "not_enough_money": "21"}, "otherwise": "99",
     "states": {"active": "ON"},
     "operations": {"charge": {"name": "Debit", "answer": "DebitReply",
                               "list": {"request": "order", "response": "receipt"},
                               "request": {"account": "ls", "text": null},
                               "response": {"code": "status"},
                               "codes": {"conflict": "7"}, "repeated": "1"}}}

Operations and fields are named canonically; ``list`` may be ``false``; ``null`` leaves an optional
field out. Everything is checked before it takes effect.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from backend.domain.errors import InvalidRequest
from backend.domain.values.codes import Code
from backend.domain.values.status import SubscriptionState
from backend.soap.contract import (
    Action,
    Dialect,
    Field,
    Items,
    Operation,
    Record,
    Unit,
    Words,
)
from backend.soap.vocabulary import check_dialect

_Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_.\-]{0,63}$")]
_Word = Annotated[str, StringConstraints(pattern=r"^\S{1,64}$")]
_Address = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}]+$")]
_Form = Annotated[str, StringConstraints(pattern=r"^([^\s{}\"<>]|\{(operation|namespace)\})*$")]

_STOREFRONT_SIDE = ("storefront_", "catalogue_url", "instructions_url")
"""Settings whose names begin so are of the platform's storefront side, not of the dialect."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False, frozen=True)


class _List(_Strict):
    request: _Name
    response: _Name


class _Operation(_Strict):
    name: _Name | None = None
    answer: _Name | None = None
    list: _List | Literal[False] | None = None
    request: dict[str, _Name | None] = {}
    response: dict[str, _Name | None] = {}
    codes: dict[Code, _Word] = {}
    repeated: _Word | None = None


class _Wire(_Strict):
    namespace: _Address | None = None
    service: _Name | None = None
    action: _Form | None = None
    unit: Unit | None = None
    codes: dict[Code, _Word] = {}
    otherwise: _Word | None = None
    states: dict[SubscriptionState, _Word] = {}
    operations: dict[Action, _Operation] = {}


def apply_wire(dialect: Dialect, wire: Mapping[str, Any]) -> Dialect:
    """The dialect as this integrator speaks it; ``InvalidRequest`` says what cannot be."""
    spoken = {name: value for name, value in wire.items() if not name.startswith(_STOREFRONT_SIDE)}
    if not spoken:
        return dialect
    try:
        said = _Wire.model_validate(spoken)
    except ValidationError as error:
        raise InvalidRequest(_wrong(error)) from None
    unknown = set(said.operations) - {operation.action for operation in dialect.operations}
    if unknown:
        raise InvalidRequest(f"wire.operations: {', '.join(sorted(unknown))} not in this dialect")
    renamed = (
        _operation(operation, said.operations.get(operation.action) or _Operation(), said)
        for operation in dialect.operations
    )
    return check_dialect(
        replace(
            dialect,
            namespace=said.namespace or dialect.namespace,
            service=said.service or dialect.service,
            action=dialect.action if said.action is None else said.action,
            unit=said.unit or dialect.unit,
            words={**dialect.words, **said.codes},
            otherwise=said.otherwise or dialect.otherwise,
            operations=tuple(renamed),
        )
    )


def _wrong(error: ValidationError) -> str:
    """What and where; a name that is not known is not repeated."""
    first = error.errors(include_input=False, include_url=False)[0]
    steps, message = list(first["loc"]), first["msg"]
    if first["type"] == "extra_forbidden":
        places: dict[int, type[BaseModel]] = {1: _Wire, 3: _Operation}
        known = places.get(len(steps), _List)
        steps, message = steps[:-1], f"what there is: {', '.join(sorted(known.model_fields))}"
    return f"{'.'.join(['wire', *(str(step) for step in steps)])}: {message}"


def _operation(operation: Operation, said: _Operation, wire: _Wire) -> Operation:
    return replace(
        operation,
        wire=said.name or operation.wire,
        answer=said.answer or operation.answer,
        items=_items(operation, said),
        request=_record(operation, operation.request, said.request, wire),
        response=_record(operation, operation.response, said.response, wire),
        words={**operation.words, **said.codes},
        repeated=said.repeated or operation.repeated,
    )


def _items(operation: Operation, said: _Operation) -> Items | None:
    if said.list is None:
        return operation.items
    return Items(said.list.request, said.list.response) if said.list else None


def _record(
    operation: Operation, record: Record, names: Mapping[str, str | None], wire: _Wire
) -> Record:
    if set(names) - record.names():
        known = ", ".join(sorted(record.names()))
        place = f"wire.operations.{operation.action}"
        raise InvalidRequest(f"{place}: what can be renamed is {known}")
    left_out = {name for name, element in names.items() if element is None}
    fields = (
        _field(field, names.get(field.name) or field.wire, wire)
        for field in record.fields
        if field.name not in left_out
    )
    # Operations may share a type; a renamed one is a type of its own.
    name = f"{record.name}_{operation.action}" if names else record.name
    return Record(name, tuple(fields))


def _field(field: Field, element: str, wire: _Wire) -> Field:
    kind = field.kind
    if isinstance(kind, Words) and wire.states and set(kind.words) == set(SubscriptionState):
        said = {state.value: word for state, word in wire.states.items()}
        kind = Words(kind.name, {**kind.words, **said})
        if len(set(kind.words.values())) < len(kind.words):
            raise InvalidRequest("wire.states: two states share a word")
    return replace(field, wire=element, kind=kind)
