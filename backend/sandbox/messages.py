"""How each platform says its operations in SOAP, and what the answers' words mean to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from backend.sandbox.products import Product
from backend.sandbox.state import Kind, Operation, Subscription, Verdict
from backend.sandbox.wording import charge_text, roubles

Fields = Mapping[str, str | None]
"""Elements by name, in the contract's order; ``None`` is left out."""


@dataclass(frozen=True, slots=True)
class Message:
    """An operation as it goes over the wire: its name and fields, what its answer is called."""

    operation: str
    answer: str
    fields: Fields


class Say(Protocol):
    """Puts an operation into a platform's words."""

    def __call__(
        self, operation: Operation, subscription: Subscription, product: Product
    ) -> Message:
        """The message of an operation on a subscription to a product."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """A platform's SOAP. ``item``: the elements around one item, where lists are sent.

    ``id_field`` and ``word_field`` name the answer's id and result.
    """

    namespace: str
    action: str
    message: Say
    words: Mapping[str, Verdict]
    id_field: str
    word_field: str
    item: tuple[str, str] | None = None


def _rentsoft(operation: Operation, subscription: Subscription, product: Product) -> Message:
    who: Fields = {"uuid": subscription.account, "txid": operation.txid}
    amount = roubles(operation.amount)
    match operation.kind:
        case Kind.CHECK:
            return Message("canCharge", "canChargeResponse", {**who, "amount": amount})
        case Kind.CHARGE:
            more = {
                "amount": amount,
                "baseCost": roubles(product.price),
                "serviceName": product.title,
                "comment": charge_text(product.title, operation),
                "periodEnd": _day(operation),
            }
            return Message("charge", "chargeResponse", {**who, **more})
        case Kind.REPORT:
            more = {"serviceName": product.title, "status": operation.status}
            return Message("notifyStatusChange", "notifyStatusChangeResponse", {**who, **more})
        case Kind.REVERSE:
            return Message("uncharge", "unchargeResponse", who)


def _relans(operation: Operation, subscription: Subscription, product: Product) -> Message:
    who: Fields = {"accountNumber": subscription.account}
    order: Fields = {**who, "transactionId": operation.txid}
    what: Fields = {
        "productCode": product.key,
        "productName": product.title,
        "subscriptionId": subscription.id,
    }
    amount = roubles(operation.amount)
    match operation.kind:
        case Kind.CHECK:
            return Message("CheckFunds", "CheckFundsResult", {**who, "sum": amount})
        case Kind.CHARGE:
            more = {
                "fullPrice": roubles(product.price),
                "description": charge_text(product.title, operation),
                "paidUntil": _day(operation),
            }
            return Message("WriteOff", "WriteOffResult", {**order, "sum": amount, **what, **more})
        case Kind.REPORT:
            state = operation.status.upper() if operation.status else None
            return Message(
                "SetSubscriptionState",
                "SetSubscriptionStateResult",
                {**order, **what, "state": state},
            )
        case Kind.REVERSE:
            return Message("CancelWriteOff", "CancelWriteOffResult", order)


def _day(operation: Operation) -> str | None:
    return operation.period_end.isoformat() if operation.period_end else None


DIALECTS: Mapping[str, Dialect] = {
    "rentsoft": Dialect(
        namespace="urn:vitrina:rentsoft:1",
        action="{operation}",
        message=_rentsoft,
        words={
            "OK": Verdict.DONE,
            "USER_NO_MONEY": Verdict.NO_MONEY,
            "USER_DUPLICATE_TXID": Verdict.REPEATED,
            "USER_UNKNOWN_UUID": Verdict.UNKNOWN_ACCOUNT,
            "USER_UNKNOWN_TXID": Verdict.UNKNOWN_OPERATION,
        },
        id_field="txid",
        word_field="error",
        item=("request", "response"),
    ),
    "relans": Dialect(
        namespace="urn:vitrina:relans:1",
        action="{namespace}#{operation}",
        message=_relans,
        words={
            "OK": Verdict.DONE,
            "NO_FUNDS": Verdict.NO_MONEY,
            "BLOCKED": Verdict.NO_MONEY,
            "LIMIT": Verdict.NO_MONEY,
            "NO_SUBSCRIBER": Verdict.UNKNOWN_ACCOUNT,
            "NO_TRANSACTION": Verdict.UNKNOWN_OPERATION,
        },
        id_field="transactionId",
        word_field="result",
    ),
}
"""A word that is not listed means: refused, and asking again is no use."""
