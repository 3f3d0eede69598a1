"""Is this caller the integrator it says it is? Name, secret, address, switched on.

Secrets are made by Vitrina from 32 random bytes (a platform's own must have at least 20
characters), so a salted SHA-256 is enough: there is nothing to guess that a slow hash would
protect, and a slow hash on every call would be a way to stop the service.
"""

import hashlib
import hmac
import secrets
from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network

from backend.domain.errors import InvalidRequest, NotAllowed, NotAuthenticated
from backend.domain.integrator import Integrator, SecretDigest

MIN_SECRET_LENGTH = 20


def authenticate_integrator(
    integrator: Integrator | None, name: str, secret: str, address: str | None, now: datetime
) -> Integrator:
    """The integrator itself, or ``NotAuthenticated`` / ``NotAllowed``.

    An unknown integrator, a wrong name and a wrong secret are told in the same words and take the
    same work. ``address`` is the caller's, ``None`` where the door has none.
    """
    known = integrator is not None and integrator.enabled and name == integrator.code
    digests = integrator.secrets if integrator is not None else ()
    matches = [_matches(digest, secret, now) for digest in digests or (_NOBODY,)]
    if integrator is None or not known or not any(matches):
        raise NotAuthenticated
    if not _is_admitted(integrator, address):
        raise NotAllowed("calls from this address are not admitted")
    return integrator


def new_secret() -> str:
    """A fresh secret, shown once to the operator and stored only as a digest."""
    return secrets.token_urlsafe(32)


def digest_secret(secret: str, expires_at: datetime | None = None) -> SecretDigest:
    """What is stored of a secret. Raises ``InvalidRequest`` for one short enough to be guessed."""
    if len(secret) < MIN_SECRET_LENGTH:
        raise InvalidRequest(f"a secret has at least {MIN_SECRET_LENGTH} characters")
    salt = secrets.token_bytes(16)
    return SecretDigest(salt=salt, digest=_digest(salt, secret), expires_at=expires_at)


def _matches(stored: SecretDigest, secret: str, now: datetime) -> bool:
    same = hmac.compare_digest(stored.digest, _digest(stored.salt, secret))
    return same and (stored.expires_at is None or now < stored.expires_at)


def _digest(salt: bytes, secret: str) -> bytes:
    return hashlib.sha256(salt + secret.encode()).digest()


def _is_admitted(integrator: Integrator, address: str | None) -> bool:
    if not integrator.networks or address is None:
        return True
    try:
        caller = ip_address(address)
    except ValueError:
        return False
    mapped = caller.ipv4_mapped if isinstance(caller, IPv6Address) else None
    return any((mapped or caller) in ip_network(network) for network in integrator.networks)


_NOBODY = SecretDigest(salt=bytes(16), digest=bytes(32))
