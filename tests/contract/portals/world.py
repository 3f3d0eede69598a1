"""A whole Vitrina on a real port with a portal that acts for one subscriber."""

from dataclasses import dataclass
from datetime import timedelta

from backend.domain.services.access.authenticate import digest_secret, new_secret
from backend.domain.services.portals.set_up import NewPortal, new_portal
from backend.storage.portals.bindings import BindingBook
from backend.storage.portals.portals import PortalBook
from tests.e2e.world import Subscriber, World


@dataclass(frozen=True)
class Portal:
    """A portal's credentials and the subscriber whom it acts for."""

    world: World
    code: str
    secret: str
    subscriber: Subscriber

    @property
    def variables(self) -> dict[str, str]:
        """What the examples are told."""
        return {
            "VITRINA": self.world.address,
            "CLIENT_ID": self.code,
            "CLIENT_SECRET": self.secret,
            "ACCOUNT": self.subscriber.number,
            "EVENTS": "http://127.0.0.1:9/events",  # nobody listens there
        }


def portal_of(world: World, subscriber: Subscriber) -> Portal:
    """A new portal that the operator has bound to the subscriber's account."""
    container, now = world.container, world.clock.now()
    code, secret = f"portal-{subscriber.number}", new_secret()
    with container.unit_of_work() as unit:
        made = new_portal(NewPortal(code=code, title="Городской портал"), container.new_id(), now)
        book = PortalBook(unit.driver)
        book.add(made)
        book.add_secret(made.id, digest_secret(secret), now, now + timedelta(days=7))
        ids, numbers = [container.new_id()], [subscriber.number]
        BindingBook(unit.driver).list_accounts(made.id, numbers, ids, now)
        unit.commit()
    return Portal(world, code, secret, subscriber)
