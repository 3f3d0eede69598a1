"""The portal desk: who calls, with what right, and for whom."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from backend.domain.errors import NotAuthenticated, NotFound, RateLimited
from backend.domain.ports import Clock, NewId
from backend.domain.services.access.authenticate import authenticate
from backend.domain.services.access.sessions import digest_token, new_token
from backend.domain.services.portals.bind import (
    LIFETIME,
    MOST_OF_ACCOUNT,
    MOST_OF_PORTAL,
    REFUSED_FOR,
    Binding,
    BindingState,
    Source,
    require_active,
    require_pending,
    scopes_of_request,
)
from backend.domain.services.portals.portal import (
    InsufficientScope,
    IssuedToken,
    Portal,
    PortalCaller,
    Reach,
    TokenRefused,
    granted,
)
from backend.domain.services.portals.quota import Quota, require_within
from backend.domain.services.portals.scopes import Scope
from backend.domain.values.identifiers import is_integrator_code
from backend.storage.portals.bindings import BindingBook, expire_bindings
from backend.storage.portals.portals import PortalBook
from backend.storage.portals.requests import sweep_requests
from backend.storage.portals.tokens import TokenBook, sweep_tokens
from backend.storage.portals.usage import count_call
from backend.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ReachedAccount:
    """An account that the portal acts for."""

    id: int
    number: str


class PortalDesk:
    """What the doors for portals use. Every method is a transaction of its own."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        clock: Clock,
        new_id: NewId,
        lifetime: timedelta,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._new_id = new_id
        self._lifetime = lifetime

    # ------------------------------------------------------------ who calls

    def authenticate(self, code: str, secret: str, address: str | None) -> Portal:
        """The portal whose credentials these are.

        Raises ``NotAuthenticated`` for an unknown or switched-off portal and a wrong secret alike,
        ``NotAllowed`` for an address outside its networks.
        """
        with self._unit_of_work() as unit:
            known = PortalBook(unit.driver).known(code) if is_integrator_code(code) else None
        return authenticate(known, code, secret, address, self._clock.now())

    def issue_token(self, portal: Portal, asked: Collection[str] | None) -> IssuedToken:
        """A fresh token with these scopes, or with all.

        Raises ``InvalidScope``, and ``NotAuthenticated`` where the portal was just switched off:
        no token outlives that.
        """
        scopes, token, now = granted(portal, asked), new_token(), self._clock.now()
        with self._unit_of_work() as unit:
            if not PortalBook(unit.driver).find(portal.code, lock=True).enabled:
                raise NotAuthenticated
            until = now + self._lifetime
            TokenBook(unit.driver).add(digest_token(token), portal.id, scopes, now, until)
            unit.commit()
        seconds = int(self._lifetime.total_seconds())
        return IssuedToken(token=token, expires_in=seconds, scopes=scopes)

    def revoke_token(self, portal: Portal, token: str) -> None:
        """End it; one that is unknown, over or another's is as good as ended (RFC 7009)."""
        with self._unit_of_work() as unit:
            TokenBook(unit.driver).revoke(digest_token(token), portal.id)
            unit.commit()

    def caller(self, token: str) -> tuple[PortalCaller, tuple[Quota, ...]]:
        """Whose token it is, and its quotas with this call counted.

        Raises ``TokenRefused`` for one that is unknown, over or revoked, and for that of a portal
        that is switched off.
        """
        now = self._clock.now()
        with self._unit_of_work() as unit:
            found = TokenBook(unit.driver).find(digest_token(token), now)
            portal = PortalBook(unit.driver).by_id(found[0]) if found else None
            if found is None or portal is None or not portal.enabled:
                raise TokenRefused
            quotas = count_call(unit.driver, portal, now)
            unit.commit()
        return PortalCaller(portal, found[1] & portal.scopes), quotas

    def count_call(self, portal: Portal) -> tuple[Quota, ...]:
        """Count a call that came without a token. Raises ``QuotaExceeded``."""
        now = self._clock.now()
        with self._unit_of_work() as unit:
            quotas = count_call(unit.driver, portal, now)
            unit.commit()
        require_within(quotas, now)
        return quotas

    # ------------------------------------------------------------ for whom

    def account(self, portal: Portal, number: str, scope: Scope) -> ReachedAccount:
        """The account, if the portal may act for it so.

        Raises ``NotFound`` alike for an account that there is not, that is closed and that the
        portal is not bound to; ``InsufficientScope`` where its subscriber has agreed to less.
        """
        with self._unit_of_work() as unit:
            reached = BindingBook(unit.driver).reached(portal.id, number)
        if reached is None:
            raise NotFound("there is no such account")
        account_id, source, scopes = reached
        if portal.reach is not Reach.ALL:
            if source is None:
                raise NotFound("there is no such account")
            if source is Source.CONSENT and scope not in scopes:
                raise InsufficientScope(scope)
        return ReachedAccount(account_id, number)

    def accounts(self, portal: Portal, after: str, limit: int) -> list[str]:
        """Numbers of accounts that the portal acts for, in their order, after one of them."""
        bound_to = None if portal.reach is Reach.ALL else portal.id
        with self._unit_of_work() as unit:
            return BindingBook(unit.driver).numbers(bound_to, after, limit)

    # ------------------------------------------------------------ consent

    def request_binding(self, portal: Portal, number: str, scopes: Collection[Scope]) -> Binding:
        """Ask a subscriber; the one that waits, is active or was refused where there is one.

        A number that nobody has is asked like any other, and never answers. Raises
        ``InvalidRequest`` and ``RateLimited``.
        """
        asked, now = scopes_of_request(portal, scopes), self._clock.now()
        with self._unit_of_work() as unit:
            PortalBook(unit.driver).find(portal.code, lock=True)  # twins ask one after the other
            book = BindingBook(unit.driver)
            expire_bindings(unit.driver, now)
            found = book.living(portal.id, number)
            found = found or book.refused(portal.id, number, now - REFUSED_FOR)
            found = found or self._ask(book, portal, number, asked)
            unit.commit()
        return found

    def bindings(self, portal: Portal, after: str, limit: int) -> list[Binding]:
        """The portal's, those that wait and those that are active, in the order of numbers."""
        with self._unit_of_work() as unit:
            return BindingBook(unit.driver).page(portal.id, after, limit)

    def binding(self, portal: Portal, binding_id: UUID) -> Binding:
        """One of the portal's. Raises ``NotFound``."""
        with self._unit_of_work() as unit:
            return BindingBook(unit.driver).of_portal(portal.id, binding_id)

    def give_up(self, portal: Portal, binding_id: UUID) -> Binding:
        """The portal wants it no more. Raises ``NotFound``."""
        with self._unit_of_work() as unit:
            book = BindingBook(unit.driver)
            found = book.of_portal(portal.id, binding_id)
            if found.state in (BindingState.PENDING, BindingState.ACTIVE):
                book.decide(found.id, BindingState.REVOKED, self._clock.now())
            unit.commit()
            return book.of_portal(portal.id, binding_id)

    def consents(self, account_id: int) -> list[Binding]:
        """What waits for the subscriber, and what he agreed to."""
        now = self._clock.now()
        with self._unit_of_work() as unit:
            found = BindingBook(unit.driver).consents(account_id)
        return [
            each
            for each in found
            if each.state is BindingState.ACTIVE or (each.expires_at and each.expires_at > now)
        ]

    def answer(self, account_id: int, binding_id: UUID, *, accept: bool) -> Binding:
        """The subscriber accepts or refuses. Raises ``NotFound`` and ``BindingDecided``."""
        now = self._clock.now()
        with self._unit_of_work() as unit:
            book = BindingBook(unit.driver)
            require_pending(book.of_account(account_id, binding_id), now)
            book.decide(binding_id, BindingState.ACTIVE if accept else BindingState.REFUSED, now)
            unit.commit()
            return book.of_account(account_id, binding_id)

    def revoke(self, account_id: int, binding_id: UUID) -> Binding:
        """The subscriber takes his consent back. Raises ``NotFound`` and ``BindingDecided``."""
        now = self._clock.now()
        with self._unit_of_work() as unit:
            book = BindingBook(unit.driver)
            require_active(book.of_account(account_id, binding_id))
            book.decide(binding_id, BindingState.REVOKED, now)
            unit.commit()
            return book.of_account(account_id, binding_id)

    def work(self) -> int:
        """What the tick does: forget what is over; how many things."""
        now = self._clock.now()
        with self._unit_of_work() as unit:
            gone = sweep_tokens(unit.driver, now) + sweep_requests(unit.driver, now)
            gone += expire_bindings(unit.driver, now)
            unit.commit()
        return gone

    def _ask(
        self, book: BindingBook, portal: Portal, number: str, scopes: frozenset[Scope]
    ) -> Binding:
        now = self._clock.now()
        of_portal, of_number = book.waiting(portal.id, number, now)
        if of_portal >= MOST_OF_PORTAL or of_number >= MOST_OF_ACCOUNT:
            raise RateLimited("too many requests wait for an answer already")
        reached = book.reached(portal.id, number)
        asked = Binding(
            id=self._new_id(),
            portal_id=portal.id,
            portal=portal.code,
            title=portal.title,
            number=number,
            account_id=reached[0] if reached else None,
            source=Source.CONSENT,
            scopes=scopes,
            state=BindingState.PENDING,
            created_at=now,
            expires_at=now + LIFETIME,
            decided_at=None,
        )
        book.add(asked)
        return asked
