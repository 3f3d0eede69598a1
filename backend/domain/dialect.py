"""What people are told of a dialect: what it calls things, and what ``wire`` may rename in it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """An element of a message. ``name`` is canonical, ``wire`` what the platform calls it.

    One that is not ``required`` may be left out. ``fields`` are those inside it.
    """

    name: str
    wire: str
    kind: str
    required: bool
    fields: "tuple[FieldView, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """A call. ``action`` is canonical; ``items``: it carries lists."""

    action: str
    wire: str
    answer: str
    summary: str
    items: bool
    test_only: bool
    request: tuple[FieldView, ...]
    response: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DialectView:
    """How a platform speaks unless ``wire`` says otherwise.

    ``codes`` and ``states`` are canonical words → the wire's. ``action`` is the form of the
    soapAction, ``unit`` how money is written.
    """

    name: str
    service: str
    namespace: str
    action: str
    unit: str
    codes: Mapping[str, str]
    states: Mapping[str, str]
    operations: tuple[OperationView, ...]
