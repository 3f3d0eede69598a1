"""Relans: nothing public is known of its wire, so everything here is a default of ours.

``integrator.wire`` renames whatever the platform calls otherwise: see ``overrides``.
"""

from backend.domain.values.codes import Code
from backend.domain.values.status import SubscriptionState
from backend.soap.contract import Action, Dialect, Field, Kind, Operation, Record, Words

_ACCOUNT = Field("account", "accountNumber", Kind.ACCOUNT)
_ID = Field("external_id", "transactionId", Kind.ID)
_AMOUNT = Field("amount", "sum", Kind.MONEY)
_PRODUCT = Field("product", "productCode", Kind.NAME)
_TITLE = Field("product_title", "productName", Kind.NAME, required=False)
_SUBSCRIPTION = Field("subscription", "subscriptionId", Kind.NAME, required=False)
_RESULT = Field("code", "result", Kind.CODE)
_BALANCE = Field("available", "balance", Kind.BALANCE, required=False)
_STATES = Words("SubscriptionState", {state: state.value.upper() for state in SubscriptionState})

RELANS = Dialect(
    name="relans",
    service="RelansBilling",
    namespace="urn:vitrina:relans:1",
    action="{namespace}#{operation}",
    words={
        Code.OK: "OK",
        Code.UNKNOWN_ACCOUNT: "NO_SUBSCRIBER",
        Code.ACCOUNT_BLOCKED: "BLOCKED",
        Code.NOT_ENOUGH_MONEY: "NO_FUNDS",
        Code.CHARGE_LIMIT_EXCEEDED: "LIMIT",
        Code.DAILY_LIMIT_EXCEEDED: "LIMIT",
        Code.CONFLICT: "DUPLICATE",
        Code.REVERSED: "CANCELLED",
        Code.UNKNOWN_OPERATION: "NO_TRANSACTION",
        Code.SUBSCRIPTION_CANCELLED: "UNSUBSCRIBED",
    },
    otherwise="ERROR",
    operations=(
        Operation(
            action=Action.ACCOUNT,
            wire="GetSubscriber",
            answer="GetSubscriberResult",
            request=Record("SubscriberQuery", (_ACCOUNT,)),
            response=Record("Subscriber", (_ACCOUNT, _RESULT, _BALANCE)),
            summary="What is known of a subscriber.",
        ),
        Operation(
            action=Action.CHECK,
            wire="CheckFunds",
            answer="CheckFundsResult",
            request=Record("FundsQuery", (_ACCOUNT, _AMOUNT)),
            response=Record("Funds", (_ACCOUNT, _RESULT, _BALANCE)),
            summary="Whether a sum could be written off now.",
        ),
        Operation(
            action=Action.CHARGE,
            wire="WriteOff",
            answer="WriteOffResult",
            request=Record(
                "WriteOffOrder",
                (
                    _ACCOUNT,
                    _ID,
                    _AMOUNT,
                    _PRODUCT,
                    _TITLE,
                    _SUBSCRIPTION,
                    Field("full_price", "fullPrice", Kind.PRICE, required=False),
                    Field("text", "description", Kind.TEXT, required=False),
                    Field("period_end", "paidUntil", Kind.DATE, required=False),
                ),
            ),
            response=Record("WriteOffReceipt", (_ID, _RESULT, _BALANCE)),
            summary="Writes a sum off an account.",
        ),
        Operation(
            action=Action.STATUS,
            wire="SetSubscriptionState",
            answer="SetSubscriptionStateResult",
            request=Record(
                "StateReport",
                (
                    _ACCOUNT,
                    _ID,
                    _PRODUCT,
                    _TITLE,
                    _SUBSCRIPTION,
                    Field("state", "state", _STATES),
                    Field("reason", "reason", Kind.TEXT, required=False),
                ),
            ),
            response=Record("StateReceipt", (_ID, _RESULT)),
            summary="Reports in which state a subscription is.",
        ),
        Operation(
            action=Action.REVERSE,
            wire="CancelWriteOff",
            answer="CancelWriteOffResult",
            request=Record(
                "CancelOrder",
                (Field("account", "accountNumber", Kind.ACCOUNT, required=False), _ID),
            ),
            response=Record("CancelReceipt", (_ID, _RESULT, _BALANCE)),
            summary="Takes a write-off back, whole.",
        ),
    ),
)
