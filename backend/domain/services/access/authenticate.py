"""Is this caller who it says it is, an integrator or a portal? Name, secret, address, switched on.

Secrets are made by Vitrina from 32 random bytes (a platform's own must have at least 20
characters), so a salted SHA-256 is enough: there is nothing to guess that a slow hash would
protect, and a slow hash on every call would be a way to stop the service.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Protocol, TypeVar

from backend.domain.errors import InvalidRequest, NotAllowed, NotAuthenticated
from backend.domain.integrator import SecretDigest

MIN_SECRET_LENGTH = 20


class HasSecrets(Protocol):
    """Whoever calls under a name with a secret."""

    @property
    def code(self) -> str:
        """Its name."""
        ...

    @property
    def enabled(self) -> bool:
        """Whether it may call at all."""
        ...

    @property
    def networks(self) -> Sequence[str]:
        """Whence it may call; empty is anywhere."""
        ...

    @property
    def secrets(self) -> Sequence[SecretDigest]:
        """What is known of its secrets."""
        ...


Known = TypeVar("Known", bound=HasSecrets)


def authenticate(
    known: Known | None, name: str, secret: str, address: str | None, now: datetime
) -> Known:
    """The caller itself, or ``NotAuthenticated`` / ``NotAllowed``.

    An unknown caller, a wrong name and a wrong secret are told in the same words and take the
    same work. ``address`` is the caller's, ``None`` where the door has none.
    """
    named = known is not None and known.enabled and name == known.code
    digests = known.secrets if known is not None else ()
    matches = [_matches(digest, secret, now) for digest in digests or (_NOBODY,)]
    if known is None or not named or not any(matches):
        raise NotAuthenticated
    if not _is_admitted(known.networks, address):
        raise NotAllowed("calls from this address are not admitted")
    return known


def new_secret() -> str:
    """A fresh secret, shown once to the operator and stored only as a digest."""
    return secrets.token_urlsafe(32)


def digest_secret(secret: str, expires_at: datetime | None = None) -> SecretDigest:
    """What is stored of a secret. Raises ``InvalidRequest`` for one short enough to be guessed."""
    if len(secret) < MIN_SECRET_LENGTH:
        raise InvalidRequest(f"a secret has at least {MIN_SECRET_LENGTH} characters")
    salt = secrets.token_bytes(16)
    return SecretDigest(salt=salt, digest=_digest(salt, secret), expires_at=expires_at)


def checked_networks(networks: Sequence[str]) -> list[str]:
    """As they are kept. Raises ``InvalidRequest`` for what is no network."""
    try:
        return [str(ip_network(network)) for network in networks]
    except ValueError as error:
        raise InvalidRequest("networks are written like 192.0.2.0/24 or 2001:db8::/32") from error


def _matches(stored: SecretDigest, secret: str, now: datetime) -> bool:
    same = hmac.compare_digest(stored.digest, _digest(stored.salt, secret))
    return same and (stored.expires_at is None or now < stored.expires_at)


def _digest(salt: bytes, secret: str) -> bytes:
    return hashlib.sha256(salt + secret.encode()).digest()


def _is_admitted(networks: Sequence[str], address: str | None) -> bool:
    if not networks or address is None:
        return True
    try:
        caller = ip_address(address)
    except ValueError:
        return False
    mapped = caller.ipv4_mapped if isinstance(caller, IPv6Address) else None
    return any((mapped or caller) in ip_network(network) for network in networks)


_NOBODY = SecretDigest(salt=bytes(16), digest=bytes(32))
