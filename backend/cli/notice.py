"""``vitrina notice``: what subscribers are told (уведомления), and what came of it."""

from typing import Annotated, Any
from uuid import UUID

import typer

from backend.cli.deeds import record
from backend.cli.notice_texts import preview, reset, templates, write
from backend.cli.output import AsJson, Facts, say, show, show_all
from backend.cli.session import opened
from backend.domain.notice import Channel, Language, NoticeKind, NoticeState, SendAnswer
from backend.domain.services.notifying.contacts import ContactChange, ContactView, change_contact
from backend.storage.notices.contacts import ContactBook
from backend.storage.notices.house import HouseBook
from backend.storage.notices.log import NoticeLog, NoticeQuery, NoticeView
from backend.storage.notices.trying import example_letter

app = typer.Typer(
    help="What subscribers are told (уведомления): texts, contacts, and the delivery log.",
    no_args_is_help=True,
)
app.command()(templates)
app.command()(write)
app.command()(reset)
app.command()(preview)

Id = Annotated[UUID, typer.Argument(help="Its id, as `vitrina notice log` shows it.")]
Reason = Annotated[str, typer.Option(help="Why, for the audit.")]


@app.command()
def log(
    *,
    account: Annotated[str | None, typer.Option(help="Only this account's.")] = None,
    kind: Annotated[NoticeKind | None, typer.Option(help="Only of this kind.")] = None,
    channel: Annotated[Channel | None, typer.Option(help="Only by this channel.")] = None,
    state: Annotated[NoticeState | None, typer.Option(help="Only those that stand so.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many, newest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List notices, newest first.

    Example: `vitrina notice log --account 000123 --state failed`
    """
    query = NoticeQuery(account=account, kind=kind, channel=channel, state=state, limit=limit)
    with opened() as container, container.unit_of_work() as unit:
        rows = [_brief(view) for view in NoticeLog(unit.driver).find(query)]
    show_all(rows, as_json=as_json, none="Nobody was told anything of the kind.")


@app.command("show")
def show_one(id_: Id, *, as_json: AsJson = False) -> None:
    """Show a notice: its words, and every attempt to send it.

    Example: `vitrina notice show 01a2…`
    """
    with opened() as container, container.unit_of_work() as unit:
        view, attempts = NoticeLog(unit.driver).one(id_)
    tried = [
        f"{each.number}: {each.at:%Y-%m-%d %H:%M:%S} {each.answer or 'nobody knows'} {each.reason}"
        for each in attempts
    ]
    more = {"subject": view.subject or None, "text": view.content, "attempts": tried}
    show({**_brief(view), **more}, as_json=as_json)


@app.command()
def resend(id_: Id, *, reason: Reason = "", as_json: AsJson = False) -> None:
    """Send the same words once more, to where the account is reached today.

    Example: `vitrina notice resend 01a2… --reason "asked for"`
    """
    with opened() as container, container.unit_of_work() as unit:
        book, made = NoticeLog(unit.driver), container.new_id()
        view, _ = book.one(id_)
        book.resend(id_, made, container.notices.rules, container.clock.now())
        record(
            container,
            unit,
            "resend_notice",
            f"notice {id_}",
            account=view.account,
            reason=reason,
            after={"notice": str(made)},
        )
        copy, _ = book.one(made)
        unit.commit()
    show(_brief(copy), as_json=as_json)
    say("It is sent by the next tick: vitrina schedule")


@app.command("test")
def send_test(
    channel: Annotated[Channel, typer.Argument(help="By which channel.")],
    to: Annotated[str, typer.Argument(help="A mail address or a telephone number.")],
    *,
    kind: Annotated[NoticeKind, typer.Option(help="An example of what.")] = NoticeKind.COMING_DEBIT,
    language: Annotated[Language, typer.Option(help="In which words.")] = Language.RU,
    as_json: AsJson = False,
) -> None:
    """Send an example now, and say what came of it. Exits with 1 where it was not sent.

    Example: `vitrina notice test email admin@example.com`
    """
    with opened() as container:
        with container.unit_of_work() as unit:
            letter = example_letter(
                unit.driver,
                container.notices.rules,
                (kind, channel, language),
                to,
                id_=container.new_id(),
                now=container.clock.now(),
            )
            subject = f"test notice by {channel}"
            record(container, unit, "send_test_notice", subject, after={"to": letter.to})
            unit.commit()
        result = container.notices.try_out(letter, channel)
    answer = {"to": letter.to, "answer": result.answer.value, "reason": result.reason or None}
    show(answer, as_json=as_json)
    if result.answer is not SendAnswer.SENT:
        raise typer.Exit(1)


@app.command()
def switch(
    kind: Annotated[NoticeKind, typer.Argument(help="Of what.")],
    channel: Annotated[Channel, typer.Argument(help="By which channel.")],
    *,
    on: Annotated[bool, typer.Option("--on/--off", help="Whether it is told.")],
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Tell a kind of thing by a channel, or do not.

    Example: `vitrina notice switch debit_done gateway --off`
    """
    with opened() as container:
        with container.unit_of_work() as unit:
            book = HouseBook(unit.driver, container.notices.rules)
            before = {"on": book.house().is_on(kind, channel)}
            book.switch({(kind, channel): on})
            record(
                container,
                unit,
                "change_notice_settings",
                f"notice {kind} by {channel}",
                reason=reason,
                before=before,
                after={"on": on},
            )
            unit.commit()
        container.notices.declare()
        configured = channel in container.notices.rules.channels
    show({"kind": kind, "channel": channel, "on": on, "configured": configured}, as_json=as_json)


@app.command()
def contact(
    number: Annotated[str, typer.Argument(help="The account number; leading zeros count.")],
    *,
    email: Annotated[str | None, typer.Option(help="A mail address; empty: none.")] = None,
    phone: Annotated[str | None, typer.Option(help="A telephone number; empty: none.")] = None,
    language: Annotated[Language | None, typer.Option(help="In which words.")] = None,
    time_zone: Annotated[str | None, typer.Option(help="By which clock: Asia/Tomsk.")] = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Show where an account's holder is told, or change it.

    Example: `vitrina notice contact 000123 --email ivanov@example.com --phone +79001234567`
    """
    given = {"email": email, "phone": phone, "language": language, "time_zone": time_zone}
    fields = {name: text or None for name, text in given.items() if text is not None}
    with opened() as container, container.unit_of_work() as unit:
        book = ContactBook(unit.driver)
        account_id = book.account_id(number)
        found = book.audience(account_id).contact
        if fields:
            before = book.lock(account_id, container.clock.now())
            found = change_contact(before, ContactChange(fields=fields))
            book.write(account_id, found)
            record(
                container,
                unit,
                "change_contact",
                f"account {number}",
                account=number,
                reason=reason,
                before=_contact(before),
                after=_contact(found),
            )
            unit.commit()
    show({"account": number, **_contact(found)}, as_json=as_json)


def _brief(view: NoticeView) -> Facts:
    return {
        "id": str(view.id),
        "at": f"{view.created_at:%Y-%m-%d %H:%M:%S}",
        "account": view.account,
        "kind": view.kind,
        "channel": view.channel,
        "to": view.address or None,
        "state": view.state,
        "reason": view.reason or None,
        "tries": view.attempts,
    }


def _contact(found: ContactView) -> dict[str, Any]:
    quiet = found.quiet
    return {
        "email": found.email,
        "phone": found.phone,
        "language": found.language,
        "time_zone": found.time_zone,
        "quiet_hours": f"{quiet.begin:%H:%M}–{quiet.end:%H:%M}" if quiet else None,
        "opted_out": [f"{kind}/{channel}" for kind, channel in sorted(found.opted_out)],
    }
