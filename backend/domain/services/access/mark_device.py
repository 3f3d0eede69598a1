"""The mark of a browser that has signed in to an account before.

It opens nothing, and is no secret of the account: it only says "not a stranger" when passwords are
counted (OWASP calls it a device cookie). It is good for one account and one password, for half a
year from the last sign-in, and keeps its name when it is renewed, so that signing in often gives
nobody more tries.
"""

import hmac
import re
import secrets
from datetime import UTC, datetime, timedelta

from backend.domain.ports import Clock
from backend.domain.services.access.realm import Realm

LIFETIME = timedelta(days=180)

_FORM = re.compile(
    r"(?P<device>[0-9a-f]{32})\.(?P<issued>[0-9]{1,12})\.(?P<sign>[0-9a-f]{64})", re.ASCII
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class DeviceMarks:
    """Makes and reads one door's marks; ``key`` is the installation's signing key.

    A mark is the device's name, the second it was issued, and a signature over these, the account
    and its password's date: it fits nothing else.
    """

    def __init__(self, key: bytes, clock: Clock, realm: Realm = Realm.CABINET) -> None:
        self._key = hmac.digest(key, realm.purpose("device"), "sha256")
        self._clock = clock

    def issue(self, device: bytes | None, account_id: int, changed_at: datetime) -> str:
        """A fresh mark for a device, or for a new one. ``changed_at``: of the password."""
        name = (device or secrets.token_bytes(16)).hex()
        issued = self._now()
        return f"{name}.{issued}.{self._sign(name, issued, account_id, changed_at)}"

    def read(self, mark: str | None, account_id: int, changed_at: datetime) -> bytes | None:
        """Whose mark it is; ``None``: a stranger's, or of another account or password."""
        found = _FORM.fullmatch(mark or "")
        if found is None:
            return None
        issued = int(found["issued"])
        right = self._sign(found["device"], issued, account_id, changed_at)
        fresh = 0 <= self._now() - issued <= LIFETIME.total_seconds()
        if not hmac.compare_digest(right, found["sign"]) or not fresh:
            return None
        return bytes.fromhex(found["device"])

    def _sign(self, name: str, issued: int, account_id: int, changed_at: datetime) -> str:
        changed = (changed_at - _EPOCH) // _MICROSECOND
        content = f"{name}.{issued}.{account_id}.{changed}"
        return hmac.digest(self._key, content.encode(), "sha256").hex()

    def _now(self) -> int:
        return int(self._clock.now().timestamp())
