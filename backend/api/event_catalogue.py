"""The event catalogue, as OpenAPI documents have it: the webhooks that receivers implement."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from backend.api.event_examples import example
from backend.domain.events import Topic
from backend.domain.services.telling.contents import CONTENTS, PingContent
from backend.domain.services.telling.event import PING

ABOUT = """\
**Events** are posted to endpoints in the form of Standard Webhooks. `webhook-id` is the fact's id:
the same in every attempt, so what comes twice is known by it. `webhook-signature` is
`v1,<base64 of HMAC-SHA256>` over `"{webhook-id}.{webhook-timestamp}.{body}"` with the key after
`whsec_` (base64); while a secret changes there are two, separated by a space. Refuse a timestamp
that is more than five minutes away.

Answer 2xx within ten seconds. Anything else, a redirect among it, is tried again after 5 s, 5 min,
30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h; 410 switches the endpoint off. Events of one
subscription come in their order, and so do those of an account that are of no subscription: while
one waits, the younger ones do.
"""
"""What documents say of events."""

_SAID: Mapping[Topic, str] = {
    Topic.CHARGE_TAKEN: "Money was taken.",
    Topic.CHARGE_REVERSED: "A charge was taken back whole.",
    Topic.CHARGE_REFUNDED: "A part of a charge was given back.",
    Topic.CHARGE_REFUSED: "A platform asked for more than there was, or the account is blocked.",
    Topic.PAYMENT_RECEIVED: "Money came in.",
    Topic.SUBSCRIPTION_BEGUN: "A subscription has begun; a platform's one may still be `pending`.",
    Topic.SUBSCRIPTION_ACTIVATED: "Its service has begun, or goes on as a paid one after a trial.",
    Topic.SUBSCRIPTION_SUSPENDED: "Its service has stopped: for lack of money, or by its platform.",
    Topic.SUBSCRIPTION_PAUSED: "Its subscriber pauses it: from the end of what is paid.",
    Topic.SUBSCRIPTION_RESUMED: "Its service goes on.",
    Topic.SUBSCRIPTION_CHANGED: "It is to another product now.",
    Topic.SUBSCRIPTION_CANCELLING: "It was left: it is served to the end of what is paid.",
    Topic.SUBSCRIPTION_KEPT: "It was left, and is kept after all.",
    Topic.SUBSCRIPTION_ENDED: "It is over.",
    Topic.SUBSCRIPTION_FAILED: "Its platform could not begin it.",
    Topic.DEBIT_COMING: "In some days money will be taken: when, how much, what is missing.",
    Topic.TRIAL_ENDING: "In some days a trial ends, and what is paid begins.",
    Topic.PRICE_CHANGING: "In some days a product costs something else.",
    Topic.INVOICE_ISSUED: "A month's invoice, or a credit note to one, was issued.",
    Topic.ADVANCE_INVOICE_ISSUED: "An invoice for a coming debit was issued.",
    Topic.ADVANCE_INVOICE_SETTLED: "An advance invoice is paid.",
    Topic.ADVANCE_INVOICE_VOIDED: "An advance invoice does not stand any more.",
}

_HEADERS = {
    "webhook-id": ("The fact's id.", {"type": "string", "format": "uuid"}),
    "webhook-timestamp": ("Of this attempt: seconds since 1970.", {"type": "integer"}),
    "webhook-signature": ("One or more, separated by spaces.", {"type": "string"}),
}
_ANSWERS = {
    "2XX": {"description": "Accepted; nothing is read of the answer."},
    "410": {"description": "Do not send any more: the endpoint is switched off."},
    "default": {"description": "Not accepted: it comes again later, with the same id."},
}


def webhooks() -> dict[str, Any]:
    """The document's ``webhooks``, topic by topic, with an example of each."""
    found = {
        topic.value: _webhook(
            topic.value,
            _SAID[topic],
            CONTENTS[topic].__name__,
            json.loads(example(topic).body()),
        )
        for topic in Topic
    }
    id_ = "018f2b1e-6a3c-7c41-9d55-0f8f3f1f7a04"
    ping = {"type": PING, "timestamp": "2026-05-17T09:30:00+00:00", "data": {"endpoint_id": id_}}
    return {**found, PING: _webhook(PING, "A test on request.", PingContent.__name__, ping)}


def schemas() -> dict[str, Any]:
    """The schemas that ``webhooks`` names."""
    contents = {*CONTENTS.values(), PingContent}
    adapters: list[tuple[str, JsonSchemaMode, TypeAdapter[Any]]] = [
        (content.__name__, "validation", TypeAdapter(content))
        for content in sorted(contents, key=lambda content: content.__name__)
    ]
    _, found = TypeAdapter.json_schemas(adapters, ref_template="#/components/schemas/{model}")
    definitions: dict[str, Any] = found["$defs"]
    return definitions


def parameters() -> dict[str, Any]:
    """The headers that every webhook comes with."""
    return {
        name: {"name": name, "in": "header", "required": True, "description": about, "schema": of}
        for name, (about, of) in _HEADERS.items()
    }


def _webhook(type_: str, said: str, content: str, shown: Mapping[str, Any]) -> dict[str, Any]:
    schema = {
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"type": "string", "const": type_},
            "timestamp": {
                "type": "string",
                "format": "date-time",
                "description": "When it happened.",
            },
            "data": {"$ref": f"#/components/schemas/{content}"},
        },
    }
    return {
        "post": {
            "tags": ["events"],
            "summary": type_,
            "description": said,
            "operationId": f"event_{type_.replace('.', '_')}",
            "security": [],
            "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in _HEADERS],
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": schema, "example": shown}},
            },
            "responses": _ANSWERS,
        }
    }
