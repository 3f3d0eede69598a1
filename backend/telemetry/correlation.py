"""The correlation id: one word that finds everything that a request has caused.

It comes in with the request or is made here, lives in a context variable (so that threads and tasks
do not mix), and goes out with answers, log lines and journal rows.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

HEADER = "X-Correlation-ID"

_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
_current: ContextVar[str] = ContextVar("correlation_id", default="")


def current() -> str:
    """Answer the id of what is going on here and now; empty outside of any request or job."""
    return _current.get()


def new() -> str:
    """Make a fresh id."""
    return secrets.token_hex(16)


def accept(value: str | None) -> str:
    """Answer the caller's id if it is one that may be logged as it is, else a fresh one."""
    return value if value is not None and _ACCEPTED.fullmatch(value) else new()


@contextmanager
def bind(value: str | None = None) -> Iterator[str]:
    """Do something under the caller's id, or under a fresh one."""
    token = _current.set(accept(value))
    try:
        yield _current.get()
    finally:
        _current.reset(token)
