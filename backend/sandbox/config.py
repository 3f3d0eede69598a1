"""What a sandbox is told: where Vitrina is, the secrets shared with it, where the state is kept."""

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

TITLES = {"rentsoft": "RentSoft", "relans": "Relans"}

_KEY = re.compile(r"([0-9a-fA-F]{2}){16,64}")
_HOUSE = {"cabinet_origin", "public_url", "time_zone", "issuer", "inbox_secret"}


class WrongConfig(ValueError):
    """The configuration cannot be used; the message says which part of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformConfig:
    """One platform of the sandbox. ``code`` is the integrator's code at Vitrina.

    ``verification_key`` (hex) checks native links and instructions: ``vitrina integrator`` tells
    it. It has no default; without it whatever needs it is refused.
    """

    code: str
    soap_secret: str = field(repr=False)
    soap_path: str
    storefront_secret: str | None = field(default=None, repr=False)
    verification_key: str | None = field(default=None, repr=False)
    storefront_paths: tuple[str, ...] | None = None

    @property
    def title(self) -> str:
        """The name that people know."""
        return TITLES[self.code]

    @property
    def key(self) -> bytes | None:
        """The verification key as bytes."""
        return bytes.fromhex(self.verification_key) if self.verification_key else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxConfig:
    """The whole sandbox.

    ``cabinet_origin`` alone may frame the storefronts. ``pauses`` are the seconds between the
    attempts of one call, ``wake_seconds`` how often unanswered and due things are looked at.
    ``inbox_secret`` ("whsec_…") is that of the events and notices; without it none are taken.
    """

    vitrina: str = "http://127.0.0.1:8080"
    data_dir: Path
    cabinet_origin: str | None = None
    public_url: str = "http://localhost:8081"
    issuer: str | None = None
    inbox_secret: str | None = field(default=None, repr=False)
    time_zone: str = "Europe/Moscow"
    platforms: Mapping[str, PlatformConfig]
    pauses: tuple[float, ...] = (0.2, 0.5, 1.0, 2.0)
    wake_seconds: float = 5.0

    @property
    def frame_origin(self) -> str:
        """Who may frame the storefronts."""
        return self.cabinet_origin or _origin(self.vitrina)

    @property
    def inbox_key(self) -> bytes | None:
        """The inbox's secret as bytes."""
        return _inbox_key(self.inbox_secret) if self.inbox_secret else None


def default_platforms() -> dict[str, PlatformConfig]:
    """The platforms with the demonstration's secrets, which are known to everybody."""
    return {
        code: PlatformConfig(
            code=code,
            soap_secret=f"{code}-demo-secret-2013",
            soap_path=f"/soap/{code}",
            storefront_secret=f"{code}-demo-storefront-2013" if code == "rentsoft" else None,
        )
        for code in TITLES
    }


def read_config(document: Mapping[str, Any], *, data_dir: Path, **given: Any) -> SandboxConfig:
    """The defaults with what a configuration document says over them.

    ``given`` are fields of ``SandboxConfig`` that the command line knows better. Raises
    ``WrongConfig``.
    """
    _refuse_others(document, {*_HOUSE, "platforms"}, "the configuration")
    platforms = default_platforms()
    for code, said in _mapping(document.get("platforms", {}), "platforms").items():
        if code not in platforms:
            raise WrongConfig(f"platforms: {code} is none of {', '.join(platforms)}")
        platforms[code] = _platform(platforms[code], _mapping(said, code))
    house = {name: _text(document[name], name) for name in _HOUSE & set(document)}
    config = SandboxConfig(data_dir=data_dir, platforms=platforms, **{**house, **given})
    _check(config)
    return config


def _platform(known: PlatformConfig, said: Mapping[str, Any]) -> PlatformConfig:
    names = {"soap_secret", "soap_path", "storefront_secret", "verification_key"}
    _refuse_others(said, {*names, "storefront_paths"}, known.code)
    changes: dict[str, Any] = {name: _text(said[name], name) for name in names & set(said)}
    if "storefront_paths" in said:
        changes["storefront_paths"] = tuple(said["storefront_paths"])
    key = changes.get("verification_key")
    if key is not None and not _KEY.fullmatch(key):
        raise WrongConfig(f"{known.code}.verification_key: hexadecimal, at least 32 digits")
    return replace(known, **changes)


def _inbox_key(secret: str) -> bytes:
    kind, _, key = secret.partition("_")
    try:
        if kind == "whsec" and len(found := b64decode(key, validate=True)) >= 16:
            return found
    except binascii.Error:
        pass
    raise WrongConfig("inbox_secret: whsec_ and at least 16 bytes in base64")


def _check(config: SandboxConfig) -> None:
    _ = config.inbox_key
    for name in ("vitrina", "public_url", "frame_origin"):
        try:
            _origin(getattr(config, name))
        except ValueError:
            raise WrongConfig(f"{name}: an address like http://127.0.0.1:8080") from None
    try:
        ZoneInfo(config.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongConfig("time_zone: there is no such zone") from None


def _origin(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[\w.\-:\[\]]+", parts.netloc):
        raise ValueError(address)
    return f"{parts.scheme}://{parts.netloc}"


def _mapping(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise WrongConfig(f"{place}: an object is expected")
    return value


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str) or not value:
        raise WrongConfig(f"{place}: a text is expected")
    return value


def _refuse_others(said: Mapping[str, Any], known: set[str], place: str) -> None:
    if others := set(said) - known:
        raise WrongConfig(f"{place}: {', '.join(sorted(others))} not among {sorted(known)}")
