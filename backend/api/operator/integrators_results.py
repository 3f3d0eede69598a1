"""What the staff is answered about platforms. No secret is among it but in ``SecretResult``."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Self

from pydantic import Field

from backend.api.wire import Money, Outgoing
from backend.domain.connection import Finding, Result, Step
from backend.domain.models import Integrator, IntegratorSecret
from backend.domain.values.codes import RefusalPolicy
from backend.platforms.wiring import STOREFRONT_KEYS, StorefrontWire


class FieldResult(Outgoing):
    """An element of a message."""

    name: str = Field(description="Its name in `wire`.")
    wire: str = Field(description="What the platform calls it.")
    kind: str
    required: bool = Field(description="One that is not may be left out.")
    fields: "list[FieldResult]" = Field(description="What is inside it.")


class OperationResult(Outgoing):
    """A call that the platform makes."""

    action: str = Field(description="Its name in `wire`.")
    wire: str
    answer: str
    summary: str
    items: bool = Field(description="Whether it carries lists.")
    test_only: bool
    request: list[FieldResult]
    response: list[FieldResult]


class DialectResult(Outgoing):
    """How a platform speaks unless its `wire` says otherwise."""

    name: str
    service: str
    namespace: str
    action: str = Field(description="The form of the soapAction.")
    unit: str = Field(description="How money is written.")
    codes: dict[str, str] = Field(description="Results, and the dialect's words for them.")
    states: dict[str, str] = Field(description="States of subscriptions, and the words for them.")
    operations: list[OperationResult]


class DialectsResult(Outgoing):
    """The dialects that there are."""

    dialects: list[DialectResult]


class StorefrontSide(Outgoing):
    """The platform's storefront side."""

    url: str | None = None
    paths: list[str]
    form: Literal["native", "velvica"]
    weak: bool = Field(description="Its signature can be extended by whoever sees it.")
    has_secret: bool
    api: str | None = None
    frame: bool
    catalogue_url: str | None = None
    instructions_url: str | None = None

    @classmethod
    def of(cls, wire: Mapping[str, Any]) -> Self:
        """What of a wire is of the storefront side; its secret is not shown."""
        known = StorefrontWire.read(wire)
        return cls(
            url=known.url,
            paths=list(known.paths),
            form="velvica" if known.is_velvica else "native",
            weak=known.is_velvica,
            has_secret=known.secret is not None,
            api=known.api,
            frame=known.may_frame,
            catalogue_url=known.catalogue_url,
            instructions_url=known.instructions_url,
        )


class SecretState(Outgoing):
    """A secret that the platform may call with; the secret itself is not kept."""

    created_at: datetime
    expires_at: datetime | None = None


class IntegratorResult(Outgoing):
    """A connected platform."""

    code: str
    title: str
    dialect: str
    enabled: bool
    test_mode: bool
    soap: str = Field(description="The address of our SOAP endpoint for it; its WSDL: `?wsdl`.")
    wire: dict[str, Any] = Field(description="Its own names and words over the dialect's.")
    storefront: StorefrontSide
    networks: list[str]
    refusals: RefusalPolicy
    max_charge: Money | None = None
    max_daily: Money | None = None
    calls_per_second: int | None = None
    batch_limit: int
    journal: bool
    version: int
    created_at: datetime
    secrets: list[SecretState] = Field(description="Newest first; those that are valid.")

    @classmethod
    def of(
        cls, row: Integrator, secrets: Sequence[IntegratorSecret], url: str, now: datetime
    ) -> Self:
        """The wire form; ``url`` is our public address."""
        shown = cls.model_fields.keys() - {"soap", "wire", "storefront", "secrets", "refusals"}
        return cls(
            **{name: getattr(row, name) for name in shown},
            refusals=RefusalPolicy(row.refusals),
            soap=f"{url}/soap/{row.code}",
            wire={n: each for n, each in row.wire.items() if n not in STOREFRONT_KEYS},
            storefront=StorefrontSide.of(row.wire),
            secrets=[
                SecretState(created_at=each.created_at, expires_at=each.expires_at)
                for each in secrets
                if each.expires_at is None or now < each.expires_at
            ],
        )


class IntegratorsResult(Outgoing):
    """The connected platforms, in the order of their codes."""

    integrators: list[IntegratorResult]


class SecretResult(Outgoing):
    """What the platform needs to be told, over a channel that others cannot read."""

    integrator: IntegratorResult
    secret: str | None = Field(
        None, description="What it calls us with. Shown once; left out where it gave its own."
    )
    verification_key: str = Field(
        description="With which it checks what we sign for it: native links, and instructions."
    )


class FindingResult(Outgoing):
    """One step of a test."""

    step: Step
    result: Result
    reason: str = Field(description="A stable word.")
    words: str

    @classmethod
    def of(cls, finding: Finding) -> Self:
        """The wire form."""
        return cls.model_validate(finding, from_attributes=True)


class ConnectionResult(Outgoing):
    """What the test has found, step by step."""

    ok: bool = Field(description="Nothing has failed.")
    steps: list[FindingResult]
