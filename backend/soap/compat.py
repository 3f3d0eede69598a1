"""Makes Spyne 2.14 (2022, dormant) importable and harmless. Imported before anything of Spyne.

- Its vendored six cannot be imported by Python 3.12 and later: PyPI's takes its place.
- It wants ``cgi.parse_header``, which Python 3.13 no longer has.
- It collects garbage by force once a second, which stops every other request of the process.
- Its loggers write whole documents, passwords included.
- Its tables by class keep every class that was ever looked up, so each change of an integrator's
  configuration would keep the types of the last one for ever.
"""

import importlib
import logging
import operator
import sys
import types
import warnings
from contextlib import suppress
from email.message import Message
from typing import Any

import six

_MOVED = (
    "collections_abc",
    "http_cookies",
    "urllib",
    "urllib.error",
    "urllib.parse",
    "urllib.request",
)


def _stand_in_for_six() -> None:
    if not hasattr(six, "get_function_name"):
        vars(six)["get_function_name"] = operator.attrgetter("__name__")
    sys.modules["spyne.util.six"] = six
    sys.modules["spyne.util.six.moves"] = six.moves
    for name in _MOVED:
        moved = importlib.import_module(f"six.moves.{name}")
        sys.modules[f"spyne.util.six.moves.{name}"] = moved


def _parse_header(line: str) -> tuple[str, dict[str, str]]:
    message = Message()
    message["content-type"] = line
    return message.get_content_type(), dict((message.get_params() or [])[1:])


def _stand_in_for_cgi() -> None:
    try:
        importlib.import_module("cgi")
    except ImportError:
        module = types.ModuleType("cgi", "Only what Spyne uses of the module that Python dropped.")
        vars(module)["parse_header"] = _parse_header
        sys.modules["cgi"] = module


def _look_up(table: dict[type, Any], key: type) -> Any:
    """Spyne's search for the nearest base class, without keeping what it found."""
    try:
        return dict.__getitem__(table, key)
    except KeyError:
        for base in reversed(key.__bases__):
            with suppress(KeyError):
                return _look_up(table, base)
        raise


def _import_spyne() -> None:
    tables = importlib.import_module("spyne.util.cdict")
    tables.cdict.__getitem__ = _look_up
    constants = importlib.import_module("spyne.const")
    vars(constants)["MIN_GC_INTERVAL"] = float("inf")
    for name in ("spyne.protocol.soap", "spyne.interface.wsdl"):
        importlib.import_module(name)


def _silence_loggers() -> None:
    logger = logging.getLogger("spyne")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    logger.setLevel(logging.CRITICAL)


with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    _stand_in_for_six()
    _stand_in_for_cgi()
    _import_spyne()
_silence_loggers()
