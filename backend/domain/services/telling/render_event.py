"""A fact as an event: the same fact is the same bytes, however often and to whomever it is told."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from backend.domain.events import Fact, Topic
from backend.domain.services.telling.contents import (
    AdvanceInvoiceContent,
    ChargeContent,
    Content,
    DebitContent,
    DebitLineContent,
    InvoiceContent,
    PaymentContent,
    PriceContent,
    RefundContent,
    RefundPart,
    RefusalContent,
    ReversalContent,
    StepContent,
    TrialContent,
)
from backend.domain.services.telling.event import Event, Names
from backend.domain.values.identifiers import OPERATOR_ID
from backend.domain.values.money import format_money
from backend.domain.values.period import ONE_DAY

Given = Mapping[str, Any]


def render_event(fact: Fact, names: Names) -> Event:
    """The event of a fact."""
    content = asdict(_RENDERERS[fact.topic](fact, fact.content, names))
    data = {name: value for name, value in content.items() if value is not None}
    return Event(id=fact.id, type=fact.topic.value, timestamp=fact.at, data=data)


def _charge(fact: Fact, given: Given, names: Names) -> ChargeContent:
    return ChargeContent(**_charged(fact, given, names))


def _reversal(fact: Fact, given: Given, names: Names) -> ReversalContent:
    return ReversalContent(**_charged(fact, given, names), returned=format_money(given["returned"]))


def _refund(fact: Fact, given: Given, names: Names) -> RefundContent:
    part = given["refund"]
    return RefundContent(
        **_charged(fact, given, names),
        refund=RefundPart(
            amount=format_money(part["amount"]),
            vat_amount=format_money(part["vat_amount"]),
            text=part["text"],
        ),
    )


def _charged(fact: Fact, given: Given, names: Names) -> dict[str, Any]:
    return {
        "account": names.accounts[fact.account_id],
        "charge_id": given["charge"],
        "subscription_id": _subscription_id(fact),
        "integrator": names.integrators[given["integrator_id"]],
        "product": _product(given, names),
        "amount": format_money(given["amount"]),
        "vat_amount": format_money(given["vat_amount"]),
        "text": given["text"],
        "period_start": given["period_start"],
        "period_end": _last_day(given["period_end"]),
    }


def _refusal(fact: Fact, given: Given, names: Names) -> RefusalContent:
    return RefusalContent(
        account=names.accounts[fact.account_id],
        operation_id=given["operation"],
        integrator=names.integrators[given["integrator_id"]],
        kind=given["kind"],
        external_id=given["external_id"],
        code=given["code"],
        amount=_money(given["amount"]),
        available=_money(given["available"]),
    )


def _payment(fact: Fact, given: Given, names: Names) -> PaymentContent:
    return PaymentContent(
        account=names.accounts[fact.account_id],
        payment_id=given["payment"],
        amount=format_money(given["amount"]),
        document=given["document"],
    )


def _step(fact: Fact, given: Given, names: Names) -> StepContent:
    integrator = names.integrators[given["integrator_id"]]
    return StepContent(
        account=names.accounts[fact.account_id],
        subscription_id=_subscription_id(fact),
        subscription=names.subscriptions[_subscription(fact)],
        integrator=integrator,
        product=_product(given, names),
        from_state=given["from"],
        to_state=given["to"],
        actor=_actor(given, integrator),
        reason=given["reason"],
    )


def _debit(fact: Fact, given: Given, names: Names) -> DebitContent:
    return DebitContent(
        account=names.accounts[fact.account_id],
        on=given["on"],
        amount=format_money(given["amount"]),
        available=_money(given["available"]),
        missing=_money(given["missing"]),
        lines=tuple(
            DebitLineContent(
                subscription_id=line["subscription"],
                product=_product(line, names),
                text=line["text"],
                amount=format_money(line["amount"]),
                expected=line["expected"],
            )
            for line in given["lines"]
        ),
    )


def _trial(fact: Fact, given: Given, names: Names) -> TrialContent:
    return TrialContent(
        account=names.accounts[fact.account_id],
        subscription_id=_subscription_id(fact),
        product=_product(given, names),
        ends_on=given["ends_on"],
        on=given["on"],
        amount=_money(given["amount"]),
    )


def _price(fact: Fact, given: Given, names: Names) -> PriceContent:
    return PriceContent(
        account=names.accounts[fact.account_id],
        subscription_id=_subscription_id(fact),
        product=_product(given, names),
        on=given["on"],
        from_amount=format_money(given["from_amount"]),
        to_amount=format_money(given["to_amount"]),
    )


def _invoice(fact: Fact, given: Given, names: Names) -> InvoiceContent:
    return InvoiceContent(
        account=names.accounts[fact.account_id],
        invoice_id=given["invoice"],
        number=given["number"],
        kind=given["kind"],
        month=given["month"][:7],
        total=format_money(given["total"]),
    )


def _advance_invoice(fact: Fact, given: Given, names: Names) -> AdvanceInvoiceContent:
    return AdvanceInvoiceContent(
        account=names.accounts[fact.account_id],
        invoice_id=given["invoice"],
        number=given["number"],
        on=given["on"],
        total=format_money(given["total"]),
        payable=format_money(given["payable"]),
    )


def _product(given: Given, names: Names) -> str:
    return names.products[UUID(given["product_id"])].code


def _subscription(fact: Fact) -> UUID:
    assert fact.subscription_id is not None  # noqa: S101 (the database writes it with these topics)
    return fact.subscription_id


def _subscription_id(fact: Fact) -> str:
    return str(_subscription(fact))


def _money(kopecks: int | None) -> str | None:
    return None if kopecks is None else format_money(kopecks)


def _last_day(end: str | None) -> str | None:
    return (date.fromisoformat(end) - ONE_DAY).isoformat() if end else None


def _actor(given: Given, integrator: str) -> str:
    """Names of staff stay in the house."""
    if given["actor"] == "subscriber":
        return "subscriber"
    is_platform = given["actor"] == integrator and given["integrator_id"] != OPERATOR_ID
    return "platform" if is_platform else "operator"


_Renderer = Callable[[Fact, Given, Names], Content]

_RENDERERS: Mapping[Topic, _Renderer] = {
    Topic.CHARGE_TAKEN: _charge,
    Topic.CHARGE_REVERSED: _reversal,
    Topic.CHARGE_REFUNDED: _refund,
    Topic.CHARGE_REFUSED: _refusal,
    Topic.PAYMENT_RECEIVED: _payment,
    **{topic: _step for topic in Topic if topic.startswith("subscription.")},
    Topic.DEBIT_COMING: _debit,
    Topic.TRIAL_ENDING: _trial,
    Topic.PRICE_CHANGING: _price,
    Topic.INVOICE_ISSUED: _invoice,
    **{topic: _advance_invoice for topic in Topic if topic.startswith("advance_invoice.")},
}
