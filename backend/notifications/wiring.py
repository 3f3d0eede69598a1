"""The channels that are configured, and what they share."""

import base64
from dataclasses import dataclass

from backend.calls.caller import HttpCaller, Patience
from backend.domain.notice import NoticeChannel
from backend.domain.ports import Clock
from backend.notifications.email import EmailChannel
from backend.notifications.gateway import GatewayChannel
from backend.notifications.mail import Sender
from backend.notifications.smtp import MailServer

_PATIENCE = Patience(connect=3.0, read=8.0, total=15.0)
_PREFIX = "whsec_"


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where notices are posted; ``secret`` is ``whsec_`` and a key in base64."""

    address: str
    secret: str

    @property
    def key(self) -> bytes:
        """What signatures are made with."""
        return base64.b64decode(self.secret.removeprefix(_PREFIX))


class Notifications:
    """What is configured; ``close`` it in the end."""

    def __init__(
        self, server: MailServer | None, sender: Sender, gateway: Gateway | None, clock: Clock
    ) -> None:
        self._caller = HttpCaller(_PATIENCE)
        self.channels: list[NoticeChannel] = []
        if server is not None:
            self.channels.append(EmailChannel(server, sender, clock))
        if gateway is not None:
            self.channels.append(GatewayChannel(gateway.address, gateway.key, self._caller, clock))

    def close(self) -> None:
        """Drop all connections."""
        self._caller.close()
