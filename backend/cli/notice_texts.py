"""The texts of notices on the command line: what holds, another one, the way back, and a try."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from backend.cli.deeds import record
from backend.cli.output import AsJson, Facts, console, say, show, show_all
from backend.cli.session import opened
from backend.container import Container
from backend.domain.notice import Channel, Language, NoticeKind
from backend.domain.services.access.staff_members import CONSOLE
from backend.domain.services.forecasting.announce import debit_content
from backend.domain.services.notifying.check_text import check_text
from backend.domain.services.notifying.defaults import DEFAULTS, NoticeText, Which
from backend.domain.services.notifying.placeholders import PLACEHOLDERS
from backend.storage.notices.house import HouseBook
from backend.storage.notices.trying import preview as previewed
from backend.storage.searching.accounts import account_id_of

Kind = Annotated[NoticeKind, typer.Argument(help="Of what somebody is told.")]
By = Annotated[Channel, typer.Argument(help="By which channel.")]
In = Annotated[Language, typer.Argument(help="In which words.")]
Subject = Annotated[str, typer.Option(help="The subject of a mail.")]
Reason = Annotated[str, typer.Option(help="Why, for the audit.")]


def templates(
    kind: Annotated[NoticeKind | None, typer.Argument(help="Only of this kind.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List the texts that hold, and what they may contain between braces.

    Example: `vitrina notice templates coming_debit`
    """
    with opened() as container, container.unit_of_work() as unit:
        house = HouseBook(unit.driver, container.notices.rules).house()
    rows: list[Facts] = [
        {
            "kind": which[0],
            "channel": which[1],
            "language": which[2],
            "built_in": which not in house.texts,
            "subject": house.text(which).subject or None,
            "text": house.text(which).content,
        }
        for which in DEFAULTS
        if kind in (None, which[0])
    ]
    show_all(rows, as_json=as_json, none="There is no text.")
    if kind is not None:
        for name, meaning in PLACEHOLDERS[kind].items():
            say(f"{{{name}}} {meaning}")


def write(
    kind: Kind,
    channel: By,
    language: In,
    text: Annotated[str, typer.Argument(help="With names between braces; `-` reads the input.")],
    *,
    subject: Subject = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Write another text; it holds at once, and the earlier ones are kept.

    Example: `vitrina notice write resumed gateway ru "Снова работает: {product}"`
    """
    written = NoticeText(subject, _given(text))
    check_text(kind, channel, written)
    _keep((kind, channel, language), written, "save_notice_template", reason, as_json=as_json)


def reset(
    kind: Kind, channel: By, language: In, *, reason: Reason = "", as_json: AsJson = False
) -> None:
    """Go back to the built-in text.

    Example: `vitrina notice reset resumed gateway ru`
    """
    _keep((kind, channel, language), None, "reset_notice_template", reason, as_json=as_json)


def preview(
    kind: Kind,
    channel: By,
    language: In,
    *,
    text: Annotated[
        str | None, typer.Option(help="Try this instead of the text that holds; `-`: the input.")
    ] = None,
    subject: Subject = "",
    account: Annotated[
        str | None, typer.Option(help="Whose names, and whose next debit, are used.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show a text as somebody would get it; nothing is kept or sent.

    Example: `vitrina notice preview coming_debit email ru --account 000123`
    """
    draft = None if text is None else NoticeText(subject, _given(text))
    with opened() as container, container.unit_of_work() as unit:
        words = previewed(
            unit.driver,
            container.notices.rules,
            (kind, channel, language),
            draft,
            container.clock.now(),
            account=account,
            content=_next_debit(container, kind, account),
        )
    if as_json:
        show({"subject": words.subject, "text": words.content}, as_json=True)
        return
    if words.subject:
        console().print(words.subject, style="bold", markup=False)
        console().print()
    console().print(words.content, markup=False)


def _keep(
    which: Which, text: NoticeText | None, operation: str, reason: str, *, as_json: bool
) -> None:
    with opened() as container, container.unit_of_work() as unit:
        book = HouseBook(unit.driver, container.notices.rules)
        before = book.house().text(which)._asdict()
        book.add(container.new_id(), which, text, container.clock.now(), CONSOLE)
        after = book.house().text(which)._asdict()
        versions = len(book.versions(which))
        subject = f"notice template {'/'.join(which)}"
        record(container, unit, operation, subject, reason=reason, before=before, after=after)
        unit.commit()
    show({**after, "built_in": text is None, "versions": versions}, as_json=as_json)


def _given(text: str) -> str:
    return typer.get_text_stream("stdin").read().strip("\n") if text == "-" else text


def _next_debit(
    container: Container, kind: NoticeKind, account: str | None
) -> Mapping[str, Any] | None:
    if account is None or kind is not NoticeKind.COMING_DEBIT:
        return None
    with container.unit_of_work() as unit:
        account_id = account_id_of(unit.driver, account)
    debits = container.forecasts.of_account(account_id).debits
    return debit_content(debits[0]) if debits else None
