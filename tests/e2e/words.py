"""What the cabinet says, from its own dictionaries: tests name the same words in both languages."""

import json
from functools import cache
from typing import Any

from tests.architecture import ROOT

WORDS = ROOT / "frontend" / "src" / "words"


def say(lang: str, key: str, **values: object) -> str:
    """The words under a key; a word with plural forms has none of its own."""
    found = _dictionary(lang)[key]
    assert isinstance(found, str)
    for name, value in values.items():
        found = found.replace(f"{{{name}}}", str(value))
    return found


@cache
def _dictionary(lang: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((WORDS / f"{lang}.json").read_text("utf-8"))
    return read
