"""Commands as a door would make them, with what a test does not care about filled in."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from backend.domain.commands import (
    OPERATOR_TERMS,
    Capture,
    Charge,
    Check,
    Hold,
    Origin,
    Pay,
    Release,
    ReportStatus,
    Reverse,
    Terms,
)
from backend.domain.values.codes import Door
from backend.domain.values.status import SubscriptionState
from backend.storage.clock import new_id

ORIGIN = Origin(door=Door.SOAP, correlation_id="test")
ACCOUNT = "1001"
PRODUCT = "Антивирус"
MAY_30 = date(2026, 5, 30)


def pay(document: str, amount: int, account: str = ACCOUNT, *, id_: UUID | None = None) -> Pay:
    """Money that comes in."""
    return Pay(
        id=id_ or new_id(),
        terms=OPERATOR_TERMS,
        origin=ORIGIN,
        external_id=document,
        account=account,
        amount=amount,
    )


@dataclass(frozen=True, slots=True)
class Platform:
    """An integrator from the outside: everything it can ask for, under its terms."""

    terms: Terms = field(default=Terms(integrator_id=1, integrator_code="alpha"))

    def charge(
        self,
        external_id: str,
        amount: int,
        account: str = ACCOUNT,
        *,
        product: str = PRODUCT,
        product_title: str | None = None,
        subscription: str | None = None,
        full_price: int | None = None,
        text: str = "",
        period_end: date | None = MAY_30,
        id_: UUID | None = None,
    ) -> Charge:
        """Take money."""
        return Charge(
            id=id_ or new_id(),
            terms=self.terms,
            origin=ORIGIN,
            external_id=external_id,
            account=account,
            amount=amount,
            product=product,
            product_title=product_title,
            subscription=subscription,
            full_price=full_price,
            text=text,
            period_end=period_end,
        )

    def reverse(
        self, external_id: str, account: str | None = ACCOUNT, *, id_: UUID | None = None
    ) -> Reverse:
        """Take a charge back."""
        return Reverse(
            id=id_ or new_id(),
            terms=self.terms,
            origin=ORIGIN,
            external_id=external_id,
            account=account,
        )

    def hold(
        self,
        external_id: str,
        amount: int,
        account: str = ACCOUNT,
        *,
        product: str = PRODUCT,
        subscription: str | None = None,
        text: str = "",
        lifetime_seconds: int = 3600,
        id_: UUID | None = None,
    ) -> Hold:
        """Keep money aside."""
        return Hold(
            id=id_ or new_id(),
            terms=self.terms,
            origin=ORIGIN,
            external_id=external_id,
            account=account,
            amount=amount,
            product=product,
            subscription=subscription,
            text=text,
            lifetime_seconds=lifetime_seconds,
        )

    def capture(
        self,
        external_id: str,
        hold: str,
        amount: int | None = None,
        account: str | None = ACCOUNT,
        *,
        final: bool = True,
        text: str | None = None,
        period_end: date | None = None,
        id_: UUID | None = None,
    ) -> Capture:
        """Charge from a hold."""
        return Capture(
            id=id_ or new_id(),
            terms=self.terms,
            origin=ORIGIN,
            external_id=external_id,
            account=account,
            hold=hold,
            amount=amount,
            final=final,
            text=text,
            period_end=period_end,
        )

    def release(
        self, hold: str, account: str | None = ACCOUNT, *, id_: UUID | None = None
    ) -> Release:
        """Give a hold back."""
        return Release(
            id=id_ or new_id(),
            terms=self.terms,
            origin=ORIGIN,
            external_id=hold,
            account=account,
        )

    def report(
        self,
        external_id: str,
        state: SubscriptionState,
        account: str = ACCOUNT,
        *,
        product: str = PRODUCT,
        subscription: str | None = None,
        reason: str = "",
        id_: UUID | None = None,
    ) -> ReportStatus:
        """Say in which state a subscription is."""
        return ReportStatus(
            id=id_ or new_id(),
            terms=self.terms,
            origin=ORIGIN,
            external_id=external_id,
            account=account,
            product=product,
            state=state,
            subscription=subscription,
            reason=reason,
        )

    def check(self, amount: int, account: str = ACCOUNT, external_id: str = "") -> Check:
        """Ask whether a charge would be taken."""
        return Check(terms=self.terms, account=account, amount=amount, external_id=external_id)
