"""What the domain needs from outside, as protocols; the adapters live outside."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from backend.domain import models
from backend.domain.catalogue import Catalogue
from backend.domain.commands import Check, Command
from backend.domain.instruction import Instruction, InstructionResult
from backend.domain.integrator import Integrator
from backend.domain.outcome import Outcome, Verdict
from backend.domain.platform import PlatformCatalogue, PlatformDetails
from backend.domain.services.access.sessions import Session, SignedIn, SignIn
from backend.domain.services.billing.rows import BillingChanges
from backend.domain.services.charging.state import AccountState, BatchState
from backend.domain.services.subscribing.subscriber import Subscriber
from backend.domain.values.codes import OperationKind
from backend.domain.values.moment import Moment
from backend.domain.views import (
    AccountView,
    Exchange,
    StorefrontLink,
    StorefrontOrigins,
    SubscriptionView,
)


class Clock(Protocol):
    """Tells the time; tests bring their own."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...

    def moment(self) -> Moment:
        """The present instant and the operator's local date at it."""
        ...


NewId = Callable[[], UUID]
"""Makes ids that grow with time (UUID version 7)."""


class OperationBook(Protocol):
    """Reads and writes what a batch of commands concerns, inside the caller's transaction."""

    def load(self, commands: Sequence[Command], moment: Moment) -> BatchState:
        """Lock the accounts in ascending order, then read everything else the commands concern."""
        ...

    def store(self, state: BatchState) -> None:
        """Write all that changed. Raises ``OperationRaced`` if another batch was first."""
        ...

    def read_accounts(self, checks: Sequence[Check], moment: Moment) -> dict[str, AccountState]:
        """The accounts by number, unlocked."""
        ...


class OperationDesk(Protocol):
    """Where the doors hand commands in. Concurrent calls share a transaction; order is kept."""

    def submit(self, commands: Sequence[Command]) -> "Future[list[Outcome]]":
        """Decide and store; the future ends after the commit. Raises ``Busy`` at once when full."""
        ...

    def check(self, checks: Sequence[Check]) -> "Future[list[Verdict]]":
        """What charges would be answered now; nothing is written."""
        ...


class IntegratorDirectory(Protocol):
    """The configured integrators, as fresh as about a second ago, in every process."""

    def find(self, code: str) -> Integrator | None:
        """The integrator with this code, switched on or not; ``None`` if there is none."""
        ...

    def by_id(self, integrator_id: int) -> Integrator | None:
        """The integrator with this number, switched on or not; ``None`` if there is none."""
        ...

    def all(self) -> Sequence[Integrator]:
        """Every integrator in the order of codes, the operator (which is never on) among them."""
        ...


class CatalogueDirectory(Protocol):
    """What is sold and how it is taxed, as fresh as about a second ago, in every process."""

    def current(self) -> Catalogue:
        """The catalogue; the same immutable object until something in it changes."""
        ...


class InquiryDesk(Protocol):
    """Answers questions; changes nothing. An integrator sees only its own subscriptions."""

    def accounts(self, numbers: Sequence[str]) -> list[AccountView | None]:
        """The accounts in the order asked; ``None`` for an unknown or closed one."""
        ...

    def subscriptions(self, integrator_id: int, number: str) -> list[SubscriptionView] | None:
        """The account's subscriptions of this integrator, newest first; ``None``: no account."""
        ...

    def operation(
        self, integrator_id: int, kind: OperationKind, external_id: str
    ) -> Outcome | None:
        """The stored result of an operation; ``None`` means unknown: safe to send (again)."""
        ...


class ExchangeJournal(Protocol):
    """Keeps raw exchanges for support."""

    def record(self, exchange: Exchange) -> None:
        """Note an exchange; returns at once, writes soon after."""
        ...


class Accounts(Protocol):
    """The accounts as entities, inside the caller's transaction."""

    def find(self, number: str, *, lock: bool = False) -> models.Account | None:
        """The account with this number; ``lock`` keeps others from changing it until commit."""
        ...

    def add(self, account: models.Account) -> None:
        """Add a new account. Raises ``AlreadyExists`` where the number is taken."""
        ...


class Integrators(Protocol):
    """The integrators as entities, inside the caller's transaction."""

    def find(self, code: str, *, lock: bool = False) -> models.Integrator | None:
        """The integrator with this code; ``lock`` keeps others from changing it until commit."""
        ...

    def add(self, integrator: models.Integrator) -> None:
        """Add a new integrator and give it its number. Raises ``AlreadyExists``."""
        ...

    def secrets(self, integrator: models.Integrator) -> list[models.IntegratorSecret]:
        """Its secrets, newest first, expired ones included."""
        ...

    def add_secret(self, secret: models.IntegratorSecret) -> None:
        """Add a secret."""
        ...

    def remove_secret(self, secret: models.IntegratorSecret) -> None:
        """Remove a secret."""
        ...


class Products(Protocol):
    """What is sold, as entities, inside the caller's transaction."""

    def find(self, integrator_id: int, code: str, *, lock: bool = False) -> models.Product | None:
        """The integrator's product; ``lock`` keeps it, and what belongs to it, until commit."""
        ...

    def with_template(self, template: str) -> list[models.Product]:
        """Those that are charged by a template."""
        ...

    def add(self, product: models.Product) -> None:
        """Add a new product. Raises ``AlreadyExists``."""
        ...

    def is_subscribed(self, product: models.Product) -> bool:
        """Whether anybody has, or has chosen for the next period, a subscription to it."""
        ...

    def has_parts(self, product: models.Product) -> bool:
        """Whether other products come with it."""
        ...

    def prices(self, product: models.Product) -> list[models.Price]:
        """Its prices, oldest first."""
        ...

    def put_price(self, price: models.Price) -> models.Price:
        """Add a price, or change the one that begins on the same day."""
        ...

    def registrations(self, product: models.Product) -> list[models.Registration]:
        """Its memberships in the register of Russian software, oldest first."""
        ...

    def put_registration(self, registration: models.Registration) -> models.Registration:
        """Add a membership, or change the one that began on the same day."""
        ...


class Templates(Protocol):
    """Versions of charge templates, inside the caller's transaction; none ever changes."""

    def versions(self, code: str) -> list[models.ChargeTemplate]:
        """The versions of one template, oldest first."""
        ...

    def add(self, version: models.ChargeTemplate) -> None:
        """Add a version. Raises ``AlreadyExists`` where one begins on the same day."""
        ...


class TaxRates(Protocol):
    """The standard VAT rates, inside the caller's transaction; none ever changes."""

    def add(self, rate: models.TaxRate) -> None:
        """Add a rate. Raises ``AlreadyExists`` where one begins on the same day."""
        ...


class Offers(Protocol):
    """Versions of offers, inside the caller's transaction; none ever changes."""

    def in_force(self, integrator_id: int, day: date) -> models.Offer | None:
        """The version of an integrator's offer that is in force on a day."""
        ...

    def add(self, offer: models.Offer) -> None:
        """Add a version. Raises ``AlreadyExists`` where its name or its day is taken."""
        ...


class Subscribers(Protocol):
    """Accounts with their billing-charged subscriptions, inside the caller's transaction."""

    def load(self, number: str, moment: Moment) -> Subscriber:
        """The account, locked until the end, and what concerns it. Raises ``NotFound``."""
        ...

    def store(self, changes: BillingChanges) -> None:
        """Write everything that was decided."""
        ...


class StorefrontLinks(Protocol):
    """Makes signed links to a platform's storefront."""

    def link(self, integrator: Integrator, account: str, path: str = "/") -> StorefrontLink:
        """An address for one entry of one account. Raises ``InvalidRequest`` for a path that is
        not configured and ``NotFound`` where the platform has no storefront."""
        ...


class StorefrontFrames(Protocol):
    """Tells what of a platform's storefront a page of ours may embed."""

    def origins(self, integrator: Integrator) -> StorefrontOrigins:
        """From the operator's configuration only; never raises."""
        ...


class PlatformReader(Protocol):
    """Reads what a platform tells of itself. Answers within seconds and never raises."""

    def catalogue(self, integrator: Integrator, account: str) -> PlatformCatalogue:
        """What the platform offers to the account; minutes old at most while it answers."""
        ...

    def details(self, integrator: Integrator, account: str, service_key: str) -> PlatformDetails:
        """One product, by its key or external id, and the account's subscription to it; seconds
        old while the platform answers."""
        ...


class PlatformInstructions(Protocol):
    """Tells a platform what the subscriber has decided."""

    def send(self, integrator: Integrator, instruction: Instruction) -> InstructionResult:
        """One attempt, ended within seconds; never raises. The caller repeats it."""
        ...


class PasswordHasher(Protocol):
    """Keeps passwords as slow hashes. Both methods raise ``Busy`` where too many wait already."""

    def hash(self, password: str) -> str:
        """What is stored of a password."""
        ...

    def verify(self, password: str, stored: str | None) -> tuple[bool, str | None]:
        """Whether it is the one; and, where that was hashed weaker than today, its new hash.

        ``None``: there is nothing to compare with, which takes the same work and never matches.
        """
        ...


class CabinetAccess(Protocol):
    """Who may use the cabinet. Every method waits for the database; tokens stay in the browser."""

    def sign_in(self, command: SignIn) -> SignedIn:
        """A new session, whatever the account's balance; a blocked account has the cabinet, too.

        Raises ``NotAuthenticated`` for an unknown or closed account, one without a password and a
        wrong password alike, ``TooManyAttempts`` and ``Busy``.
        """
        ...

    def session(self, token: str) -> Session | None:
        """Whose it is; ``None`` for one that is unknown, over or of a closed account."""
        ...

    def sign_out(self, token: str) -> None:
        """End this session, if there is one."""
        ...

    def sign_out_everywhere(self, account_id: int) -> int:
        """End all sessions of an account; how many there were."""
        ...

    def change_password(self, session: Session, current: str, new: str) -> str:
        """Set another password and end the account's other sessions; a fresh device mark.

        Raises ``WeakPassword``, ``WrongPassword``, ``TooManyAttempts``, ``Busy``, and
        ``NotAuthenticated`` where another change was faster.
        """
        ...

    def set_password(self, number: str, password: str) -> None:
        """The operator's way: no old one is asked for, and all sessions of the account end.

        Raises ``NotFound`` for an unknown or closed account, ``WeakPassword`` and ``Busy``.
        """
        ...

    def remove_password(self, number: str) -> None:
        """Close the cabinet to an account and end its sessions. Raises ``NotFound``."""
        ...


class OperationRaced(Exception):
    """Another batch stored one of these keys first: load again and decide again."""
