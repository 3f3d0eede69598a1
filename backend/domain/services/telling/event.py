"""An event: what is sent, and the names by which others know what facts know by its id."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from backend.domain.services.telling.contents import PingContent

PING = "ping"
"""The type of a test event."""


class ProductName(NamedTuple):
    """How others call a product, and whose it is."""

    code: str
    integrator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """How others call what facts know by its id."""

    accounts: Mapping[int, str]
    products: Mapping[UUID, ProductName]
    integrators: Mapping[int, str]
    subscriptions: Mapping[UUID, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What is sent. ``id`` is the fact's, and the ``webhook-id`` of every attempt."""

    id: UUID
    type: str
    timestamp: datetime
    data: Mapping[str, Any]

    def body(self) -> bytes:
        """The form of Standard Webhooks."""
        content = {
            "type": self.type,
            "timestamp": self.timestamp.isoformat(),
            "data": self.data,
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def render_ping(id_: UUID, endpoint_id: UUID, at: datetime) -> Event:
    """A test event for an endpoint."""
    return Event(
        id=id_, type=PING, timestamp=at, data=asdict(PingContent(endpoint_id=str(endpoint_id)))
    )
