"""A platform's storefront side that says what a test wants it to say."""

from datetime import timedelta

from backend.domain.errors import InvalidRequest, NotFound
from backend.domain.integrator import Integrator
from backend.domain.platform import Freshness, PlatformCatalogue, PlatformDetails
from backend.domain.views import StorefrontLink, StorefrontOrigins
from tests.fakes.manual_clock import ManualClock


class FakePlatforms:
    """Implements ``StorefrontLinks``, ``StorefrontFrames`` and ``PlatformReader``.

    ``offered`` is every platform's catalogue, ``told`` what it says of any product.
    """

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self.offered = PlatformCatalogue(state=Freshness.ABSENT)
        self.told = PlatformDetails(state=Freshness.ABSENT)
        self.asked: list[tuple[str, str, str]] = []
        self.links = 0

    def link(self, integrator: Integrator, account: str, path: str = "/") -> StorefrontLink:
        """A fresh address that names what it is for."""
        address = integrator.wire.get("storefront_url")
        if address is None:
            raise NotFound("no storefront address is configured for this integrator")
        if path != "/":
            raise InvalidRequest("the path is not among the storefront's configured paths")
        self.links += 1
        return StorefrontLink(
            url=f"{address}?sub={account}&jti={self.links}",
            expires_at=self._clock.now() + timedelta(seconds=120),
        )

    def origins(self, integrator: Integrator) -> StorefrontOrigins:
        """May be framed where the configuration says so."""
        framed = integrator.wire.get("storefront_frame", True)
        return StorefrontOrigins(frame="https://shop.example" if framed else None)

    def catalogue(self, integrator: Integrator, account: str) -> PlatformCatalogue:
        """What is offered."""
        self.asked.append((integrator.code, account, ""))
        return self.offered

    def details(self, integrator: Integrator, account: str, service_key: str) -> PlatformDetails:
        """What is told."""
        self.asked.append((integrator.code, account, service_key))
        return self.told
