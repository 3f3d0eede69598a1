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

The operator writes these by hand: ``check_storefront`` refuses what cannot work before it is kept.
What has been kept before there was a check still counts as not given where its type is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from backend.domain.errors import InvalidRequest
from backend.domain.integrator import Integrator
from backend.platforms.addresses import safe_address

PREFIXES = ("storefront_", "catalogue_", "instructions_")
"""How the names of these settings begin; every other one is of the SOAP dialect."""


def _called(address: str) -> str:
    if safe_address(address) != address:
        raise ValueError("an address is written like https://platform.example/path")
    return address


def _signed(address: str) -> str:
    """A signature is appended to it as the whole query."""
    if "?" in _called(address) or "#" in address:
        raise ValueError("the address ends with its path: what follows ? or # is ours")
    return address


_Address = Annotated[str, AfterValidator(_called)]
_Signed = Annotated[str, AfterValidator(_signed)]
_Line = Annotated[str, Field(pattern=r"^[^\s\x00-\x1f\x7f]{1,200}$")]


class _Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    storefront_url: _Signed | None = None
    storefront_paths: Annotated[list[_Line], Field(min_length=1, max_length=100)] | None = None
    storefront_form: Literal["native", "velvica"] = "native"
    storefront_secret: _Line | None = None
    storefront_api: _Address | None = None
    storefront_frame: bool = True
    catalogue_url: _Signed | None = None
    instructions_url: _Address | None = None


STOREFRONT_KEYS = frozenset(_Checked.model_fields)
"""The names of these settings."""


SECRET = "storefront_secret"  # noqa: S105 (the name of a setting)


def hide_secrets(wire: Mapping[str, Any]) -> dict[str, Any]:
    """The wire as it may be shown and recorded: that there is a secret, but not which."""
    return {name: "***" if name == SECRET else value for name, value in wire.items()}


def check_storefront(wire: Mapping[str, Any]) -> None:
    """Raise ``InvalidRequest``, saying what and where, if a storefront side cannot be like this.

    A name that only looks like one of these is refused: nobody would notice that it does nothing.
    """
    said = {name: value for name, value in wire.items() if name.startswith(PREFIXES)}
    try:
        checked = _Checked.model_validate(said)
    except ValidationError as error:
        raise InvalidRequest(_wrong(error)) from None
    reads = checked.storefront_url or checked.catalogue_url
    if reads and checked.storefront_form == "velvica" and checked.storefront_secret is None:
        raise InvalidRequest("wire.storefront_secret: the form velvica signs with it")


def _wrong(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    if first["type"] == "extra_forbidden":
        return f"wire: the storefront side has only {', '.join(sorted(STOREFRONT_KEYS))}"
    place = ".".join(str(step) for step in first["loc"])
    return f"wire.{place}: {first['msg'].removeprefix('Value error, ')}"


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
        return cls.read(integrator.wire)

    @classmethod
    def read(cls, wire: Mapping[str, Any]) -> Self:
        """The storefront side in a wire."""
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
