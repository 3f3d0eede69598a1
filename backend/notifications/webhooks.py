"""Events to receivers that others have named, in the form of Standard Webhooks.

The status of the answer says everything; its content is not read.
"""

import time

import structlog

from backend.calls.failure import CallFailed, Reason
from backend.calls.public import PublicCaller
from backend.calls.webhooks import signed_headers
from backend.domain.endpoints import AddressRefused, Answered, Message
from backend.domain.ports import Clock
from backend.telemetry import metrics

LONGEST_ADDRESS = 2000

_WORDS = {
    Reason.FORBIDDEN_ADDRESS: "the address is not a public one",
    Reason.UNKNOWN_HOST: "the address's host is not known",
    Reason.MISCONFIGURED: "an address is https://host/path, without a name, a password and a #",
}

_log = structlog.get_logger(__name__)


class WebhookSender:
    """Implements the ``EventSender`` port."""

    def __init__(self, caller: PublicCaller, clock: Clock) -> None:
        self._caller = caller
        self._clock = clock

    def check(self, url: str) -> None:
        """Raise ``AddressRefused`` for an address that nothing is sent to."""
        if len(url) > LONGEST_ADDRESS or any(not each.isprintable() for each in url):
            raise AddressRefused(_WORDS[Reason.MISCONFIGURED])
        try:
            self._caller.check(url)
        except CallFailed as failed:
            raise AddressRefused(
                _WORDS.get(failed.reason, "the address's host cannot be looked up just now")
            ) from None

    def send(self, message: Message) -> Answered:
        """One attempt."""
        started = time.perf_counter()
        status, reason = self._post(message)
        seconds = time.perf_counter() - started
        answered = Answered(status=status, reason=reason, milliseconds=round(seconds * 1000))
        result = "accepted" if answered.is_accepted else reason or "status"
        metrics.observe_event(result, seconds)
        _log.info("event_sent", event_id=str(message.id), status=status, reason=reason)
        return answered

    def _post(self, message: Message) -> tuple[int | None, str | None]:
        key, *former = message.keys
        now = self._clock.now()
        headers = signed_headers(key, message.id, now, message.body, *former)
        try:
            status = self._caller.post(message.url, message.body, {**headers, "Accept": "*/*"})
        except CallFailed as failed:
            return None, failed.reason.value
        return status, Reason.REDIRECT.value if 300 <= status < 400 else None
