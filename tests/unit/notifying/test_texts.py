"""The words of notices: built in, written by the operator, and injected by nobody."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from backend.api.event_examples import _CONTENTS
from backend.domain.errors import InvalidRequest
from backend.domain.events import Fact, Topic
from backend.domain.notice import Channel, Language, NoticeKind
from backend.domain.services.billing.fill_template import UnknownPlaceholder
from backend.domain.services.notifying.check_text import check_text, check_words
from backend.domain.services.notifying.defaults import DEFAULTS, HOW_TO_PAY, NoticeText, Which
from backend.domain.services.notifying.fill_notice import Names, Words, fill_notice
from backend.domain.services.notifying.house import House
from backend.domain.services.notifying.occasions import KINDS, Occasion, occasions
from backend.domain.services.notifying.placeholders import EXAMPLES, PLACEHOLDERS
from backend.domain.services.notifying.try_text import ExampleTitles, try_text
from tests.fakes.manual_clock import START
from tests.noticing_world import RULES

HOUSE = House(rules=RULES, switches={}, texts={}, how_to_pay={})
MAIL, SHORT = Channel.EMAIL, Channel.GATEWAY
RU, EN = Language.RU, Language.EN


def tried(kind: NoticeKind, channel: Channel, language: Language = RU, **content: Any) -> Words:
    """The built-in text with an example, or with it changed."""
    which = (kind, channel, language)
    given = {**EXAMPLES[kind], **content}
    words = try_text(which, DEFAULTS[which], HOUSE, START, content=given)
    return Words(plain(words.subject), plain(words.content))


def plain(text: str) -> str:
    """With spaces that break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("which", DEFAULTS, ids="/".join)
def test_every_built_in_text_holds_up(which: Which) -> None:
    kind, channel, language = which
    words = try_text(which, DEFAULTS[which], HOUSE, START)
    assert bool(words.subject) == (channel is MAIL)
    assert not set("{}") & set(words.subject + words.content)
    assert "—." not in words.content
    if channel is SHORT:
        assert "\n" not in words.content
        assert len(words.content) < 300
    if language is EN:
        assert "₽" not in words.content
    assert kind in EXAMPLES


def test_what_a_subscriber_reads() -> None:
    words = tried(NoticeKind.COMING_DEBIT, MAIL)
    assert words.subject == "1 июня спишется 550,00 ₽"
    assert words.content == (
        "Здравствуйте!\n\n"
        "1 июня с вашего счёта спишется 550,00 ₽:\n\n"
        "— Интернет «Домашний 100»: 500,00 ₽\n"
        "— Антивирус, июнь 2026: 50,00 ₽\n\n"
        "Доступно 537,70 ₽. Не хватает 12,30 ₽.\n\n"
        "Пополните лицевой счёт 000123 любым привычным способом.\n\n"
        "Лицевой счёт 000123. Подробности и выбор уведомлений — в личном кабинете: "
        "https://vitrina.test\n\nВитрина"
    )
    assert tried(NoticeKind.COMING_DEBIT, SHORT).content == (
        "1 июня с лицевого счёта 000123 спишется 550,00 ₽. Не хватает 12,30 ₽. "
        "Пополните лицевой счёт 000123 любым привычным способом."
    )
    assert tried(NoticeKind.COMING_DEBIT, SHORT, EN, missing=0).content == (
        "RUB 550.00 will be taken from account 000123 on 1 June. There is enough money. "
        "Top up account 000123 the way you usually do."
    )


def test_where_another_billing_keeps_the_money_nothing_is_said_of_it() -> None:
    words = tried(NoticeKind.COMING_DEBIT, MAIL, available=None, missing=None)
    assert "Антивирус, июнь 2026: 50,00 ₽\n\nПополните лицевой счёт" in words.content


def test_why_something_is_suspended() -> None:
    assert "Не хватило денег." in tried(NoticeKind.SUSPENDED, SHORT).content
    blocked = tried(NoticeKind.SUSPENDED, SHORT, reason="blocked by the platform")
    assert "Так решил поставщик." in blocked.content


@pytest.mark.parametrize(
    "pattern",
    [
        "{0.__class__}",
        "{0}",
        "{}",
        "{product.__class__.__mro__}",
        "{product[0]}",
        "{product!r}",
        "{product:>1000000000}",
        "{product:{amount}}",
        "{secret}",
        "{lines}",  # of other kinds only
        "{number}",
        "{how_to_pay!s}",
        "{ product }",
    ],
)
def test_what_no_text_may_ask_for(pattern: str) -> None:
    for text in (NoticeText("S", pattern), NoticeText(pattern, "text")):
        with pytest.raises(UnknownPlaceholder):
            check_text(NoticeKind.RESUMED, MAIL, text)
    with pytest.raises(UnknownPlaceholder):
        check_words(pattern)


@pytest.mark.parametrize("pattern", ["{", "}", "{product", "product}", "{product}}", "{{product}"])
def test_broken_braces(pattern: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        check_text(NoticeKind.RESUMED, MAIL, NoticeText("S", pattern))
    assert refused.value.code == "invalid_request"


def test_braces_can_be_written() -> None:
    check_text(NoticeKind.RESUMED, SHORT, NoticeText("", "{{product}} {product}"))


@pytest.mark.parametrize(
    "subject",
    ["", " ", "a\nBcc: x@y", "a\r\nBcc: x@y", "a\rb", "a\x00", "a\x85b", "a\u2028b", "x" * 201],
)
def test_subjects_that_are_none(subject: str) -> None:
    with pytest.raises(InvalidRequest):
        check_text(NoticeKind.RESUMED, MAIL, NoticeText(subject, "text"))


@pytest.mark.parametrize(
    "content", ["", " \n ", "a\x00", "a\rb", "a\x1b[0m", "a\u2029b", "x" * 4001]
)
def test_texts_that_are_none(content: str) -> None:
    with pytest.raises(InvalidRequest):
        check_text(NoticeKind.RESUMED, SHORT, NoticeText("", content))


def test_a_message_has_no_subject() -> None:
    with pytest.raises(InvalidRequest):
        check_text(NoticeKind.RESUMED, SHORT, NoticeText("S", "text"))


EVIL = "Иванов\r\nBcc: all@example.com\r\n\r\n<script>{0.__class__}{amount!r}\x00\x85\u2028"
NAMES = Names(
    account="000123", holder=EVIL, operator=EVIL, cabinet="https://x", how_to_pay=HOW_TO_PAY[RU]
)


class EvilTitles:
    """Implements ``Titles``."""

    def product(self, _product_id: str) -> str:
        return EVIL

    def platform(self, _integrator_id: int) -> str:
        return EVIL


@pytest.mark.parametrize("kind", NoticeKind)
def test_values_are_data(kind: NoticeKind) -> None:
    """Not a pattern, not a line, not a header: whoever wrote them."""
    content = {
        name: EVIL if isinstance(value, str) and name in ("text", "number") else value
        for name, value in EXAMPLES[kind].items()
    }
    if "lines" in content:
        content["lines"] = [{"text": EVIL, "amount": 1}]
    everything = " ".join(f"{{{name}}}" for name in PLACEHOLDERS[kind])
    text = NoticeText(everything, everything)
    check_text(kind, MAIL, text)
    on = content.get("on")
    occasion = Occasion(
        kind=kind,
        account_id=1,
        key="",
        fact_id=UUID(int=1),
        at=START,
        on=date.fromisoformat(on) if on else None,
        contents=(content,),
    )
    words = fill_notice(text, occasion, NAMES, EvilTitles(), language=RU, told_on=date(2026, 5, 1))
    assert "Иванов Bcc: all@example.com <script>{0.__class__}{amount!r}" in words.content
    for told in (words.subject, words.content):
        assert not set("\r\x00\x85\u2028") & set(told)
    assert len(words.subject.splitlines()) == 1
    assert len(words.content.splitlines()) == 1


@pytest.mark.parametrize("topic", KINDS)
def test_what_facts_say_is_enough(topic: str) -> None:
    """Every built-in text, with the example that the catalogue of events shows of its fact."""
    fact = Fact(
        id=UUID(int=1),
        number=1,
        at=START,
        topic=Topic(topic),
        account_id=1,
        subscription_id=UUID(int=2),
        content=_CONTENTS[Topic(topic)],
    )
    (occasion,) = occasions([fact], RULES.zone)
    for (kind, _, language), text in DEFAULTS.items():
        if kind is occasion.kind:
            words = fill_notice(
                text, occasion, NAMES, ExampleTitles(), language=language, told_on=date(2026, 5, 1)
            )
            assert words.content
