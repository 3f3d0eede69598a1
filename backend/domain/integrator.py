"""An integrator as the doors see it: who it is, how it speaks, what it may. Immutable snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from backend.domain.commands import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretDigest:
    """A stored secret: SHA-256 over salt and secret. Two are valid while one is being changed."""

    salt: bytes
    digest: bytes
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrator:
    """Configuration of one integrator.

    ``dialect`` names its SOAP dialect; ``wire`` holds that dialect's own settings (names, code
    words). ``networks`` are the addresses it may call from (CIDR); none means any.
    ``calls_per_second`` and ``batch_limit`` bound how much it sends. ``journal``: whether raw
    exchanges are kept. ``version`` grows with every change, so that what is built from the
    configuration (a WSDL, a facade) can be kept until then.
    """

    code: str
    title: str
    dialect: str
    terms: Terms
    enabled: bool = True
    test_mode: bool = False
    wire: Mapping[str, Any] = field(default_factory=dict)
    networks: tuple[str, ...] = ()
    secrets: tuple[SecretDigest, ...] = ()
    calls_per_second: int | None = None
    batch_limit: int = 500
    journal: bool = True
    version: int = 1

    @property
    def id(self) -> int:
        """The number under which its rows are kept."""
        return self.terms.integrator_id
