"""The mark of a browser that has signed in to an account before.

It opens nothing, and is no secret of the account: it only says "not a stranger" when passwords are
counted (OWASP calls it a device cookie). It is good for one account and one password, for half a
year from the last sign-in, and keeps its name when it is renewed, so that signing in often gives
nobody more tries.
"""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from itsdangerous import BadData, TimestampSigner

from backend.domain.ports import Clock

LIFETIME = timedelta(days=180)

_SALT = b"vitrina.cabinet.device"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class DeviceMarks:
    """Makes and reads marks; ``key`` is the installation's signing key."""

    def __init__(self, key: bytes, clock: Clock) -> None:
        self._signer = _Signer(key, clock)

    def issue(self, device: bytes | None, account_id: int, changed_at: datetime) -> str:
        """A fresh mark for a device, or for a new one. ``changed_at``: of the password."""
        name = device or secrets.token_bytes(16)
        return self._signer.sign(f"{_head(account_id, changed_at)}{name.hex()}").decode()

    def read(self, mark: str | None, account_id: int, changed_at: datetime) -> bytes | None:
        """Whose mark it is; ``None``: a stranger's, or of another account or password."""
        if mark is None or not mark.isascii():
            return None
        try:
            content = self._signer.unsign(mark, int(LIFETIME.total_seconds())).decode()
        except BadData:
            return None
        head = _head(account_id, changed_at)
        return bytes.fromhex(content.removeprefix(head)) if content.startswith(head) else None


class _Signer(TimestampSigner):
    """The library's, but for its clock."""

    def __init__(self, key: bytes, clock: Clock) -> None:
        super().__init__(key, _SALT, key_derivation="hmac", digest_method=hashlib.sha256)
        self._clock = clock

    def get_timestamp(self) -> int:
        """Seconds since 1970."""
        return int(self._clock.now().timestamp())


def _head(account_id: int, changed_at: datetime) -> str:
    return f"{account_id}:{(changed_at - _EPOCH) // _MICROSECOND}:"
