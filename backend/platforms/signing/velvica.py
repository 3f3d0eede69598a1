"""The signed query of RentSoft and Velvica: MD5 over secret and query.

It can be extended without knowing the secret and exists only because platforms in use ask for it.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from urllib.parse import urlencode

LIFETIME = timedelta(days=2)


def signed_query(secret: str, *, account: str, at: datetime, api: str | None = None) -> str:
    """A query that the platform accepts once until ``at + LIFETIME``, the names in its order."""
    names = {"ag_uuid": account}
    if api is not None:
        names["ag_api"] = api
    names |= {"ag_timestamp": str(int(at.timestamp())), "ag_rnd": secrets.token_hex(8)}
    query = urlencode(names)
    sign = hashlib.md5((secret + query).encode(), usedforsecurity=False).hexdigest()
    return f"{query}&ag_sign={sign}"
