"""Who is calling: every wrong name or secret is answered in the same words."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from backend.domain.commands import Terms
from backend.domain.errors import InvalidRequest, NotAllowed, NotAuthenticated, RateLimited
from backend.domain.integrator import Integrator
from backend.domain.services.access.authenticate import (
    MIN_SECRET_LENGTH,
    authenticate,
    digest_secret,
    new_secret,
)
from backend.domain.services.access.limit_calls import CallLimiter
from tests.fakes.manual_clock import START

OLD, NEW = "the old secret of twenty", "the new secret of twenty"
ALPHA = Integrator(
    code="alpha",
    title="Alpha",
    dialect="native",
    terms=Terms(integrator_id=1, integrator_code="alpha"),
    secrets=(digest_secret(NEW), digest_secret(OLD, START + timedelta(days=7))),
)


def sign_in(
    integrator: Integrator | None = ALPHA, name: str = "alpha", secret: str = NEW, **given: Any
) -> Integrator:
    """Authenticate, by default rightly."""
    given = {"address": "192.0.2.7", "now": START, **given}
    return authenticate(integrator, name, secret, **given)


def test_the_right_name_and_secret() -> None:
    assert sign_in() is ALPHA


def test_both_secrets_are_valid_until_the_older_one_ends() -> None:
    end = START + timedelta(days=7)
    assert sign_in(secret=OLD) is ALPHA
    assert sign_in(secret=OLD, now=end - timedelta(microseconds=1)) is ALPHA
    with pytest.raises(NotAuthenticated):
        sign_in(secret=OLD, now=end)
    assert sign_in(secret=NEW, now=end) is ALPHA


WRONG: dict[str, dict[str, Any]] = {
    "unknown integrator": {"integrator": None},
    "wrong secret": {"secret": NEW + "x"},
    "secret cut short": {"secret": NEW[:-1]},
    "empty secret": {"secret": ""},
    "other case": {"secret": NEW.upper()},
    "wrong name": {"name": "beta"},
    "name in other case": {"name": "Alpha"},
    "switched off": {"integrator": replace(ALPHA, enabled=False)},
    "no secret yet": {"integrator": replace(ALPHA, secrets=())},
    "no secret, none sent": {"integrator": replace(ALPHA, secrets=()), "secret": ""},
    "switched off from a wrong address": {
        "integrator": replace(ALPHA, enabled=False, networks=("198.51.100.0/24",))
    },
    "wrong secret from a wrong address": {
        "integrator": replace(ALPHA, networks=("198.51.100.0/24",)),
        "secret": "x" * 30,
    },
}


@pytest.mark.parametrize("given", WRONG.values(), ids=WRONG)
def test_everything_wrong_is_told_in_the_same_words(given: dict[str, Any]) -> None:
    with pytest.raises(NotAuthenticated) as caught:
        sign_in(**given)
    assert str(caught.value) == str(NotAuthenticated())


@pytest.mark.parametrize(
    ("networks", "address", "admitted"),
    [
        ((), "203.0.113.1", True),
        ((), None, True),
        (("192.0.2.0/24",), "192.0.2.255", True),
        (("192.0.2.0/24",), "192.0.3.0", False),
        (("192.0.2.0/24", "203.0.113.1/32"), "203.0.113.1", True),
        (("192.0.2.0/24",), "::ffff:192.0.2.7", True),
        (("192.0.2.0/24",), "::ffff:192.0.3.7", False),
        (("192.0.2.0/24",), "::", False),
        (("2001:db8::/32",), "2001:db8::7", True),
        (("2001:db8::/32",), "2001:db9::7", False),
        (("2001:db8::/32",), "192.0.2.7", False),
        (("192.0.2.0/24",), "", False),
        (("192.0.2.0/24",), "unix:", False),
        (("192.0.2.0/24",), "192.0.2.7:5060", False),
    ],
)
def test_networks(networks: tuple[str, ...], address: str | None, admitted: bool) -> None:
    integrator = replace(ALPHA, networks=networks)
    if admitted:
        assert sign_in(integrator, address=address) is integrator
    else:
        with pytest.raises(NotAllowed):
            sign_in(integrator, address=address)


def test_new_secrets_differ_and_are_long_enough() -> None:
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert min(map(len, secrets)) >= 2 * MIN_SECRET_LENGTH


def test_the_same_secret_is_stored_differently_each_time() -> None:
    first, second = digest_secret(NEW), digest_secret(NEW)
    assert first.salt != second.salt
    assert first.digest != second.digest


def test_a_secret_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(InvalidRequest):
        digest_secret("x" * (MIN_SECRET_LENGTH - 1))


def test_a_secret_may_be_in_any_script() -> None:
    secret = "пароль из двадцати знаков"
    integrator = replace(ALPHA, secrets=(digest_secret(secret),))
    assert sign_in(integrator, secret=secret) is integrator


# ---------------------------------------------------------------- calls per second


class Seconds:
    """A time that only grows, when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def admitted(limiter: CallLimiter, integrator: Integrator, calls: int) -> int:
    """How many of so many calls get through."""
    through = 0
    for _ in range(calls):
        try:
            limiter.admit(integrator)
        except RateLimited:
            continue
        through += 1
    return through


def test_a_seconds_calls_at_once_then_as_time_passes() -> None:
    seconds = Seconds()
    limiter, limited = CallLimiter(seconds), replace(ALPHA, calls_per_second=10)
    assert admitted(limiter, limited, 50) == 10
    seconds.now = 0.5
    assert admitted(limiter, limited, 50) == 5
    seconds.now = 100.5
    assert admitted(limiter, limited, 50) == 10


def test_no_limit_means_none_and_limits_are_each_integrators_own() -> None:
    limiter, limited = CallLimiter(Seconds()), replace(ALPHA, calls_per_second=1)
    beta = replace(limited, code="beta", terms=Terms(integrator_id=2, integrator_code="beta"))
    assert admitted(limiter, ALPHA, 1000) == 1000
    assert (admitted(limiter, limited, 9), admitted(limiter, beta, 9)) == (1, 1)


def test_a_limit_that_is_lowered_counts_at_once() -> None:
    limiter = CallLimiter(Seconds())
    assert admitted(limiter, replace(ALPHA, calls_per_second=100), 1) == 1
    assert admitted(limiter, replace(ALPHA, calls_per_second=5), 50) == 5
