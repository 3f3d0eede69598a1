"""What of a platform's pages may be embedded into ours."""

from backend.domain.integrator import Integrator
from backend.domain.views import StorefrontOrigins
from backend.platforms.addresses import origin_of
from backend.platforms.wiring import StorefrontWire


def origins(integrator: Integrator) -> StorefrontOrigins:
    """Frames come from the storefront, where that is allowed; images also from the catalogue."""
    wire = StorefrontWire.of(integrator)
    storefront, catalogue = (
        origin_of(address) if address else None for address in (wire.url, wire.catalogue_url)
    )
    return StorefrontOrigins(
        frame=storefront if wire.may_frame else None,
        images=tuple(dict.fromkeys(each for each in (storefront, catalogue) if each)),
    )
