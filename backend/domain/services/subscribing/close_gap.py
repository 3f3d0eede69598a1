"""Cover days that cost nothing by one row of the chain, so that no day of a life is unexplained."""

from datetime import date

from backend.domain.services.billing.line import BilledSubscription
from backend.domain.services.billing.rows import PeriodRow
from backend.domain.services.billing.settle_lines import Billing
from backend.domain.values.billing import PeriodKind, SuspendReason


def close_gap(subscription: BilledSubscription, until: date, billing: Billing) -> None:
    """Lead the chain up to ``until``; nothing where it reaches as far already.

    The row says why the days are free: a pause, lack of money, or that no run came in time and a
    subscriber who acts meanwhile is not billed for them afterwards. It asks nothing of the
    catalogue, because a product that lost its price can still be left.
    """
    if subscription.next_start >= until:
        return
    seq = subscription.next_seq
    billing.changes.periods.append(
        PeriodRow(
            subscription.account_id,
            subscription.id,
            seq,
            seq - 1 if seq else None,
            subscription.next_start,
            until,
            _KINDS.get(subscription.suspend_reason, PeriodKind.FORGIVEN),
            billing.run_id,
        )
    )
    subscription.next_start = until
    subscription.next_seq = seq + 1
    billing.changes.subscriptions[subscription.id] = subscription


_KINDS: dict[SuspendReason | None, PeriodKind] = {
    SuspendReason.MONEY: PeriodKind.SUSPENDED,
    SuspendReason.USER: PeriodKind.PAUSED,
}
