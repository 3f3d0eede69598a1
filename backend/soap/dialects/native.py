"""Vitrina's own dialect, for any platform: single and batch calls, holds, queries, typed faults."""

from backend.domain.values.codes import Advice, OperationKind, OperationStatus
from backend.domain.values.status import AccountStatus, SubscriptionState
from backend.soap.contract import Action, Dialect, Field, Items, Kind, Operation, Record, Words

_ACCOUNT = Field("account", "account", Kind.ACCOUNT)
_MAYBE_ACCOUNT = Field("account", "account", Kind.ACCOUNT, required=False)
_ID = Field("external_id", "operationId", Kind.ID)
_AMOUNT = Field("amount", "amount", Kind.MONEY)
_PRODUCT = Field("product", "product", Kind.NAME)
_TITLE = Field("product_title", "productTitle", Kind.NAME, required=False)
_SUBSCRIPTION = Field("subscription", "subscription", Kind.NAME, required=False)
_TEXT = Field("text", "text", Kind.TEXT, required=False)
_PERIOD_END = Field("period_end", "periodEnd", Kind.DATE, required=False)
_AVAILABLE = Field("available", "available", Kind.BALANCE, required=False)

_STATUSES = Words("AccountStatus", {each: each.value for each in AccountStatus})
_STATES = Words("SubscriptionState", {each: each.value for each in SubscriptionState})
_KINDS = Words(
    "OperationKind",
    {each: each.value for each in OperationKind if each is not OperationKind.PAYMENT},
)
_RESULTS = Words(
    "OperationStatus", {"unknown": "unknown"} | {each: each.value for each in OperationStatus}
)
_ADVICE = Words("Advice", {each: each.value for each in Advice})

_CODE = (Field("code", "code", Kind.CODE), Field("advice", "advice", _ADVICE))
_OUTCOME_FIELDS = (
    _ID,
    *_CODE,
    Field("status", "status", _RESULTS),
    Field("replayed", "replayed", Kind.BOOLEAN),
    _MAYBE_ACCOUNT,
    Field("amount", "amount", Kind.PRICE, required=False),
    _AVAILABLE,
    Field("operation_id", "reference", Kind.ID, required=False),
    Field("target_id", "target", Kind.ID, required=False),
    Field("recorded_at", "recordedAt", Kind.INSTANT, required=False),
)
_OUTCOME = Record("Outcome", _OUTCOME_FIELDS)

_CHARGE = Record(
    "Charge",
    (
        _ACCOUNT,
        _ID,
        _AMOUNT,
        _PRODUCT,
        _TITLE,
        _SUBSCRIPTION,
        Field("full_price", "fullPrice", Kind.PRICE, required=False),
        _TEXT,
        _PERIOD_END,
    ),
)
_STEP = Record(
    "SubscriptionStep",
    (
        Field("at", "at", Kind.INSTANT),
        Field("from_state", "from", _STATES, required=False),
        Field("to_state", "to", _STATES),
        Field("actor", "actor", Kind.TEXT),
        Field("reason", "reason", Kind.TEXT),
    ),
)
_SUBSCRIPTION_VIEW = Record(
    "Subscription",
    (
        Field("id", "id", Kind.ID),
        _PRODUCT,
        Field("product_title", "productTitle", Kind.NAME),
        Field("key", "subscription", Kind.NAME),
        Field("state", "state", _STATES),
        Field("paid_through", "paidThrough", Kind.DATE, required=False),
        Field("steps", "step", _STEP, many=True),
    ),
)

NATIVE = Dialect(
    name="native",
    service="Vitrina",
    namespace="urn:vitrina:native:1",
    action="{namespace}/{operation}",
    typed_faults=True,
    operations=(
        Operation(
            action=Action.ACCOUNT,
            wire="getAccount",
            answer="getAccountResponse",
            request=Record("AccountQuery", (_ACCOUNT,)),
            response=Record(
                "Account",
                (
                    _ACCOUNT,
                    Field("holder", "holder", Kind.TEXT),
                    Field("status", "status", _STATUSES),
                    Field("balance", "balance", Kind.BALANCE),
                    Field("held", "held", Kind.PRICE),
                    Field("available", "available", Kind.BALANCE),
                    Field("tariffs", "tariffs", Kind.TEXT),
                    Field("period_start_day", "periodStartDay", Kind.INTEGER),
                    Field("utc_offset_hours", "utcOffsetHours", Kind.INTEGER),
                ),
            ),
            summary="What is known of an account.",
        ),
        Operation(
            action=Action.CHECK,
            wire="checkCharge",
            answer="checkChargeResponse",
            request=Record("ChargeQuery", (_ACCOUNT, _AMOUNT)),
            response=Record("ChargeVerdict", (_ACCOUNT, *_CODE, _AVAILABLE)),
            summary="Whether a sum could be charged now; decides like charge and takes nothing.",
        ),
        Operation(
            action=Action.CHARGE,
            wire="charge",
            answer="chargeResponse",
            request=_CHARGE,
            response=_OUTCOME,
            summary="Takes a sum from an account, once for ever under its operationId.",
        ),
        Operation(
            action=Action.CHARGE,
            wire="chargeBatch",
            answer="chargeBatchResponse",
            request=_CHARGE,
            response=_OUTCOME,
            items=Items("charge", "outcome"),
            summary="Takes sums from accounts; every item has its own result, in the same order.",
        ),
        Operation(
            action=Action.REVERSE,
            wire="reverse",
            answer="reverseResponse",
            request=Record("Reversal", (_ID, _MAYBE_ACCOUNT)),
            response=_OUTCOME,
            summary="Takes a charge back, whole. An unknown operationId can never charge after it.",
        ),
        Operation(
            action=Action.HOLD,
            wire="hold",
            answer="holdResponse",
            request=Record(
                "Hold",
                (
                    _ACCOUNT,
                    _ID,
                    _AMOUNT,
                    _PRODUCT,
                    _TITLE,
                    _SUBSCRIPTION,
                    _TEXT,
                    Field("lifetime_seconds", "lifetimeSeconds", Kind.SECONDS, required=False),
                ),
            ),
            response=_OUTCOME,
            summary="Keeps a sum aside until it is captured, released or expired.",
        ),
        Operation(
            action=Action.CAPTURE,
            wire="capture",
            answer="captureResponse",
            request=Record(
                "Capture",
                (
                    _ID,
                    Field("hold", "hold", Kind.ID),
                    _MAYBE_ACCOUNT,
                    Field("amount", "amount", Kind.MONEY, required=False),
                    Field("final", "final", Kind.BOOLEAN, required=False),
                    _TEXT,
                    _PERIOD_END,
                ),
            ),
            response=_OUTCOME,
            summary="Charges from a hold, whole or in part; frees the rest unless final is false.",
        ),
        Operation(
            action=Action.RELEASE,
            wire="release",
            answer="releaseResponse",
            request=Record("Release", (_ID, _MAYBE_ACCOUNT)),
            response=_OUTCOME,
            summary="Frees what the hold under this operationId still keeps.",
        ),
        Operation(
            action=Action.STATUS,
            wire="reportStatus",
            answer="reportStatusResponse",
            request=Record(
                "StatusReport",
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
            response=_OUTCOME,
            summary="Reports in which state a subscription is.",
        ),
        Operation(
            action=Action.OPERATION,
            wire="getOperation",
            answer="getOperationResponse",
            request=Record("OperationQuery", (Field("kind", "kind", _KINDS), _ID)),
            response=Record("StoredOutcome", (Field("kind", "kind", _KINDS), *_OUTCOME_FIELDS)),
            summary="What became of an operation; unknown means that it is safe to send it again.",
        ),
        Operation(
            action=Action.SUBSCRIPTIONS,
            wire="getSubscriptions",
            answer="getSubscriptionsResponse",
            request=Record("SubscriptionsQuery", (_ACCOUNT,)),
            response=Record(
                "Subscriptions",
                (
                    _ACCOUNT,
                    Field("subscriptions", "subscription", _SUBSCRIPTION_VIEW, many=True),
                ),
            ),
            summary="The account's subscriptions of this platform, newest first, with history.",
        ),
        Operation(
            action=Action.LINK,
            wire="getStorefrontLink",
            answer="getStorefrontLinkResponse",
            request=Record(
                "LinkQuery", (_ACCOUNT, Field("path", "path", Kind.NAME, required=False))
            ),
            response=Record("Link", (_ACCOUNT, Field("url", "url", Kind.URL))),
            summary="A signed link that opens the storefront for an account.",
        ),
    ),
)
