"""Faults in both versions, plain and typed."""

import pytest
from lxml import etree

from backend.domain import errors
from backend.domain.values.codes import Advice, Code
from backend.soap.faults import (
    Refusal,
    Side,
    Version,
    refusal_of,
    refusal_of_result,
    render_fault,
)
from backend.soap.parlay import POLICY, SERVICE, fault_text


def tree(refusal: Refusal, version: Version, typed: str | None = None) -> etree._Element:
    return etree.fromstring(render_fault(refusal, version, "c-1", typed))


def test_soap11_tells_side_text_and_diagnosis() -> None:
    found = tree(Refusal("not_xml", "No XML."), Version.SOAP11)
    assert found.findtext(".//faultcode") == "soap:Client"
    assert found.findtext(".//faultstring") == "No XML."
    (diagnosis,) = found.iterfind(".//detail/*")
    assert [child.text for child in diagnosis] == ["not_xml", "new_id_after_change", "c-1"]


def test_soap12_tells_the_code_as_a_qualified_subcode() -> None:
    found = tree(Refusal("busy", "Busy.", side=Side.SERVER), Version.SOAP12)
    value, subvalue = found.iterfind(".//{*}Value")
    assert value.text == "soap:Receiver"
    assert subvalue.text == "d:busy"
    assert subvalue.nsmap["d"] == "urn:vitrina:fault:1"
    assert found.findtext(".//{*}Reason/{*}Text") == "Busy."


def test_a_typed_fault_is_an_exception_of_the_dialect() -> None:
    refusal = refusal_of_result(Code.NOT_ENOUGH_MONEY)
    found = tree(refusal, Version.SOAP11, "urn:d")
    exception = found.find(".//detail/{urn:d}PolicyException")
    assert exception is not None
    assert exception.findtext("{urn:d}messageId") == "POL1000"
    assert exception.findtext("{urn:d}advice") == "new_id_later"


@pytest.mark.parametrize(
    ("error", "code", "status11", "status12", "advice"),
    [
        (errors.NotAuthenticated(), "not_authenticated", 401, 401, Advice.NEW_ID_AFTER_CHANGE),
        (errors.NotAllowed(), "not_allowed", 403, 403, Advice.NEVER),
        (errors.RateLimited(), "rate_limited", 429, 429, Advice.RETRY_SAME_ID),
        (errors.Busy(), "busy", 503, 503, Advice.RETRY_SAME_ID),
        (errors.Unavailable(), "unavailable", 503, 503, Advice.RETRY_SAME_ID),
        (errors.TooManyItems(), "too_many_items", 500, 400, Advice.NEW_ID_AFTER_CHANGE),
        (errors.NotFound(), "not_found", 500, 400, Advice.NEVER),
        (RuntimeError("hunter2"), "internal", 500, 500, Advice.RETRY_SAME_ID),
    ],
)
def test_errors_are_told(
    error: Exception, code: str, status11: int, status12: int, advice: Advice
) -> None:
    refusal = refusal_of(error)
    assert (refusal.code, refusal.advice) == (code, advice)
    assert refusal.http_status(Version.SOAP11) == status11
    assert refusal.http_status(Version.SOAP12) == status12
    assert "hunter2" not in refusal.text


@pytest.mark.parametrize("code", [code for code in Code if code is not Code.OK])
def test_every_refusal_has_a_message_id(code: Code) -> None:
    text = fault_text(code)
    assert text.exception == (POLICY if text.message_id.startswith("POL") else SERVICE)
    assert ("%1" in text.text) == bool(text.variables)


def test_characters_that_end_elements_are_escaped() -> None:
    found = tree(Refusal("a", "<b> & </b>"), Version.SOAP11)
    assert found.findtext(".//faultstring") == "<b> & </b>"
