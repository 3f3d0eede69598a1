"""What a partner may send, and the command or check that it becomes."""

from typing import Annotated

from pydantic import Field

from backend.api.partner.caller import Caller
from backend.api.wire import (
    AccountNumber,
    Amount,
    Day,
    ExternalId,
    Incoming,
    Name,
    Price,
    State,
    Text,
)
from backend.domain.commands import Capture, Charge, Check, Hold, Release, ReportStatus, Reverse

MAX_HOLD_SECONDS = 31 * 24 * 3600

Product = Annotated[Name, Field(description="The product's code at the platform.")]
Title = Annotated[
    Name | None, Field(description="The product's name, for the first time it is seen.")
]
SubscriptionKey = Annotated[
    Name | None,
    Field(description="Tells several subscriptions to one product apart; usually absent."),
]


class CheckRequest(Incoming):
    """Can this sum be taken from this account now?"""

    account: AccountNumber
    amount: Amount

    def check(self, caller: Caller) -> Check:
        """The question for the desk."""
        return Check(terms=caller.integrator.terms, account=self.account, amount=self.amount)


class ChargeRequest(Incoming):
    """Take a sum for a product, for the period that ends on `period_end`."""

    id: ExternalId
    account: AccountNumber
    amount: Amount
    product: Product
    product_title: Title = None
    subscription: SubscriptionKey = None
    full_price: Annotated[
        Price | None, Field(description="The whole month's price, where `amount` is a part.")
    ] = None
    text: Annotated[Text, Field(description="What the subscriber reads on the charge.")] = ""
    period_end: Annotated[
        Day | None, Field(description="The last day of the paid period, inclusive.")
    ] = None

    def command(self, caller: Caller) -> Charge:
        """The command for the desk."""
        return Charge(
            id=caller.new_id(),
            terms=caller.integrator.terms,
            origin=caller.origin,
            external_id=self.id,
            account=self.account,
            amount=self.amount,
            product=self.product,
            product_title=self.product_title,
            subscription=self.subscription,
            full_price=self.full_price,
            text=self.text,
            period_end=self.period_end,
        )


class BatchRequest(Incoming):
    """Several charges, each with a result of its own; one bad item never fails its neighbours."""

    charges: Annotated[
        list[ChargeRequest],
        Field(min_length=1, description="As many as the integrator's batch limit, 500 by default."),
    ]


class ReversalRequest(Incoming):
    """Take a charge back, whole."""

    account: Annotated[
        AccountNumber | None,
        Field(description="Where given, it must be the account of the charge."),
    ] = None

    def command(self, caller: Caller, charge: str) -> Reverse:
        """The command for the desk."""
        return Reverse(
            id=caller.new_id(),
            terms=caller.integrator.terms,
            origin=caller.origin,
            external_id=charge,
            account=self.account,
        )


class HoldRequest(Incoming):
    """Keep a sum aside; capture it later, whole or in parts."""

    id: ExternalId
    account: AccountNumber
    amount: Amount
    product: Product
    product_title: Title = None
    subscription: SubscriptionKey = None
    text: Annotated[Text, Field(description="What the subscriber reads on the charge.")] = ""
    lifetime_seconds: Annotated[
        int, Field(ge=1, le=MAX_HOLD_SECONDS, description="After that the hold gives it all back.")
    ] = 3600

    def command(self, caller: Caller) -> Hold:
        """The command for the desk."""
        return Hold(
            id=caller.new_id(),
            terms=caller.integrator.terms,
            origin=caller.origin,
            external_id=self.id,
            account=self.account,
            amount=self.amount,
            product=self.product,
            product_title=self.product_title,
            subscription=self.subscription,
            text=self.text,
            lifetime_seconds=self.lifetime_seconds,
        )


class CaptureRequest(Incoming):
    """Charge from a hold. `id` is the charge's own id."""

    id: ExternalId
    account: Annotated[
        AccountNumber | None, Field(description="Where given, it must be the account of the hold.")
    ] = None
    amount: Annotated[Amount | None, Field(description="All that is left, where absent.")] = None
    final: Annotated[bool, Field(description="Whether the rest is given back.")] = True
    text: Annotated[Text | None, Field(description="Instead of the hold's text.")] = None
    period_end: Annotated[
        Day | None, Field(description="The last day of the paid period, inclusive.")
    ] = None

    def command(self, caller: Caller, hold: str) -> Capture:
        """The command for the desk."""
        return Capture(
            id=caller.new_id(),
            terms=caller.integrator.terms,
            origin=caller.origin,
            external_id=self.id,
            account=self.account,
            hold=hold,
            amount=self.amount,
            final=self.final,
            text=self.text,
            period_end=self.period_end,
        )


class ReleaseRequest(Incoming):
    """Give back what a hold still keeps."""

    account: Annotated[
        AccountNumber | None, Field(description="Where given, it must be the account of the hold.")
    ] = None

    def command(self, caller: Caller, hold: str) -> Release:
        """The command for the desk."""
        return Release(
            id=caller.new_id(),
            terms=caller.integrator.terms,
            origin=caller.origin,
            external_id=hold,
            account=self.account,
        )


class StatusReport(Incoming):
    """The platform says in which state its subscription is."""

    id: ExternalId
    account: AccountNumber
    product: Product
    state: State
    product_title: Title = None
    subscription: SubscriptionKey = None
    reason: Annotated[Text, Field(description="For the subscription's history.")] = ""

    def command(self, caller: Caller) -> ReportStatus:
        """The command for the desk."""
        return ReportStatus(
            id=caller.new_id(),
            terms=caller.integrator.terms,
            origin=caller.origin,
            external_id=self.id,
            account=self.account,
            product=self.product,
            product_title=self.product_title,
            subscription=self.subscription,
            state=self.state,
            reason=self.reason,
        )


class LinkRequest(Incoming):
    """Nothing needs to be said yet: the link opens the integrator's storefront."""
