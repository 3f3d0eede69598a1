"""A sender of events that sends nothing, and answers what a test says."""

from collections.abc import Callable
from urllib.parse import urlsplit

from backend.domain.endpoints import AddressRefused, Answered, Message

OK = Answered(status=204, milliseconds=7)
FORBIDDEN = ("127.0.0.1", "localhost", "10.0.0.1")


class MemorySender:
    """Implements the ``EventSender`` port. ``answer`` may be changed; ``sent`` is in order."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.answer: Callable[[Message], Answered] = lambda _: OK

    def check(self, url: str) -> None:
        """Nothing goes to this machine."""
        if urlsplit(url).hostname in FORBIDDEN:
            raise AddressRefused("the address is not a public one")

    def send(self, message: Message) -> Answered:
        """Remember it."""
        self.sent.append(message)
        return self.answer(message)
