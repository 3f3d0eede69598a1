"""Secrets of endpoints: as their owners see them, and as they are kept."""

import base64
import secrets
from uuid import UUID

from backend.domain.services.access.seal_secret import MAX_LENGTH, SecretSeal

PREFIX = "whsec_"


class _Purpose:
    """What the keys of these seals are derived for."""

    def purpose(self, what: str) -> bytes:
        return f"vitrina.events.{what}".encode()


class EndpointSecrets:
    """``key`` is the installation's. With another key no secret opens any more."""

    def __init__(self, key: bytes) -> None:
        self._seal = SecretSeal(key, _Purpose())

    def make(self, endpoint_id: UUID, given: bytes | None = None) -> tuple[str, bytes]:
        """A fresh secret, or one that its owner has: as text, and sealed as it is kept."""
        secret = given or secrets.token_bytes(MAX_LENGTH)
        text = PREFIX + base64.b64encode(secret).decode()
        return text, self._seal.seal(secret, _owner(endpoint_id))

    def open(self, sealed: bytes, endpoint_id: UUID) -> bytes | None:
        """The key that signs; ``None``: it was sealed with another key of the installation."""
        return self._seal.open(sealed, _owner(endpoint_id))


def _owner(endpoint_id: UUID) -> int:
    """The half of the id that is random."""
    return endpoint_id.int & (1 << 64) - 1
