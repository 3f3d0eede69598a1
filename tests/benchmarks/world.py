"""The database that all contestants share, and what they are asked to do to it.

Ten thousand accounts have one living subscription each; charges go to random ones under ids that
PostgreSQL cannot guess, as a platform's would.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import psycopg

from backend.domain.services.access.authenticate import digest_secret

ACCOUNTS = 10_000
INTEGRATOR_ID = 1
INTEGRATOR = "bench"
SECRET = "a secret of the benchmarks only"
PRODUCT = "office"
TEXT = "Office, one month"
FIRST_DAY = date(2030, 1, 1)

_SEED = f"""
INSERT INTO integrator (id, code, title, dialect, enabled, test_mode, wire, networks, refusals,
                        batch_limit, journal, version, created_at)
VALUES ({INTEGRATOR_ID}, '{INTEGRATOR}', 'Benchmarks', 'native', true, false, '{{}}', '{{}}',
        'remember', 500, true, 1, now());
INSERT INTO product (id, integrator_id, code, title, created_at)
VALUES (gen_random_uuid(), {INTEGRATOR_ID}, '{PRODUCT}', 'Office', now());
INSERT INTO account (number, holder, status, currency, balance, held, credit_limit, promised,
                     spending_floor, tariffs, opened_at)
SELECT 'B' || lpad(n::text, 7, '0'), 'Subscriber', 'active', 'RUB', 0, 0, 1e15, 0, -1e15, '{{}}',
       now()
FROM generate_series(0, {ACCOUNTS - 1}) AS n;
INSERT INTO subscription (account_id, id, integrator_id, product_id, external_key, state,
                          created_at)
SELECT a.id, gen_random_uuid(), p.integrator_id, p.id, p.code, 'active', now()
FROM account a, product p;
INSERT INTO subscription_event (account_id, subscription_id, id, at, to_state, actor, reason,
                                product_id)
SELECT account_id, id, gen_random_uuid(), now(), 'active', 'seed', 'seeded', product_id
FROM subscription;
"""  # noqa: S608


def seed(url: str) -> None:
    """Fill a migrated database."""
    stored = digest_secret(SECRET)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_SEED)
        connection.execute(
            "INSERT INTO integrator_secret (integrator_id, salt, digest, created_at)"
            " VALUES (%s, %s, %s, now())",
            [INTEGRATOR_ID, stored.salt, stored.digest],
        )
        connection.execute("ANALYZE account, subscription")


def number(place: int) -> str:
    """The number of the account at this place."""
    return f"B{place:07}"


@dataclass(frozen=True, slots=True)
class Wish:
    """One charge that somebody wants."""

    external_id: str
    account: str
    amount: int
    period_end: date


_stages = itertools.count(1)


def next_stage() -> int:
    """A number that no other run against this database has had."""
    return next(_stages)


def first_day(stage: int) -> date:
    """The paid period's end of a run's first charges, after those of the runs before."""
    return FIRST_DAY + timedelta(days=10 * stage)


def wishes(stage: int, accounts: int = ACCOUNTS) -> Iterator[Wish]:
    """Endless charges to random accounts.

    The period's end moves by a day for as many charges as there are accounts, so that most charges
    move their subscription's date, as a month's charge does.
    """
    random = Random(f"{stage}")
    first = first_day(stage)
    for place in itertools.count():
        yield Wish(
            external_id=f"{random.getrandbits(128):032x}",
            account=number(random.randrange(accounts)),
            amount=random.randrange(100, 50_000),
            period_end=first + timedelta(days=place // ACCOUNTS),
        )
