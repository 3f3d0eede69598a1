"""Who is let in, and that every "no" is one: in words and in work."""

from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
import structlog
from prometheus_client.parser import text_string_to_metric_families

from backend.domain.errors import Busy, NotAuthenticated
from backend.domain.services.access.hash_passwords import Argon2Passwords
from backend.domain.services.access.sessions import SignIn
from backend.domain.values.status import AccountStatus
from backend.telemetry import metrics
from tests.access_door import KEY, OTHER, PASSWORD, Door
from tests.commands import ACCOUNT


def test_the_right_password_opens_a_session(door: Door) -> None:
    signed_in = door.sign_in()
    session = door.whose(signed_in)
    assert session == signed_in.session
    assert (session.number, session.holder) == (ACCOUNT, "Иванов Д. И.")
    assert session.status is AccountStatus.ACTIVE
    assert session.address == "192.0.2.7"


def test_a_debtor_and_a_blocked_account_have_the_cabinet_too(door: Door) -> None:
    door.set_status(AccountStatus.BLOCKED)
    session = door.whose(door.sign_in())
    assert session is not None
    assert session.status is AccountStatus.BLOCKED


REFUSED: dict[str, dict[str, str]] = {
    "wrong password": {"password": OTHER},
    "other case": {"password": PASSWORD.upper()},
    "cut short": {"password": PASSWORD[:-1]},
    "longer": {"password": PASSWORD + " "},
    "empty": {"password": ""},
    "too long to be anybody's": {"password": PASSWORD * 20},
    "no text at all": {"password": "\ud800"},
    "unknown account": {"number": "404"},
    "not even a number": {"number": "\0'; ъ\ud800"},
    "no password set": {"number": "1003"},
    "closed account": {"number": "1004"},
}


@pytest.mark.parametrize("given", REFUSED.values(), ids=REFUSED)
def test_every_refusal_is_said_in_the_same_words_after_the_same_work(
    door: Door, given: dict[str, str]
) -> None:
    door.account("1003")
    door.welcome("1004")
    door.set_status(AccountStatus.CLOSED, "1004")
    with pytest.raises(NotAuthenticated) as refused:
        door.sign_in(**given)
    assert type(refused.value) is NotAuthenticated
    assert str(refused.value) == "the account number or the password is not right"
    assert len(door.passwords.compared) == 1
    assert door.count("sign_in_failure") == 1
    assert door.count("cabinet_session") == 0


def test_a_password_is_the_same_from_every_keyboard(door: Door) -> None:
    door.access.set_password(ACCOUNT, "café № 7 у моря")
    assert door.answer("cafe\u0301 № 7 у моря") == "ok"
    assert door.answer("café No 7 у моря") == "ok"


def test_what_a_browser_calls_itself_is_kept_short_and_plain(door: Door) -> None:
    agent = "Firefox\0\n\x1b[2J" + "x" * 1000
    door.access.sign_in(SignIn(number=ACCOUNT, password=PASSWORD, address="\0", agent=agent))
    assert door.row("SELECT address, agent FROM cabinet_session") == ("", "Firefox[2J" + "x" * 190)


def test_a_weaker_hash_is_renewed_at_the_next_sign_in(door: Door) -> None:
    before = door.row("SELECT password_hash, changed_at FROM credential")
    mark = door.sign_in().mark
    door.passwords.hasher = Argon2Passwords(memory_kib=16, passes=1)
    assert door.answer(OTHER) == "not_authenticated"
    assert door.row("SELECT password_hash, changed_at FROM credential") == before
    first = door.sign_in(mark=mark)
    renewed, changed_at = door.row("SELECT password_hash, changed_at FROM credential")
    assert "$m=16," in renewed
    assert changed_at == before[1], "it is the same password: marks and sessions stay"
    assert door.whose(first) is not None
    assert door.answer(PASSWORD, mark=mark) == "ok"
    assert door.value("SELECT password_hash FROM credential") == renewed


def test_who_is_told_to_come_back_has_not_tried(door: Door) -> None:
    door.passwords.hasher = Argon2Passwords(memory_kib=8, passes=1, at_once=1, waiting=0)
    with door.passwords.hasher._turn(), pytest.raises(Busy):
        door.sign_in()
    assert door.count("sign_in_failure") == 0
    assert door.answer(PASSWORD) == "ok"


# ---------------------------------------------------------------- what is kept and told

Lines = list[MutableMapping[str, Any]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What is logged."""
    with structlog.testing.capture_logs() as caught:
        yield caught


def test_no_log_line_and_no_row_tells_a_secret(door: Door, lines: Lines) -> None:
    door.answer(OTHER)
    door.answer(OTHER, "my secret typed in the wrong field")
    signed_in = door.sign_in()
    lines[:] = [line for line in lines if "refused" in line["event"]]
    assert [line["code"] for line in lines] == ["not_authenticated"] * 2
    kept = [*door.rows("TABLE cabinet_session"), *door.rows("TABLE sign_in_failure")]
    told = f"{lines} {kept} {door.rows('TABLE credential')} {signed_in} {signed_in.session}"
    secrets = (PASSWORD, OTHER, "wrong field", signed_in.token, signed_in.mark, KEY.decode())
    assert [secret for secret in secrets if secret in told] == []
    assert ACCOUNT not in str(lines)


def test_what_became_of_passwords_is_counted(door: Door) -> None:
    def counted() -> dict[str, float]:
        families = text_string_to_metric_families(metrics.render().decode())
        return {
            sample.labels["code"]: sample.value
            for family in families
            for sample in family.samples
            if sample.name == "vitrina_cabinet_passwords_total"
        }

    before = counted()
    session = door.sign_in().session
    for _ in range(12):
        door.answer(OTHER)
    door.access.change_password(session, PASSWORD, OTHER)
    growth = {code: value - before.get(code, 0) for code, value in counted().items()}
    assert {code: value for code, value in growth.items() if value} == {
        "ok": 2,
        "not_authenticated": 10,
        "too_many_attempts": 2,
    }
