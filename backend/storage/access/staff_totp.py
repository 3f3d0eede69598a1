"""The second factor of a member, inside the caller's transaction."""

from datetime import datetime
from typing import Any

import structlog
from psycopg import Connection

from backend.domain.errors import NotFound, WrongCode
from backend.domain.services.access.seal_secret import SecretSeal
from backend.domain.services.access.totp import matching_step, new_secret

_log = structlog.get_logger(__name__)

_BEGIN = "UPDATE staff SET totp_pending = %s WHERE id = %s"
_PENDING = "SELECT totp_pending FROM staff WHERE id = %s FOR NO KEY UPDATE"
_CONFIRM = """
UPDATE staff SET totp_secret = totp_pending, totp_pending = NULL, totp_step = %s WHERE id = %s
"""
_FIND = "SELECT totp_secret, totp_step FROM staff WHERE id = %s FOR NO KEY UPDATE"
_USE = "UPDATE staff SET totp_step = %s WHERE id = %s"
_FORGET = """
UPDATE staff SET totp_secret = NULL, totp_pending = NULL, totp_step = NULL WHERE id = %s
"""


def forget_second_factor(driver: Connection[Any], staff_id: int) -> None:
    """No code is asked for any more."""
    driver.execute(_FORGET, [staff_id])


class SecondFactorBook:
    """Reads and writes secrets, sealed; the row is locked while a code is used up."""

    def __init__(self, driver: Connection[Any], seal: SecretSeal) -> None:
        self._driver = driver
        self._seal = seal

    def begin(self, staff_id: int) -> bytes:
        """A fresh secret, good for nothing until it is confirmed; one before it stays till then."""
        secret = new_secret()
        self._driver.execute(_BEGIN, [self._seal.seal(secret, staff_id), staff_id])
        return secret

    def confirm(self, staff_id: int, code: str, now: datetime) -> None:
        """From now on the secret that was begun is asked for.

        Raises ``NotFound`` where none was, and ``WrongCode``.
        """
        row = self._driver.execute(_PENDING, [staff_id]).fetchone()
        if row is None or row[0] is None:
            raise NotFound("no second factor was begun")
        step = self._step(staff_id, row[0], code, now, None)
        if step is None:
            raise WrongCode
        self._driver.execute(_CONFIRM, [step, staff_id])

    def use(self, staff_id: int, code: str, now: datetime) -> bool:
        """Use up a code. ``False``: there is no second factor, so any will do.

        Raises ``WrongCode``, also for one that was used already.
        """
        row = self._driver.execute(_FIND, [staff_id]).fetchone()
        if row is None or row[0] is None:
            return False
        step = self._step(staff_id, row[0], code, now, row[1])
        if step is None:
            raise WrongCode
        self._driver.execute(_USE, [step, staff_id])
        return True

    def _step(
        self, staff_id: int, sealed: bytes, code: str, now: datetime, used: int | None
    ) -> int | None:
        secret = self._seal.open(sealed, staff_id)
        if secret is None:  # the installation has another key: only a reset helps
            _log.error("a second factor cannot be opened with the installation's key", id=staff_id)
            return None
        return matching_step(secret, code, now, used)
