"""How many wrong passwords are looked at, from where, before the answer is: wait.

An attempt is counted before its password is looked at and taken back when it was right, so
attempts that come together get no more tries than attempts that come one after the other. What is
refused is not counted: waiting always ends.

A stranger is limited by account and network, by account over all networks (OWASP ASVS 4.0.3,
2.2.1: at most 100 an hour), and by network over all accounts. A device, which has signed in to this
account before, is limited by its own failures alone: nobody can lock it out.

The staff's names are accounts here, too, of a door of their own; a network's failures at both doors
count together.
"""

import hmac
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from ipaddress import IPv6Address, ip_address, ip_network

from backend.domain.services.access.realm import Realm


class Scope(Enum):
    """Which failures are counted together."""

    HERE = auto()
    """Strangers' failures at this account from this network."""
    ACCOUNT = auto()
    """Strangers' failures at this account from everywhere."""
    NETWORK = auto()
    """Strangers' failures at all accounts from this network."""
    DEVICE = auto()
    """Failures of this device at this account."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failures within ``window`` are looked at."""

    scope: Scope
    failures: int
    window: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What is counted. ``account``: see ``digest_account``; ``network``: see ``network_of``."""

    account: bytes
    network: str
    device: bytes | None


_STRANGER = (
    Limit(Scope.HERE, 10, timedelta(minutes=30)),
    Limit(Scope.ACCOUNT, 60, timedelta(hours=1)),
    Limit(Scope.NETWORK, 200, timedelta(hours=1)),
)
_DEVICE = (Limit(Scope.DEVICE, 10, timedelta(minutes=30)),)

REMEMBERED = max(limit.window for limit in (*_STRANGER, *_DEVICE))
"""Older failures count for nothing."""


def limits_of(attempt: Attempt) -> tuple[Limit, ...]:
    """Those that the attempt must keep, all of them."""
    return _STRANGER if attempt.device is None else _DEVICE


def seconds_to_wait(found: Iterable[tuple[Limit, datetime | None]], now: datetime) -> int:
    """For how long no password is looked at; 0 if it is now.

    Each limit comes with the instant of its decisive failure: of the newest ones, the
    ``failures``-th, ``None`` where there are not so many. While that one is inside the window, the
    limit is used up, and it is the first whose leaving makes room.
    """
    waits = [(at + limit.window - now).total_seconds() for limit, at in found if at is not None]
    return max(0, *map(math.ceil, waits), 0)


def network_of(address: str) -> str:
    """The neighbours that are counted together: a /24 of IPv4, a /64 of IPv6.

    Whoever has one address usually has, or can get, others of these.
    """
    try:
        caller = ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(caller, IPv6Address):
        caller = caller.ipv4_mapped or caller
    return str(ip_network((caller, 24 if caller.version == 4 else 64), strict=False))


def digest_account(number: str, key: bytes, realm: Realm = Realm.CABINET) -> bytes:
    """What stands for a number, or a name of the staff, in the table of failures; 32 bytes.

    Under a key, since people type other things there, their password among them.
    """
    return hmac.digest(key, realm.purpose("account") + number.encode(errors="replace"), "sha256")
