"""RentSoft's links: what is let in, and everything else."""

import hashlib
import struct

import pytest

from backend.sandbox.refusal import Refused
from backend.sandbox.velvica_link import verify_link, verify_xml
from tests.unit.sandbox.links import NOW, SECRET, velvica, velvica_text

DAY = 86_400


@pytest.mark.parametrize(
    ("text", "account", "operator"),
    [
        (velvica_text(), "000123", None),
        (velvica_text(api="https://billing.example/soap/rentsoft"), "000123", None),
        (velvica_text("77-0042@17"), "77-0042", "17"),
        (velvica_text(""), None, None),
        (velvica_text("0"), None, None),
        (velvica_text(age=2 * DAY), "000123", None),
    ],
)
def test_who_comes(text: str, account: str | None, operator: str | None) -> None:
    entry = verify_link(velvica(text), SECRET, NOW)
    assert (entry.account, entry.operator) == (account, operator)


def test_a_browser_may_add_where_it_came_from() -> None:
    query = f"{velvica(velvica_text())}&ag_ref=https%3A%2F%2Fcabinet.example%2F"
    assert verify_link(query, SECRET, NOW).rest == {"ag_ref": "https://cabinet.example/"}


_GOOD = velvica(velvica_text())


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "bad_link"),
        ("ag_sign=abc", "bad_link"),
        (velvica_text(), "bad_link"),
        (_GOOD[:-1], "bad_sign"),
        (_GOOD[:-1] + "\u00e9", "bad_sign"),
        (_GOOD.upper(), "bad_link"),
        (_GOOD.replace("000123", "000124"), "bad_sign"),
        (_GOOD.replace("000123", "000123%00"), "bad_sign"),
        (velvica(velvica_text(), "other"), "bad_sign"),
        (velvica(velvica_text(age=2 * DAY + 1)), "expired"),
        (velvica(velvica_text(age=-301)), "from_the_future"),
        (velvica(velvica_text("../etc")), "bad_account"),
        (velvica(velvica_text("1" * 33)), "bad_account"),
        (velvica(velvica_text("000123@x")), "bad_account"),
        (velvica("ag_uuid=%FF&ag_timestamp=1777626000&ag_rnd=a"), "bad_link"),
        (velvica("ag_uuid=1&ag_timestamp=9999999999999&ag_rnd=a"), "bad_link"),
        (velvica("ag_uuid=1&ag_timestamp=999999999999&ag_rnd=a"), "bad_link"),
        (velvica("ag_uuid=1&ag_timestamp=-1&ag_rnd=a"), "bad_link"),
        (velvica(f"ag_uuid=1&{velvica_text()}"), "bad_link"),
        (velvica("ag_rnd=a&ag_timestamp=1777626000&ag_uuid=1"), "bad_link"),
        (velvica("ag_uuid=1&ag_timestamp=1777626000"), "bad_link"),
        (f"{_GOOD}&ag_uuid=000124", "bad_link"),
        (f"{_GOOD}&ag_ref=a&ag_ref=b", "bad_link"),
        (f"{_GOOD}&ag_sign={_GOOD[-32:]}", "bad_link"),
    ],
)
def test_everything_else_is_refused(query: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        verify_link(query, SECRET, NOW)
    assert refused.value.code == code


def test_without_a_secret_nobody_comes_in() -> None:
    with pytest.raises(Refused, match="no_secret"):
        verify_link(_GOOD, None, NOW)


def test_md5_cannot_be_extended_into_another_link() -> None:
    """Who knows a signature knows MD5's state after it, and can sign what begins with that text."""
    known = SECRET + velvica_text()
    padding = b"\x80" + b"\0" * ((55 - len(known)) % 64) + struct.pack("<Q", len(known) * 8)
    forged = known.encode() + padding + b"&ag_uuid=000124"
    sign = hashlib.md5(forged, usedforsecurity=False).hexdigest()  # stands in for the attack
    text = (velvica_text().encode() + padding + b"&ag_uuid=000124").decode("latin-1")
    with pytest.raises(Refused, match="bad_link"):
        verify_link(f"{text}&ag_sign={sign}", SECRET, NOW)


def test_a_reading_may_be_repeated_and_needs_no_random_part() -> None:
    query = velvica("ag_uuid=000123&ag_timestamp=1777626000")
    rest = verify_xml(f"{query}&ag_verbose=1&ag_service_key=kav", SECRET, NOW).rest
    assert rest == {"ag_verbose": "1", "ag_service_key": "kav"}
    with pytest.raises(Refused, match="bad_link"):
        verify_xml(f"{query}&ag_verbose=1&ag_verbose=0", SECRET, NOW)
