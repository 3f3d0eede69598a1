"""The account book of another billing, over HTTP."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

import structlog

from backend.books import wire
from backend.calls.breaker import Breaker
from backend.calls.caller import HttpCaller, Patience
from backend.calls.failure import CallFailed
from backend.domain.services.booking.account_book import (
    AccountInfo,
    Answer,
    Capture,
    Reservation,
    Reversal,
)

_T = TypeVar("_T")
_Key = TypeVar("_Key")
_Found = TypeVar("_Found")

PATIENCE = Patience(connect=1.0, read=4.0, total=5.0, attempts=1)
MAX_ITEMS = 500
"""Items of one call; longer lists are sent as several, one after another."""

_log = structlog.get_logger(__name__)


class RemoteBook:
    """Implements the ``AccountBook`` port. Every call is a POST of a list, with a bearer secret.

    One call, one attempt: whoever asks again does so under the same ids. After several failures in
    a row that billing is left alone for a while, so that nobody waits for what is known to be away.
    """

    def __init__(
        self, url: str, secret: str, breaker: Breaker, patience: Patience = PATIENCE
    ) -> None:
        self._url = url.rstrip("/")
        self._headers = {
            "Authorization": f"Bearer {secret}",
            "Content-Type": "application/json",
            "Accept": "application/json",
        }
        self._breaker = breaker
        self._caller = HttpCaller(patience)

    def info(self, accounts: Sequence[str]) -> Mapping[str, AccountInfo]:
        """What the accounts can spend now, by number."""
        return self._call("info", "accounts", accounts, str, wire.infos)

    def reserve(self, items: Sequence[Reservation]) -> Mapping[UUID, Answer]:
        """Set money aside, in the order of the items."""
        return self._call("reserve", "items", items, wire.reservation, wire.answers)

    def capture(self, items: Sequence[Capture]) -> Mapping[UUID, Answer]:
        """Take what was reserved."""
        return self._call("capture", "items", items, wire.capture, wire.answers)

    def release(self, ids: Sequence[UUID]) -> Mapping[UUID, Answer]:
        """Let reservations go."""
        return self._call("release", "items", ids, wire.by_id, wire.answers)

    def reverse(self, items: Sequence[Reversal]) -> Mapping[UUID, Answer]:
        """Give back."""
        return self._call("reverse", "items", items, wire.reversal, wire.answers)

    def find(self, ids: Sequence[UUID]) -> Mapping[UUID, Answer]:
        """How ids stand."""
        return self._call("find", "items", ids, wire.by_id, wire.answers)

    def close(self) -> None:
        """End the calls that are under way; later ones are not answered."""
        self._caller.close()

    def _call(
        self,
        name: str,
        listed: str,
        items: Sequence[_T],
        write: Callable[[_T], Any],
        read: Callable[[object], dict[_Key, _Found]],
    ) -> dict[_Key, _Found]:
        told: dict[_Key, _Found] = {}
        for start in range(0, len(items), MAX_ITEMS):
            body = {listed: [write(item) for item in items[start : start + MAX_ITEMS]]}
            answer = self._post(name, json.dumps(body, ensure_ascii=False).encode())
            if answer is None:  # the rest would fare no better
                break
            told |= read(answer)
        return told

    def _post(self, name: str, body: bytes) -> object:
        """The document of the answer; ``None`` where there was none that can be understood."""
        if not self._breaker.admits(self._url):
            return None
        try:
            reply = self._caller.exchange(f"{self._url}/{name}", body, self._headers)
            document: object = json.loads(reply.body)
        except (CallFailed, ValueError, RecursionError) as error:
            self._breaker.failed(self._url)
            reason = error.reason if isinstance(error, CallFailed) else "not_json"
            _log.warning("the other billing did not answer", call=name, reason=str(reason))
            return None
        self._breaker.succeeded(self._url)
        return document
