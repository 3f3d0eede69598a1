"""What the staff does about portals, inside the caller's transaction, together with its record."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.domain.ports import Clock, NewId
from backend.domain.services.access.authenticate import digest_secret, new_secret
from backend.domain.services.portals.bind import Binding, BindingState, require_active
from backend.domain.services.portals.portal import Portal
from backend.domain.services.portals.quota import Quota
from backend.domain.services.portals.set_up import ROTATION, NewPortal, change_portal, new_portal
from backend.storage.portals.bindings import BindingBook
from backend.storage.portals.portals import PortalBook
from backend.storage.portals.tokens import TokenBook
from backend.storage.portals.usage import usage_of
from backend.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PortalOffice:
    """Every method works in a unit of work of the caller's."""

    clock: Clock
    new_id: NewId

    def all(self, unit: UnitOfWork) -> list[Portal]:
        """In the order of codes."""
        return PortalBook(unit.driver).all()

    def find(self, unit: UnitOfWork, code: str) -> Portal:
        """Raises ``NotFound``."""
        return PortalBook(unit.driver).find(code)

    def usage(self, unit: UnitOfWork, portal: Portal) -> Sequence[Quota]:
        """How its quotas stand."""
        return usage_of(unit.driver, portal, self.clock.now())

    def add(self, unit: UnitOfWork, new: NewPortal) -> tuple[Portal, str]:
        """The portal and its secret, which cannot be read again.

        Raises ``InvalidRequest`` and ``AlreadyExists``.
        """
        made = new_portal(new, self.new_id(), self.clock.now())
        PortalBook(unit.driver).add(made)
        return made, self._give_secret(unit, made)

    def change(self, unit: UnitOfWork, code: str, changes: dict[str, Any]) -> tuple[Portal, Portal]:
        """How it was, and is. A portal that is switched off loses its tokens.

        Raises ``NotFound`` and ``InvalidRequest``.
        """
        book = PortalBook(unit.driver)
        before = book.find(code, lock=True)
        after = change_portal(before, changes)
        book.change(after)
        if not after.enabled:
            TokenBook(unit.driver).revoke_all(after.id)
        return before, after

    def rotate(self, unit: UnitOfWork, code: str) -> tuple[Portal, str]:
        """Another secret; the one before it is good for seven more days. Raises ``NotFound``."""
        portal = PortalBook(unit.driver).find(code, lock=True)
        return portal, self._give_secret(unit, portal)

    def bind(self, unit: UnitOfWork, code: str, numbers: Sequence[str]) -> tuple[Portal, int]:
        """Let it act for accounts; for how many it could not before. Unknown numbers are left out.

        Raises ``NotFound``.
        """
        portal = PortalBook(unit.driver).find(code, lock=True)
        wanted = list(dict.fromkeys(numbers))
        ids = [self.new_id() for _ in wanted]
        bound = BindingBook(unit.driver).list_accounts(portal.id, wanted, ids, self.clock.now())
        return portal, bound

    def unbind(self, unit: UnitOfWork, code: str, binding_id: UUID) -> Binding:
        """How it was: it ends, whoever wanted it. Raises ``NotFound`` and ``BindingDecided``."""
        portal = PortalBook(unit.driver).find(code)
        book = BindingBook(unit.driver)
        found = book.of_portal(portal.id, binding_id)
        require_active(found)
        book.decide(found.id, BindingState.REVOKED, self.clock.now())
        return found

    def bindings(self, unit: UnitOfWork, code: str, after: str, limit: int) -> list[Binding]:
        """Those that wait and those in force, in the order of numbers. Raises ``NotFound``."""
        portal = PortalBook(unit.driver).find(code)
        return BindingBook(unit.driver).page(portal.id, after, limit)

    def _give_secret(self, unit: UnitOfWork, portal: Portal) -> str:
        secret, now = new_secret(), self.clock.now()
        stored = digest_secret(secret)
        PortalBook(unit.driver).add_secret(portal.id, stored, now, now + ROTATION)
        return secret
