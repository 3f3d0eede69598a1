"""The built-in texts in English. ``BODY``: where the particulars of a mail go."""

from collections.abc import Mapping

from backend.domain.notice import NoticeKind

HOW_TO_PAY = "Top up account {account} the way you usually do."

FRAME = """\
Hello,

BODY

Account {account}. Details, and which notices you get: {cabinet}

{operator}"""

MAIL: Mapping[NoticeKind, tuple[str, str]] = {
    NoticeKind.COMING_DEBIT: (
        "{amount} will be taken on {date}",
        """\
On {date} {amount} will be taken from your account:

{lines}

{funds}

{how_to_pay}""",
    ),
    NoticeKind.DEBIT_DONE: (
        "{amount} was taken",
        """\
On {date} {amount} was taken from your account:

{lines}""",
    ),
    NoticeKind.MONEY_REFUSED: (
        "Not enough money: {amount}",
        """\
On {date} {amount} could not be taken ({platform}). {funds}

{how_to_pay}""",
    ),
    NoticeKind.SUSPENDED: (
        "Suspended: {product}",
        """\
Your subscription to {product} was suspended on {date}. {why}

{how_to_pay}""",
    ),
    NoticeKind.RESUMED: (
        "Working again: {product}",
        "Your subscription to {product} was resumed on {date}. Thank you for staying with us.",
    ),
    NoticeKind.TRIAL_ENDING: (
        "The trial is ending: {product}",
        """\
Your trial of {product} is ending. On {date} {amount} will be taken for the first time.

If you do not need it any more, cancel it in the cabinet before that day.""",
    ),
    NoticeKind.PRICE_CHANGE: (
        "A new price from {date}: {product}",
        """\
From {date} your subscription to {product} costs {new_price} a period instead of {old_price}.

If that does not suit you, cancel it in the cabinet.""",
    ),
    NoticeKind.ADVANCE_INVOICE: (
        "Invoice No. {number}: {payable}",
        """\
Invoice No. {number} for the period from {date}: {amount} will be charged, {payable} is to be paid.

{how_to_pay}

You can download it in the cabinet.""",
    ),
}

SHORT: Mapping[NoticeKind, str] = {
    NoticeKind.COMING_DEBIT: (
        "{amount} will be taken from account {account} on {date}. {shortage} {how_to_pay}"
    ),
    NoticeKind.DEBIT_DONE: "{amount} was taken from account {account}.",
    NoticeKind.MONEY_REFUSED: (
        "{amount} could not be taken from account {account}. {shortage} {how_to_pay}"
    ),
    NoticeKind.SUSPENDED: "{product} is suspended. {why} {how_to_pay}",
    NoticeKind.RESUMED: "{product} is working again.",
    NoticeKind.TRIAL_ENDING: (
        "Your trial of {product} is ending: {amount} will be taken on {date}. Cancel: {cabinet}"
    ),
    NoticeKind.PRICE_CHANGE: (
        "From {date} {product} costs {new_price} instead of {old_price}. Details: {cabinet}"
    ),
    NoticeKind.ADVANCE_INVOICE: (
        "Invoice No. {number}: {payable} is to be paid by {date}. {how_to_pay}"
    ),
}

FUNDS = "Available: {available}. {shortage}"
SHORTAGE = "{missing} is missing."
NO_SHORTAGE = "There is enough money."
WHY_MONEY = "There was not enough money."
WHY_PLATFORM = "Its provider decided so."
