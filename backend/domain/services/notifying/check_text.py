"""Checks a text that the operator has written: before it is kept, never when it is needed."""

from backend.domain.errors import InvalidRequest
from backend.domain.notice import Channel, NoticeKind
from backend.domain.services.billing.fill_template import check_pattern
from backend.domain.services.notifying.defaults import NoticeText
from backend.domain.services.notifying.placeholders import OF_WORDS, PLACEHOLDERS
from backend.domain.services.notifying.wording import is_breaking

MAX_SUBJECT = 200
MAX_CONTENT = 4000
MAX_WORDS = 500


def check_text(kind: NoticeKind, channel: Channel, text: NoticeText) -> None:
    """Raises ``UnknownPlaceholder``, also for what only another kind knows and for format tricks,
    and ``InvalidRequest``."""
    if (channel is Channel.EMAIL) != bool(text.subject.strip()):
        raise InvalidRequest("a mail, and nothing else, has a subject")
    if any(is_breaking(character) for character in text.subject):
        raise InvalidRequest("a subject is one line")
    _check_size(text.subject, MAX_SUBJECT)
    _check_lines(text.content, MAX_CONTENT)
    for pattern in text:
        check_pattern(pattern, PLACEHOLDERS[kind])


def check_words(how_to_pay: str) -> None:
    """The same for what is said on how to pay."""
    _check_lines(how_to_pay, MAX_WORDS)
    check_pattern(how_to_pay, OF_WORDS)


def _check_lines(text: str, most: int) -> None:
    if not text.strip():
        raise InvalidRequest("a text says something")
    if any(is_breaking(character) for character in text if character != "\n"):
        raise InvalidRequest("a text has no control characters but the ends of its lines")
    _check_size(text, most)


def _check_size(text: str, most: int) -> None:
    if len(text) > most:
        raise InvalidRequest(f"that text has at most {most} characters")
