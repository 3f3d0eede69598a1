"""Errors that stop a whole request. What befalls a single command is an Outcome, not an error.

::

    VitrinaError
    ├── InvalidRequest            the request cannot be understood; nothing was done
    │   ├── AddressRefused        an address that events are not sent to
    │   ├── TooManyItems          more items in one call than the integrator may send
    │   └── WeakPassword          a new password that is too easily guessed, or too long
    ├── NotAuthenticated          no, wrong or expired secret; also an unknown integrator
    ├── WrongPassword             signed in, but the present password is not the one given
    ├── WrongCode                 signed in, but the code of the second factor is not right
    ├── TooManyAttempts           too many wrong passwords: wait ``retry_after`` seconds
    ├── NotAllowed                known, but not from this address or not this operation
    ├── NotFound                  there is no such thing among the caller's own
    ├── AlreadyExists             a second thing under the same name
    ├── RateLimited               too many calls a second: slow down
    ├── Busy                      the queue is full: retry the same id a little later
    └── Unavailable               the database did not answer: retry the same id later

``code`` is stable and machine-readable. The message is for people, names no other party's data
and repeats nothing that the caller sent.
"""

from typing import ClassVar

from backend.domain.values.codes import Advice


class VitrinaError(Exception):
    """Base of every error that a door renders."""

    code: ClassVar[str] = "error"
    advice: ClassVar[Advice] = Advice.NEVER

    def __init__(self, message: str = "") -> None:
        super().__init__(message or type(self).__doc__)


class InvalidRequest(VitrinaError):
    """The request cannot be understood."""

    code = "invalid_request"
    advice = Advice.NEW_ID_AFTER_CHANGE


class TooManyItems(InvalidRequest):
    """The list has more items than one call may carry."""

    code = "too_many_items"


class WeakPassword(InvalidRequest):
    """The new password is not acceptable. ``flaw``: what is wrong with it, in a stable word."""

    code = "weak_password"

    def __init__(self, flaw: str, message: str) -> None:
        super().__init__(message)
        self.flaw = flaw


class NotAuthenticated(VitrinaError):
    """The caller's name or secret is not accepted."""

    code = "not_authenticated"
    advice = Advice.NEW_ID_AFTER_CHANGE


class WrongPassword(VitrinaError):
    """The present password is not the one given; the session goes on."""

    code = "wrong_password"
    advice = Advice.NEW_ID_AFTER_CHANGE


class WrongCode(VitrinaError):
    """The code of the second factor is not right, or was used already."""

    code = "wrong_code"
    advice = Advice.NEW_ID_AFTER_CHANGE


class TooManyAttempts(VitrinaError):
    """Too many wrong passwords. ``retry_after``: seconds after which another one is looked at."""

    code = "too_many_attempts"
    advice = Advice.RETRY_SAME_ID

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


class NotAllowed(VitrinaError):
    """The caller may not do this."""

    code = "not_allowed"


class NotFound(VitrinaError):
    """There is no such thing."""

    code = "not_found"


class AlreadyExists(VitrinaError):
    """There is one with this name already."""

    code = "already_exists"


class RateLimited(VitrinaError):
    """Too many calls a second; retry the same id later."""

    code = "rate_limited"
    advice = Advice.RETRY_SAME_ID


class Busy(VitrinaError):
    """The queue is full; retry the same id in a moment."""

    code = "busy"
    advice = Advice.RETRY_SAME_ID


class Unavailable(VitrinaError):
    """The database does not answer; retry the same id later."""

    code = "unavailable"
    advice = Advice.RETRY_SAME_ID
