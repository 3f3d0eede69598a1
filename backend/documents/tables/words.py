"""Our own words, as files say them."""

from collections.abc import Mapping

from backend.domain.values.wording import STATE_WORDS

WORDS: Mapping[str, str] = {
    **{state.value: word for state, word in STATE_WORDS.items()},
    "charge": "начисление",
    "reversal": "отмена",
    "refund": "возврат",
    "declined": "отказ в списании",
    "gross": "суммы с НДС",
    "net": "суммы без НДС",
}
"""What is not among them is written as it is."""
