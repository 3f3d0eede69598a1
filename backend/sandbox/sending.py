"""Sends an operation until there is an answer, the same txid each time; faults strike here."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import httpx

from backend.sandbox.clock import VirtualClock
from backend.sandbox.faults import Fault, Faults
from backend.sandbox.messages import Dialect, Message
from backend.sandbox.products import Product
from backend.sandbox.soap import Endpoint, Unanswered, call
from backend.sandbox.state import Call, Kind, Operation, PlatformState, Subscription, Verdict

_KEPT_CALLS = 50


class Sender:
    """One platform's way to Vitrina.

    ``save`` makes the state durable: it is called before anything is sent, with the attempt
    counted. ``pauses`` are the seconds between attempts; their number bounds them.
    """

    def __init__(
        self,
        state: PlatformState,
        save: Callable[[], None],
        clock: VirtualClock,
        *,
        http: httpx.AsyncClient,
        endpoint: Endpoint,
        dialect: Dialect,
        pauses: Sequence[float],
    ) -> None:
        self._state = state
        self._save = save
        self._clock = clock
        self._http = http
        self._endpoint = endpoint
        self._dialect = dialect
        self._pauses = pauses
        self._faults = Faults(state.faults)

    async def settle(
        self, operation: Operation, subscription: Subscription, product: Product
    ) -> Verdict | None:
        """How it ended; ``None`` if nobody knows yet, and the operation stays open."""
        say = partial(self._dialect.message, subscription=subscription, product=product)
        for pause in (*self._pauses, None):
            try:
                return judge(operation, await self._attempt(operation, say))
            except Unanswered as error:
                operation.error = str(error)
                if pause is None or not error.soon:
                    break
                await asyncio.sleep(pause)
        self._save()
        return None

    async def ask(self, account: str, product: Product) -> None:
        """Whether the account could pay a rouble: a question about nothing, asked once."""
        now = self._clock.now()
        question = Operation(
            txid=f"test-{secrets.token_hex(8)}",
            kind=Kind.CHECK,
            subscription="",
            made_at=now,
            amount=100,
        )
        nobody = Subscription(id="", account=account, product=product.key, created=now)
        message = self._dialect.message(question, nobody, product)
        try:
            answer = str(await self._call(message))
        except Unanswered as error:
            answer = str(error)
        self._log(question, message, answer, {})
        self._save()

    async def _attempt(self, operation: Operation, say: Callable[[Operation], Message]) -> Verdict:
        message = say(operation)
        struck = self._strike(operation)
        twice = Fault.DUPLICATE in struck
        operation.attempts += 2 if twice else 1
        self._save()
        if Fault.DELAY in struck:
            await asyncio.sleep(struck[Fault.DELAY])
        if operation.overtaken:
            await self._reverse_first(operation, say)
        try:
            verdict = await (self._twice(message) if twice else self._call(message))
            if Fault.LOSE_ANSWER in struck:
                raise Unanswered("the answer was lost")
        except Unanswered as error:
            self._log(operation, message, str(error), struck)
            raise
        self._log(operation, message, verdict, struck)
        return verdict

    def _strike(self, operation: Operation) -> dict[Fault, float]:
        """The faults that strike this attempt, with the seconds of a delay."""
        possible = [Fault.DELAY]
        if operation.kind is not Kind.CHECK:  # a question that is asked twice changes nothing
            possible += [Fault.LOSE_ANSWER, Fault.DUPLICATE]
        if operation.kind is Kind.CHARGE and self._faults.take(Fault.REORDER_REVERSAL):
            operation.overtaken = True
        taken = {fault: self._faults.take(fault) for fault in possible}
        return {fault: armed.seconds for fault, armed in taken.items() if armed is not None}

    async def _reverse_first(self, charge: Operation, say: Callable[[Operation], Message]) -> None:
        message = say(replace(charge, kind=Kind.REVERSE))
        verdict = await self._call(message)
        self._log(charge, message, verdict, {Fault.REORDER_REVERSAL: 0})

    async def _twice(self, message: Message) -> Verdict:
        """The same request two times at once: done if either says so."""
        answers = await asyncio.gather(
            self._call(message), self._call(message), return_exceptions=True
        )
        verdicts = [each for each in answers if isinstance(each, Verdict)]
        unexpected = (e for e in answers if not isinstance(e, Verdict | Unanswered))
        if error := next(unexpected, None):
            raise error
        if not verdicts:
            raise Unanswered("neither of two was answered")
        return Verdict.DONE if Verdict.DONE in verdicts else verdicts[0]

    async def _call(self, message: Message) -> Verdict:
        return await call(self._http, self._endpoint, message, self._dialect)

    def _log(
        self, operation: Operation, message: Message, answer: str, faults: dict[Fault, float]
    ) -> None:
        self._state.calls.append(
            Call(
                at=self._clock.now(),
                what=message.operation,
                txid=operation.txid,
                answer=str(answer),
                faults=[*faults],
            )
        )
        del self._state.calls[:-_KEPT_CALLS]


def judge(operation: Operation, verdict: Verdict) -> Verdict:
    """What an answer means, given how often it was asked for.

    "This txid was used" to one's own retry means that an earlier attempt did it. To a charge whose
    reversal went ahead every refusal means that it has been taken back.
    """
    if operation.overtaken:
        return verdict if verdict is Verdict.DONE else Verdict.TAKEN_BACK
    if verdict is Verdict.REPEATED:
        return Verdict.DONE if operation.attempts > 1 else Verdict.REFUSED
    return verdict
