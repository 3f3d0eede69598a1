"""Instructions that wait for an answer: taken one at a time, each by one scheduler.

To take one is to note the attempt and when the next one is due, so whoever dies between sending and
recording leaves nothing to clean up: the same id is sent again then, and the platform does an id
once.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from psycopg import Connection

from backend.domain.instruction import Act, Answer, Instruction

Driver = Connection[Any]

# Attempts are 1, 2, 4 ... minutes apart, at last 6 hours. A subscription's older instruction goes
# first: until it is answered, no younger one is due.
_TAKE = """
WITH due AS (
    SELECT account_id, id FROM instruction i
    WHERE done_at IS NULL AND next_attempt_at <= %(now)s
      AND integrator_id <> ALL (%(silent)s)
      AND NOT EXISTS (
          SELECT FROM instruction older
          WHERE older.account_id = i.account_id AND older.subscription_id = i.subscription_id
            AND older.number < i.number AND older.done_at IS NULL)
    ORDER BY next_attempt_at, number LIMIT 1
    FOR UPDATE SKIP LOCKED
), taken AS (
    UPDATE instruction i
    SET attempts = i.attempts + 1,
        next_attempt_at = %(now)s::timestamptz
            + least(interval '1 minute' * 2 ^ least(i.attempts, 9), interval '6 hours')
    FROM due WHERE i.account_id = due.account_id AND i.id = due.id
    RETURNING i.*
)
SELECT t.account_id, t.integrator_id, t.id, t.action, a.number, s.external_key,
       t.ends_on, t.created_at
FROM taken t
JOIN account a ON a.id = t.account_id
JOIN subscription s ON s.account_id = t.account_id AND s.id = t.subscription_id
"""
_ANSWERED = """
UPDATE instruction SET done_at = %s, answer = %s
WHERE account_id = %s AND id = %s AND done_at IS NULL
"""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """An instruction of which an attempt is to be made now."""

    account_id: int
    integrator_id: int
    instruction: Instruction


def take_next(driver: Driver, now: datetime, silent: Collection[int]) -> Taken | None:
    """Take the one that has been due longest, but for integrators that are ``silent`` just now."""
    row = driver.execute(_TAKE, {"now": now, "silent": list(silent)}).fetchone()
    if row is None:
        return None
    account_id, integrator_id, id_, action, number, key, ends_on, created_at = row
    instruction = Instruction(
        id=id_,
        act=Act(action),
        account=number,
        subscription=key,
        ends_on=ends_on - _ONE_DAY if ends_on else None,
        created_at=created_at,
    )
    return Taken(account_id, integrator_id, instruction)


def record_answer(driver: Driver, taken: Taken, answer: Answer, now: datetime) -> None:
    """Note a final answer; an earlier one stands."""
    driver.execute(_ANSWERED, [now, answer, taken.account_id, taken.instruction.id])
