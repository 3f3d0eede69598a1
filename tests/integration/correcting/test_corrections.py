"""What a correction changes beside the ledger, and what ends by itself."""

from datetime import date

from backend.domain.services.cabinet.views import MovementKind
from backend.domain.services.correcting.rows import CorrectionState
from backend.domain.values.codes import Code
from backend.storage.cabinet.desk import CabinetDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import ACCOUNT
from tests.integration.correcting.desk import CLARA, SUM, CorrectionDesk


def test_the_tick_expires_what_has_waited_too_long(desk: CorrectionDesk) -> None:
    desk.reverse()
    assert desk.expire() == 0
    desk.clock.advance(days=6)
    desk.reverse(CLARA, charge=desk.charged("c-2"))
    desk.clock.advance(days=1)
    assert (desk.expire(), desk.expire()) == (1, 0)
    assert desk.states() == ["expired", "pending"]


def test_a_reversal_takes_the_paid_period_back_and_a_refund_does_not(desk: CorrectionDesk) -> None:
    paid = "SELECT paid_through FROM subscription"
    desk.refund(500)
    assert desk.value(paid) == date(2026, 5, 31)
    desk.confirm(desk.reverse())
    assert desk.value(paid) is None
    assert desk.balance() == 50_000


def test_what_its_subscriber_has_left_ends_with_what_is_still_paid(desk: CorrectionDesk) -> None:
    subscription = desk.value("SELECT id FROM subscription")
    desk.unsubscribe(subscription)
    assert desk.value("SELECT cancel_on FROM subscription") == date(2026, 5, 31)
    desk.confirm(desk.reverse())
    assert desk.value("SELECT cancel_on FROM subscription") == date(2026, 5, 1)


def test_a_reversed_charge_does_not_count_for_the_day(desk: CorrectionDesk) -> None:
    beta = desk.integrator("beta", max_daily=SUM)
    charge = desk.one(beta.charge("b-1", SUM)).target_id
    assert desk.codes(beta.charge("b-2", 1)) == [Code.DAILY_LIMIT_EXCEEDED]
    desk.confirm(desk.reverse(charge=charge))
    assert desk.codes(beta.charge("b-3", 1)) == [Code.OK]


def test_a_platform_reverses_what_was_wholly_refunded(desk: CorrectionDesk) -> None:
    """Nothing is left to move: the charge does not stand, and the platform is told so."""
    desk.confirm(desk.refund(SUM))
    before = desk.count("ledger_transaction")
    outcome = desk.one(desk.platform.reverse("c-1"))
    assert (outcome.code, outcome.amount, outcome.target_id) == (Code.OK, SUM, None)
    assert desk.count("ledger_transaction") == before
    assert desk.value("SELECT reversed FROM charge WHERE external_id = 'c-1'")
    again = desk.one(desk.platform.reverse("c-1"))
    assert (again.code, again.replayed) == (Code.OK, True)
    assert desk.codes(desk.platform.charge("c-1", SUM, period_end=date(2026, 5, 30))) == [
        Code.REVERSED
    ]


def test_the_subscriber_sees_what_came_back(desk: CorrectionDesk) -> None:
    """The cabinet's movements are what the ledger has, whoever gave which part back."""
    desk.refund(500)
    desk.one(desk.platform.reverse("c-1"))
    cabinet = CabinetDesk(lambda: UnitOfWork(desk.engine), desk._catalogue, desk.clock)
    moved = [(each.kind, each.amount, each.first_day) for each in cabinet.movements(1, None, 3)]
    assert moved == [
        (MovementKind.REVERSAL, SUM - 500, date(2026, 5, 1)),
        (MovementKind.REFUND, 500, None),
        (MovementKind.CHARGE, -SUM, date(2026, 5, 1)),
    ]


def test_a_billed_period_stays_accounted_for(desk: CorrectionDesk) -> None:
    """Money comes back; the days are not charged a second time."""
    _, subscription = desk.subscribe(desk.sell("kav", 900))
    charge = desk.value("SELECT id FROM charge WHERE mode = 'billing'")
    chain = desk.chain(subscription)
    assert desk.reverse(charge=charge).state is CorrectionState.APPLIED
    assert desk.chain(subscription) == chain
    desk.run_due()
    assert desk.value("SELECT count(*) FROM charge WHERE mode = 'billing'") == 1
    assert desk.balance(ACCOUNT) == 50_000 - SUM
    assert desk.state(subscription) == "active"
