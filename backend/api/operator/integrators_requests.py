"""What the staff sends about platforms."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from backend.api.wire import AccountNumber, Amount, Incoming, Name, Text
from backend.domain.services.administration.set_up_integrator import NewIntegrator
from backend.domain.values.codes import RefusalPolicy
from backend.domain.values.identifiers import INTEGRATOR_CODE
from backend.platforms.wiring import STOREFRONT_KEYS

_Address = Annotated[str, Field(max_length=2048, examples=["https://platform.example/storefront"])]
_Secret = Annotated[str, Field(max_length=200)]
_Networks = Annotated[
    list[Annotated[str, Field(max_length=64)]],
    Field(
        max_length=100,
        examples=[["192.0.2.0/24"]],
        description="Where it may call from; empty: anywhere.",
    ),
]
_Refusals = Annotated[
    RefusalPolicy,
    Field(strict=False, description="Whether a refusal for lack of money is final."),
]
_PerSecond = Annotated[int, Field(ge=1, le=1_000_000)]
_Batch = Annotated[int, Field(ge=1, le=10_000)]
_Wire = Annotated[
    dict[str, Any],
    Field(
        description="Its own names and words over the dialect's: `namespace`, `service`, "
        "`action`, `unit`, `codes`, `otherwise`, `states`, `operations`. What there is to rename "
        "is told by `GET /dialects`."
    ),
]
_Reason = Annotated[Text, Field(description="Why, for the record.")]

_OUTSIDE = ("catalogue_url", "instructions_url")


def _absent(**about: Any) -> Any:
    """The default of a field that leaves things as they are. It is never read, and no ``null`` in
    the contract, which would take something away."""
    return Field(default_factory=str, **about)


class StorefrontRequest(Incoming):
    """The platform's storefront side. What is left out stays as it is, `null` takes it away."""

    url: _Address | None = _absent(description="Where the storefront is.")
    paths: list[Annotated[str, Field(max_length=200)]] | None = _absent(
        max_length=100, description='Where in it a link may lead; `"/"` alone if not given.'
    )
    form: Literal["native", "velvica"] | None = _absent(
        description="How links and questions are signed. `velvica` is weak (MD5): only for "
        "platforms that ask for it.",
    )
    secret: _Secret | None = _absent(
        description="For `velvica`: what it shares with us. Never shown again."
    )
    api: _Address | None = _absent(description="For `velvica`: our address, told in links.")
    frame: bool | None = _absent(description="Whether the cabinet may embed it.")
    catalogue_url: _Address | None = _absent(description="Where its XML interface is.")
    instructions_url: _Address | None = _absent(
        description="Where it is told what subscribers decide."
    )

    def over(self, wire: Mapping[str, Any]) -> dict[str, Any]:
        """The settings of the storefront side in ``wire``, with these changes."""
        known = {name: value for name, value in wire.items() if name in STOREFRONT_KEYS}
        for name in self.model_fields_set:
            key = name if name in _OUTSIDE else f"storefront_{name}"
            known[key] = getattr(self, name)
        return {name: value for name, value in known.items() if value is not None}


class AddIntegrator(Incoming):
    """A platform to connect; it is switched on at once, and has a secret."""

    code: str = Field(pattern=f"^{INTEGRATOR_CODE}$", description="Its name in addresses and logs.")
    title: Name
    dialect: str = Field(max_length=32, examples=["native"])
    wire: _Wire = Field(default_factory=dict)
    storefront: StorefrontRequest | None = None
    networks: _Networks = Field(default_factory=list)
    refusals: _Refusals = RefusalPolicy.REMEMBER
    max_charge: Amount | None = None
    max_daily: Amount | None = None
    calls_per_second: _PerSecond | None = None
    batch_limit: _Batch = 500
    test_mode: bool = False
    journal: bool = True
    reason: _Reason = ""

    def command(self) -> NewIntegrator:
        """As the domain wants it."""
        given = self.model_dump(exclude={"wire", "storefront", "networks", "reason"})
        storefront = self.storefront.over({}) if self.storefront else {}
        return NewIntegrator(
            **given, wire={**self.wire, **storefront}, networks=tuple(self.networks)
        )


class ChangeIntegrator(Incoming):
    """What is left out stays as it is; a limit that is `null` is taken away.

    `wire` replaces what was there, whole; `storefront` changes what it names.
    """

    title: Name = _absent()
    dialect: str = _absent(max_length=32)
    enabled: bool = _absent()
    wire: _Wire = _absent()
    storefront: StorefrontRequest = _absent()
    networks: _Networks = _absent()
    refusals: _Refusals = _absent()
    max_charge: Amount | None = _absent()
    max_daily: Amount | None = _absent()
    calls_per_second: _PerSecond | None = _absent()
    batch_limit: _Batch = _absent()
    test_mode: bool = _absent()
    journal: bool = _absent()
    reason: _Reason = ""

    def changes(self, wire: Mapping[str, Any]) -> dict[str, Any]:
        """The changes by name; ``wire`` is the platform's present one."""
        named = self.model_fields_set - {"wire", "storefront", "reason"}
        changes = {name: getattr(self, name) for name in named}
        if self.model_fields_set & {"wire", "storefront"}:
            changes["wire"] = self._wire(wire)
        return changes

    def _wire(self, present: Mapping[str, Any]) -> dict[str, Any]:
        spoken = {name: each for name, each in present.items() if name not in STOREFRONT_KEYS}
        shown = {name: each for name, each in present.items() if name in STOREFRONT_KEYS}
        if "wire" in self.model_fields_set:
            spoken = self.wire
        if "storefront" in self.model_fields_set:
            shown = self.storefront.over(present)
        return {**spoken, **shown}


class RotateSecret(Incoming):
    """A new secret; the old one stays valid for seven more days."""

    secret: str | None = Field(
        None,
        min_length=20,
        max_length=200,
        pattern=r"^[!-~]*$",
        description="The platform's own, where it insists on one; left out, we make it.",
    )
    reason: _Reason = ""


class TestConnection(Incoming):
    """How the connection is to be tried. It takes no money and changes no subscription."""

    account: AccountNumber = "000123"
    wait_seconds: float = Field(
        10.0, ge=0, le=30, strict=False, description="How long to wait for the platform's own call."
    )
