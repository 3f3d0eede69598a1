"""Signed addresses of a platform's XML interface."""

from urllib.parse import urlencode

from backend.calls.failure import CallFailed, Reason
from backend.domain.integrator import Integrator
from backend.domain.ports import Clock
from backend.platforms.signing import native, velvica
from backend.platforms.signing.keys import PlatformKeys
from backend.platforms.wiring import StorefrontWire


class CatalogueAddresses:
    """``issuer`` is our public address; each address is good for one question."""

    def __init__(self, *, issuer: str, keys: PlatformKeys, clock: Clock) -> None:
        self._issuer = issuer
        self._keys = keys
        self._clock = clock

    def address(
        self, integrator: Integrator, account: str, *, verbose: bool, service_key: str | None = None
    ) -> str:
        """Asks for everything, or for one product. Raises ``CallFailed``.

        What to show of the answer follows the signature, unsigned, as both forms have it.
        """
        wire = StorefrontWire.of(integrator)
        prefix = "ag_" if wire.is_velvica else ""
        wanted = {f"{prefix}verbose": "1" if verbose else "0"}
        if service_key is not None:
            wanted[f"{prefix}service_key"] = service_key
        signed = self._signed(integrator.code, wire, account)
        return f"{wire.catalogue_url}?{signed}&{urlencode(wanted)}"

    def _signed(self, code: str, wire: StorefrontWire, account: str) -> str:
        now = self._clock.now()
        if not wire.is_velvica:
            key = self._keys.signing_key(code)
            return native.signed_query(
                key, issuer=self._issuer, audience=code, account=account, path="catalogue", at=now
            )
        if wire.secret is None:
            raise CallFailed(Reason.MISCONFIGURED)
        return velvica.signed_query(wire.secret, account=account, at=now)
