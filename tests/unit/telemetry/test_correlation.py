"""The correlation id: whose it is, and what a caller may make of it."""

import threading

import pytest

from backend.telemetry import correlation


def test_outside_of_a_request_there_is_none() -> None:
    assert correlation.current() == ""


def test_it_lasts_as_long_as_the_request() -> None:
    with correlation.bind("request-1234") as outer:
        with correlation.bind("request-5678"):
            assert correlation.current() == "request-5678"
        assert correlation.current() == outer == "request-1234"
    assert correlation.current() == ""


@pytest.mark.parametrize("value", ["A.b_c-12", "0" * 64])
def test_a_callers_id_is_kept(value: str) -> None:
    assert correlation.accept(value) == value


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "1234567",
        "0" * 65,
        "with space",
        "line\nbreak",
        "12345678\n",
        "лицевой-счёт",
        "٣" * 8,
    ],
)
def test_what_is_not_safe_to_log_is_replaced(value: str | None) -> None:
    fresh = correlation.accept(value)
    assert fresh != value
    assert correlation.accept(fresh) == fresh, "our own ids must be acceptable"


def test_fresh_ids_differ() -> None:
    assert len({correlation.new() for _ in range(1000)}) == 1000


def test_a_thread_does_not_see_anothers() -> None:
    seen = []
    with correlation.bind("request-1234"):
        thread = threading.Thread(target=lambda: seen.append(correlation.current()))
        thread.start()
        thread.join()
    assert seen == [""]
