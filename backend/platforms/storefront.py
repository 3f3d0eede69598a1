"""Signed addresses that open a platform's storefront (витрина) for one account.

What an integrator's ``wire`` says of it::

    storefront_url     where the storefront is; without it there is no link
    storefront_paths   where in it a link may lead; "/" alone if not given
    storefront_form    "native" (the default) or "velvica"
    storefront_secret  velvica only: the secret shared with the platform

The native form is HMAC-SHA256 over the query exactly as sent, up to ``&sign=``. Its key is derived
from the installation's key for each integrator, so that one platform cannot sign for another. The
velvica form is MD5 over secret and query, which can be extended without knowing the secret: it
exists only because platforms in use ask for it.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from backend.domain.errors import InvalidRequest, NotFound
from backend.domain.integrator import Integrator
from backend.domain.ports import Clock
from backend.domain.views import StorefrontLink

NATIVE_LIFETIME = timedelta(seconds=120)
VELVICA_LIFETIME = timedelta(days=2)


class SignedStorefrontLinks:
    """Implements the ``StorefrontLinks`` port.

    ``issuer`` is our public address, ``key`` the installation's signing key.
    """

    def __init__(self, *, issuer: str, key: bytes, clock: Clock) -> None:
        self._issuer = issuer
        self._key = key
        self._clock = clock

    def link(self, integrator: Integrator, account: str, path: str = "/") -> StorefrontLink:
        """A fresh link for the account; raises ``NotFound`` where there is no storefront."""
        address = integrator.wire.get("storefront_url")
        if not isinstance(address, str):
            raise NotFound("no storefront address is configured for this integrator")
        if path not in integrator.wire.get("storefront_paths", ["/"]):
            raise InvalidRequest("the path is not among the storefront's configured paths")
        if integrator.wire.get("storefront_form", "native") == "velvica":
            return self._velvica(address + path.lstrip("/"), integrator.wire, account)
        return self._native(address, integrator.code, account, path)

    def verification_key(self, code: str) -> str:
        """The key with which this integrator checks native links; told to it once, kept secret."""
        return hmac.digest(self._key, f"storefront:{code}".encode(), "sha256").hex()

    def _native(self, address: str, code: str, account: str, path: str) -> StorefrontLink:
        now = self._clock.now()
        expires_at = now + NATIVE_LIFETIME
        query = urlencode(
            {
                "iss": self._issuer,
                "aud": code,
                "sub": account,
                "jti": secrets.token_urlsafe(16),
                "iat": int(now.timestamp()),
                "exp": int(expires_at.timestamp()),
                "path": path,
            }
        )
        key = bytes.fromhex(self.verification_key(code))
        sign = hmac.digest(key, query.encode(), "sha256").hex()
        return StorefrontLink(url=f"{address}?{query}&sign={sign}", expires_at=expires_at)

    def _velvica(self, address: str, wire: Any, account: str) -> StorefrontLink:
        secret = wire.get("storefront_secret")
        if not isinstance(secret, str):
            raise NotFound("no storefront secret is configured for this integrator")
        now = self._clock.now()
        signed = urlencode(
            {
                "ag_uuid": account,
                "ag_timestamp": int(now.timestamp()),
                "ag_rnd": secrets.token_hex(8),
            }
        )
        sign = hashlib.md5((secret + signed).encode(), usedforsecurity=False).hexdigest()
        return StorefrontLink(
            url=f"{address}?{signed}&ag_sign={sign}", expires_at=now + VELVICA_LIFETIME
        )
