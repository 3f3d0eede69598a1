"""What portals speak, all of them alike: what an account is subscribed to, and the way to a shop.

The conventions are the native dialect's. It is no integrator's dialect, so it is not among those.
"""

from backend.domain.values.identifiers import PORTALS
from backend.domain.values.status import SubscriptionState
from backend.soap.contract import Action, Dialect, Field, Kind, Operation, Record, Words

_ACCOUNT = Field("account", "account", Kind.ACCOUNT)
_STATES = Words("SubscriptionState", {each: each.value for each in SubscriptionState})

_SUBSCRIPTION = Record(
    "Subscription",
    (
        Field("id", "id", Kind.ID),
        Field("product", "product", Kind.NAME),
        Field("product_title", "productTitle", Kind.NAME),
        Field("integrator", "integrator", Kind.NAME, required=False),
        Field("integrator_title", "integratorTitle", Kind.NAME, required=False),
        Field("quantity", "quantity", Kind.INTEGER),
        Field("state", "state", _STATES),
        Field("period_start", "periodStart", Kind.DATE, required=False),
        Field("period_end", "periodEnd", Kind.DATE, required=False),
        Field("amount", "amount", Kind.PRICE, required=False),
        Field("paid_through", "paidThrough", Kind.DATE, required=False),
        Field("ends_on", "endsOn", Kind.DATE, required=False),
        Field("next_charge_on", "nextChargeOn", Kind.DATE, required=False),
        Field("next_charge", "nextCharge", Kind.PRICE, required=False),
        Field("next_charge_expected", "nextChargeExpected", Kind.BOOLEAN, required=False),
    ),
)

PORTAL = Dialect(
    name=PORTALS,
    service="VitrinaPortal",
    namespace="urn:vitrina:portal:1",
    action="{namespace}/{operation}",
    typed_faults=True,
    operations=(
        Operation(
            action=Action.REPORT,
            wire="getSubscriptionReport",
            answer="getSubscriptionReportResponse",
            request=Record("SubscriptionReportQuery", (_ACCOUNT,)),
            response=Record(
                "SubscriptionReport",
                (
                    _ACCOUNT,
                    Field("subscriptions", "subscription", _SUBSCRIPTION, many=True),
                ),
            ),
            summary="The account's subscriptions of every platform: living ones first, each with "
            "the latest period that was charged and what comes next. Days are inclusive.",
        ),
        Operation(
            action=Action.STOREFRONT,
            wire="getStorefrontLink",
            answer="getStorefrontLinkResponse",
            request=Record(
                "StorefrontLinkQuery",
                (
                    _ACCOUNT,
                    Field("integrator", "integrator", Kind.NAME),
                    Field("path", "path", Kind.NAME, required=False),
                ),
            ),
            response=Record(
                "StorefrontLink",
                (
                    _ACCOUNT,
                    Field("url", "url", Kind.URL),
                    Field("expires_at", "expiresAt", Kind.INSTANT),
                ),
            ),
            summary="A signed link that opens a platform's storefront for an account, once and "
            "soon.",
        ),
    ),
)
