"""What reaches out of the installation, made from its settings."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from backend.books.remote import RemoteBook
from backend.calls.breaker import Breaker
from backend.calls.caller import Patience
from backend.calls.public import PublicCaller, PublicRules
from backend.domain.ports import Clock
from backend.domain.services.notifying.contacts import read_time
from backend.domain.services.notifying.house import NoticeRules
from backend.domain.services.notifying.quiet_hours import QuietHours
from backend.notifications.mail import Sender
from backend.notifications.smtp import MailServer
from backend.notifications.wiring import Gateway, Notifications
from backend.settings import Settings


def public_caller(settings: Settings) -> PublicCaller:
    """Calls addresses that portals and the staff have named: public ones only."""
    rules = PublicRules(allowed=settings.events_private_networks, http=settings.events_http)
    return PublicCaller(rules, Patience(connect=3.0, read=10.0, total=15.0))


def remote_book(settings: Settings, clock: Clock) -> RemoteBook | None:
    """The other billing, where there is one."""
    if settings.book_url is None or settings.book_secret is None:
        return None
    return RemoteBook(settings.book_url, settings.book_secret, Breaker(clock))


def notifications(settings: Settings, clock: Clock) -> Notifications:
    """The channels that are configured."""
    server = gateway = None
    if settings.mail_host is not None:
        server = MailServer(
            host=settings.mail_host,
            port=settings.mail_port,
            security=settings.mail_security,
            user=settings.mail_user,
            password=settings.mail_password,
        )
    if settings.notice_gateway_url is not None and settings.notice_gateway_secret is not None:
        gateway = Gateway(settings.notice_gateway_url, settings.notice_gateway_secret)
    sender = Sender(
        address=settings.mail_from, name=settings.mail_from_name, cabinet=settings.public_url
    )
    return Notifications(server, sender, gateway, clock)


def notice_rules(settings: Settings, notifications: Notifications) -> NoticeRules:
    """How subscribers are told."""
    return NoticeRules(
        channels=frozenset(each.channel for each in notifications.channels),
        language=settings.notice_language,
        zone=ZoneInfo(settings.time_zone),
        quiet=QuietHours(
            read_time(settings.notice_quiet_from), read_time(settings.notice_quiet_until)
        ),
        keep=timedelta(days=settings.notice_days),
        remember=timedelta(days=settings.notice_keep_days),
        operator=settings.mail_from_name,
        cabinet=settings.public_url,
    )
