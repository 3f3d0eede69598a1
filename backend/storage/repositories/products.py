"""Products as entities, with their prices and their memberships in the software register."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, or_, select, tuple_

from backend.domain.errors import NotFound
from backend.domain.models import Price, Product, Registration, Subscription
from backend.domain.values.status import FINAL_STATES
from backend.storage.repositories.adding import add_unique


class ProductRepository:
    """Implements the ``Products`` port."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, integrator_id: int, code: str, *, lock: bool = False) -> Product | None:
        """The integrator's product.

        The lock also keeps new subscriptions out, whose foreign key would share the row.
        """
        query = select(Product).where(Product.integrator_id == integrator_id, Product.code == code)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        return self._session.exec(query).one_or_none()

    def get(self, id_: UUID) -> Product:
        """The product with this id. Raises ``NotFound``."""
        found = self._session.get(Product, id_)
        if found is None:
            raise NotFound("there is no such product")
        return found

    def page(
        self,
        limit: int | None,
        *,
        after: UUID | None = None,
        integrator_id: int | None = None,
        search: str = "",
        incomplete_first: bool = False,
    ) -> list[Product]:
        """Some products in order of integrator and code, after the one with this id.

        ``search`` is a part of the title or the code, in letters of any size. Raises ``NotFound``
        where there is no product with this id.
        """
        names = (*(("complete",) if incomplete_first else ()), "integrator_id", "code")
        order = [getattr(Product, name) for name in names]
        query = select(Product).order_by(*order).limit(limit)
        if integrator_id is not None:
            query = query.where(Product.integrator_id == integrator_id)
        if search:
            texts = (col(Product.title), col(Product.code))
            query = query.where(or_(*(text.icontains(search, autoescape=True) for text in texts)))
        if after is not None:
            last = self.get(after)
            query = query.where(tuple_(*order) > tuple_(*(getattr(last, name) for name in names)))
        return list(self._session.exec(query))

    def prices_on(self, ids: Sequence[UUID], day: date) -> dict[UUID, Price]:
        """What new subscribers pay on a day, for those of the products that have a price then."""
        query = select(Price).where(col(Price.product_id).in_(ids), col(Price.valid_from) <= day)
        return {
            price.product_id: price
            for price in self._session.exec(query.order_by(col(Price.valid_from)))
        }

    def all(self, integrator_id: int | None = None, search: str = "") -> list[Product]:
        """Every product, or those of one integrator, in order of integrator and code; ``search``
        as in ``page``."""
        return self.page(None, integrator_id=integrator_id, search=search)

    def with_template(self, template: str) -> list[Product]:
        """Those that are charged by a template."""
        return list(self._session.exec(select(Product).where(Product.template == template)))

    def count_by_template(self) -> dict[str, int]:
        """How many products each template charges."""
        query = select(Product.template, func.count()).group_by(col(Product.template))
        return {code: count for code, count in self._session.exec(query) if code is not None}

    def add(self, product: Product) -> None:
        """Add a new product. Raises ``AlreadyExists``."""
        add_unique(self._session, product)

    def is_subscribed(self, product: Product) -> bool:
        """Whether anybody has, or has chosen for the next period, a subscription to it."""
        query = (
            select(Subscription.id)
            .where(
                or_(
                    col(Subscription.product_id) == product.id,
                    col(Subscription.next_product_id) == product.id,
                ),
                col(Subscription.state).not_in(sorted(FINAL_STATES)),
            )
            .limit(1)
        )
        return self._session.exec(query).first() is not None

    def has_parts(self, product: Product) -> bool:
        """Whether other products come with it."""
        query = select(Product.id).where(Product.parent == product.id).limit(1)
        return self._session.exec(query).first() is not None

    def prices(self, product: Product) -> list[Price]:
        """Its prices, oldest first."""
        query = select(Price).where(Price.product_id == product.id)
        return list(self._session.exec(query.order_by(col(Price.valid_from))))

    def put_price(self, price: Price) -> Price:
        """Add a price, or change the one that begins on the same day."""
        stored = self._session.merge(price)
        self._session.flush()
        return stored

    def registrations(self, product: Product) -> list[Registration]:
        """Its memberships in the register of Russian software, oldest first."""
        query = select(Registration).where(Registration.product_id == product.id)
        return list(self._session.exec(query.order_by(col(Registration.since))))

    def put_registration(self, registration: Registration) -> Registration:
        """Add a membership, or change the one that began on the same day."""
        stored = self._session.merge(registration)
        self._session.flush()
        return stored
