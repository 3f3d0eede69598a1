"""Everything that one process has for the storefront side of the platforms."""

from datetime import tzinfo

from backend.calls.breaker import Breaker
from backend.calls.caller import HttpCaller, Patience
from backend.domain.ports import Clock
from backend.platforms.instructions import InstructionSender
from backend.platforms.probe import ConnectionProbe
from backend.platforms.reading.address import CatalogueAddresses
from backend.platforms.reading.reader import XmlPlatformReader
from backend.platforms.signing.keys import PlatformKeys
from backend.platforms.storefront import SignedStorefrontLinks


class PlatformDesk:
    """Made once; ``close`` it in the end. ``links``, ``reader`` and ``instructions`` are its ports,
    ``connection`` tries one platform.

    ``issuer`` is our public address, ``key`` the installation's signing key, ``zone`` the one of
    times that a platform writes without any.
    """

    def __init__(
        self,
        *,
        issuer: str,
        key: bytes,
        clock: Clock,
        zone: tzinfo,
        patience: Patience | None = None,
    ) -> None:
        keys = PlatformKeys(key)
        self._caller = HttpCaller(patience)
        self.links = SignedStorefrontLinks(issuer=issuer, key=key, clock=clock)
        addresses = CatalogueAddresses(issuer=issuer, keys=keys, clock=clock)
        self.reader = XmlPlatformReader(
            addresses=addresses,
            caller=self._caller,
            breaker=Breaker(clock),
            clock=clock,
            zone=zone,
        )
        self.instructions = InstructionSender(keys=keys, caller=self._caller, clock=clock)
        self.connection = ConnectionProbe(
            links=self.links, addresses=addresses, keys=keys, caller=self._caller, clock=clock
        )

    def close(self) -> None:
        """End the calls that are under way; later ones fail."""
        self._caller.close()
