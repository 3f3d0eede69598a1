"""Signed addresses that open a platform's storefront (витрина) for one account."""

from urllib.parse import quote

from backend.domain.errors import InvalidRequest, NotFound
from backend.domain.integrator import Integrator
from backend.domain.ports import Clock
from backend.domain.views import StorefrontLink, StorefrontOrigins
from backend.platforms.origins import origins
from backend.platforms.signing import native, velvica
from backend.platforms.signing.keys import PlatformKeys
from backend.platforms.wiring import StorefrontWire

_PATH_SAFE = "/%!$&'()*+,;=:@~"  # what a path may hold as it is; "?" and "#" would end it


class SignedStorefrontLinks:
    """Implements the ``StorefrontLinks`` and ``StorefrontFrames`` ports.

    ``issuer`` is our public address, ``key`` the installation's signing key.
    """

    def __init__(self, *, issuer: str, key: bytes, clock: Clock) -> None:
        self._issuer = issuer
        self._keys = PlatformKeys(key)
        self._clock = clock

    def link(self, integrator: Integrator, account: str, path: str = "/") -> StorefrontLink:
        """A fresh link for the account; raises ``NotFound`` where there is no storefront."""
        wire = StorefrontWire.of(integrator)
        if wire.url is None:
            raise NotFound("no storefront address is configured for this integrator")
        if path not in wire.paths:
            raise InvalidRequest("the path is not among the storefront's configured paths")
        if wire.is_velvica:
            return self._velvica(wire, _deeper(wire.url, path), account)
        return self._native(integrator.code, wire.url, account, path)

    def verification_key(self, code: str) -> str:
        """The key with which this integrator checks native links; told to it once, kept secret."""
        return self._keys.verification_key(code)

    def origins(self, integrator: Integrator) -> StorefrontOrigins:
        """What of its storefront a page may embed."""
        return origins(integrator)

    def _native(self, code: str, address: str, account: str, path: str) -> StorefrontLink:
        """The path travels inside the signed query: where it leads is the platform's business."""
        now = self._clock.now()
        query = native.signed_query(
            self._keys.signing_key(code),
            issuer=self._issuer,
            audience=code,
            account=account,
            path=path,
            at=now,
        )
        return StorefrontLink(url=f"{address}?{query}", expires_at=now + native.LIFETIME)

    def _velvica(self, wire: StorefrontWire, address: str, account: str) -> StorefrontLink:
        if wire.secret is None:
            raise NotFound("no storefront secret is configured for this integrator")
        now = self._clock.now()
        query = velvica.signed_query(wire.secret, account=account, at=now, api=wire.api)
        return StorefrontLink(url=f"{address}?{query}", expires_at=now + velvica.LIFETIME)


def _deeper(address: str, path: str) -> str:
    """The address of a page inside the storefront: one slash between, whoever wrote it."""
    deep = quote(path.lstrip("/"), safe=_PATH_SAFE)
    return f"{address.rstrip('/')}/{deep}" if deep else address
