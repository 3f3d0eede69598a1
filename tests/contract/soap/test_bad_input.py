"""Bad input is answered with a fault, changes nothing, and the connection stays usable."""

import gzip
import socket
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from tests.contract.soap.conftest import Server
from tests.contract.soap.wire import (
    SOAP12,
    XML,
    Line,
    authorization,
    charge,
    envelope,
    item,
)
from tests.fakes.soap_world import SoapWorld

GOOD = envelope(charge(item(txid="good")))
LONG = f"<comment>{'x' * 501}</comment>"
GZIP = {**XML, "Content-Encoding": "gzip"}


class Bad(NamedTuple):
    """A request, the code it gets and HTTP's status."""

    body: bytes | str
    code: str
    status: int = 500
    headers: dict[str, str] = XML


def _deep(levels: int) -> str:
    return envelope("<a>" * levels + "</a>" * levels)


def _attributes(count: int) -> str:
    return envelope("<a " + " ".join(f'a{n}="1"' for n in range(count)) + "/>")


def _typed(media: str) -> dict[str, str]:
    return {"Content-Type": media}


DOCUMENTS: dict[str, Bad] = {
    "empty body": Bad("", "empty_body"),
    "blank body": Bad(" \r\n\t ", "empty_body"),
    "not XML": Bad("method=charge&uuid0=1", "not_xml"),
    "JSON": Bad('{"uuid": "0001234"}', "not_xml"),
    "cut off": Bad(GOOD[:-20], "not_xml"),
    "two roots": Bad(GOOD + GOOD, "not_xml"),
    "control character": Bad(envelope(charge(item(serviceName="a&#1;"))), "not_xml"),
    "undefined entity": Bad(envelope(charge(item(amount="5&x;"))), "not_xml"),
    "DOCTYPE": Bad("<!DOCTYPE a>" + GOOD, "forbidden_markup"),
    "entity bomb": Bad(
        '<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]>' + GOOD, "forbidden_markup"
    ),
    "external entity": Bad(
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + envelope(charge(item(serviceName="&x;"))),
        "forbidden_markup",
    ),
    "processing instruction": Bad("<?php echo 1 ?>" + GOOD, "forbidden_markup"),
    "instruction inside": Bad(envelope("<?go now?>" + charge(item())), "forbidden_markup"),
    "50,000 attributes": Bad(_attributes(50_000), "too_complex"),
    "many elements": Bad(envelope("<a/>" * 40_000), "too_complex"),
    "depth 200": Bad(_deep(200), "too_complex"),
    "depth 10,000": Bad(_deep(10_000), "not_xml"),
    "invalid UTF-8": Bad(GOOD.encode("cp1251"), "not_xml"),
    "lying declaration": Bad(
        b'<?xml version="1.0" encoding="windows-1251"?>' + GOOD.encode(), "charset"
    ),
    "unknown charset": Bad(GOOD, "charset", headers=_typed("text/xml; charset=klingon")),
    "two charsets": Bad(
        GOOD, "charset", headers=_typed("text/xml; charset=utf-8; charset=windows-1251")
    ),
    "unknown declared charset": Bad('<?xml version="1.0" encoding="ebcdic"?>' + GOOD, "charset"),
    "UTF-16": Bad(GOOD.encode("utf-16"), "charset"),
    "UTF-7": Bad(GOOD, "charset", headers=_typed("text/xml; charset=utf-7")),
    "BOM against the header": Bad(
        b"\xef\xbb\xbf" + GOOD.encode(),
        "charset",
        headers=_typed("text/xml; charset=windows-1251"),
    ),
}
ENVELOPES: dict[str, Bad] = {
    "not an envelope": Bad("<a/>", "not_soap"),
    "other namespace": Bad(envelope(charge(item()), namespace="urn:other"), "not_soap"),
    "SOAP 1.2 as 1.1": Bad(envelope(charge(item()), namespace=SOAP12), "version_mismatch"),
    "SOAP 1.1 as 1.2": Bad(GOOD, "version_mismatch", 400, _typed("application/soap+xml")),
    "empty Body": Bad(envelope(""), "not_soap"),
    "text in the Body": Bad(envelope("charge"), "not_soap"),
    "text beside the operation": Bad(envelope("now" + charge(item())), "not_soap"),
    "two operations": Bad(envelope(charge(item()) * 2), "not_soap"),
    "two Bodies": Bad(
        GOOD.replace("</s:Body>", f"</s:Body><s:Body>{charge(item())}</s:Body>"), "not_soap"
    ),
    "no Body": Bad(GOOD.replace("s:Body", "s:Boddy"), "not_soap"),
    "Fault as a request": Bad(envelope("<s:Fault/>"), "not_soap"),
    "header that must be understood": Bad(
        envelope(charge(item()), '<a s:mustUnderstand="1"/>'), "not_understood"
    ),
    "unknown operation": Bad(envelope('<pay xmlns="urn:vitrina:rentsoft:1"/>'), "unknown_call"),
    "operation of another namespace": Bad(
        envelope(charge(item()).replace("rentsoft", "native")), "unknown_call"
    ),
    "an answer as a request": Bad(
        envelope('<chargeResponse xmlns="urn:vitrina:rentsoft:1"/>'), "unknown_call"
    ),
    "a type as a request": Bad(
        envelope('<RsAg_ChargeRequest xmlns="urn:vitrina:rentsoft:1"/>'), "unknown_call"
    ),
    "operation for tests": Bad(
        envelope('<cleanupForTests xmlns="urn:vitrina:rentsoft:1"/>'), "unknown_call"
    ),
    "empty list": Bad(envelope(charge()), "empty_list"),
    "501 items": Bad(envelope(charge(*(item(txid=f"t{n}") for n in range(501)))), "too_many_items"),
}
MEDIA: dict[str, Bad] = {
    "form": Bad(GOOD, "media_type", 415, _typed("application/x-www-form-urlencoded")),
    "plain text": Bad(GOOD, "media_type", 415, _typed("text/plain")),
    "JSON type": Bad(GOOD, "media_type", 415, _typed("application/json")),
    "no type": Bad(GOOD, "media_type", 415, {}),
    "multipart": Bad(
        GOOD, "media_type", 415, _typed("multipart/related; boundary=x; type=text/xml")
    ),
    "two types in one": Bad(GOOD, "media_type", 415, _typed("text/xml, text/plain")),
    "gzip": Bad(
        gzip.compress(GOOD.encode()), "content_encoding", 415, {**XML, "Content-Encoding": "gzip"}
    ),
    "gzip bomb": Bad(
        gzip.compress(b" " * 10_000_000),
        "content_encoding",
        415,
        {**XML, "Content-Encoding": "gzip"},
    ),
    "gzip in secret": Bad(gzip.compress(GOOD.encode(), mtime=0), "charset"),
}


def _value(**changes: str | None) -> Bad:
    return Bad(envelope(charge(item(**changes))), "invalid_message")


VALUES: dict[str, Bad] = {
    **{
        f"amount {text[:12]}": _value(amount=text)
        for text in (
            *("-1", "0", "0.00", "NaN", "INF", "1e3", "50.005", "9" * 400, "٥٠", "５０", "50,00"),
            *("+50", "050", ".5", "5.", "0x32", "", "50 руб.", "1 000", "5&#160;0", "true"),
        )
    },
    **{
        f"date {text}": _value(periodEnd=text)
        for text in (
            *(
                "2026-02-30",
                "2025-02-29",
                "2026-13-01",
                "2026-00-10",
                "0000-01-01",
                "1999-12-31",
                "9999-12-31",
                "30.05.2026",
            ),
            *("2026-05-30T00:00:00", "-2026-05-30", "12026-05-30", "", "24:00:00"),
        )
    },
    **{
        f"account {text!r}": _value(uuid=text)
        for text in (" 0001234", "0001234 ", "00 12", "", "0" * 33, "счёт", "a\nb", "1;--")
    },
    **{f"txid {text!r}": _value(txid=text) for text in ("", " ", "a b", "x" * 65, "тх", "a&lt;b")},
    "blank product": _value(serviceName=" "),
    "no product": _value(serviceName=None),
    "long product": _value(serviceName="x" * 201),
    "long comment": Bad(
        envelope(charge(item().replace("<per", f"{LONG}<per"))),
        "invalid_message",
    ),
    "missing amount": _value(amount=None),
    "repeated amount": _value(amount="50.00</amount><amount>1.00"),
    "unknown element": _value(serviceName="a</serviceName><discount>1</discount><serviceName>b"),
    "element of another namespace": _value(amount='50</amount><amount xmlns="urn:x">1'),
    "text between": Bad(envelope(charge("now" + item())), "invalid_message"),
    "element in a value": _value(amount="<b>50</b>"),
    "unknown attribute": Bad(
        GOOD.replace("<amount>", '<amount currency="USD">'), "invalid_message"
    ),
    "href": Bad(
        envelope(charge('<request href="#a"/>')).replace("<charge ", '<charge id="a" '),
        "invalid_message",
    ),
    **{
        f"xsi:nil={text}": Bad(
            GOOD.replace(
                "<amount>",
                f'<amount xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="{text}">',
            ),
            "invalid_message",
        )
        for text in ("true", "false", "1")
    },
    "xsi:type that widens": Bad(
        GOOD.replace(
            "<amount>",
            '<amount xmlns:i="http://www.w3.org/2001/XMLSchema-instance" '
            'xmlns:x="http://www.w3.org/2001/XMLSchema" i:type="x:decimal">',
        ),
        "invalid_message",
    ),
}
BAD = {**DOCUMENTS, **ENVELOPES, **MEDIA, **VALUES}


@pytest.fixture
def line(server: Server, world: SoapWorld) -> Iterator[Line]:
    del world
    opened = Line(server.port)
    yield opened
    opened.close()


def check(line: Line, world: SoapWorld) -> None:
    """Nothing has happened, and the next call on the same connection works."""
    assert world.desk.calls == 0
    assert world.balance() == 10_000
    good = line.send(GOOD)
    assert (good.status, good.find("error")) == (200, "OK")
    assert line.is_the_same
    assert world.balance() == 5_000


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_a_fault_and_nothing_else(line: Line, world: SoapWorld, name: str) -> None:
    bad = BAD[name]
    answer = line.send(bad.body, bad.headers)
    assert answer.is_fault
    assert (answer.code, answer.status) == (bad.code, bad.status)
    assert answer.find("correlationId") == answer.headers["x-correlation-id"]
    assert b"Traceback" not in answer.body
    assert b"/work" not in answer.body
    check(line, world)


def _chunks(megabytes: int) -> Iterator[bytes]:
    for _ in range(megabytes * 16):
        yield b" " * 65_536


def test_a_body_without_end_is_refused_as_soon_as_it_is_too_large(
    line: Line, world: SoapWorld
) -> None:
    answer = line.send(_chunks(200))
    assert answer.is_fault
    assert (answer.status, answer.code) == (413, "body_too_large")
    check(line, world)


def test_a_body_that_says_it_is_too_large_is_not_read(line: Line, world: SoapWorld) -> None:
    answer = line.send(b" " * 2_000_000)
    assert (answer.status, answer.code) == (413, "body_too_large")
    check(line, world)


def test_other_methods_are_refused_with_a_fault(line: Line, world: SoapWorld) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH", "GET"):
        answer = line.send(GOOD, method=method)
        assert answer.is_fault
        assert (answer.status, answer.code) == (405, "method")
        assert answer.headers["allow"] == "GET, POST"
    check(line, world)


def test_a_slash_at_the_end_is_no_redirect(line: Line, world: SoapWorld) -> None:
    assert line.send(GOOD, path="/soap/rentsoft/").status == 200
    assert world.balance() == 5_000


def _raw(port: int, body: bytes, length: int) -> socket.socket:
    head = f"POST /soap/rentsoft HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n"
    for name, value in {**XML, **authorization()}.items():
        head += f"{name}: {value}\r\n"
    opened = socket.create_connection(("127.0.0.1", port), timeout=30)
    opened.sendall(head.encode() + b"\r\n" + body)
    return opened


def test_bodies_that_never_arrive_time_out_and_stop_nobody(
    server: Server, serve: Callable[..., SoapWorld]
) -> None:
    world = serve(options={"body_seconds": 0.5, "threads": 1})
    half = GOOD.encode()[:100]
    waiting = [_raw(server.port, half, 5_000) for _ in range(20)]
    line = Line(server.port)
    assert line.send(GOOD).status == 200
    for opened in waiting:
        with opened:
            answer = b""
            while chunk := opened.recv(65_536):
                answer += chunk
        assert answer.startswith(b"HTTP/1.1 408")
        assert b"body_timeout" in answer
        assert b"Fault" in answer
    line.close()
    assert world.desk.calls == 1


def test_a_caller_that_hangs_up_leaves_nothing_behind(server: Server, world: SoapWorld) -> None:
    for _ in range(5):
        _raw(server.port, GOOD.encode()[:100], 5_000).close()
    line = Line(server.port)
    check(line, world)
    line.close()


def test_values_are_not_echoed(line: Line) -> None:
    for secret in ("SECRETVALUE", "5SECRETVALUE", "2026-SECRETVALUE"):
        for name in ("uuid", "txid", "amount", "periodEnd"):
            answer = line.send(envelope(charge(item(**{name: secret + " !"}))))
            assert answer.is_fault
            assert b"SECRETVALUE" not in answer.body
    answer = line.send(envelope('<SECRETVALUE xmlns="urn:vitrina:rentsoft:1"/>'))
    assert b"SECRETVALUE" not in answer.body


def test_the_fault_names_the_element_and_the_item(line: Line) -> None:
    answer = line.send(envelope(charge(item(), item(amount="-1"), item())))
    assert answer.find("faultstring") == (
        "The message does not follow the schema in element amount of item 2."
    )


def test_faults_of_soap12_are_of_soap12(line: Line) -> None:
    bad = envelope(charge(item(amount="-1")), namespace=SOAP12)
    answer = line.send(bad, _typed("application/soap+xml"))
    assert (answer.status, answer.code) == (400, "invalid_message")
    assert answer.find("Value") == "soap:Sender"
    assert answer.headers["content-type"] == "application/soap+xml; charset=utf-8"


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251"])
@pytest.mark.parametrize("said", ["header", "declaration", "both"])
def test_russian_text_arrives_in_both_charsets(
    line: Line, world: SoapWorld, charset: str, said: str
) -> None:
    declaration = "" if said == "header" else f'<?xml version="1.0" encoding="{charset}"?>'
    media = "text/xml" if said == "declaration" else f"text/xml; charset={charset}"
    text = declaration + envelope(charge(item(serviceName="Антивирус «Ёжик» № 1")))
    answer = line.send(text.encode(charset), _typed(media))
    assert answer.find("error") == "OK"
    (product,) = world.book.products.values()
    assert product.code == "Антивирус «Ёжик» № 1"


def test_comments_cannot_split_a_value(line: Line, world: SoapWorld) -> None:
    assert line.send(envelope(charge(item(amount="5<!-- -->0.00")))).find("error") == "OK"
    assert world.balance() == 5_000
