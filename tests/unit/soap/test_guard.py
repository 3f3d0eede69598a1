"""The guard: headers, bodies and markup."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from backend.soap.envelope import open_envelope
from backend.soap.faults import Refusal, Version
from backend.soap.guard import (
    CallerGone,
    Limits,
    Media,
    check_headers,
    check_length,
    parse,
    read_body,
    version_of,
)

LIMITS = Limits(body=1000, elements=50, attributes=10, seconds=0.05)
UTF8 = Media(Version.SOAP11, None)


def headers(**values: str) -> list[tuple[bytes, bytes]]:
    return [(name.replace("_", "-").encode(), value.encode()) for name, value in values.items()]


@pytest.mark.parametrize(
    ("content_type", "version", "charset"),
    [
        ("text/xml", Version.SOAP11, None),
        ("TEXT/XML;charset=UTF-8", Version.SOAP11, "utf-8"),
        ('application/soap+xml; charset="cp1251"; action="a;b"', Version.SOAP12, "windows-1251"),
        ("application/xml ; Charset = utf8", Version.SOAP11, "utf-8"),
    ],
)
def test_media_types_tell_version_and_charset(
    content_type: str, version: Version, charset: str | None
) -> None:
    assert check_headers(headers(content_type=content_type)) == Media(version, charset)


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (headers(), "media_type"),
        (headers(content_type="text/xmlx"), "media_type"),
        (headers(content_type="text/xml") * 2, "media_type"),
        (headers(content_type="text/xml; charset=latin-1"), "charset"),
        (headers(content_type="text/xml", content_encoding="br"), "content_encoding"),
    ],
)
def test_headers_that_are_refused(found: list[tuple[bytes, bytes]], code: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_headers(found)
    assert caught.value.code == code


@pytest.mark.parametrize("length", [b"1001", b"9" * 400, b"-5", b"0x10", b""])
def test_a_length_that_is_too_large_or_none_at_all(length: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        check_length(length, LIMITS)
    assert caught.value.code == "body_too_large"
    check_length(b"1000", LIMITS)
    check_length(None, LIMITS)


def test_the_version_of_a_refusal_is_guessed_from_the_type() -> None:
    assert version_of(headers(content_type="application/soap+xml; x")) is Version.SOAP12
    assert version_of(headers()) is Version.SOAP11


def receiver(*events: dict[str, Any]) -> Callable[[], Awaitable[dict[str, Any]]]:
    left = list(events)

    async def receive() -> dict[str, Any]:
        if not left:
            await asyncio.sleep(60)
        return left.pop(0)

    return receive


def chunk(body: bytes, *, more: bool) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def read(*events: dict[str, Any]) -> bytes:
    return asyncio.run(read_body(receiver(*events), LIMITS))


def test_a_body_is_put_together() -> None:
    assert read(chunk(b"ab", more=True), chunk(b"", more=True), chunk(b"c", more=False)) == b"abc"
    assert read({"type": "http.request"}) == b""


def test_a_body_that_grows_too_large_is_not_collected() -> None:
    with pytest.raises(Refusal, match="more than 1000 bytes"):
        read(*(chunk(b"x" * 400, more=True) for _ in range(10)))


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    with pytest.raises(Refusal, match="in time"):
        read(chunk(b"x", more=True))


def test_a_caller_that_hangs_up_gets_no_answer() -> None:
    with pytest.raises(CallerGone):
        read(chunk(b"x", more=True), {"type": "http.disconnect"})


@pytest.mark.parametrize(
    ("body", "media"),
    [
        ("<a>Ёж</a>".encode(), UTF8),
        ("\ufeff<a>Ёж</a>".encode(), UTF8),
        ('\ufeff<?xml version="1.0" encoding="UTF-8"?><a>Ёж</a>'.encode(), UTF8),
        ('<?xml version="1.0"?><a>Ёж</a>'.encode(), UTF8),
        ("<?xml version='1.0' encoding='Windows-1251'?><a>Ёж</a>".encode("cp1251"), UTF8),
        ("<a>Ёж</a>".encode("cp1251"), Media(Version.SOAP11, "windows-1251")),
    ],
)
def test_text_is_read_in_its_charset(body: bytes, media: Media) -> None:
    assert parse(body, media, LIMITS).text == "Ёж"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty_body"),
        (b"\xef\xbb\xbf", "not_xml"),
        (b"<a>\0</a>", "charset"),
        (b"<?php ?><a/>", "forbidden_markup"),
        (b"<?xml-stylesheet href='x'?><a/>", "forbidden_markup"),
        (b"<?xml version='1.0'?><?b?><a/>", "forbidden_markup"),
        (b"<a/><?b?>", "forbidden_markup"),
        (b"<a>" * 60 + b"</a>" * 60, "too_complex"),
        (b"<a " + b" ".join(b'a%d = "1"' % n for n in range(11)) + b"/>", "too_complex"),
        (b"<a>\x98</a>", "not_xml"),
        (b"<?xml version='1.0' encoding='../../etc/passwd'?><a/>", "charset"),
    ],
)
def test_documents_that_are_refused(body: bytes, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse(body, UTF8, LIMITS)
    assert caught.value.code == code


def test_depth_is_counted_exactly() -> None:
    def nested(levels: int) -> None:
        inside = b"<a>" * levels + b"</a>" * levels
        body = b'<e:Envelope xmlns:e="%s"><e:Body>%s</e:Body></e:Envelope>'
        open_envelope(
            parse(body % (Version.SOAP11.encode(), inside), UTF8, LIMITS), UTF8.version, 8
        )

    nested(6)
    with pytest.raises(Refusal, match="nested too deeply"):
        nested(7)
