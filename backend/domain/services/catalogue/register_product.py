"""Note that a product is in the register of Russian software, from when and until when."""

from dataclasses import dataclass
from datetime import date

from backend.domain.errors import InvalidRequest, NotFound
from backend.domain.models import Registration
from backend.domain.ports import Products
from backend.domain.services.catalogue.refusals import Overlaps

MAX_NUMBER = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRegistration:
    """Membership under a number, ``[since, until)``; open where ``until`` is ``None``."""

    integrator_id: int
    code: str
    number: str
    since: date
    until: date | None = None


def register_product(command: NewRegistration, products: Products) -> Registration:
    """The membership. The same ``since`` again corrects its number and end.

    A fact about the past may be noted late: charges keep the tax that was frozen on them, only
    later ones follow. Raises ``Overlaps`` where memberships would overlap.
    """
    number = command.number.strip()
    if not number or len(number) > MAX_NUMBER:
        raise InvalidRequest(f"a register number has 1 to {MAX_NUMBER} characters")
    if command.until is not None and command.until <= command.since:
        raise InvalidRequest("a membership lasts at least a day")
    product = products.find(command.integrator_id, command.code, lock=True)
    if product is None:
        raise NotFound("there is no such product")
    others = [r for r in products.registrations(product) if r.since != command.since]
    if any(_overlap(command, other) for other in others):
        raise Overlaps("memberships overlap: end the earlier one first")
    registration = Registration(
        product_id=product.id, since=command.since, until=command.until, number=number
    )
    return products.put_registration(registration)


def _overlap(one: NewRegistration, other: Registration) -> bool:
    begins_before_end = one.until is None or other.since < one.until
    ends_after_begin = other.until is None or one.since < other.until
    return begins_before_end and ends_after_begin
