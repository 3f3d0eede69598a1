"""The demonstration's months: one that is over, invoice and all, and one that is due now.

The past is not written by hand. A second set of the same parts, with a clock that stands on that
day, does what would have been done then.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time, timedelta

from backend.cli.demo_catalogue import INTERNET, OFFICE
from backend.cli.demo_data import KASPERSKY
from backend.container import Container
from backend.domain.commands import OPERATOR_TERMS, Charge, Origin, Pay
from backend.domain.errors import AlreadyExists
from backend.domain.services.subscribing.commands import Consent, Subscribe, Unsubscribe
from backend.domain.values.billing import ChargingMode
from backend.domain.values.codes import Door
from backend.domain.values.moment import Moment
from backend.domain.values.recurrence import add_months
from backend.storage.seeding import seed_subscriptions

IVANOV, KUZNETSOVA = "000123", "77-0042"
MAY = date(2026, 5, 1)

_CONSENT = Consent(
    version="demo-1",
    text_hash=hashlib.sha256("Публичная оферта".encode()).hexdigest(),
    address="demo",
)


class StandingClock:
    """Noon of one day, as long as it is asked."""

    def __init__(self, day: date) -> None:
        self._moment = Moment(datetime.combine(day, time(9), tzinfo=UTC), day)

    def now(self) -> datetime:
        """That noon."""
        return self._moment.at

    def moment(self) -> Moment:
        """That noon and its day."""
        return self._moment


def fill_months(container: Container) -> None:
    """Let the months happen that have not yet."""
    if not container.invoices.documents(IVANOV, MAY).final:
        _ivanov_in_may(container)
    _kuznetsova_since_last_month(container)


def seed(container: Container, many: int) -> None:
    """Bring the number of rehearsal subscribers up: each has the Internet, due this month."""
    moment = container.clock.moment()
    (product,) = (p for p in container.catalogue.current().products.values() if p.code == INTERNET)
    with container.unit_of_work() as unit:
        seed_subscriptions(
            unit.driver,
            accounts=many,
            products=[product.id],
            first_day=moment.today.replace(day=1),
            balance=100_000,
            now=moment.at,
        )
        unit.commit()


def _ivanov_in_may(container: Container) -> None:
    """«Антивирус Касперского», 1 мая – 30 мая, 50р., in one invoice with the Internet fee."""
    with _on(MAY, container) as then:
        then.desk.process([_payment(then, IVANOV, "may", 35_000)])
        _subscribe(then, IVANOV, INTERNET)
        for standing in then.subscribers.standings(IVANOV):
            if standing.mode is ChargingMode.BILLING and standing.ends_on is None:
                leave = Unsubscribe(account=IVANOV, actor="demo", subscription_id=standing.id)
                then.subscribers.carry_out(leave)
        then.desk.process([_kaspersky(then)])
    with _on(add_months(MAY, 1), container) as then:
        then.subscribers.work()
        then.invoices.finalise(IVANOV, MAY)


def _kuznetsova_since_last_month(container: Container) -> None:
    """She has paid her last month; this one is due."""
    first = add_months(container.clock.moment().today.replace(day=1), -1)
    with _on(first, container) as then:
        for product in (INTERNET, OFFICE):
            with suppress(AlreadyExists):
                _subscribe(then, KUZNETSOVA, product)


@contextmanager
def _on(day: date, container: Container) -> Iterator[Container]:
    then = Container(container.settings, StandingClock(day))
    try:
        yield then
    finally:
        then.close()


def _subscribe(container: Container, account: str, code: str) -> None:
    (product,) = (p for p in container.catalogue.current().products.values() if p.code == code)
    container.subscribers.carry_out(
        Subscribe(account=account, actor="demo", product_id=product.id, consent=_CONSENT)
    )


def _payment(container: Container, account: str, document: str, kopecks: int) -> Pay:
    return Pay(
        id=container.new_id(),
        terms=OPERATOR_TERMS,
        origin=Origin(door=Door.CLI, correlation_id="demo"),
        external_id=f"demo-{account}-{document}",
        account=account,
        amount=kopecks,
        text="Платёж",
    )


def _kaspersky(container: Container) -> Charge:
    rentsoft = container.integrators.find("rentsoft")
    assert rentsoft is not None  # noqa: S101 (the demonstration has connected it)
    return Charge(
        id=container.new_id(),
        terms=rentsoft.terms,
        origin=Origin(door=Door.CLI, correlation_id="demo"),
        external_id="demo-may-2026",
        account=IVANOV,
        amount=5_000,
        full_price=5_000,
        product=KASPERSKY,
        text="Антивирус Касперского, 1 мая – 30 мая, 50р.",
        period_end=MAY + timedelta(days=29),
    )
