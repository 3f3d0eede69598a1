"""What an integrator can do: items of a call in, answers in the same order out, by canonical names.

Knows neither XML nor any dialect. Every answer has a ``code``; the dialect finds the word for it.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from backend.domain.commands import (
    Capture,
    Charge,
    Check,
    Command,
    Hold,
    Origin,
    Release,
    ReportStatus,
    Reverse,
)
from backend.domain.errors import NotAllowed
from backend.domain.integrator import Integrator
from backend.domain.outcome import Outcome, Verdict
from backend.domain.values.codes import ADVICE, Advice, Code, Door
from backend.domain.views import AccountView, SubscriptionView
from backend.soap.caller import Answers, Items
from backend.soap.contract import Action, Values
from backend.soap.options import Ports, SoapOptions
from backend.soap.threads import Threads
from backend.storage.waiting import settled
from backend.telemetry import correlation, metrics

COMMANDS: Mapping[Action, type[Command]] = {
    Action.CHARGE: Charge,
    Action.REVERSE: Reverse,
    Action.HOLD: Hold,
    Action.CAPTURE: Capture,
    Action.RELEASE: Release,
    Action.STATUS: ReportStatus,
}
"""Actions that become commands. Their canonical field names are the commands' own."""


class Actions:
    """Performs actions over the ports. Commands wait without a thread, questions read in one."""

    def __init__(self, ports: Ports, options: SoapOptions, threads: Threads) -> None:
        self._ports = ports
        self._options = options
        self._threads = threads
        self._questions: Mapping[Action, Callable[[Integrator, Items], Awaitable[Answers]]] = {
            Action.CHECK: self._check,
            Action.ACCOUNT: self._accounts,
            Action.OPERATION: self._operations,
            Action.SUBSCRIPTIONS: self._subscriptions,
            Action.LINK: self._link,
            Action.CLEANUP: self._clean_up,
        }

    async def perform(self, action: Action, caller: Integrator, items: Items) -> Answers:
        """The answers to the items of one call."""
        kind = COMMANDS.get(action)
        if kind is None:
            return await self._questions[action](caller, items)
        return [_told(outcome) for outcome in await self._submit(kind, caller, items)]

    async def _submit(self, kind: type[Command], caller: Integrator, items: Items) -> list[Outcome]:
        origin = Origin(door=Door.SOAP, correlation_id=correlation.current())
        new_id, terms = self._ports.new_id, caller.terms
        make: Callable[..., Command] = kind
        commands = [
            make(id=new_id(), terms=terms, origin=origin, **{"account": None, **item})
            for item in items
        ]
        outcomes = await settled(self._ports.desk.submit(commands), self._options.answer_seconds)
        results = ((outcome.kind, outcome.code) for outcome in outcomes)
        metrics.count_operations(results, caller.code, Door.SOAP)
        return outcomes

    async def _check(self, caller: Integrator, items: Items) -> Answers:
        checks = [Check(terms=caller.terms, **item) for item in items]
        future = self._ports.desk.check(checks)
        verdicts = await settled(future, self._options.answer_seconds)
        return [_told_verdict(verdict) for verdict in verdicts]

    async def _find(self, items: Items) -> list[AccountView | None]:
        numbers = [item["account"] for item in items]
        return await self._threads.run(self._ports.inquiries.accounts, numbers)

    async def _accounts(self, caller: Integrator, items: Items) -> Answers:
        del caller
        found = await self._find(items)
        return [
            _unknown(item) if view is None else {**_ok(item), **self._view(view)}
            for item, view in zip(items, found, strict=True)
        ]

    def _view(self, view: AccountView) -> Values:
        offset = self._ports.clock.now().astimezone(self._options.zone).utcoffset()
        return {
            "holder": view.holder,
            "status": view.status,
            "balance": view.balance,
            "held": view.held,
            "available": view.available,
            "tariffs": " ".join(view.tariffs),
            "period_start_day": self._options.period_start_day,
            "utc_offset_hours": int(offset.total_seconds() // 3600) if offset else 0,
        }

    async def _operations(self, caller: Integrator, items: Items) -> Answers:
        return [await self._operation(caller, item) for item in items]

    async def _operation(self, caller: Integrator, item: Values) -> Values:
        kind, external_id = item["kind"], item["external_id"]
        ask = self._ports.inquiries.operation
        outcome = await self._threads.run(ask, caller.id, kind, external_id)
        if outcome is not None:
            return {**_told(outcome), "kind": kind}
        return {
            "kind": kind,
            "external_id": external_id,
            "code": Code.UNKNOWN_OPERATION,
            "advice": Advice.RETRY_SAME_ID,
            "status": "unknown",
            "replayed": False,
        }

    async def _subscriptions(self, caller: Integrator, items: Items) -> Answers:
        ask = self._ports.inquiries.subscriptions
        answers: Answers = []
        for item in items:
            found = await self._threads.run(ask, caller.id, item["account"])
            answers.append(_unknown(item) if found is None else _listed(item, found))
        return answers

    async def _link(self, caller: Integrator, items: Items) -> Answers:
        found = await self._find(items)
        return [
            _unknown(item)
            if view is None
            else {
                **_ok(item),
                "url": self._ports.links.link(caller, item["account"], item.get("path") or "/").url,
            }
            for item, view in zip(items, found, strict=True)
        ]

    async def _clean_up(self, caller: Integrator, items: Items) -> Answers:
        """Take back this integrator's live charges of the accounts, as ordinary reversals."""
        if self._ports.live_charges is None:
            raise NotAllowed("cleaning up is not available here")
        found = await self._find(items)
        charges: Items = [
            {"account": view.number, "external_id": external_id}
            for view in found
            if view is not None
            for external_id in await self._threads.run(
                self._ports.live_charges, caller.id, view.number
            )
        ]
        if charges:
            await self._submit(Reverse, caller, charges)
        return [
            _unknown(item) if view is None else _ok(item)
            for item, view in zip(items, found, strict=True)
        ]


def _ok(item: Values) -> Values:
    return {"account": item["account"], "code": Code.OK, "advice": Advice.NONE}


def _unknown(item: Values) -> Values:
    code = Code.UNKNOWN_ACCOUNT
    return {"account": item["account"], "code": code, "advice": ADVICE[code]}


def _told(outcome: Outcome) -> Values:
    return {
        "account": outcome.account,
        "external_id": outcome.external_id,
        "code": outcome.code,
        "advice": ADVICE[outcome.code],
        "replayed": outcome.replayed,
        "status": outcome.status,
        "amount": outcome.amount,
        "available": outcome.available,
        "operation_id": outcome.id,
        "target_id": outcome.target_id,
        "recorded_at": outcome.recorded_at,
    }


def _told_verdict(verdict: Verdict) -> Values:
    return {
        "account": verdict.account,
        "external_id": verdict.external_id,
        "code": verdict.code,
        "advice": ADVICE[verdict.code],
        "available": verdict.available,
    }


def _listed(item: Values, found: Sequence[SubscriptionView]) -> Values:
    return {**_ok(item), "subscriptions": [_subscription(view) for view in found]}


def _subscription(view: SubscriptionView) -> dict[str, Any]:
    return {
        "id": view.id,
        "product": view.product,
        "product_title": view.product_title,
        "key": view.key,
        "state": view.state,
        "paid_through": view.paid_through,
        "steps": [
            {
                "at": step.at,
                "from_state": step.from_state,
                "to_state": step.to_state,
                "actor": step.actor,
                "reason": step.reason,
            }
            for step in view.steps
        ],
    }
