"""How steps are worded: one pattern for each kind of word, so that no sentence has two meanings."""

import re

from pytest_bdd import parsers

_ONE = {
    "platform": "the platform|the other platform",
    "whom": 'the subscriber|the neighbour|the newcomer|"[^"]+"',
    "amount": r'[^\s"]+(?: 0+)?',
    "left": r"-?\d+\.\d\d",
    "held": r"\d+\.\d\d",
    "code": "[a-z_]+",
    "others": "[a-z_]+",
    "before": ", as before|",
    "number": r"\d+",
    "more": r"\d+",
    "unit": "seconds|days",
    "loss": "the request|the answer",
    "state": "[a-z]+",
    "states": "[a-z, ]+",
    "day": r"[^\s\"]+",
    "last": r"\d{4}-\d\d-\d\d",
    "what": "amount|product|text|period end|full price",
    "value": "(?:(?! through ).)+",
    "situation": ".+",
}
_QUOTED = '[^"]+'


def phrase(text: str) -> parsers.re:
    """A parser for a sentence with ``{names}``; names that are not listed are quoted words."""
    parts = re.split(r"\{(\w+)\}", text)
    pattern = "".join(
        f"(?P<{part}>{_ONE.get(part, _QUOTED)})" if place % 2 else re.escape(part)
        for place, part in enumerate(parts)
    )
    return parsers.re(pattern)


def names_between(first: str, last: str) -> list[str]:
    """``tx-1`` and ``tx-3`` → ``tx-1``, ``tx-2``, ``tx-3``."""
    stem, low = first.rsplit("-", 1)
    return [f"{stem}-{number}" for number in range(int(low), int(last.rsplit("-", 1)[1]) + 1)]
