"""Endpoints, deliveries and facts, as the console shows them."""

import json

from backend.cli.output import Facts
from backend.domain.endpoints import DeliveryView, EndpointView
from backend.domain.services.telling.event import Event


def as_endpoint(view: EndpointView) -> Facts:
    """An endpoint and how it stands."""
    return {
        "id": str(view.id),
        "portal": view.portal,
        "url": view.url,
        "topics": [topic.value for topic in view.topics] or ["all"],
        "enabled": view.enabled,
        "disabled_reason": view.disabled_reason.value if view.disabled_reason else None,
        "failures": view.failures,
        "failing_since": _moment(view.failing_since),
        "waiting": view.waiting,
    }


def as_secret(secret: str) -> Facts:
    """What is shown once."""
    return {"secret": secret}


def as_delivery(view: DeliveryView) -> Facts:
    """A delivery and how far it has come."""
    return {
        "endpoint": str(view.endpoint_id),
        "event": str(view.fact_id),
        "type": view.topic.value,
        "at": _moment(view.at),
        "account": view.account,
        "state": view.state.value,
        "attempts": view.attempts,
        "next_attempt_at": _moment(view.next_attempt_at),
    }


def as_fact(event: Event) -> Facts:
    """What happened."""
    return {
        "id": str(event.id),
        "type": event.type,
        "at": _moment(event.timestamp),
        "data": json.dumps(event.data, ensure_ascii=False),
    }


def _moment(moment: object) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%d %H:%M:%S}"
