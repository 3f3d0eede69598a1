"""The ``VITRINA_*`` variables, parsed and typed; ``docs/settings.md`` is rendered from here."""

import os
import secrets
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from backend.domain.notice import Language
from backend.domain.services.forecasting.judge_advances import AdvanceRules
from backend.domain.services.forecasting.rules import ForecastRules
from backend.domain.services.notifying.contacts import EMAIL
from backend.domain.values.advance import AdvancePolicy
from backend.domain.values.roles import Role
from backend.domain.values.seller import Seller
from backend.notifications.smtp import Security

PREFIX = "VITRINA_"


def _known_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("there is no such time zone, or no time zones on this machine") from None


def _is_text(value: object) -> bool:
    return isinstance(value, str)


_LISTED = BeforeValidator(
    lambda value: value.replace(",", " ").split() if _is_text(value) else value
)
_TIME = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
_Networks = Annotated[
    tuple[IPv4Network | IPv6Network, ...],
    NoDecode,
    _LISTED,
]
_Roles = Annotated[tuple[Role, ...], NoDecode, _LISTED]


class Settings(BaseSettings):
    """How this installation differs from others. Everything has a default that works."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, validate_default=True
    )

    # --- where it runs
    public_url: str = Field(
        "http://127.0.0.1:8080",
        pattern=r"^https?://[^\s/?#]+(/[^\s?#]*[^\s/?#])?$",
        description="The address under which others reach Vitrina, without a slash at the end: "
        "it is written into WSDLs and links.",
    )
    host: str = Field("127.0.0.1", description="The address on which the server listens.")
    port: int = Field(8080, ge=1, le=65535, description="The port on which the server listens.")
    workers: int = Field(1, ge=1, le=64, description="Server processes; about one per core.")
    trusted_proxies: _Networks = Field(
        (),
        description="Addresses or networks of reverse proxies, separated by commas, whose "
        "`X-Forwarded-For` tells the caller's address. From anyone else the header is ignored.",
    )
    data_dir: Path = Field(
        Path("data"), description="The folder of the embedded PostgreSQL and the generated key."
    )
    secret_key: str | None = Field(
        None,
        repr=False,
        min_length=32,
        description="Signs storefront links; at least 32 characters, the same in every process. "
        "Without it a key is made at first use and kept in the data folder, readable by its "
        "owner only.",
    )
    docs: bool = Field(
        True,
        description="Whether OpenAPI documents and WSDLs are served to anyone. Without it a WSDL "
        "needs the integrator's credentials and the OpenAPI documents are not served.",
    )

    # --- the operator's calendar
    time_zone: Annotated[str, AfterValidator(_known_zone)] = Field(
        "Europe/Moscow", description="The zone in which business days begin and end."
    )
    billing_period_start_day: int = Field(
        1, ge=1, le=28, description="The day of the month on which the operator's period starts."
    )

    # --- the seller, as invoices name it; the defaults are of no real company
    seller_name: str = Field(
        "ООО «Витрина-Демо»", min_length=1, description="The seller's name on invoices."
    )
    seller_inn: str = Field(
        "7700000000",
        pattern=r"^(\d{10}|\d{12})$",
        description="Its ИНН. Invoices are numbered by it: another one begins at 1 again.",
    )
    seller_kpp: str = Field(
        "770001001", pattern=r"^(\d{9})?$", description="Its КПП; a sole proprietor has none."
    )
    seller_address: str = Field(
        "101000, г. Москва, ул. Примерная, д. 1", description="Its address on invoices."
    )
    seller_phone: str = Field("", description="Its telephone on invoices.")
    seller_bank: str = Field(
        "АО «Демо-Банк», г. Москва", min_length=1, description="The bank that is paid to."
    )
    seller_bik: str = Field("044500000", pattern=r"^\d{9}$", description="The bank's БИК.")
    seller_correspondent_account: str = Field(
        "30101810000000000000", pattern=r"^\d{20}$", description="The bank's корр. счёт."
    )
    seller_account: str = Field(
        "40702810000000000000", pattern=r"^\d{20}$", description="The seller's расчётный счёт."
    )
    seller_director: str = Field("", description="Who signs invoices as the head.")
    seller_accountant: str = Field("", description="Who signs invoices as the chief accountant.")

    # --- promised payments
    promise_minimum: int = Field(
        1, ge=1, description="The smallest promised payment (обещанный платёж), in roubles."
    )
    promise_maximum: int = Field(
        10_000, ge=1, description="The largest promised payment, in roubles."
    )
    promise_days: int = Field(
        30, ge=1, le=365, description="For how many days a payment may be promised, at most."
    )

    # --- corrections of charges
    correction_limit: int = Field(
        1000,
        ge=0,
        description="How much of one charge a single person of the staff may give back, in "
        "roubles; above it a second person confirms.",
    )
    correction_days: int = Field(
        7, ge=1, le=90, description="For how many days a correction waits for its second person."
    )

    billing_automatic: bool = Field(
        False,
        description="Whether a planned billing run is applied at once, without a person's review.",
    )

    # --- coming debits
    forecast_days: int = Field(
        62,
        ge=1,
        le=400,
        description="How many days ahead the daily look at everybody's coming debits goes.",
    )
    debit_notice_days: int = Field(
        3,
        ge=1,
        le=60,
        description="How many days before a debit, or a trial's end, its event `debit.coming` or "
        "`trial.ending` is told.",
    )
    price_notice_days: int = Field(
        14,
        ge=1,
        le=365,
        description="How many days before another price is charged its event `price.changing` is "
        "told.",
    )
    advance_days: int = Field(
        5,
        ge=0,
        le=60,
        description="How many days before a debit an advance invoice (счёт на будущий период) is "
        "issued for it; with 0, none is.",
    )
    advance_policy: AdvancePolicy = Field(
        AdvancePolicy.MISSING,
        description="What advance invoices ask for: what is `missing` on the balance, or the "
        "`full` sum.",
    )

    # --- portals
    portal_token_seconds: int = Field(
        600, ge=60, le=3600, description="Seconds for which a portal's token is good."
    )

    # --- events to endpoints of portals and of the operator's own
    events_keep_days: int = Field(
        30,
        ge=1,
        le=3650,
        description="Days for which facts and the deliveries of their events are kept.",
    )
    events_give_up_days: int = Field(
        5,
        ge=1,
        le=30,
        description="Days after which an endpoint that has answered nothing right since is "
        "disabled, with an alert. What happens meanwhile waits for it.",
    )
    events_http: bool = Field(
        False,
        description="Whether events may be sent to `http://` addresses: they are readable on their "
        "way.",
    )
    events_private_networks: _Networks = Field(
        (),
        description="Networks that events are sent to though they are not public ones, separated "
        "by commas: for receivers of the operator's own. Any portal can then reach them, too.",
    )

    # --- another billing that keeps subscribers' money, see docs/remote-billing.md
    book_url: str | None = Field(
        None,
        pattern=r"^https?://[^\s/?#@]+(/[^\s?#]*)?$",
        description="The address of another billing that keeps the money of accounts marked by "
        "`vitrina book`, without a slash at the end. Without it nothing can be charged there.",
    )
    book_secret: str | None = Field(
        None,
        repr=False,
        min_length=16,
        description="The bearer secret that is sent to it.",
    )

    # --- notices to subscribers: by mail, and by a gateway to SMS or a messenger
    mail_host: str | None = Field(
        None, description="The mail server that takes notices. Without it there are no mails."
    )
    mail_port: int = Field(587, ge=1, le=65535, description="Its port: 587, 465 or 25.")
    mail_security: Security = Field(
        Security.STARTTLS,
        description="`starttls`; `tls` from the first byte, as on port 465; or `none`.",
    )
    mail_user: str | None = Field(None, description="The name to sign in there with, if any.")
    mail_password: str | None = Field(
        None, repr=False, description="The password that goes with it."
    )
    mail_from: str = Field(
        "vitrina@localhost.localdomain",
        pattern=f"^{EMAIL}$",
        description="The address that mails come from.",
    )
    mail_from_name: str = Field(
        "Витрина",
        min_length=1,
        max_length=100,
        pattern=r"^[^\x00-\x1f\x7f]+$",
        description="Who notices are from, as mails and texts say it.",
    )
    notice_gateway_url: str | None = Field(
        None,
        pattern=r"^https?://[^\s/?#@]+(/[^\s#]*)?$",
        description="The address of a gateway to SMS or a messenger, which is sent signed "
        "webhooks. Without it there are none.",
    )
    notice_gateway_secret: str | None = Field(
        None,
        repr=False,
        pattern=r"^whsec_[A-Za-z0-9+/]{24,}={0,2}$",
        description="What they are signed with: `whsec_` and at least 16 bytes in base64, as "
        "Standard Webhooks have it.",
    )
    notice_language: Language = Field(
        Language.RU, description="The language of notices to those who chose none: `ru` or `en`."
    )
    notice_quiet_from: str = Field(
        "21:00",
        pattern=_TIME,
        description="When quiet hours begin, by the clock of the subscriber's zone. Equal to their "
        "end there are none.",
    )
    notice_quiet_until: str = Field("09:00", pattern=_TIME, description="When they end.")
    notice_days: int = Field(
        7,
        ge=1,
        le=60,
        description="For how many days a notice is tried that has no day of its own, where a "
        "channel is down.",
    )
    notice_keep_days: int = Field(
        365,
        ge=61,
        description="For how many days it is kept what subscribers were told, and where.",
    )

    # --- database
    database_url: str | None = Field(
        None,
        repr=False,
        pattern=r"^postgres(ql)?://",
        description="`postgresql://user:password@host/name` of a PostgreSQL 15 or newer. Without "
        "it the embedded PostgreSQL is started in the data folder.",
    )
    database_prepare: bool = Field(
        True,
        description="Whether statements are prepared: about twice as fast. Switch it off behind "
        "a pooler in transaction mode.",
    )
    lane_max_batch: int = Field(
        1000, ge=1, le=10_000, description="Commands that share one database transaction, at most."
    )
    lane_max_queue: int = Field(
        5000,
        ge=1,
        description="Commands that wait for their turn in one process, at most; then the answer "
        "is `busy`, which means: retry the same id.",
    )

    # --- what one request may be
    soap_max_body: int = Field(
        262_144, ge=1024, description="Bytes of a SOAP request, at most; larger ones are refused."
    )
    soap_max_depth: int = Field(32, ge=4, description="Nested elements of a SOAP request.")
    soap_max_elements: int = Field(10_000, ge=10, description="Elements of a SOAP request.")
    soap_max_attributes: int = Field(1000, ge=10, description="Attributes of a SOAP request.")
    soap_threads: int = Field(
        16, ge=1, le=256, description="Threads of one process for SOAP questions to the database."
    )
    rest_max_body: int = Field(
        262_144, ge=1024, description="Bytes of a REST request, at most; larger ones are refused."
    )
    import_max_body: int = Field(
        134_217_728,
        ge=1024,
        description="Bytes of a file of accounts or payments that is sent to be imported, at most; "
        "it waits in the folder for temporary files while it is worked on.",
    )

    # --- what is kept and shown
    journal_keep_days: int = Field(
        30, ge=0, description="Days for which raw exchanges are kept, secrets masked; 0 keeps none."
    )
    log_format: Literal["text", "json"] | None = Field(
        None, description="`text` or `json`; by default text on a terminal, otherwise JSON."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least severe messages that are logged."
    )
    desk_totp_required: _Roles = Field(
        (),
        description="Roles of the staff, separated by commas, that may do nothing at the desk "
        "before they have set up a second factor.",
    )
    operator_token: str | None = Field(
        None,
        repr=False,
        min_length=32,
        description="The bearer token of the operator's staff for `/api/operator/v1`. Without it "
        "nobody is admitted there.",
    )
    metrics_token: str | None = Field(
        None,
        repr=False,
        min_length=16,
        description="The bearer token with which `/metrics` may be read from anywhere. Without "
        "it only direct callers on this machine may read.",
    )

    @field_validator("events_keep_days")
    @classmethod
    def _kept_until_it_comes(cls, days: int, known: ValidationInfo) -> int:
        """What a fact tells beforehand is told again where the fact was forgotten."""
        told = [known.data.get(name, 0) for name in ("debit_notice_days", "price_notice_days")]
        if days <= max(told):
            raise ValueError("facts are kept for longer than they tell something beforehand")
        return days

    @field_validator("book_secret")
    @classmethod
    def _told_with_the_address(cls, secret: str | None, known: ValidationInfo) -> str | None:
        if secret is None and known.data.get("book_url") is not None:
            raise ValueError("an address of another billing goes with a secret")
        return secret

    @field_validator("notice_gateway_secret")
    @classmethod
    def _told_with_the_gateway(cls, secret: str | None, known: ValidationInfo) -> str | None:
        if secret is None and known.data.get("notice_gateway_url") is not None:
            raise ValueError("the address of a gateway goes with a secret")
        return secret

    def with_changes(self, **changes: object) -> Self:
        """The same settings with some replaced, for the command line's options and for tests."""
        return type(self).model_validate({**self.model_dump(), **changes})

    def forecast_rules(self) -> ForecastRules:
        """How far is looked ahead, and when what is seen is told and asked for."""
        return ForecastRules(
            days=max(self.forecast_days, self.price_notice_days, self.advance_days),
            debit_notice=self.debit_notice_days,
            price_notice=self.price_notice_days,
            advance=AdvanceRules(self.advance_days, self.advance_policy),
        )

    def seller(self) -> Seller:
        """The seller's details, for invoices."""
        return Seller(
            name=self.seller_name,
            inn=self.seller_inn,
            kpp=self.seller_kpp,
            address=self.seller_address,
            phone=self.seller_phone,
            bank=self.seller_bank,
            bik=self.seller_bik,
            correspondent_account=self.seller_correspondent_account,
            account=self.seller_account,
            director=self.seller_director,
            accountant=self.seller_accountant,
        )

    def signing_key(self) -> bytes:
        """The key for storefront links; made and kept in the data folder where none is set."""
        if self.secret_key is not None:
            return self.secret_key.encode()
        path = self.data_dir / "secret.key"
        if not path.exists():
            _publish_secret(path)
        return path.read_bytes()


def _publish_secret(path: Path) -> None:
    """Write a fresh key whole or not at all: several processes may start at once, one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
