"""RentSoft's signed addresses: MD5 over secret and query, published, and weak by its nature.

MD5 of secret + text can be extended by anyone who has seen one signature. So the signed text is not
only compared but must have exactly the published shape, which an extension's padding never has.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from backend.sandbox.refusal import Refused, parameters

LIFETIME = timedelta(days=2)
AHEAD = timedelta(minutes=5)

_SIGNED = re.compile(
    r"ag_uuid=[^&=]*(&ag_api=[^&=]*)?&ag_timestamp=\d{1,12}(?P<nonce>&ag_rnd=[0-9A-Za-z_.\-]{1,64})?"
)
_ACCOUNT = re.compile(r"(?P<account>[0-9A-Za-z._\-]{1,32})(@(?P<operator>\d{1,20}))?")
_AFTER_LINK = ("ag_ref",)
_AFTER_XML = ("ag_ref", "ag_verbose", "ag_service_key")


@dataclass(frozen=True, slots=True)
class VelvicaEntry:
    """Who comes, by a link whose signature holds.

    ``account`` is ``None`` for the anonymous catalogue, ``operator`` the id of a support operator
    who looks at the account. ``nonce`` may be used until ``expires``. ``rest`` is what came after
    the signature, which nobody vouches for.
    """

    account: str | None
    operator: str | None
    nonce: str
    expires: datetime
    rest: dict[str, str]


def verify_link(query: str, secret: str | None, now: datetime) -> VelvicaEntry:
    """The entry that a storefront link gives, without looking whether its nonce is used."""
    return _verify(query, secret, now, _AFTER_LINK, nonce=True)


def verify_xml(query: str, secret: str | None, now: datetime) -> VelvicaEntry:
    """The same for a reading of the XML API, which may be repeated and needs no nonce."""
    return _verify(query, secret, now, _AFTER_XML, nonce=False)


def _verify(
    query: str, secret: str | None, now: datetime, after: tuple[str, ...], *, nonce: bool
) -> VelvicaEntry:
    if secret is None:
        raise Refused("no_secret")
    signed, found, rest = query.partition("&ag_sign=")
    sign, _, extra = rest.partition("&")
    shape = _SIGNED.fullmatch(signed)
    if not found or shape is None or (nonce and not shape["nonce"]):
        raise Refused("bad_link")
    expected = hashlib.md5((secret + signed).encode(), usedforsecurity=False).hexdigest()
    if not hmac.compare_digest(expected.encode(), sign.encode()):
        raise Refused("bad_sign")
    values = parameters(signed, ("ag_uuid", "ag_api", "ag_timestamp", "ag_rnd"))
    expires = _expiry(int(values["ag_timestamp"]), now)
    account, operator = _account(values["ag_uuid"])
    return VelvicaEntry(account, operator, sign, expires, parameters(extra, after))


def _expiry(timestamp: int, now: datetime) -> datetime:
    try:
        signed_at = datetime.fromtimestamp(timestamp, UTC)
    except (ValueError, OverflowError, OSError):
        raise Refused("bad_link") from None
    if signed_at > now + AHEAD:
        raise Refused("from_the_future")
    if signed_at + LIFETIME < now:
        raise Refused("expired")
    return signed_at + LIFETIME


def _account(text: str) -> tuple[str | None, str | None]:
    if text in ("", "0"):
        return None, None
    match = _ACCOUNT.fullmatch(text)
    if match is None:
        raise Refused("bad_account")
    return match["account"], match["operator"]
