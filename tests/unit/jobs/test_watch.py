"""A watch: works again and again, whatever goes wrong, until it is closed."""

import threading

import structlog

from backend.jobs.watch import Watch

SOON = 30.0


def test_it_works_again_and_again_and_complains_once() -> None:
    done, calls = threading.Event(), 0

    def work() -> None:
        nonlocal calls
        calls += 1
        if calls == 4:
            done.set()
        if calls in (1, 2):
            raise ValueError("the database is away")

    watch = Watch("tests", work, every=0)
    with structlog.testing.capture_logs() as logs:
        watch.start()
        assert done.wait(SOON)
        watch.close()
    assert [line for line in logs if line["event"] == "watch_failed"] == [
        {
            "event": "watch_failed",
            "log_level": "warning",
            "watch": "tests",
            "reason": "ValueError",
        }
    ]


def test_closed_is_closed() -> None:
    begun, go_on, calls = threading.Event(), threading.Event(), []

    def work() -> None:
        calls.append(1)
        begun.set()
        go_on.wait(SOON)

    watch = Watch("tests", work, every=0)
    watch.start()
    assert begun.wait(SOON)
    closing = threading.Thread(target=watch.close)
    closing.start()
    go_on.set()
    closing.join(SOON)
    assert not closing.is_alive()
    before = len(calls)
    assert not [thread for thread in threading.enumerate() if thread.name == "tests"]
    assert len(calls) == before


def test_one_that_was_never_started_can_be_closed() -> None:
    Watch("tests", lambda: None).close()
