"""Log lines: whole, traceable, and without secrets."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog

from backend.telemetry import correlation, logs

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """A place to log to; afterwards logging is as it was."""
    root = logging.getLogger()
    handlers, level, configured = root.handlers[:], root.level, structlog.get_config()
    yield io.StringIO()
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**configured)


@pytest.fixture
def lines(stream: io.StringIO) -> Lines:
    """What was logged since, parsed."""
    logs.configure(form="json", process="worker", stream=stream)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_says_what_when_where_and_why(lines: Lines) -> None:
    with correlation.bind("request-1234"):
        structlog.get_logger("backend.soap").info("charged", account="000123", name="Иванов")
    (line,) = lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "charged",
        "account": "000123",
        "name": "Иванов",
        "level": "info",
        "logger": "backend.soap",
        "process": "worker",
        "correlation_id": "request-1234",
    }


def test_the_standard_library_goes_the_same_way(lines: Lines) -> None:
    with correlation.bind("request-1234"):
        logging.getLogger("uvicorn.error").warning("lost %s connections", 3)
    (line,) = lines()
    assert line["event"] == "lost 3 connections"
    assert line["correlation_id"] == "request-1234"
    assert line["process"] == "worker"


def test_outside_of_a_request_no_id_is_invented(lines: Lines) -> None:
    structlog.get_logger("jobs").info("started")
    assert "correlation_id" not in lines()[0]


@pytest.mark.parametrize(
    "key",
    [
        "password",
        "db_password",
        "secret_key",
        "Authorization",
        "metrics_token",
        "X-Api-Key",
        "Set-Cookie",
        "sign",
        "link_sign",
        "signature",
    ],
)
def test_secrets_are_masked_wherever_they_are(lines: Lines, key: str) -> None:
    log = structlog.get_logger("test")
    log.info("flat", **{key: "hunter2"})
    log.info("deep", request={"headers": [{key: "hunter2"}]})
    assert "hunter2" not in json.dumps(lines())
    assert lines()[0][key] == logs.MASK


@pytest.mark.parametrize("key", ["assigned", "design", "signal", "account"])
def test_harmless_words_are_not(lines: Lines, key: str) -> None:
    structlog.get_logger("test").info("event", **{key: "kept"})
    assert lines()[0][key] == "kept"


@pytest.mark.parametrize("form", ["json", "text"])
def test_an_error_is_told_without_variables_and_passwords(
    stream: io.StringIO, form: logs.Form
) -> None:
    logs.configure(form=form, stream=stream)
    pin = "4711-local"
    try:
        raise ConnectionError("cannot reach postgresql://vitrina:hunter2@db/vitrina")
    except ConnectionError:
        structlog.get_logger("test").exception("failed")
    assert pin
    told = stream.getvalue()
    assert "ConnectionError" in told
    assert "test_logs.py" in told
    assert "postgresql://vitrina:***@db/vitrina" in told
    assert "hunter2" not in told
    assert "4711-local" not in told


def test_spynes_dumps_of_documents_never_appear(
    lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("spyne"), "propagate", True)  # backend.soap silences it
    logging.getLogger("spyne.protocol.xml.invalid").error("<password>hunter2</password>")
    logging.getLogger("spyne.protocol.xml").error("kept")
    assert [line["event"] for line in lines()] == ["kept"]


def test_the_level_holds_for_all(stream: io.StringIO) -> None:
    logs.configure(form="json", level="warning", stream=stream)
    structlog.get_logger("test").info("quiet")
    logging.getLogger("test").info("quiet")
    assert stream.getvalue() == ""


def test_without_a_terminal_the_lines_are_json(stream: io.StringIO) -> None:
    logs.configure(stream=stream)
    structlog.get_logger("test").info("event")
    assert json.loads(stream.getvalue())["event"] == "event"


def test_configuring_twice_does_not_double_the_lines(lines: Lines, stream: io.StringIO) -> None:
    logs.configure(form="json", stream=stream)
    structlog.get_logger("test").info("once")
    assert len(lines()) == 1
