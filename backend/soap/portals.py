"""The way in for portals, all at one address, and what they can do there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from backend.domain.errors import NotFound
from backend.domain.services.cabinet.views import PORTAL as ACTOR
from backend.domain.services.cabinet.views import ReportedSubscription
from backend.domain.services.portals.portal import InsufficientScope, Portal
from backend.domain.services.portals.scopes import Scope
from backend.domain.values.codes import ADVICE, Advice, Code
from backend.domain.values.identifiers import OPERATOR_ID
from backend.soap.caller import Answers, Caller, Items, Speaker
from backend.soap.contract import Action, Values
from backend.soap.dialects import PORTAL
from backend.soap.envelope import Credentials
from backend.soap.options import PortalPorts
from backend.soap.threads import Threads

Answer = Callable[[int, Values], Values]
"""(account's id, item) → what is answered of it."""

SCOPES: Mapping[Action, Scope] = {
    Action.REPORT: Scope.SUBSCRIPTIONS_READ,
    Action.STOREFRONT: Scope.STOREFRONT_LINK,
}
"""What a portal needs for what it asks; the same as through REST."""


@dataclass(frozen=True, slots=True)
class _Alike:
    """How every portal speaks."""

    code: str = PORTAL.name
    dialect: str = PORTAL.name
    wire: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    test_mode: bool = False
    batch_limit: int = 1
    version: int = 1


PORTALS: Speaker = _Alike()


class PortalEntrance:
    """Implements ``Entrance``."""

    def __init__(self, ports: PortalPorts, threads: Threads) -> None:
        self._ports = ports
        self._threads = threads

    def speaker(self, code: str) -> Speaker | None:
        """The same at every address."""
        del code
        return PORTALS

    async def admit(self, code: str, credentials: Credentials, network: str) -> Caller:
        """The portal whose credentials these are."""
        del code
        authenticate = self._ports.gate.authenticate
        portal = await self._threads.run(
            authenticate, credentials.name, credentials.secret, network
        )
        return _Caller(portal, self._ports, self._threads)


@dataclass(frozen=True, slots=True)
class _Caller:
    """An admitted portal."""

    portal: Portal
    ports: PortalPorts
    threads: Threads
    speaker: Speaker = PORTALS
    journal: bool = True

    @property
    def name(self) -> str:
        return f"{ACTOR}{self.portal.code}"  # an integrator may have the same code

    async def pace(self) -> None:
        await self.threads.run(self.ports.gate.count_call, self.portal)

    async def perform(self, action: Action, items: Items) -> Answers:
        if SCOPES[action] not in self.portal.scopes:
            raise InsufficientScope(SCOPES[action])
        answers: Mapping[Action, Answer] = {
            Action.REPORT: self._report,
            Action.STOREFRONT: self._link,
        }
        answer, scope = answers[action], SCOPES[action]
        return [await self.threads.run(self._answer, answer, scope, item) for item in items]

    def _answer(self, answer: Answer, scope: Scope, item: Values) -> Values:
        """The answer for an account that the portal acts for; any other is unknown to it."""
        try:
            account = self.ports.gate.account(self.portal, item["account"], scope)
        except NotFound:
            code = Code.UNKNOWN_ACCOUNT
            return {"account": item["account"], "code": code, "advice": ADVICE[code]}
        told = {"account": item["account"], "code": Code.OK, "advice": Advice.NONE}
        return {**told, **answer(account.id, item)}

    def _report(self, account_id: int, item: Values) -> Values:
        del item
        return {"subscriptions": [_told(each) for each in self.ports.report(account_id)]}

    def _link(self, account_id: int, item: Values) -> Values:
        del account_id
        integrator = self.ports.integrators.find(item["integrator"])
        if integrator is None or not integrator.enabled:
            raise NotFound("there is no such platform")
        path = item.get("path") or "/"
        link = self.ports.links.link(integrator, item["account"], path)
        return {"url": link.url, "expires_at": link.expires_at}


def _told(reported: ReportedSubscription) -> Values:
    card, period = reported.card, reported.period
    told: Values = {
        "id": card.id,
        "product": card.product_code,
        "product_title": card.product,
        "quantity": card.quantity,
        "state": card.state,
        "paid_through": card.paid_through,
        "ends_on": card.ends_on,
    }
    if card.integrator_id != OPERATOR_ID:
        told |= {"integrator": card.integrator_code, "integrator_title": card.integrator_title}
    if period is not None:
        told |= {"period_start": period.start, "period_end": period.last_day}
        told["amount"] = reported.amount
    if card.next_charge is not None:
        told["next_charge_on"] = card.next_charge.on
        told["next_charge"] = card.next_charge.amount
        told["next_charge_expected"] = card.next_charge.expected
    return told
