"""From the bytes of an answer to its response: what is let through and what is not."""

from codecs import BOM_UTF8
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.calls.caller import Reply
from backend.calls.failure import CallFailed, Reason
from backend.platforms.reading.document import read_response
from tests.platform_world import document, item

GOOD = document(item())
BOMB = (
    "<!DOCTYPE root [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {chr(n + 1)} '{f'&{chr(n)};' * 10}'>" for n in range(ord("a"), ord("j")))
    + f"]>{document(item(title='x')).replace('>x<', '>&j;<')}"
)


def title(body: bytes, content_type: str = "text/xml") -> str:
    """The title of the only item."""
    (found,) = read_response(Reply(content_type, body)).children("item")
    return found.text("title", 100)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (GOOD.encode(), "text/xml"),
        (GOOD.encode(), "application/xml; charset=UTF-8"),
        (GOOD.encode(), 'Text/XML;charset="utf-8"'),
        (BOM_UTF8 + GOOD.encode(), "text/xml"),
        (f"\n <?xml version='1.0' encoding='UTF-8'?>\n{GOOD}".encode(), "text/xml"),
        (f"<?xml version='1.0' encoding='windows-1251'?>{GOOD}".encode("cp1251"), "text/xml"),
        (GOOD.encode("cp1251"), "text/xml; charset=windows-1251"),
        (
            f"<?xml version='1.0' encoding='cp1251'?>{GOOD}".encode("cp1251"),
            "text/xml; charset=windows-1251",
        ),
        (
            GOOD.replace("<root>", "<root xmlns='urn:x' key='1'><!-- - --><?p i?>").encode(),
            "text/xml",
        ),
        (GOOD.replace("Антивирус", "<![CDATA[Антивирус]]>").encode(), "text/xml"),
        (
            GOOD.replace("<message/>", "<debug>&lt;</debug><debug_x><y/></debug_x>").encode(),
            "text/xml",
        ),
    ],
)
def test_a_good_answer(body: bytes, content_type: str) -> None:
    assert title(body, content_type) == "Антивирус"


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (GOOD, "", Reason.MEDIA_TYPE),
        (GOOD, "text/html; charset=utf-8", Reason.MEDIA_TYPE),
        (GOOD, "application/json", Reason.MEDIA_TYPE),
        (GOOD, "text/xml-external-parsed-entity", Reason.MEDIA_TYPE),
        (GOOD, "text/xml; charset=koi8-r", Reason.CHARSET),
        (GOOD, "text/xml; charset=utf-8; charset=windows-1251", Reason.CHARSET),
        (
            f"<?xml version='1.0' encoding='cp1251'?>{GOOD}",
            "text/xml; charset=utf-8",
            Reason.CHARSET,
        ),
        (f"<?xml version='1.0' encoding='utf-7'?>{GOOD}", "text/xml", Reason.CHARSET),
        (GOOD.encode("cp1251"), "text/xml", Reason.CHARSET),
        (GOOD.encode("utf-16"), "text/xml", Reason.CHARSET),
        (BOM_UTF8 + GOOD.encode(), "text/xml; charset=windows-1251", Reason.CHARSET),
        (BOMB, "text/xml", Reason.FORBIDDEN_MARKUP),
        ("<!DOCTYPE html><html/>", "text/xml", Reason.FORBIDDEN_MARKUP),
        ("<!DOCTYPE root SYSTEM 'file:///etc/passwd'>" + GOOD, "text/xml", Reason.FORBIDDEN_MARKUP),
        ("", "text/xml", Reason.NOT_XML),
        ("   ", "text/xml", Reason.NOT_XML),
        ("garbage", "text/xml", Reason.NOT_XML),
        (GOOD[:-5], "text/xml", Reason.NOT_XML),
        (GOOD + GOOD, "text/xml", Reason.NOT_XML),
        (GOOD.replace("Антивирус", "&nbsp;"), "text/xml", Reason.NOT_XML),
        (GOOD.replace("Антивирус", "\0"), "text/xml", Reason.NOT_XML),
        ("<html><body>502 Bad Gateway<br></body></html>", "text/xml", Reason.NOT_XML),
        ("<html><body>502</body></html>", "text/xml", Reason.SHAPE),
        ("<root><response/></root>", "text/xml", Reason.SHAPE),
        ("<root><code>0</code></root>", "text/xml", Reason.SHAPE),
        ("<root><code>0</code><code>0</code><response/></root>", "text/xml", Reason.SHAPE),
        (document(code="7"), "text/xml", Reason.REFUSED),
        ("<root><code>-1</code><message>no</message></root>", "text/xml", Reason.REFUSED),
        ("<a>" * 1000 + "</a>" * 1000, "text/xml", Reason.NOT_XML),
        (document("<a/>" * 50_000), "text/xml", Reason.TOO_COMPLEX),
        (
            document("<a " + " ".join(f"a{n}='1'" for n in range(90_000)) + "/>"),
            "text/xml",
            Reason.TOO_COMPLEX,
        ),
    ],
)
def test_a_bad_answer(body: str | bytes, content_type: str, reason: Reason) -> None:
    raw = body if isinstance(body, bytes) else body.encode()
    with pytest.raises(CallFailed) as failure:
        read_response(Reply(content_type, raw))
    assert failure.value.reason is reason
    assert str(failure.value) == reason.value


@given(
    st.one_of(
        st.binary(),
        st.text().map(str.encode),
        st.lists(
            st.sampled_from(["<root>", "<code>", "0", "</code>", "<response>", "<item/>", "<!--"]),
            max_size=12,
        ).map(lambda pieces: "".join(pieces).encode()),
    ),
    st.sampled_from(["text/xml", "text/xml; charset=windows-1251", "application/xml", ";", "é"]),
)
def test_nothing_fails_in_another_way(body: bytes, content_type: str) -> None:
    with suppress(CallFailed):
        read_response(Reply(content_type, body))
