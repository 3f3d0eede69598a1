"""What an integrator's ``wire`` says of its storefront side.

::

    storefront_url     where the storefront is; without it there is no link
    storefront_paths   where in it a link may lead; "/" alone if not given
    storefront_form    how links and questions are signed: "native" (the default) or "velvica"
    storefront_secret  velvica only: the secret shared with the platform
    storefront_api     velvica only, optional: the address of our interface, told in the link
    storefront_frame   whether the storefront may be embedded; true if not given
    catalogue_url      where its XML interface is; without it nothing can be read
    instructions_url   where it is told of the subscriber's acts; without it it is not

The operator writes these by hand, so a value of the wrong type counts as not given.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from backend.domain.integrator import Integrator


@dataclass(frozen=True, slots=True, kw_only=True)
class StorefrontWire:
    """The keys above without their prefix, typed."""

    url: str | None
    paths: tuple[str, ...]
    is_velvica: bool
    secret: str | None = field(repr=False)
    api: str | None
    may_frame: bool
    catalogue_url: str | None
    instructions_url: str | None

    @classmethod
    def of(cls, integrator: Integrator) -> Self:
        """The integrator's storefront side."""
        wire = integrator.wire
        paths = wire.get("storefront_paths")
        return cls(
            url=_text(wire, "storefront_url"),
            paths=tuple(paths) if isinstance(paths, list | tuple) else ("/",),
            is_velvica=wire.get("storefront_form") == "velvica",
            secret=_text(wire, "storefront_secret"),
            api=_text(wire, "storefront_api"),
            may_frame=wire.get("storefront_frame", True) is True,
            catalogue_url=_text(wire, "catalogue_url"),
            instructions_url=_text(wire, "instructions_url"),
        )


def _text(wire: Mapping[str, Any], name: str) -> str | None:
    value = wire.get(name)
    return value if isinstance(value, str) and value else None
