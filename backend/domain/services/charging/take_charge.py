"""Take money for a product: the decision and its effects on ledger and subscription."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.domain.commands import Charge, Terms
from backend.domain.services.billing.fill_template import TemplateNotFilled
from backend.domain.services.charging.decision import Decision, refused
from backend.domain.services.charging.describe_charge import (
    Description,
    Facts,
    describe_charge,
)
from backend.domain.services.charging.funds import refuse_debit
from backend.domain.services.charging.ledger import Movement, move_money
from backend.domain.services.charging.rows import ChargeRow
from backend.domain.services.charging.state import AccountState, BatchState, StoredCharge
from backend.domain.services.charging.subscriptions import (
    extend_paid_period,
    move_subscription,
    subscription_of,
)
from backend.domain.values.billing import ChargingMode
from backend.domain.values.codes import Code
from backend.domain.values.ledger import LedgerAccount, TransactionKind
from backend.domain.values.moment import Moment
from backend.domain.values.period import Period
from backend.domain.values.status import FINAL_STATES, SubscriptionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """What a charge is for, whether it comes directly or out of a hold."""

    external_id: str
    product: str
    product_title: str | None
    subscription_key: str
    amount: int
    full_price: int | None
    text: str
    period_end: date | None
    hold_id: UUID | None = None


def decide_charge(command: Charge, account: AccountState, state: BatchState) -> Decision:
    """Charge the account, or say why not."""
    reason = refuse_debit(account, command.amount, command.terms, state.moment)
    if reason is not None:
        return refused(reason, command.amount, recorded=reason not in _NO_TRACE)
    purchase = Purchase(
        external_id=command.external_id,
        product=command.product,
        product_title=command.product_title,
        subscription_key=command.subscription or command.product,
        amount=command.amount,
        full_price=command.full_price,
        text=command.text,
        period_end=command.period_end,
    )
    description = describe(purchase, command.terms, account, state)
    if isinstance(description, Code):
        return refused(description, command.amount, recorded=False)
    return take_money(purchase, description, command.terms, account, state)


_NO_TRACE = frozenset({Code.BOOK_UNAVAILABLE, Code.UNKNOWN_ACCOUNT})
"""What only a billing that keeps the money elsewhere says: it may say otherwise tomorrow."""


def describe(
    purchase: Purchase, terms: Terms, account: AccountState, state: BatchState
) -> Description | Code:
    """Tax and text of the charge, or why the product cannot be charged like this.

    Either the operator's billing charges a product or its platform does, never both; and what its
    subscriber has cancelled nobody charges. These refusals, and that of a template that cannot be
    filled, leave no trace under the operation's id: once the subscriber keeps the subscription, or
    the operator or the platform has brought what is missing, the same id works.
    """
    key = (account.id, terms.integrator_id, purchase.subscription_key)
    living = state.subscriptions.get(key)
    if living is not None and living.state in FINAL_STATES:
        living = None
    if living is not None:
        product_id: UUID | None = living.product_id
    else:
        product_id = state.products.get((terms.integrator_id, purchase.product))
    product = state.catalogue.products.get(product_id) if product_id else None
    if product is not None and product.mode is ChargingMode.BILLING:
        return Code.CHARGED_BY_BILLING
    if living is not None and living.cancel_on is not None:
        return Code.SUBSCRIPTION_CANCELLED
    facts = Facts(
        amount=purchase.amount,
        full_price=purchase.full_price,
        period=_period(purchase, state.moment),
        subscription=purchase.subscription_key,
        comment=purchase.text,
    )
    try:
        return describe_charge(facts, product, state.catalogue, state.moment.today)
    except TemplateNotFilled:
        return Code.TEMPLATE_NOT_FILLED


def take_money(
    purchase: Purchase,
    description: Description,
    terms: Terms,
    account: AccountState,
    state: BatchState,
) -> Decision:
    """Write the charge. Whether it may be taken has been decided before."""
    subscription = subscription_of(
        state,
        account,
        terms,
        product=purchase.product,
        product_title=purchase.product_title,
        external_key=purchase.subscription_key,
    )
    charge_id = move_money(
        state,
        account,
        Movement(
            kind=TransactionKind.CHARGE,
            debit=LedgerAccount.SUBSCRIBER,
            credit=LedgerAccount.REVENUE,
            amount=purchase.amount,
            integrator_id=terms.integrator_id,
            vat=description.vat_amount,
        ),
    )
    today = state.moment.today
    period = _period(purchase, state.moment)
    state.changes.charges.append(
        ChargeRow(
            account.id,
            charge_id,
            terms.integrator_id,
            purchase.external_id,
            subscription.id,
            subscription.product_id,
            purchase.hold_id,
            purchase.amount,
            purchase.full_price,
            description.text,
            period.start if period else None,
            period.end if period else None,
            today,
            description.charge_type,
            description.template_id,
            description.vat.kind,
            description.vat.rate,
            description.vat_amount,
            description.vat.note,
        )
    )
    state.charges[charge_id] = StoredCharge(
        account_id=account.id,
        id=charge_id,
        integrator_id=terms.integrator_id,
        external_id=purchase.external_id,
        amount=purchase.amount,
        subscription_id=subscription.id,
        business_date=today,
        reversed=False,
        vat_amount=description.vat_amount,
    )
    account.spend(terms.integrator_id, purchase.amount)
    move_subscription(
        state,
        subscription,
        SubscriptionState.ACTIVE,
        actor=terms.integrator_code,
        reason=f"charge {purchase.external_id}",
    )
    extend_paid_period(state, subscription, period.end if period else None)
    return Decision(Code.OK, purchase.amount, charge_id)


def _period(purchase: Purchase, moment: Moment) -> Period | None:
    if purchase.period_end is None:
        return None
    return Period.through(moment.today, purchase.period_end)
