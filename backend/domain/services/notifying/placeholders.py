"""What the text of a notice may contain between braces, and example facts to fill it with."""

from collections.abc import Mapping
from typing import Any

from backend.domain.notice import NoticeKind

COMMON: Mapping[str, str] = {
    "account": "the account's number",
    "holder": "who holds the account",
    "operator": "the operator's name",
    "cabinet": "the address of the cabinet",
    "how_to_pay": "how to pay, as the operator says it",
}
OF_WORDS = ("account", "cabinet")
"""What the words on how to pay may contain."""

_DATE, _PRODUCT = {"date": "the day, «1 июня»"}, {"product": "what it is about"}
_AMOUNT = {"amount": "the sum, «50,00 ₽»"}
_LINES = {"lines": "for what, a line each"}
_AVAILABLE = {"available": "what can be spent; «—» where another billing keeps the money"}
_MISSING = {
    "missing": "how much is missing, «12,30 ₽»; zero where nothing is",
    "shortage": "a sentence: how much is missing, or that nothing is",
    "funds": "the same with what can be spent; nothing where another billing keeps the money",
}

_OWN: Mapping[NoticeKind, Mapping[str, str]] = {
    NoticeKind.COMING_DEBIT: _DATE | _AMOUNT | _AVAILABLE | _MISSING | _LINES,
    NoticeKind.DEBIT_DONE: _DATE | _AMOUNT | _LINES,
    NoticeKind.MONEY_REFUSED: {
        **_DATE, **_AMOUNT, **_AVAILABLE, **_MISSING, "platform": "who asked for the money",
    },
    NoticeKind.SUSPENDED: {**_DATE, **_PRODUCT, "why": "a sentence: why"},
    NoticeKind.RESUMED: _DATE | _PRODUCT,
    NoticeKind.TRIAL_ENDING: _DATE | _PRODUCT | _AMOUNT,
    NoticeKind.PRICE_CHANGE: {
        **_DATE, **_PRODUCT, "old_price": "what it costs now", "new_price": "what it will cost",
    },
    NoticeKind.ADVANCE_INVOICE: {
        **_DATE, **_AMOUNT, "number": "the invoice's number", "payable": "what is to be paid",
    },
}  # fmt: skip

PLACEHOLDERS: Mapping[NoticeKind, Mapping[str, str]] = {
    kind: {**own, **COMMON} for kind, own in _OWN.items()
}
"""By kind: name → what stands for it."""

_ANTIVIRUS = {"product_id": "antivirus"}
EXAMPLES: Mapping[NoticeKind, Mapping[str, Any]] = {
    NoticeKind.COMING_DEBIT: {
        "on": "2026-06-01",
        "amount": 550_00,
        "missing": 12_30,
        "available": 537_70,
        "lines": [
            {"text": "Интернет «Домашний 100»", "amount": 500_00},
            {"text": "Антивирус, июнь 2026", "amount": 50_00},
        ],
    },
    NoticeKind.DEBIT_DONE: {"amount": 50_00, "text": "Антивирус, июнь 2026"},
    NoticeKind.MONEY_REFUSED: {"integrator_id": 1, "amount": 50_00, "available": 37_70},
    NoticeKind.SUSPENDED: {**_ANTIVIRUS, "reason": "lack of money"},
    NoticeKind.RESUMED: _ANTIVIRUS,
    NoticeKind.TRIAL_ENDING: {**_ANTIVIRUS, "on": "2026-06-01", "amount": 50_00},
    NoticeKind.PRICE_CHANGE: {
        **_ANTIVIRUS,
        "on": "2026-06-01",
        "from_amount": 50_00,
        "to_amount": 60_00,
    },
    NoticeKind.ADVANCE_INVOICE: {
        "number": "A-2026-000017",
        "on": "2026-06-01",
        "total": 550_00,
        "payable": 12_30,
    },
}
"""The content of a fact of each kind, for previews."""
