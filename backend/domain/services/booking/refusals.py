"""Errors of what another billing has to agree to."""

from backend.domain.errors import NotAllowed, Unavailable
from backend.domain.values.codes import Code


class BookUnavailable(Unavailable):
    """The billing that keeps the money does not answer; retry the same id later."""

    code = Code.BOOK_UNAVAILABLE.value


class KeptElsewhere(NotAllowed):
    """Another billing keeps the account's money: ask it."""

    code = Code.KEPT_ELSEWHERE.value
