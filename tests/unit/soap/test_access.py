"""Credentials and addresses of a request."""

from base64 import b64encode

import pytest

from backend.domain.errors import NotAuthenticated
from backend.soap.access import NOWHERE, address_of, basic_credentials
from backend.soap.envelope import Credentials
from backend.soap.journal import masked


@pytest.mark.parametrize(
    ("name", "secret"), [("soft", "a:b:c"), ("soft", ""), ("soft", "пароль"), ("", "x")]
)
def test_basic_credentials_are_read(name: str, secret: str) -> None:
    header = b"basic  " + b64encode(f"{name}:{secret}".encode())
    assert basic_credentials(header) == Credentials(name, secret)


def test_no_header_is_no_answer_yet() -> None:
    assert basic_credentials(None) is None


@pytest.mark.parametrize(
    "header", [b"", b"Basic", b"Basic !", b"Bearer x", b"Basic " + b64encode(b"a")]
)
def test_a_broken_header_is_refused(header: bytes) -> None:
    with pytest.raises(NotAuthenticated):
        basic_credentials(header)


@pytest.mark.parametrize(
    ("client", "address"),
    [
        (("10.0.0.1", 5), "10.0.0.1"),
        (("::1", 5), "::1"),
        (None, NOWHERE),
        (("unix:", 0), NOWHERE),
    ],
)
def test_an_address_that_is_not_known_is_in_no_network(
    client: tuple[str, int] | None, address: str
) -> None:
    assert address_of({"client": client}) == address


@pytest.mark.parametrize(
    "request_",
    [
        b"<w:Password>S</w:Password>",
        b"<Password Type='x'>S</Password >",
        b"<w:Password>S",
        b"<w:Password>\nS<b/>S</w:Password>",
        b"<w:Password><![CDATA[S</]]></w:Password>",
    ],
)
def test_passwords_are_masked(request_: bytes) -> None:
    assert b"S" not in masked(request_).replace(b"Password", b"")
    assert b"***" in masked(request_)


def test_what_has_no_password_is_kept_as_it_is() -> None:
    assert masked(b"<a>password</a>") == b"<a>password</a>"
