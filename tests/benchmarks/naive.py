"""What one writes first: Spyne as it comes, and a SQLModel session for each debit.

The same tables, rows and durability, exactly once as well. It lives here only, to be measured
against: ``uvicorn --factory tests.benchmarks.naive:serve``.
"""

import backend.soap  # noqa: F401  (makes Spyne importable by every Python: before all others)

# isort: split
import hashlib
import os
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from spyne import Application, ComplexModel, Date, Service, Unicode, srpc
from spyne import Decimal as Amount
from spyne.protocol.soap import Soap11
from spyne.server.wsgi import WsgiApplication
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from backend.domain.models import (
    Account,
    Charge,
    Entry,
    LedgerTransaction,
    Operation,
    Subscription,
)
from backend.storage.clock import new_id
from backend.storage.engine import open_engine
from tests.benchmarks import world
from tests.benchmarks.servers import NAIVE_DATABASE_URL

NAMESPACE = "urn:naive"
VAT_RATE = 2200


class Answer(ComplexModel):  # type: ignore[misc]
    """What became of it."""

    __namespace__ = NAMESPACE
    code = Unicode
    available = Amount


def serve() -> Any:
    """The application, on the database that the environment names."""
    engine = open_engine(os.environ[NAIVE_DATABASE_URL])

    class Billing(Service):  # type: ignore[misc]
        @srpc(Unicode, Unicode, Amount, Unicode, Unicode, Date, _returns=Answer)  # type: ignore[untyped-decorator]
        def charge(
            account: str,  # noqa: N805
            operationId: str,  # noqa: N803
            amount: Decimal,
            product: str,
            text: str,
            periodEnd: date,  # noqa: N803
        ) -> Answer:
            code, available = _charge(
                engine, account, operationId, int(amount * 100), product, text, periodEnd
            )
            return Answer(code=code, available=Decimal(available) / 100)

    application = Application(
        [Billing],
        NAMESPACE,
        in_protocol=Soap11(validator="lxml"),
        out_protocol=Soap11(),
    )
    return WSGIMiddleware(cast("Any", WsgiApplication(application)))


def _charge(
    engine: Engine,
    number: str,
    external_id: str,
    amount: int,
    product: str,
    text: str,
    period_end: date,
) -> tuple[str, int]:
    now = datetime.now(UTC)  # noqa: TID251
    with Session(engine) as session:
        account = session.exec(
            select(Account).where(Account.number == number).with_for_update()
        ).one_or_none()
        if account is None or account.id is None:
            return "unknown_account", 0
        known = session.get(Operation, (world.INTEGRATOR_ID, "charge", external_id))
        if known is not None:
            return known.code, known.available or 0
        available = account.balance - account.held + account.credit_limit - amount
        if account.status != "active" or available < 0:
            return "not_enough_money", available + amount
        subscription = session.exec(
            select(Subscription).where(
                Subscription.account_id == account.id,
                Subscription.external_key == product,
                col(Subscription.state).not_in(["ended", "failed"]),
            )
        ).one()
        charge_id = new_id()
        session.add(
            LedgerTransaction(
                account_id=account.id,
                id=charge_id,
                kind="charge",
                business_date=now.date(),
                recorded_at=now,
            )
        )
        session.flush()
        vat = round(amount * VAT_RATE / (10_000 + VAT_RATE))
        for line, (ledger_account, part) in enumerate(
            (("revenue", amount - vat), ("vat", vat)), start=1
        ):
            session.add(
                Entry(
                    account_id=account.id,
                    transaction_id=charge_id,
                    line=line,
                    debit="subscriber",
                    credit=ledger_account,
                    amount=part,
                    integrator_id=world.INTEGRATOR_ID,
                )
            )
        session.add(
            Charge(
                account_id=account.id,
                id=charge_id,
                integrator_id=world.INTEGRATOR_ID,
                external_id=external_id,
                subscription_id=subscription.id,
                product_id=subscription.product_id,
                amount=amount,
                text=text,
                period_start=now.date(),
                period_end=period_end,
                business_date=now.date(),
                vat_kind="taxed",
                vat_rate=VAT_RATE,
                vat_amount=vat,
            )
        )
        content = f"{number}{amount}{product}{period_end}{text}"
        session.add(
            Operation(
                integrator_id=world.INTEGRATOR_ID,
                kind="charge",
                external_id=external_id,
                id=new_id(),
                account_id=account.id,
                fingerprint=hashlib.sha256(content.encode()).digest(),
                status="applied",
                code="ok",
                amount=amount,
                available=available,
                target_id=charge_id,
                door="soap",
                correlation_id=external_id,
                recorded_at=now,
            )
        )
        account.balance -= amount
        if subscription.paid_through is None or subscription.paid_through < period_end:
            subscription.paid_through = period_end
        session.commit()
        return "ok", available
