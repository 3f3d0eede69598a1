"""Answers to questions: plain reads, nothing locked, nothing changed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from backend.domain import models
from backend.domain.outcome import Outcome
from backend.domain.ports import Clock
from backend.domain.values.codes import Code, OperationKind, OperationStatus
from backend.domain.values.status import AccountStatus, SubscriptionState
from backend.domain.views import AccountView, SubscriptionStep, SubscriptionView


class PostgresInquiryDesk:
    """Implements the ``InquiryDesk`` port."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def accounts(self, numbers: Sequence[str]) -> list[AccountView | None]:
        """The accounts in the order asked; ``None`` for an unknown or closed one."""
        with Session(self._engine) as session:
            rows = session.exec(
                select(models.Account).where(
                    col(models.Account.number).in_(set(numbers)),
                    models.Account.status != AccountStatus.CLOSED,
                )
            )
            found = {row.number: self._view(row) for row in rows}
        return [found.get(number) for number in numbers]

    def subscriptions(self, integrator_id: int, number: str) -> list[SubscriptionView] | None:
        """The account's subscriptions of this integrator, newest first; ``None``: no account."""
        with Session(self._engine) as session:
            account = session.exec(
                select(models.Account).where(
                    models.Account.number == number,
                    models.Account.status != AccountStatus.CLOSED,
                )
            ).one_or_none()
            if account is None:
                return None
            rows = session.exec(
                select(models.Subscription, models.Product)
                .join(models.Product, col(models.Product.id) == models.Subscription.product_id)
                .where(
                    models.Subscription.account_id == account.id,
                    models.Subscription.integrator_id == integrator_id,
                )
                .order_by(col(models.Subscription.id).desc())
            ).all()
            steps = _steps(session, [row for row, _ in rows])
            return [_subscription(number, row, product, steps) for row, product in rows]

    def operation(
        self, integrator_id: int, kind: OperationKind, external_id: str
    ) -> Outcome | None:
        """The stored result of an operation; ``None`` means unknown."""
        with Session(self._engine) as session:
            found = session.exec(
                select(models.Operation, models.Account.number)
                .join(
                    models.Account,
                    col(models.Account.id) == models.Operation.account_id,
                    isouter=True,
                )
                .where(
                    models.Operation.integrator_id == integrator_id,
                    models.Operation.kind == kind,
                    models.Operation.external_id == external_id,
                )
            ).one_or_none()
        return _outcome(*found) if found else None

    def live_charges(self, integrator_id: int, number: str) -> list[str]:
        """The external ids of an integrator's charges on an account that have not been reversed."""
        with Session(self._engine) as session:
            rows = session.exec(
                select(models.Charge.external_id)
                .join(models.Account, col(models.Account.id) == models.Charge.account_id)
                .where(
                    models.Account.number == number,
                    models.Charge.integrator_id == integrator_id,
                    col(models.Charge.reversed).is_(False),
                    col(models.Charge.external_id).is_not(None),
                )
            )
            return [external_id for external_id in rows if external_id is not None]

    def _view(self, row: models.Account) -> AccountView:
        promise_lasts = row.promised_until is not None and self._clock.now() < row.promised_until
        promised = row.promised if promise_lasts else 0
        return AccountView(
            number=row.number,
            holder=row.holder,
            status=AccountStatus(row.status),
            balance=row.balance,
            held=row.held,
            available=row.balance - row.held + row.credit_limit + promised,
            tariffs=tuple(row.tariffs),
            elsewhere=row.elsewhere,
        )


Steps = dict[object, list[SubscriptionStep]]


def _steps(session: Session, subscriptions: Sequence[models.Subscription]) -> Steps:
    steps: Steps = defaultdict(list)
    if not subscriptions:
        return steps
    events = session.exec(
        select(models.SubscriptionEvent)
        .where(
            models.SubscriptionEvent.account_id == subscriptions[0].account_id,
            col(models.SubscriptionEvent.subscription_id).in_([row.id for row in subscriptions]),
        )
        .order_by(col(models.SubscriptionEvent.id))
    )
    for event in events:
        steps[event.subscription_id].append(
            SubscriptionStep(
                at=event.at,
                from_state=SubscriptionState(event.from_state) if event.from_state else None,
                to_state=SubscriptionState(event.to_state),
                actor=event.actor,
                reason=event.reason,
            )
        )
    return steps


def _subscription(
    number: str, row: models.Subscription, product: models.Product, steps: Steps
) -> SubscriptionView:
    return SubscriptionView(
        id=row.id,
        account=number,
        product=product.code,
        product_title=product.title,
        key=row.external_key,
        state=SubscriptionState(row.state),
        paid_through=row.paid_through - timedelta(days=1) if row.paid_through else None,
        steps=tuple(steps[row.id]),
    )


def _outcome(row: models.Operation, number: str | None) -> Outcome:
    taken_back = row.status in (OperationStatus.REVERSED, OperationStatus.TOMBSTONE)
    return Outcome(
        code=Code.REVERSED if taken_back else Code(row.code),
        kind=OperationKind(row.kind),
        external_id=row.external_id,
        status=OperationStatus(row.status),
        account=number,
        amount=row.amount,
        available=row.available,
        id=row.id,
        target_id=row.target_id,
        recorded_at=row.recorded_at,
        replayed=True,
    )
