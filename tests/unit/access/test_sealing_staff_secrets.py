"""What is sealed opens with the same key for the same owner, and is nothing to anybody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.services.access.realm import Realm
from backend.domain.services.access.seal_secret import SecretSeal

KEY = b"k" * 32
SECRET = b"12345678901234567890"
SEAL = SecretSeal(KEY, Realm.DESK)


@given(st.binary(max_size=32), st.integers(0, 2**31))
def test_it_opens_as_it_was(secret: bytes, owner: int) -> None:
    sealed = SEAL.seal(secret, owner)
    assert SEAL.open(sealed, owner) == secret
    assert len(sealed) == len(secret) + 48


def test_the_same_secret_never_looks_the_same() -> None:
    once, again = SEAL.seal(SECRET, 1), SEAL.seal(SECRET, 1)
    assert once != again
    assert SECRET not in once


def test_another_key_door_or_owner_opens_nothing() -> None:
    sealed = SEAL.seal(SECRET, 1)
    assert SEAL.open(sealed, 2) is None
    assert SecretSeal(b"x" * 32, Realm.DESK).open(sealed, 1) is None
    assert SecretSeal(KEY, Realm.CABINET).open(sealed, 1) is None


@given(st.integers(0, 67), st.integers(1, 255))
def test_a_byte_that_was_changed_is_noticed(place: int, by: int) -> None:
    sealed = bytearray(SEAL.seal(SECRET, 1))
    sealed[place] ^= by
    assert SEAL.open(bytes(sealed), 1) is None


@pytest.mark.parametrize("sealed", [b"", b"x", bytes(48), bytes(1000)])
def test_anything_else_is_nothing(sealed: bytes) -> None:
    assert SEAL.open(sealed, 1) is None


def test_a_long_secret_is_not_for_this() -> None:
    with pytest.raises(ValueError, match="pad"):
        SEAL.seal(bytes(33), 1)
