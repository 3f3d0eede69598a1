"""The raw exchange for support, with passwords masked before anything else sees it."""

import re

_PASSWORD = re.compile(
    rb"(<(?:[^\s<>/:]+:)?Password(?:\s[^>]*)?>).*?(</(?:[^\s<>/:]+:)?Password\s*>|\Z)", re.DOTALL
)


def masked(request: bytes) -> bytes:
    """The request as sent, the content of every ``Password`` element replaced.

    Works on bytes, because a broken document is journalled as well: where the element is not
    closed, everything after it goes.
    """
    if b"Password" not in request:
        return request
    return _PASSWORD.sub(rb"\1***\2", request)
