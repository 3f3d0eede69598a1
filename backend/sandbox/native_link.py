"""Vitrina's own signed addresses: HMAC-SHA256 over the query as sent, for one platform, once."""

import hmac
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from backend.sandbox.refusal import Refused, parameters

LONGEST = timedelta(seconds=120)
SKEW = timedelta(seconds=60)

_NAMES = ("iss", "aud", "sub", "jti", "iat", "exp", "path")
_ACCOUNT = re.compile(r"[0-9A-Za-z._\-]{1,32}")
_SECONDS = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class NativeEntry:
    """Who comes and where to. ``nonce`` may be used until ``expires``; ``rest`` is not signed."""

    account: str
    path: str
    nonce: str
    expires: datetime
    rest: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a link must say: for whom, from whom (``None``: anyone with the key), where to."""

    audience: str
    issuer: str | None
    paths: Collection[str]
    after: tuple[str, ...] = ()


def verify_native(query: str, key: bytes | None, expected: Expected, now: datetime) -> NativeEntry:
    """The entry that a native link gives, without looking whether its ``jti`` is used."""
    if key is None:
        raise Refused("no_key")
    signed, found, rest = query.partition("&sign=")
    sign, _, extra = rest.partition("&")
    if not found:
        raise Refused("bad_link")
    right = hmac.digest(key, signed.encode(), "sha256").hex()
    if not hmac.compare_digest(right.encode(), sign.encode()):
        raise Refused("bad_sign")
    values = parameters(signed, _NAMES)
    if len(values) != len(_NAMES):
        raise Refused("bad_link")
    expires = _expiry(values["iat"], values["exp"], now)
    _check(values, expected)
    unsigned = parameters(extra, expected.after)
    return NativeEntry(values["sub"], values["path"], values["jti"], expires, unsigned)


def _expiry(issued: str, expires: str, now: datetime) -> datetime:
    if not (_SECONDS.fullmatch(issued) and _SECONDS.fullmatch(expires)):
        raise Refused("bad_link")
    try:
        begin, end = (datetime.fromtimestamp(int(each), UTC) for each in (issued, expires))
    except (ValueError, OverflowError, OSError):
        raise Refused("bad_link") from None
    if end - begin > LONGEST:
        raise Refused("bad_link")
    if begin > now + SKEW:
        raise Refused("from_the_future")
    if end <= now:
        raise Refused("expired")
    return end


def _check(values: dict[str, str], expected: Expected) -> None:
    if values["aud"] != expected.audience:
        raise Refused("wrong_audience")
    if expected.issuer is not None and values["iss"] != expected.issuer:
        raise Refused("wrong_issuer")
    if not values["jti"]:
        raise Refused("bad_link")
    if not _ACCOUNT.fullmatch(values["sub"]):
        raise Refused("bad_account")
    if values["path"] not in expected.paths:
        raise Refused("unknown_path")
