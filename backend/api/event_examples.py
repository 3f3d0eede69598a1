"""One fact of each topic, to show what its event says."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from backend.domain.events import Fact, Topic
from backend.domain.services.telling.event import Event, Names, ProductName
from backend.domain.services.telling.render_event import render_event

_ACCOUNT, _PLATFORM = 7, 2
_PRODUCT = "018f2b1e-6a3c-7c41-9d55-0f8f3f1f7a01"
_SUBSCRIPTION = "018f2b1e-6a3c-7c41-9d55-0f8f3f1f7a02"
_ID = "018f2b1e-6a3c-7c41-9d55-0f8f3f1f7a03"

_NAMES = Names(
    accounts={_ACCOUNT: "000123"},
    products={UUID(_PRODUCT): ProductName("kav", "relans")},
    integrators={_PLATFORM: "relans"},
    subscriptions={UUID(_SUBSCRIPTION): "kav"},
)
_WHOSE = {"product_id": _PRODUCT, "integrator_id": _PLATFORM}
_CHARGE = {
    **_WHOSE,
    "charge": _ID,
    "amount": 50_00,
    "vat_amount": 9_02,
    "text": "Антивирус, 1 мая – 31 мая, 50р.",
    "period_start": "2026-05-01",
    "period_end": "2026-06-01",
}
_ADVANCE = {
    "invoice": _ID,
    "number": "A-2026-000017",
    "on": "2026-06-01",
    "total": 50_00,
    "payable": 12_30,
}


def _step(before: str | None, after: str, actor: str, reason: str) -> dict[str, Any]:
    return {**_WHOSE, "from": before, "to": after, "actor": actor, "reason": reason}


_CONTENTS: dict[Topic, dict[str, Any]] = {
    Topic.CHARGE_TAKEN: _CHARGE,
    Topic.CHARGE_REVERSED: {**_CHARGE, "returned": 50_00},
    Topic.CHARGE_REFUNDED: {
        **_CHARGE,
        "refund": {"amount": 25_00, "vat_amount": 4_51, "text": "Антивирус, возврат"},
    },
    Topic.CHARGE_REFUSED: {
        "operation": _ID,
        "integrator_id": _PLATFORM,
        "kind": "charge",
        "external_id": "tx-1",
        "code": "not_enough_money",
        "amount": 50_00,
        "available": 37_70,
    },
    Topic.PAYMENT_RECEIVED: {"payment": _ID, "amount": 500_00, "document": "2026/05/17-41"},
    Topic.SUBSCRIPTION_BEGUN: _step(None, "active", "subscriber", "subscribed"),
    Topic.SUBSCRIPTION_ACTIVATED: _step("pending", "active", "relans", "charged"),
    Topic.SUBSCRIPTION_SUSPENDED: _step("active", "suspended", "billing", "lack of money"),
    Topic.SUBSCRIPTION_PAUSED: _step("active", "suspended", "subscriber", "paused"),
    Topic.SUBSCRIPTION_RESUMED: _step("suspended", "active", "billing", "paid"),
    Topic.SUBSCRIPTION_CHANGED: _step("active", "active", "subscriber", "product kav"),
    Topic.SUBSCRIPTION_CANCELLING: _step("active", "cancelling", "subscriber", "unsubscribed"),
    Topic.SUBSCRIPTION_KEPT: _step("cancelling", "active", "subscriber", "kept"),
    Topic.SUBSCRIPTION_ENDED: _step("cancelling", "ended", "billing", "unsubscribed"),
    Topic.SUBSCRIPTION_FAILED: _step("pending", "failed", "relans", "no licence"),
    Topic.DEBIT_COMING: {
        "on": "2026-06-01",
        "amount": 50_00,
        "available": 37_70,
        "missing": 12_30,
        "lines": [
            {
                "subscription": _SUBSCRIPTION,
                "product_id": _PRODUCT,
                "text": "Антивирус, 1 июня – 30 июня, 50р.",
                "amount": 50_00,
                "expected": False,
            }
        ],
    },
    Topic.TRIAL_ENDING: {
        "ends_on": "2026-05-31",
        "product_id": _PRODUCT,
        "amount": 50_00,
        "on": "2026-06-01",
    },
    Topic.PRICE_CHANGING: {
        "product_id": _PRODUCT,
        "on": "2026-07-01",
        "from_amount": 50_00,
        "to_amount": 60_00,
    },
    Topic.INVOICE_ISSUED: {
        "invoice": _ID,
        "number": "2026-000017",
        "kind": "invoice",
        "month": "2026-05-01",
        "total": 550_00,
    },
    Topic.ADVANCE_INVOICE_ISSUED: _ADVANCE,
    Topic.ADVANCE_INVOICE_SETTLED: _ADVANCE,
    Topic.ADVANCE_INVOICE_VOIDED: _ADVANCE,
}


def example(topic: Topic) -> Event:
    """An event of the topic, rendered like every other."""
    fact = Fact(
        id=UUID(_ID),
        number=41,
        at=datetime(2026, 5, 17, 9, 30, tzinfo=UTC),
        topic=topic,
        account_id=_ACCOUNT,
        subscription_id=UUID(_SUBSCRIPTION),
        content=_CONTENTS[topic],
    )
    return render_event(fact, _NAMES)
