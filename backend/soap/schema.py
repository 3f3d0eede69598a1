"""A dialect as Spyne types and a Spyne application: what its schema and its WSDL come from."""

from collections.abc import Callable
from typing import Any

from spyne import Application, ComplexModel, Fault, Service, rpc
from spyne.model.primitive import Unicode
from spyne.server import ServerBase

from backend.soap.contract import Dialect, Field, Kind, Operation, Record, Values, Words
from backend.soap.scalars import scalar_of

TRANSPORT = "http://schemas.xmlsoap.org/soap/http"
TYPED_FAULTS = ("ServiceException", "PolicyException")


def build_server(
    dialect: Dialect,
    protocol: Callable[[str | None], Any],
    *,
    batch_limit: int,
    test_mode: bool = False,
) -> Any:
    """A Spyne server for one protocol version: schema, dispatch and message types.

    ``protocol`` makes Spyne's protocol object from the name of a validator; one for each direction.
    A method that is called only hands the items to the ``begin`` of the context's ``udc``.
    """
    types = _Types(dialect, batch_limit)
    methods = {
        operation.wire: types.method(operation)
        for operation in dialect.offered(test_mode=test_mode)
    }
    service = type(dialect.service, (Service,), methods)
    application = Application(
        [service],
        dialect.namespace,
        name=dialect.service,
        in_protocol=protocol("lxml"),
        out_protocol=protocol(None),
    )
    server = ServerBase(application)
    application.transport = TRANSPORT
    return server


class _Types:
    """Makes each named type of one application once."""

    def __init__(self, dialect: Dialect, batch_limit: int) -> None:
        self._dialect = dialect
        self._batch_limit = batch_limit
        self._records: dict[str, Any] = {}
        self._scalars: dict[tuple[str, bool], Any] = {}
        self._faults = [self._fault(name) for name in TYPED_FAULTS if dialect.typed_faults]

    def method(self, operation: Operation) -> Any:
        """The operation as Spyne's method descriptor."""

        def call(ctx: Any, items: list[Values]) -> None:
            ctx.udc.begin(operation, items)

        call.__name__ = operation.wire
        call.__doc__ = operation.summary or None
        items = operation.items
        requests = self._members(operation.request, items.request if items else None)
        answers = self._members(operation.response, items.response if items else None)
        decorate = rpc(
            *requests.values(),
            _args=list(requests),
            _returns=list(answers.values()),
            _out_variable_names=list(answers),
            _out_message_name=operation.answer,
            _throws=self._faults,
            _wsdl_part_name="parameters",
        )
        return decorate(call)

    def _members(self, record: Record, item: str | None) -> dict[str, Any]:
        """A message's elements: the record's own for one item, one repeated for a list."""
        if item is None:
            return {field.wire: self._type(field) for field in record.fields}
        many = self._record(record).customize(
            min_occurs=1, max_occurs=self._batch_limit, nillable=False
        )
        return {item: many}

    def _type(self, field: Field) -> Any:
        if not isinstance(field.kind, Record):
            return self._simple(field.kind, required=field.required)
        return self._record(field.kind).customize(
            min_occurs=1 if field.required and not field.many else 0,
            max_occurs="unbounded" if field.many else 1,
            nillable=False,
        )

    def _simple(self, kind: Kind | Words, *, required: bool) -> Any:
        key = (kind.name, required)
        if key not in self._scalars:
            scalar = scalar_of(kind, self._dialect)
            self._scalars[key] = scalar.spyne_type(self._dialect.namespace, required=required)
        return self._scalars[key]

    def _record(self, record: Record) -> Any:
        if record.name not in self._records:
            members = {field.wire: self._type(field) for field in record.fields}
            self._records[record.name] = ComplexModel.produce(
                self._dialect.namespace, record.name, members
            )
        return self._records[record.name]

    def _fault(self, name: str) -> Any:
        text = Unicode.customize(min_occurs=1, nillable=False)
        members = {
            "__type_name__": name,
            "__namespace__": self._dialect.namespace,
            "_type_info": [
                ("messageId", text),
                ("text", text),
                ("variables", Unicode.customize(min_occurs=0, max_occurs=9, nillable=False)),
                ("code", text),
                ("advice", text),
                ("correlationId", text),
            ],
        }
        return type(name, (Fault,), members)
