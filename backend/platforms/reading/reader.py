"""Reads platforms for the cabinet: from memory while that is fresh, else from the platform, else
from memory again, and says which."""

import time
from collections.abc import Callable, Hashable
from datetime import timedelta, tzinfo
from typing import TypeVar

import structlog

from backend.calls.breaker import Breaker
from backend.calls.caller import HttpCaller
from backend.calls.failure import HARMLESS, CallFailed, Reason
from backend.domain.integrator import Integrator
from backend.domain.platform import (
    Freshness,
    PlatformCatalogue,
    PlatformDetails,
    PlatformItem,
    PlatformSubscription,
)
from backend.domain.ports import Clock
from backend.platforms.origins import origins
from backend.platforms.reading.address import CatalogueAddresses
from backend.platforms.reading.cache import AnswerCache, Kept
from backend.platforms.reading.document import read_response
from backend.platforms.reading.fields import BadItem
from backend.platforms.reading.items import Found, read_items
from backend.platforms.reading.subscriptions import read_subscription
from backend.platforms.wiring import StorefrontWire
from backend.telemetry import metrics

CATALOGUE_LIFETIME = timedelta(minutes=5)
DETAILS_LIFETIME = timedelta(seconds=20)
_CATALOGUES, _DETAILS = 256, 2048  # accounts' answers kept in one process, at most

_T = TypeVar("_T")
_Details = tuple[PlatformItem | None, PlatformSubscription | None]

_log = structlog.get_logger(__name__)


class XmlPlatformReader:
    """Implements the ``PlatformReader`` port over the platforms' XML interfaces.

    Answers are kept for each account apart, because they may hold addresses that are its alone,
    and for each version of the integrator, because another configuration is another platform.
    """

    def __init__(
        self,
        *,
        addresses: CatalogueAddresses,
        caller: HttpCaller,
        breaker: Breaker,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        self._addresses = addresses
        self._caller = caller
        self._breaker = breaker
        self._zone = zone
        self._catalogues = AnswerCache[tuple[PlatformItem, ...]](
            clock, lifetime=CATALOGUE_LIFETIME, size=_CATALOGUES
        )
        self._details = AnswerCache[_Details](clock, lifetime=DETAILS_LIFETIME, size=_DETAILS)

    def catalogue(self, integrator: Integrator, account: str) -> PlatformCatalogue:
        """What the platform offers to the account."""

        def ask() -> tuple[PlatformItem, ...]:
            found = self._ask(integrator, account)
            return tuple(item for item, _ in found.items.values())

        state, kept = self._answer("catalogue", integrator, (account,), self._catalogues, ask)
        if kept is None:
            return PlatformCatalogue(state=state)
        return PlatformCatalogue(state=state, as_of=kept.as_of, items=kept.value)

    def details(self, integrator: Integrator, account: str, service_key: str) -> PlatformDetails:
        """One product and the account's subscription to it."""

        def ask() -> _Details:
            found = self._ask(integrator, account, service_key)
            return self._one_of(found, service_key)

        key = (account, service_key)
        state, kept = self._answer("details", integrator, key, self._details, ask)
        if kept is None:
            return PlatformDetails(state=state)
        item, subscription = kept.value
        return PlatformDetails(state=state, as_of=kept.as_of, item=item, subscription=subscription)

    def _answer(
        self,
        call: str,
        integrator: Integrator,
        about: tuple[str, ...],
        cache: AnswerCache[_T],
        ask: Callable[[], _T],
    ) -> tuple[Freshness, Kept[_T] | None]:
        if StorefrontWire.of(integrator).catalogue_url is None:
            return Freshness.ABSENT, None
        key = (integrator.code, integrator.version, *about)
        if kept := cache.fresh(key):
            return Freshness.FRESH, kept
        try:
            return Freshness.FRESH, cache.keep(key, self._measured(call, integrator, ask))
        except CallFailed as failed:
            _log.warning(
                "platform_not_read",
                integrator=integrator.code,
                call=call,
                reason=failed.reason.value,
            )
        kept = cache.last(key)
        return (Freshness.STALE if kept else Freshness.UNAVAILABLE), kept

    def _measured(self, call: str, integrator: Integrator, ask: Callable[[], _T]) -> _T:
        started = time.perf_counter()
        result = "ok"
        try:
            return self._guarded((integrator.code, integrator.version), ask)
        except CallFailed as failed:
            result = failed.reason.value
            raise
        finally:
            seconds = time.perf_counter() - started
            metrics.observe_platform_call(integrator.code, call, result, seconds)

    def _guarded(self, name: Hashable, ask: Callable[[], _T]) -> _T:
        """Ask a platform that is thought to be up, and note how it went."""
        if not self._breaker.admits(name):
            raise CallFailed(Reason.CIRCUIT_OPEN)
        try:
            value = ask()
        except CallFailed as failed:
            if failed.reason in HARMLESS:
                self._breaker.succeeded(name)
            else:
                self._breaker.failed(name)
            raise
        except Exception as error:
            # Whatever a platform can make us stumble over must not take the page down with it.
            self._breaker.failed(name)
            _log.error("platform_reading_fault", error=type(error).__name__)
            raise CallFailed(Reason.UNEXPECTED) from None
        self._breaker.succeeded(name)
        return value

    def _ask(self, integrator: Integrator, account: str, service_key: str | None = None) -> Found:
        def address() -> str:
            verbose = service_key is not None  # descriptions and offers of a whole catalogue: no
            return self._addresses.address(
                integrator, account, verbose=verbose, service_key=service_key
            )

        response = read_response(self._caller.get(address))
        found = read_items(response, origins(integrator).images)
        if found.dropped:
            _log.warning("platform_items_dropped", integrator=integrator.code, **found.dropped)
        return found

    def _one_of(self, found: Found, service_key: str) -> _Details:
        """The product asked for; an item that cannot be read is not the same as none."""
        named = found.named(service_key)
        if named is None:
            if found.dropped:
                raise CallFailed(Reason.SHAPE)
            return None, None
        item, fields = named
        try:
            return item, read_subscription(fields, self._zone)
        except BadItem:
            raise CallFailed(Reason.SHAPE) from None
