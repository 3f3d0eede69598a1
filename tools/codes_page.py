"""Render ``docs/codes.md``: every code that a caller can meet, from the tables that answer it."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import backend.app  # noqa: F401 (errors are declared where they are raised)
from backend import domain
from backend.api.problems import PROBLEMS
from backend.domain.errors import VitrinaError
from backend.domain.values.codes import ADVICE, Advice, Code

_HEAD = """\
# Codes

What an operation or a call can be answered, whichever door it came through. REST answers the status
and a problem document with the code; SOAP dialects have words of their own for the same codes. The
codes are stable: none is ever renamed. Decide by the code, act by the advice. This page is
generated from `backend/domain` and `backend/api/problems.py` by `make generate`.

"""
_TABLE = "| code | REST status | advice | meaning |\n| --- | --- | --- | --- |\n"
_ADVICE = """
## Advice

| advice | what to do |
| --- | --- |
| `none` | It is done. |
| `retry_same_id` | Send the same request again, after `Retry-After` seconds where they are told. |
| `new_id_later` | Not now: try again another time, with a new id. |
| `new_id_after_change` | Change the request or the configuration, then use a new id. |
| `treat_as_done` | What was asked for is true already. |
| `never` | This will not happen; do not repeat it. |
"""


def render() -> str:
    """The page; ``make check`` compares it with the committed one."""
    outcomes = "".join(_row(code, ADVICE[code]) for code in Code if code is not Code.OK)
    calls = "".join(_row(code, advice) for code, advice in _refusals().items())
    return (
        f"{_HEAD}## Of operations\n\n{_TABLE}| `ok` | 200 | `none` | It is done. |\n{outcomes}"
        f"\n## Of calls that were not decided\n\n{_TABLE}{calls}{_ADVICE}"
    )


def _refusals() -> dict[str, str]:
    """Advice by code, for the codes that are not outcomes of an operation."""
    for module in walk_packages(domain.__path__, f"{domain.__name__}."):
        import_module(module.name)  # an error is known once its module is
    known = {kind.code: str(kind.advice) for kind in _descendants(VitrinaError)}
    return {
        code: known.get(code) or _WITHOUT_ERROR[code] for code in PROBLEMS if code not in ADVICE
    }


def _descendants(kind: type[VitrinaError]) -> Iterator[type[VitrinaError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _descendants(child)


_WITHOUT_ERROR = {
    "method_not_allowed": Advice.NEVER.value,
    "internal_error": Advice.RETRY_SAME_ID.value,
}


def _row(code: str, advice: str) -> str:
    kind = PROBLEMS[code]
    return f"| `{code}` | {kind.status} | `{advice}` | {kind.title} |\n"
