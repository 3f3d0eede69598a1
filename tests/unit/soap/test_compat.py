"""Spyne is importable and quiet on every Python that we support."""

import gc
import io
import logging
import sys
from collections.abc import Iterator

import pytest
import six
import spyne.const
import spyne.util.six
import structlog
from spyne.model.complex import ComplexModelMeta

from backend.soap import compat, documents
from backend.telemetry import logs


def test_pypis_six_stands_in_for_the_vendored_one() -> None:
    assert spyne.util.six is six
    assert six.get_function_name(len) == "len"


def test_garbage_is_not_collected_by_force() -> None:
    assert float("inf") == spyne.const.MIN_GC_INTERVAL


def test_a_changed_configuration_keeps_nothing_of_the_last_one() -> None:
    def types() -> int:
        gc.collect()
        return sum(1 for each in gc.get_objects() if isinstance(each, ComplexModelMeta))

    documents.relans()
    before = types()
    for _ in range(3):
        documents.relans()
    assert types() == before


def test_the_header_parser_that_python_dropped_is_there() -> None:
    parse = vars(sys.modules["cgi"])["parse_header"]
    for each in (parse, compat._parse_header):
        assert each("text/xml; charset=utf-8") == ("text/xml", {"charset": "utf-8"})


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


@pytest.mark.parametrize("name", ["spyne", "spyne.protocol.xml", "spyne.protocol.xml.invalid"])
def test_spyne_writes_nothing_even_after_logging_is_set_up(name: str, stream: io.StringIO) -> None:
    logs.configure(form="json", level="debug", stream=stream)
    logging.getLogger(name).critical("<w:Password>hunter2</w:Password>")
    assert stream.getvalue() == ""
