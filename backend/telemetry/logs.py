"""Logs: one line for each event, JSON for machines and columns for people, never a secret.

Everything goes one way: structlog's loggers and the standard library's (uvicorn, Alembic,
APScheduler, Spyne) end in one handler, which adds the correlation id and the process's name.
Modules take their logger from ``structlog.get_logger(__name__)``; the entry points call
``configure`` once in each process, and start uvicorn with ``**UVICORN``.
"""

import logging
import re
import sys
from collections.abc import Mapping
from typing import Any, Literal, TextIO

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

from backend.telemetry import correlation

Form = Literal["text", "json"]

MASK = "***"

# uvicorn leaves logging alone; the doors write one line for each request themselves.
UVICORN: Mapping[str, Any] = {"log_config": None, "access_log": False}

_SECRET_KEY = re.compile(
    r"password|passwd|secret|authorization|token|cookie|api[_-]?key|(^|[_-])sign(ature)?($|[_-])",
    re.IGNORECASE,
)
_SECRET_IN_URL = re.compile(r"(?<=://)([^\s:/@]*):[^\s/@]+@")


def configure(
    *,
    form: Form | None = None,
    level: str = "info",
    process: str = "vitrina",
    stream: TextIO | None = None,
) -> None:
    """Route all logging of this process; without ``form``, text on a terminal and JSON elsewhere.

    Calling it again replaces what the last call has set.
    """
    stream = stream or sys.stderr
    chosen = form or ("text" if stream.isatty() else "json")
    number = logging.getLevelNamesMapping()[level.upper()]
    shared = _shared(process)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(number),
    )
    handler = logging.StreamHandler(stream)
    handler.addFilter(_harmless)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=_ending(chosen, colors=stream.isatty())
        )
    )
    logging.basicConfig(level=number, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    # Below warnings these tell of their own insides, once for each request or statement.
    for name in ("spyne", "httpx", "httpcore", "apscheduler.executors", "asyncio"):
        logging.getLogger(name).setLevel(max(number, logging.WARNING))


def mask(value: object) -> object:
    """Answer the same with secrets replaced: under telling keys, and passwords inside URLs."""
    if isinstance(value, Mapping):
        return {
            key: MASK if _SECRET_KEY.search(str(key)) else mask(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [mask(inner) for inner in value]
    if isinstance(value, str) and "://" in value:
        return _SECRET_IN_URL.sub(rf"\1:{MASK}@", value)
    return value


def _shared(process: str) -> list[Processor]:
    """What happens to every event, whichever library it comes from."""

    def describe(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        event["process"] = process
        if found := correlation.current():
            event.setdefault("correlation_id", found)
        return event

    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        describe,
    ]


def _ending(form: Form, *, colors: bool) -> list[Processor]:
    """From the event to the line. Tracebacks are plain: the rich ones print local variables."""
    render: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(
            colors=colors, exception_formatter=structlog.dev.plain_traceback
        )
    )
    return [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        _mask_event,
        render,
    ]


def _mask_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {key: MASK if _SECRET_KEY.search(key) else mask(value) for key, value in event.items()}


def _harmless(record: logging.LogRecord) -> bool:
    """Spyne's ``.invalid`` loggers write whole documents, passwords included: never."""
    return not (record.name.startswith("spyne") and record.name.endswith(".invalid"))
