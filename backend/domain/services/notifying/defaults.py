"""The texts that are built in: what holds until the operator writes another one."""

from collections.abc import Mapping
from typing import NamedTuple

from backend.domain.notice import Channel, Language, NoticeKind
from backend.domain.services.notifying import texts_en, texts_ru


class NoticeText(NamedTuple):
    """A subject, which a gateway has none of, and a text; both with names between braces."""

    subject: str
    content: str


Which = tuple[NoticeKind, Channel, Language]

_MAIL = {Language.RU: texts_ru.MAIL, Language.EN: texts_en.MAIL}
_SHORT = {Language.RU: texts_ru.SHORT, Language.EN: texts_en.SHORT}
_FRAME = {Language.RU: texts_ru.FRAME, Language.EN: texts_en.FRAME}


def _built_in(kind: NoticeKind, channel: Channel, language: Language) -> NoticeText:
    if channel is Channel.GATEWAY:
        return NoticeText("", _SHORT[language][kind])
    subject, body = _MAIL[language][kind]
    return NoticeText(subject, _FRAME[language].replace("BODY", body))


DEFAULTS: Mapping[Which, NoticeText] = {
    (kind, channel, language): _built_in(kind, channel, language)
    for kind in NoticeKind
    for channel in Channel
    for language in Language
}

HOW_TO_PAY: Mapping[Language, str] = {
    Language.RU: texts_ru.HOW_TO_PAY,
    Language.EN: texts_en.HOW_TO_PAY,
}
"""What stands for ``{how_to_pay}`` until the operator says it."""
