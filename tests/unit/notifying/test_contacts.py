"""Where somebody can be told something."""

import pytest

from backend.domain.errors import InvalidRequest
from backend.domain.notice import Channel
from backend.domain.services.notifying.contacts import (
    ContactChange,
    ContactView,
    change_contact,
    read_time,
)


def changed(**fields: object) -> ContactView:
    """A contact with these."""
    return change_contact(ContactView(), ContactChange(fields=fields))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("+79001234567", "+79001234567"),
        ("8 (900) 123-45-67", "+79001234567"),
        ("+7 900 123 45 67", "+79001234567"),
        ("+49 151 23456789", "+4915123456789"),
    ],
)
def test_telephones_have_one_form(given: str, kept: str) -> None:
    assert changed(phone=given).address(Channel.GATEWAY) == kept


@pytest.mark.parametrize(
    "phone",
    ["", "911", "79001234567", "+0900123456", "+7900123456789012", "+٧٩٠٠١٢٣٤٥٦٧", "+7900a"],
)
def test_what_is_no_telephone(phone: str) -> None:
    with pytest.raises(InvalidRequest):
        changed(phone=phone)


@pytest.mark.parametrize("email", ["a@b.ru", " ivanov+x@mail.example.com ", "o'hara@example.org"])
def test_mail_addresses(email: str) -> None:
    assert changed(email=email).address(Channel.EMAIL) == email.strip()


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ivanov",
        "a@b",
        "a@b@c.ru",
        "a b@c.ru",
        "a@c.ru\nBcc: x@y.ru",
        "a@c.ru,b@c.ru",
        "<a@c.ru>",
        "почта@пример.рф",
        f"{'x' * 65}@c.ru",
        f"x@{'y' * 63}.{'y' * 63}.{'y' * 63}.{'y' * 63}",
    ],
)
def test_what_is_no_mail_address(email: str) -> None:
    with pytest.raises(InvalidRequest):
        changed(email=email)


@pytest.mark.parametrize(
    "zone", ["Moscow", "../etc/passwd", "", "Europe/Nowhere", "/etc/localtime"]
)
def test_what_is_no_zone(zone: str) -> None:
    with pytest.raises(InvalidRequest):
        changed(time_zone=zone)


def test_what_is_not_named_stays_and_nothing_empties() -> None:
    contact = changed(email="a@b.ru", time_zone="Asia/Tomsk")
    later = change_contact(contact, ContactChange(fields={"email": None}))
    assert (later.email, later.time_zone) == (None, "Asia/Tomsk")


@pytest.mark.parametrize("text", ["24:00", "9:00", "09:60", "09:00:00", "09:00\n", "٠٩:٠٠", ""])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(InvalidRequest):
        read_time(text)
