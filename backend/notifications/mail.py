"""A notice as a mail: plain text, and the same text in a simple page for those who prefer it.

What is in a notice is data. The page is made by a template that escapes everything, and headers are
made by the library, which refuses a second line in one.
"""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from backend.domain.notice import Language, Letter

_POLICY = SMTP.clone(cte_type="7bit")  # whatever the server can do, it can carry this
_PAGES = Environment(
    loader=PackageLoader("backend.notifications"), autoescape=True, undefined=StrictUndefined
)
_TO_THE_CABINET = {Language.RU: "Личный кабинет", Language.EN: "Your cabinet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Whose mail it is: an address, a name, and the cabinet that mails link to."""

    address: str
    name: str
    cabinet: str

    @property
    def domain(self) -> str:
        """The name under which ids of mails are unique."""
        return self.address.rpartition("@")[2]


def compose(letter: Letter, sender: Sender, now: datetime) -> EmailMessage:
    """The mail. Its ``Message-ID`` is the notice's, so a second copy is known for one."""
    mail = EmailMessage(_POLICY)
    mail["From"] = Address(sender.name, addr_spec=sender.address)
    mail["To"] = Address(addr_spec=letter.to)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{letter.id}@{sender.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = letter.language.value
    mail.set_content(letter.text)
    mail.add_alternative(_page(letter, sender), subtype="html")
    return mail


def _page(letter: Letter, sender: Sender) -> str:
    return _PAGES.get_template("mail.html").render(
        language=letter.language.value,
        subject=letter.subject,
        paragraphs=[each.split("\n") for each in letter.text.split("\n\n") if each.strip()],
        operator=sender.name,
        cabinet=sender.cabinet,
        to_the_cabinet=_TO_THE_CABINET[letter.language],
    )
