"""Opening envelopes: credentials in the header, one operation in the body."""

import pytest
from lxml import etree

from backend.soap.envelope import WSSE, Credentials, Envelope, open_envelope
from backend.soap.faults import SOAP11, Refusal, Side, Version


def opened(body: str = "<a/>", header: str | None = None, after: str = "") -> Envelope:
    head = "" if header is None else f"<s:Header>{header}</s:Header>"
    text = f'<s:Envelope xmlns:s="{SOAP11}">{head}<s:Body>{body}</s:Body>{after}</s:Envelope>'
    return open_envelope(etree.fromstring(text), Version.SOAP11, 32)


def token(inside: str) -> str:
    return f'<w:Security xmlns:w="{WSSE}"><w:UsernameToken>{inside}</w:UsernameToken></w:Security>'


NAME, PASSWORD = "<w:Username> soft </w:Username>", "<w:Password>a &amp; b</w:Password>"


def test_the_operation_is_the_one_element_of_the_body() -> None:
    assert opened(" <a/> ").operation.tag == "a"


def test_credentials_come_from_the_username_token() -> None:
    assert opened(header=token(NAME + PASSWORD)).credentials == Credentials("soft", "a & b")
    assert opened(header=token(PASSWORD + NAME)).credentials == Credentials("soft", "a & b")


@pytest.mark.parametrize(
    "inside", ["", NAME, PASSWORD, NAME + '<w:Password Type="x">a</w:Password>']
)
def test_a_token_without_a_password_in_the_clear_is_none(inside: str) -> None:
    assert opened(header=token(inside)).credentials is None


def test_secrets_are_not_printed() -> None:
    assert "hunter2" not in repr(Credentials("soft", "hunter2"))


def test_unknown_headers_are_ignored_unless_they_must_be_understood() -> None:
    assert opened(header="<a/>").credentials is None
    assert opened(header='<a s:mustUnderstand="0"/>').credentials is None
    with pytest.raises(Refusal) as caught:
        opened(header='<a s:mustUnderstand="true"/>')
    assert caught.value.side is Side.HEADER


@pytest.mark.parametrize(
    ("body", "after"),
    [("", ""), ("text", ""), ("<a/><b/>", ""), ("<a/>x", ""), ("<s:Fault/>", ""), ("<a/>", "<b/>")],
)
def test_anything_else_is_not_soap(body: str, after: str) -> None:
    with pytest.raises(Refusal) as caught:
        opened(body, after=after)
    assert caught.value.code == "not_soap"
