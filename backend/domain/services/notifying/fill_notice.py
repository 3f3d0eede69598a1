"""The words of a notice: a text filled with what is known of an occasion, and nothing else.

Whatever others have written (names, titles, texts of platforms) is put on one line first, so it
cannot begin a header or a paragraph; and it is data, never a pattern or markup.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from backend.domain.notice import Language, NoticeKind
from backend.domain.services.billing.fill_template import fill
from backend.domain.services.notifying import texts_en, texts_ru
from backend.domain.services.notifying.defaults import NoticeText
from backend.domain.services.notifying.occasions import Occasion
from backend.domain.services.notifying.wording import day, money, one_line

_TEXTS = {Language.RU: texts_ru, Language.EN: texts_en}
_LACK_OF_MONEY = "lack of money"
_SPACES, _GAP = re.compile(r" {2,}"), re.compile(r" *\n( *\n)+ *")  # left by what says nothing


class Titles(Protocol):
    """What products and platforms are called."""

    def product(self, product_id: str) -> str:
        """The title of a product."""
        ...

    def platform(self, integrator_id: int) -> str:
        """The title of a platform."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What every notice to somebody may say. ``how_to_pay`` is a text with names of its own."""

    account: str
    holder: str
    operator: str
    cabinet: str
    how_to_pay: str


@dataclass(frozen=True, slots=True)
class Words:
    """As they are sent, and stay."""

    subject: str
    content: str


def fill_notice(
    text: NoticeText,
    occasion: Occasion,
    names: Names,
    titles: Titles,
    *,
    language: Language,
    told_on: date,
) -> Words:
    """The words. ``told_on``: the local day of what happened, where the fact names none."""
    known = {**_common(names), **_own(occasion, titles, language, told_on)}
    content = _GAP.sub("\n\n", _SPACES.sub(" ", fill(text.content, known))).strip()
    return Words(one_line(fill(text.subject, known)), content)


def _common(names: Names) -> dict[str, str]:
    plain = {"account": names.account, "cabinet": names.cabinet}
    return {
        **plain,
        "holder": one_line(names.holder),
        "operator": one_line(names.operator),
        "how_to_pay": fill(names.how_to_pay, plain),
    }


def _own(occasion: Occasion, titles: Titles, language: Language, told_on: date) -> dict[str, str]:
    content = occasion.contents[0]
    amount = sum(each.get("amount", each.get("total", 0)) for each in occasion.contents)
    known = {
        "date": day(occasion.on or told_on, language),
        "amount": money(amount, language),
        "lines": _lines(occasion, language),
    }
    if "product_id" in content:
        known["product"] = one_line(titles.product(content["product_id"]))
    if "integrator_id" in content:
        known["platform"] = one_line(titles.platform(content["integrator_id"]))
    return {**known, **_money_of(occasion.kind, content, language), **_more(content, language)}


def _money_of(kind: NoticeKind, content: Mapping[str, Any], language: Language) -> dict[str, str]:
    if kind not in (NoticeKind.COMING_DEBIT, NoticeKind.MONEY_REFUSED):
        return {}
    available, missing = content["available"], content.get("missing")
    if available is None:
        return dict.fromkeys(("available", "missing"), "—") | {"shortage": "", "funds": ""}
    if missing is None:
        missing = max(content["amount"] - available, 0)
    texts = _TEXTS[language]
    known = {"available": money(available, language), "missing": money(missing, language)}
    shortage = texts.SHORTAGE.format_map(known) if missing else texts.NO_SHORTAGE
    funds = texts.FUNDS.format_map({**known, "shortage": shortage})
    return {**known, "shortage": shortage, "funds": funds}


def _more(content: Mapping[str, Any], language: Language) -> dict[str, str]:
    texts = _TEXTS[language]
    known = {"why": texts.WHY_PLATFORM}
    if content.get("reason") == _LACK_OF_MONEY:
        known["why"] = texts.WHY_MONEY
    if "number" in content:
        known["number"] = one_line(content["number"])
    sums = {"payable": "payable", "old_price": "from_amount", "new_price": "to_amount"}
    told = {
        name: money(content[field], language) for name, field in sums.items() if field in content
    }
    return known | told


def _lines(occasion: Occasion, language: Language) -> str:
    lines = [line for content in occasion.contents for line in content.get("lines", [content])]
    return "\n".join(
        f"— {one_line(line['text'])}: {money(line['amount'], language)}"
        for line in lines
        if "text" in line
    )
