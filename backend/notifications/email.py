"""Mail: one connection for the letters of one round, one attempt for each of them."""

import smtplib
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.errors import HeaderParseError

import structlog

from backend.domain.notice import Channel, Letter, SendAnswer, SendResult
from backend.domain.ports import Clock
from backend.notifications.mail import Sender, compose
from backend.notifications.smtp import MailServer, watched
from backend.telemetry import metrics

_log = structlog.get_logger(__name__)

_PERMANENT = range(500, 600)
_GOING_AWAY = 421
_MALFORMED = SendResult(answer=SendAnswer.REFUSED, reason="malformed_address")


class EmailChannel:
    """Implements the ``NoticeChannel`` port."""

    channel = Channel.EMAIL

    def __init__(self, server: MailServer, sender: Sender, clock: Clock) -> None:
        self._server = server
        self._sender = sender
        self._clock = clock

    @contextmanager
    def line(self) -> Iterator["EmailLine"]:
        """A line; the connection is made for the first letter, and again after it was lost."""
        made = EmailLine(self._server, self._sender, self._clock)
        try:
            yield made
        finally:
            made.hang_up()


class EmailLine:
    """Implements ``NoticeLine``."""

    def __init__(self, server: MailServer, sender: Sender, clock: Clock) -> None:
        self._server = server
        self._sender = sender
        self._clock = clock
        self._connection: smtplib.SMTP | None = None

    def send(self, letter: Letter) -> SendResult:
        """One attempt. Refused for good is only what the server says so of this one mail."""
        started = time.perf_counter()
        result = self._attempt(letter)
        seconds = time.perf_counter() - started
        metrics.observe_notice(self._channel, result.answer.value, seconds)
        _log.info(
            "notice_sent",
            channel=self._channel,
            notice=str(letter.id),
            answer=result.answer.value,
            reason=result.reason,
        )
        return result

    def hang_up(self) -> None:
        """Say goodbye, where there is somebody to say it to."""
        if self._connection is None:
            return
        with suppress(OSError, smtplib.SMTPException), watched(self._connection, 2.0):
            self._connection.quit()
        self._drop()

    _channel = Channel.EMAIL.value

    def _attempt(self, letter: Letter) -> SendResult:
        try:
            self._deliver(letter)
        except (smtplib.SMTPException, OSError) as error:
            result = result_of(error)
            # After anything else nobody knows at which step the server believes us to be.
            if result.is_down or not isinstance(error, smtplib.SMTPRecipientsRefused):
                self._drop()
            return result
        except (ValueError, HeaderParseError):
            return _MALFORMED
        return SendResult(answer=SendAnswer.SENT)

    def _deliver(self, letter: Letter) -> None:
        mail = compose(letter, self._sender, self._clock.now())
        if self._connection is None:
            self._connection = self._server.connect(self._sender.domain)
        with watched(self._connection, self._server.patience):
            self._connection.send_message(mail, self._sender.address, [letter.to])

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def result_of(error: Exception) -> SendResult:
    """What a failure says of the letter, and of the way."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            return _of_code(_refusal(error))
        case smtplib.SMTPDataError():
            return _of_code(error.smtp_code)
        case smtplib.SMTPResponseException():  # the greeting, the sign-in, the sender
            return _down(f"status_{error.smtp_code}")
        case _:
            return _down(_broken(error))


def _broken(error: Exception) -> str:
    """The way itself, in one word. The library hides that it has waited too long."""
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "timeout"
    reasons = {
        smtplib.SMTPServerDisconnected: "broken",
        smtplib.SMTPNotSupportedError: "not_supported",
        ssl.SSLError: "tls",
    }
    return next((word for kind, word in reasons.items() if isinstance(error, kind)), "connect")


def _refusal(error: smtplib.SMTPRecipientsRefused) -> int:
    return next((int(code) for code, _ in error.recipients.values()), _GOING_AWAY)


def _of_code(code: int) -> SendResult:
    """4xx and greylisting: later; 5xx: never. A server that is going away is gone for all."""
    answer = SendAnswer.REFUSED if code in _PERMANENT else SendAnswer.LATER
    return SendResult(answer=answer, reason=f"status_{code}", is_down=code == _GOING_AWAY)


def _down(reason: str) -> SendResult:
    return SendResult(answer=SendAnswer.LATER, reason=reason, is_down=True)
