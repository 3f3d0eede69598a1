"""Who is calling, and how often: Basic credentials and calls a second."""

import base64
import binascii
import threading
import time
from collections.abc import Callable
from functools import lru_cache
from ipaddress import ip_address
from typing import Any

from backend.domain.errors import NotAuthenticated, RateLimited
from backend.domain.integrator import Integrator
from backend.soap.envelope import Credentials

NOWHERE = "0.0.0.0"  # noqa: S104 (an address that no network of an integrator contains)


def basic_credentials(authorization: bytes | None) -> Credentials | None:
    """The credentials of an ``Authorization: Basic`` header; ``None`` where there is no header."""
    if authorization is None:
        return None
    scheme, _, encoded = authorization.partition(b" ")
    if scheme.lower() != b"basic":
        raise NotAuthenticated
    try:
        name, colon, secret = (
            base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
        )
    except (binascii.Error, UnicodeDecodeError):
        raise NotAuthenticated from None
    if not colon:
        raise NotAuthenticated
    return Credentials(name, secret)


def address_of(scope: Any) -> str:
    """The caller's address; one that no list admits where the server does not tell it."""
    client = scope.get("client")
    return _plain_address(client[0]) if client else NOWHERE


@lru_cache(maxsize=1024)
def _plain_address(host: str) -> str:
    try:
        return str(ip_address(host))
    except ValueError:
        return NOWHERE


class Pace:
    """Holds each integrator to its calls a second, in this process. A second's worth may burst."""

    def __init__(self, tick: Callable[[], float] = time.monotonic) -> None:
        self._tick = tick
        self._lock = threading.Lock()
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, integrator: Integrator) -> None:
        """Count one call; raises ``RateLimited`` if it is one too many."""
        rate = integrator.calls_per_second
        if rate is None:
            return
        with self._lock:
            now = self._tick()
            left, since = self._buckets.get(integrator.code, (float(rate), now))
            left = min(float(rate), left + (now - since) * rate)
            if left < 1:
                self._buckets[integrator.code] = (left, now)
                raise RateLimited
            self._buckets[integrator.code] = (left - 1, now)
