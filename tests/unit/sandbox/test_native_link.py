"""The native links: what is let in, and everything else."""

from typing import Any

import pytest

from backend.sandbox.native_link import Expected, verify_native
from backend.sandbox.refusal import Refused
from tests.unit.sandbox.links import KEY, NOW, native

EXPECTED = Expected(audience="relans", issuer="http://vitrina.test", paths=("/", "/product/kav"))
_NOW = int(NOW.timestamp())


@pytest.mark.parametrize("path", EXPECTED.paths)
def test_who_comes(path: str) -> None:
    entry = verify_native(native(path=path), KEY, EXPECTED, NOW)
    assert (entry.account, entry.path, entry.nonce) == ("000123", path, "once")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"key": bytes(32)}, "bad_sign"),
        ({"aud": "rentsoft"}, "wrong_audience"),
        ({"iss": "http://elsewhere.test"}, "wrong_issuer"),
        ({"path": "//evil.test"}, "unknown_path"),
        ({"path": "catalogue"}, "unknown_path"),
        ({"sub": ""}, "bad_account"),
        ({"sub": "000123 "}, "bad_account"),
        ({"jti": ""}, "bad_link"),
        ({"jti": None}, "bad_link"),
        ({"also": "this"}, "bad_link"),
        ({"exp": _NOW + 121}, "bad_link"),
        ({"exp": "soon"}, "bad_link"),
        ({"iat": _NOW - 120, "exp": _NOW}, "expired"),
        ({"iat": _NOW + 61, "exp": _NOW + 100}, "from_the_future"),
    ],
)
def test_what_is_signed_and_still_wrong(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        verify_native(native(**changes), KEY, EXPECTED, NOW)
    assert refused.value.code == code


_GOOD = native()
_TEXT = _GOOD.partition("&sign=")[0]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "sign=1",
        _TEXT,
        _GOOD[:-1],
        f"{_GOOD}&sub=000124",
        f"{_GOOD}&verbose=1",
        _GOOD.replace("000123", "000124"),
        native(text=f"{_TEXT}&sub=000124"),
        native(text=f"sub=000124&{_TEXT}"),
        native(text=_TEXT.replace("000123", "%FF")),
        native(text=_TEXT.replace("&jti=", "&&jti=")),
    ],
)
def test_what_is_not_exactly_the_form(query: str) -> None:
    with pytest.raises(Refused):
        verify_native(query, KEY, EXPECTED, NOW)


def test_without_a_key_nobody_comes_in() -> None:
    with pytest.raises(Refused, match="no_key"):
        verify_native(_GOOD, None, EXPECTED, NOW)
