"""One speaker's facade: its dialect compiled, its schema and WSDL, its Spyne servers.

Built from the configuration and kept until the configuration's version changes; so a change takes
effect without a restart, and a call costs a dictionary lookup.
"""

import asyncio
from collections.abc import Awaitable, Mapping
from functools import partial
from typing import Any

from spyne import MethodContext

from backend.domain.errors import InvalidRequest
from backend.soap.caller import Caller, Speaker
from backend.soap.codec import compile_operation
from backend.soap.contract import Action, Dialect, Operation, Values
from backend.soap.envelope import Envelope
from backend.soap.faults import Refusal, Side, Version, refusal_of_result
from backend.soap.guard import Limits
from backend.soap.options import SoapOptions
from backend.soap.overrides import apply_wire
from backend.soap.protocol import PROTOCOLS
from backend.soap.schema import build_server
from backend.soap.threads import Threads
from backend.soap.wsdl import build_wsdl

_ANSWERS_BY_DATA = (Action.CHECK, Action.OPERATION)
"""A "no" is what these were asked for, so it is an answer and never a fault."""


class Facade:
    """Answers the calls of those who speak alike."""

    def __init__(self, speaker: Speaker, dialect: Dialect, address: str) -> None:
        self.dialect = dialect
        offered = tuple(dialect.offered(test_mode=speaker.test_mode))
        codecs = {
            f"{{{dialect.namespace}}}{operation.wire}": compile_operation(operation, dialect)
            for operation in offered
        }
        self._names = {tag: codec.operation.wire for tag, codec in codecs.items()}
        self._servers = {
            version: build_server(
                dialect,
                partial(protocol, dialect, codecs, speaker.batch_limit),
                batch_limit=speaker.batch_limit,
                test_mode=speaker.test_mode,
            )
            for version, protocol in PROTOCOLS.items()
        }
        self.wsdl = build_wsdl(dialect, self._servers, address)

    @property
    def typed_namespace(self) -> str | None:
        """The namespace of typed faults, where the dialect has them."""
        return self.dialect.namespace if self.dialect.typed_faults else None

    def name_of(self, envelope: Envelope) -> str:
        """The operation's name as the contract has it, for the log and the journal."""
        return self._names.get(str(envelope.operation.tag), "unknown")

    def read(self, envelope: Envelope, version: Version, caller: Caller) -> "Reading":
        """Validate and read a message; a refusal says why it cannot be."""
        server = self._servers[version]
        context = MethodContext(server, MethodContext.SERVER)
        context.in_string = envelope.operation
        context = server.generate_contexts(context)[0]
        server.get_in_object(context)
        if context.in_error is not None:
            raise _internal() from context.in_error
        return Reading(self, server, context, caller)

    async def perform(
        self, operation: Operation, caller: Caller, items: list[Values]
    ) -> list[Values]:
        """The answers in the dialect's words, or the typed fault of a refused single call."""
        answers = await caller.perform(operation.action, items)
        dialect = self.dialect
        if dialect.typed_faults and operation.items is None:
            _raise_typed(operation, answers[0])
        for answer in answers:
            repeated = answer.get("replayed", False)
            answer["code"] = dialect.word(operation, answer["code"], repeated=repeated)
        return answers


class Reading:
    """A message that has been read and can be answered: the ``udc`` of Spyne's context."""

    def __init__(self, facade: Facade, server: Any, context: Any, caller: Caller) -> None:
        self._facade = facade
        self._server = server
        self._context = context
        self._caller = caller
        self._pending: Awaitable[list[Values]] | None = None
        context.udc = self

    def begin(self, operation: Operation, items: list[Values]) -> None:
        """Called by the method to which Spyne has dispatched."""
        self._pending = self._facade.perform(operation, self._caller, items)

    async def answer(self) -> bytes:
        """Perform the operation and write its answer.

        Spyne's method only makes a coroutine; it is awaited here, so no thread waits for the desk.
        """
        context = self._context
        self._server.get_out_object(context)
        if context.out_error is not None or self._pending is None:
            raise _internal() from context.out_error
        context.out_object = [await self._pending]
        self._server.get_out_string(context)
        written = b"".join(context.out_string)
        context.close()
        # Contexts are cycles: without this the trees would wait for the garbage collector.
        context.in_document = context.in_body_doc = context.out_document = context.udc = None
        return written


def _internal() -> Refusal:
    return Refusal("internal", "Something failed inside.", side=Side.SERVER)


def _raise_typed(operation: Operation, answer: Values) -> None:
    code = answer["code"]
    if code.value != "ok" and operation.action not in _ANSWERS_BY_DATA:
        raise refusal_of_result(code)


class Facades:
    """The facades that are in use, by speaker."""

    def __init__(
        self, dialects: Mapping[str, Dialect], threads: Threads, options: SoapOptions
    ) -> None:
        self._dialects = dialects
        self._threads = threads
        self._options = options
        self._built: dict[tuple[str, int], Facade] = {}
        self._building = asyncio.Lock()

    async def of(self, speaker: Speaker) -> Facade:
        """The speaker's facade. Raises ``InvalidRequest`` where its configuration cannot be.

        Building takes tens of milliseconds, so it is done in a thread, by the first who needs it.
        """
        key = (speaker.code, speaker.version)
        if key not in self._built:
            async with self._building:
                if key not in self._built:
                    self._forget(speaker.code)
                    self._built[key] = await self._threads.run(self._build, speaker)
        return self._built[key]

    def _forget(self, code: str) -> None:
        self._built = {key: facade for key, facade in self._built.items() if key[0] != code}

    def _build(self, speaker: Speaker) -> Facade:
        dialect = dialect_of(speaker, self._dialects)
        address = f"{self._options.public_url.rstrip('/')}/soap/{speaker.code}"
        return Facade(speaker, dialect, address)

    def limits(self, caller: Caller | None) -> Limits:
        """How much a request may be: the settings, or what the caller's batch limit needs.

        Callers that are not known yet have one limit, whomever they name.
        """
        options = self._options
        batch_limit = caller.speaker.batch_limit if caller else options.usual_batch
        marks = batch_limit * options.marks_per_item
        return Limits(
            body=max(options.max_body, batch_limit * options.bytes_per_item),
            elements=max(options.max_elements, marks),
            attributes=max(options.max_attributes, marks),
            seconds=options.body_seconds,
        )


def dialect_of(speaker: Speaker, dialects: Mapping[str, Dialect]) -> Dialect:
    """The dialect as it is spoken here; ``InvalidRequest`` says what cannot be."""
    dialect = dialects.get(speaker.dialect)
    if dialect is None:
        raise InvalidRequest(f"no dialect {speaker.dialect}; known: {', '.join(sorted(dialects))}")
    return apply_wire(dialect, speaker.wire)
