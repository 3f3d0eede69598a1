"""The operator's gateway to SMS or a messenger: a signed webhook for each notice."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from backend.calls.caller import HttpCaller
from backend.calls.failure import CallFailed
from backend.calls.webhooks import signed_headers
from backend.domain.notice import Channel, Letter, SendAnswer, SendResult
from backend.domain.ports import Clock
from backend.telemetry import metrics

ALREADY_ACCEPTED = 409
_OF_ALL = frozenset({401, 403, 404, 405, 408, 429})
"""4xx that say nothing of the one notice: the secret or the address is wrong, or it is too much."""

_log = structlog.get_logger(__name__)


class GatewayChannel:
    """Implements the ``NoticeChannel`` port, and ``NoticeLine``: the caller keeps connections."""

    channel = Channel.GATEWAY

    def __init__(self, address: str, key: bytes, caller: HttpCaller, clock: Clock) -> None:
        self._address = address
        self._key = key
        self._caller = caller
        self._clock = clock

    @contextmanager
    def line(self) -> Iterator["GatewayChannel"]:
        """Itself."""
        yield self

    def send(self, letter: Letter) -> SendResult:
        """One attempt. The id is the notice's, so a gateway that has it already says 409."""
        started = time.perf_counter()
        result = self._post(letter)
        metrics.observe_notice(
            self.channel.value, result.answer.value, time.perf_counter() - started
        )
        _log.info(
            "notice_sent",
            channel=self.channel.value,
            notice=str(letter.id),
            answer=result.answer.value,
            reason=result.reason,
        )
        return result

    def _post(self, letter: Letter) -> SendResult:
        body = _body(letter)
        headers = signed_headers(self._key, letter.id, self._clock.now(), body)
        try:
            status = self._caller.post(self._address, body, headers)
        except CallFailed as failed:
            return SendResult(answer=SendAnswer.LATER, reason=failed.reason.value, is_down=True)
        return result_of(status)


def result_of(status: int) -> SendResult:
    """2xx and 409: it has it. 4xx of this notice: never. Everything else, a redirect too: later."""
    if 200 <= status < 300:
        return SendResult(answer=SendAnswer.SENT)
    reason = f"status_{status}"
    if status == ALREADY_ACCEPTED:
        return SendResult(answer=SendAnswer.SENT, reason=reason)
    if 400 <= status < 500 and status not in _OF_ALL:
        return SendResult(answer=SendAnswer.REFUSED, reason=reason)
    return SendResult(answer=SendAnswer.LATER, reason=reason, is_down=True)


def _body(letter: Letter) -> bytes:
    """The same bytes for the same notice, however often it is sent."""
    content = {
        "type": "notice",
        "timestamp": letter.created_at.isoformat(),
        "data": {
            "id": str(letter.id),
            "account": letter.account,
            "to": letter.to,
            "language": letter.language.value,
            "kind": letter.kind.value,
            "text": letter.text,
        },
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
