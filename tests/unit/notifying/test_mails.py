"""A notice as a mail: read back as any mail program reads it."""

from datetime import UTC
from email import message_from_bytes
from email.errors import HeaderParseError
from email.message import EmailMessage
from email.policy import default
from typing import Any
from uuid import UUID

import pytest

from backend.domain.notice import Language, Letter, NoticeKind
from backend.notifications.mail import Sender, compose
from tests.fakes.manual_clock import START

SENDER = Sender(address="noreply@vitrina.test", name="Витрина, «Демо»", cabinet="https://x/?a=1&b")
ID = UUID("01890a5d-ac96-774b-bcce-b302099a8057")


def letter(**changes: Any) -> Letter:
    """A letter, unless said otherwise."""
    given = {
        "id": ID,
        "account": "000123",
        "to": "ivanov@example.com",
        "language": Language.RU,
        "kind": NoticeKind.COMING_DEBIT,
        "subject": "1 июня спишется 50,00 ₽",
        "text": "Здравствуйте!\n\n— Антивирус\n— Интернет\n\nВсего доброго",
        "created_at": START,
        **changes,
    }
    return Letter(**given)


def received(**changes: Any) -> EmailMessage:
    """What arrives, after it has been bytes."""
    sent = compose(letter(**changes), SENDER, START).as_bytes()
    assert all(len(line) <= 998 for line in sent.split(b"\r\n"))
    assert sent.isascii()
    read = message_from_bytes(sent, policy=default)
    assert isinstance(read, EmailMessage)
    return read


def parts(mail: EmailMessage) -> tuple[str, str]:
    """The text and the page."""
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert page is not None
    return text.get_content(), page.get_content()


def test_what_arrives() -> None:
    mail = received()
    assert mail["subject"] == "1 июня спишется 50,00 ₽"
    (sender,) = mail["from"].addresses
    assert (sender.display_name, sender.addr_spec) == (SENDER.name, SENDER.address)
    assert mail["to"] == "ivanov@example.com"
    assert mail["message-id"] == f"<{ID}@vitrina.test>"
    assert mail["date"].datetime.astimezone(UTC) == START
    assert mail["auto-submitted"] == "auto-generated"
    assert mail.get_content_type() == "multipart/alternative"
    text, page = parts(mail)
    assert text.splitlines() == letter().text.splitlines()
    assert '<html lang="ru">' in page
    assert "— Антивирус<br>— Интернет" in page
    assert 'href="https://x/?a=1&amp;b"' in page


def test_nothing_in_it_is_markup() -> None:
    evil = '<script>alert(1)</script><img src=x onerror="y"> {{ 7 * 7 }} &amp; {0.__class__}'
    mail = received(subject=evil, text=evil)
    assert mail["subject"] == evil
    text, page = parts(mail)
    assert text.splitlines() == [evil]
    for tag in ("<script", "<img", "49"):
        assert tag not in page
    assert page.count("&lt;script&gt;") == 3


@pytest.mark.parametrize("breaking", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028"])
@pytest.mark.parametrize("header", ["subject", "to"])
def test_no_second_header(header: str, breaking: str) -> None:
    """Even if everything before it had failed."""
    forged = f"ivanov@example.com{breaking}Bcc: all@example.com"
    with pytest.raises((ValueError, HeaderParseError)):
        compose(letter(**{header: forged}), SENDER, START).as_bytes()


def test_a_long_subject_is_folded_and_whole() -> None:
    subject = "Антивирус Касперского для всех домашних устройств, " * 4
    assert received(subject=subject.strip())["subject"] == subject.strip()


def test_lines_of_any_length() -> None:
    text = "длинная строка " * 200
    assert parts(received(text=text))[0].split() == text.split()
