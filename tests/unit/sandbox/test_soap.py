"""Answers of every kind: what counts as one, and what leaves the operation open."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from lxml import etree

from backend.sandbox.messages import DIALECTS, Message
from backend.sandbox.products import PRODUCTS
from backend.sandbox.sending import judge
from backend.sandbox.soap import SOAP, Unanswered, envelope, read_answer
from backend.sandbox.state import Kind, Operation, Status, Subscription, Verdict

_NOW = datetime(2026, 5, 1, tzinfo=UTC)
CHARGE = Operation(
    txid="t-1",
    kind=Kind.CHARGE,
    subscription="s-1",
    made_at=_NOW,
    amount=5_000,
    period_start=date(2026, 5, 1),
    period_end=date(2026, 5, 30),
)


def message(code: str, operation: Operation = CHARGE) -> Message:
    """An operation on a subscription to the platform's first product."""
    product = next(iter(PRODUCTS[code].values()))
    owned = Subscription(id="s-1", account="000123", product=product.key, created=_NOW)
    return DIALECTS[code].message(operation, owned, product)


def sent(code: str, operation: Operation = CHARGE) -> list[tuple[str, str | None]]:
    """The leaves of the request."""
    root = etree.fromstring(envelope(message(code, operation), DIALECTS[code]))
    leaves = (each for each in root.iter() if len(each) == 0)
    return [(etree.QName(each).localname, each.text) for each in leaves]


def test_rentsoft_is_charged_in_its_own_words() -> None:
    assert sent("rentsoft") == [
        ("uuid", "000123"),
        ("txid", "t-1"),
        ("amount", "50.00"),
        ("baseCost", "50.00"),
        ("serviceName", "Антивирус Касперского"),
        ("comment", "Антивирус Касперского, 1 мая – 30 мая, 50р."),
        ("periodEnd", "2026-05-30"),
    ]


def test_relans_reports_in_its_own_words() -> None:
    report = replace(CHARGE, kind=Kind.REPORT, status=Status.SUSPENDED)
    assert sent("relans", report)[2:] == [
        ("productCode", "drweb-mobile"),
        ("productName", "Dr.Web Mobile Security"),
        ("subscriptionId", "s-1"),
        ("state", "SUSPENDED"),
    ]


def rentsoft_answer(
    txid: str = "t-1", word: str = "OK", name: str = "chargeResponse", prolog: str = ""
) -> bytes:
    """An answer with one item."""
    return (
        f'{prolog}<s:Envelope xmlns:s="{SOAP}" xmlns="urn:vitrina:rentsoft:1"><s:Body><{name}>'
        f"<response><txid>{txid}</txid><error>{word}</error></response></{name}>"
        "</s:Body></s:Envelope>"
    ).encode()


@pytest.mark.parametrize(
    ("word", "verdict"),
    [
        ("OK", Verdict.DONE),
        ("USER_NO_MONEY", Verdict.NO_MONEY),
        ("USER_DUPLICATE_TXID", Verdict.REPEATED),
        ("USER_ERROR", Verdict.REFUSED),
        ("SOMETHING_NEW", Verdict.REFUSED),
    ],
)
def test_words(word: str, verdict: Verdict) -> None:
    read = read_answer(200, rentsoft_answer(word=word), message("rentsoft"), DIALECTS["rentsoft"])
    assert read is verdict


_FAULT = (
    '<s:Envelope xmlns:s="{soap}"><s:Body><s:Fault><faultcode>s:{side}</faultcode><faultstring/>'
    '<detail><d:diagnosis xmlns:d="urn:d"><d:code>{code}</d:code></d:diagnosis></detail>'
    "</s:Fault></s:Body></s:Envelope>"
)


def fault(side: str, code: str) -> bytes:
    """A SOAP fault."""
    return _FAULT.format(soap=SOAP, side=side, code=code).encode()


@pytest.mark.parametrize(
    ("status", "content", "soon"),
    [
        (200, b"", True),
        (200, b"\xff\xfe<root><code>0</code><respon", True),
        (200, b"<html/>", True),
        (404, b"<html/>", False),
        (502, b"<html/>", True),
        (200, b"x" * 1_000_001, True),
        (200, rentsoft_answer(txid="t-2"), True),
        (200, rentsoft_answer(name="unchargeResponse"), True),
        (200, rentsoft_answer(word=""), True),
        (500, rentsoft_answer(), True),
        (200, rentsoft_answer(prolog='<!DOCTYPE x [<!ENTITY e "OK">]>', word="&e;"), True),
        (503, fault("Server", "busy"), True),
        (429, fault("Client", "rate_limited"), True),
        (401, fault("Client", "not_authenticated"), False),
        (500, fault("Client", "invalid_request"), False),
    ],
)
def test_what_is_no_answer(status: int, content: bytes, *, soon: bool) -> None:
    with pytest.raises(Unanswered) as unanswered:
        read_answer(status, content, message("rentsoft"), DIALECTS["rentsoft"])
    assert unanswered.value.soon is soon


@pytest.mark.parametrize(
    ("attempts", "overtaken", "said", "means"),
    [
        (1, False, Verdict.REPEATED, Verdict.REFUSED),
        (2, False, Verdict.REPEATED, Verdict.DONE),
        (2, False, Verdict.NO_MONEY, Verdict.NO_MONEY),
        (2, True, Verdict.REPEATED, Verdict.TAKEN_BACK),
        (1, True, Verdict.REFUSED, Verdict.TAKEN_BACK),
        (1, True, Verdict.DONE, Verdict.DONE),
    ],
)
def test_what_a_repeated_id_means(
    attempts: int, overtaken: bool, said: Verdict, means: Verdict
) -> None:
    asked = replace(CHARGE, attempts=attempts, overtaken=overtaken)
    assert judge(asked, said) is means
