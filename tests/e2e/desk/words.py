"""What the desk says: its own dictionaries, over the cabinet's."""

import json
from functools import cache

from tests.architecture import ROOT
from tests.e2e import words

WORDS = ROOT / "frontend" / "src" / "desk" / "words"


def say(lang: str, key: str, **values: object) -> str:
    """The words under a key; a word with plural forms has none of its own."""
    found = _dictionary(lang).get(key)
    if found is None:
        return words.say(lang, key, **values)
    for name, value in values.items():
        found = found.replace(f"{{{name}}}", str(value))
    return found


@cache
def _dictionary(lang: str) -> dict[str, str]:
    read: dict[str, str] = json.loads((WORDS / f"{lang}.json").read_text("utf-8"))
    return read
