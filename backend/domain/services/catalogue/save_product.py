"""Save a product, new or known; one that a charge brought in is complete after that."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from backend.domain.errors import InvalidRequest, NotFound
from backend.domain.models import Product
from backend.domain.ports import NewId, Products, Templates
from backend.domain.services.catalogue.fit_template import check_fit
from backend.domain.services.catalogue.refusals import HasSubscriptions
from backend.domain.values.billing import CatchUp, ChargingMode
from backend.domain.values.identifiers import OPERATOR_ID
from backend.domain.values.moment import Moment
from backend.domain.values.vat import VatKind

MAX_NAME = 200
MAX_DAYS = 3_660


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductTerms:
    """See ``backend.domain.catalogue.Product``. ``None`` leaves a term as it is.

    An empty ``template``, ``vat_note`` or ``parent`` takes it away. ``parent`` is the code of a
    product of the same integrator, or else of the operator itself.
    """

    integrator_id: int
    code: str
    title: str | None = None
    template: str | None = None
    mode: ChargingMode | None = None
    vat_kind: VatKind | None = None
    vat_note: str | None = None
    trial_days: int | None = None
    catch_up: CatchUp | None = None
    end_after_days: int | None = None
    stops_queue: bool | None = None
    parent: str | None = None


def save_product(
    command: ProductTerms, products: Products, templates: Templates, moment: Moment, new_id: NewId
) -> Product:
    """The product as it is now, complete. Later charges follow it, earlier ones stay.

    Raises ``InvalidRequest`` and its kinds. The charging mode of a product that somebody is
    subscribed to cannot be switched, because two would charge him, or nobody.
    """
    found = products.find(command.integrator_id, command.code, lock=True)
    product = found or _new(command, moment.at, new_id())
    _refuse_switch(product, command, products)
    _set_words(product, command)
    _set_figures(product, command)
    _check_template(product, templates, moment.today)
    _set_parent(product, command, products)
    product.complete = True
    if found is None:
        products.add(product)
    return product


def _new(command: ProductTerms, now: datetime, id_: UUID) -> Product:
    if not command.code.strip() or len(command.code) > MAX_NAME:
        raise InvalidRequest(f"a product's code has 1 to {MAX_NAME} characters")
    return Product(
        id=id_,
        integrator_id=command.integrator_id,
        code=command.code,
        title=command.title or "",
        mode=command.mode or ChargingMode.PLATFORM,
        created_at=now,
    )


def _refuse_switch(product: Product, command: ProductTerms, products: Products) -> None:
    if command.mode is None or command.mode == product.mode:
        return
    if products.is_subscribed(product):
        raise HasSubscriptions(
            "the product has living subscriptions: who charges them cannot be switched; "
            "make another product"
        )
    product.mode = command.mode


def _set_words(product: Product, command: ProductTerms) -> None:
    if command.title is not None:
        product.title = command.title.strip()
    if not product.title or len(product.title) > MAX_NAME:
        raise InvalidRequest(f"a product has a title of at most {MAX_NAME} characters")
    if command.template is not None:
        product.template = command.template or None
    if command.vat_kind is not None:
        product.vat_kind = command.vat_kind
    if command.vat_note is not None:
        product.vat_note = command.vat_note.strip()
    if product.vat_kind == VatKind.TAXED:
        product.vat_note = ""  # a note says why there is no tax


def _set_figures(product: Product, command: ProductTerms) -> None:
    if command.trial_days is not None:
        product.trial_days = command.trial_days
    if command.end_after_days is not None:
        product.end_after_days = command.end_after_days
    if not 0 <= product.trial_days <= MAX_DAYS or not 1 <= product.end_after_days <= MAX_DAYS:
        raise InvalidRequest(f"a trial has 0, a suspension 1 to {MAX_DAYS} days")
    if command.catch_up is not None:
        product.catch_up = command.catch_up
    if command.stops_queue is not None:
        product.stops_queue = command.stops_queue


def _set_parent(product: Product, command: ProductTerms, products: Products) -> None:
    if command.parent is None:
        return
    if not command.parent:
        product.parent = None
        return
    parent = products.find(command.integrator_id, command.parent, lock=True) or products.find(
        OPERATOR_ID, command.parent, lock=True
    )
    if parent is None:
        raise NotFound("there is no such product to come with")
    if parent.id == product.id or parent.parent is not None or products.has_parts(product):
        raise InvalidRequest("a product comes with one bundle, and a bundle comes with nothing")
    product.parent = parent.id


def _check_template(product: Product, templates: Templates, today: date) -> None:
    if product.template is None:
        if product.mode == ChargingMode.BILLING:
            raise InvalidRequest("what billing charges has a template: save one first")
        return
    versions = templates.versions(product.template)
    if not versions:
        raise NotFound("there is no such template")
    begun = [version for version in versions if version.valid_from <= today]
    for version in begun[-1:] + versions[len(begun) :]:
        check_fit(version, ChargingMode(product.mode))
