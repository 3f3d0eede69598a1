"""Why nothing usable came back from a call, as one word for logs and metrics."""

from enum import StrEnum


class Reason(StrEnum):
    """The first few are about the way there and back, the others about what was said."""

    CONNECT = "connect"
    TIMEOUT = "timeout"
    BROKEN = "broken"
    """The connection ended in the middle, or it was not HTTP."""
    SERVER_ERROR = "server_error"
    FORBIDDEN_ADDRESS = "forbidden_address"
    """Not asked: the name stands for an address that is nobody's in public."""
    UNKNOWN_HOST = "unknown_host"
    CIRCUIT_OPEN = "circuit_open"
    """Not asked: the last answers were failures."""
    MISCONFIGURED = "misconfigured"
    REDIRECT = "redirect"
    STATUS = "status"
    MEDIA_TYPE = "media_type"
    TOO_LARGE = "too_large"
    CHARSET = "charset"
    FORBIDDEN_MARKUP = "forbidden_markup"
    TOO_COMPLEX = "too_complex"
    NOT_XML = "not_xml"
    SHAPE = "shape"
    """XML, but not the document that was asked for."""
    REFUSED = "refused"
    """The other side has understood and says no."""
    UNEXPECTED = "unexpected"
    """A fault of ours while reading; a test hunts for these."""


TRANSIENT = frozenset({Reason.CONNECT, Reason.TIMEOUT, Reason.BROKEN, Reason.SERVER_ERROR})
"""Worth a second attempt at once."""

HARMLESS = frozenset({Reason.REFUSED, Reason.STATUS, Reason.CIRCUIT_OPEN})
"""May concern one account only, so they say nothing of the other side's health."""


class CallFailed(Exception):
    """A call came to nothing. It carries no address and no content, so it may be logged."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
