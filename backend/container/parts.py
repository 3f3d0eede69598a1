"""Every part of one process, put together once."""

from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from backend.calls.breaker import Breaker
from backend.container.database import Database
from backend.container.outward import notice_rules, notifications, public_caller, remote_book
from backend.domain.ports import Clock
from backend.domain.services.access.hash_passwords import Argon2Passwords
from backend.domain.services.administration.change_account import PromiseRules
from backend.domain.services.correcting.rows import CorrectionRules
from backend.domain.values.moment import start_of_day
from backend.domain.values.money import KOPECKS_IN_ROUBLE
from backend.jobs.tick import tick
from backend.jobs.watch import Watch
from backend.notifications.webhooks import WebhookSender
from backend.platforms.desk import PlatformDesk
from backend.settings import Settings
from backend.storage.access.desk import AccessDesk
from backend.storage.access.staff import StaffDesk
from backend.storage.access.staff_members import MemberDesk
from backend.storage.access.sweep import sweep_access
from backend.storage.accounts.desk import AccountDesk
from backend.storage.accounts.import_desk import ImportDesk
from backend.storage.audit.desk import AuditDesk
from backend.storage.billing.desk import BillingDesk
from backend.storage.books.desk import BookedDesk
from backend.storage.books.inquiries import BookedInquiryDesk
from backend.storage.books.office import BookOffice
from backend.storage.books.purse import Purse
from backend.storage.cabinet.desk import CabinetDesk
from backend.storage.cabinet.offers import OfferDesk
from backend.storage.catalogue import PostgresCatalogueDirectory
from backend.storage.charging.desk import PostgresDesk
from backend.storage.clock import SystemClock, new_id
from backend.storage.correcting.expiring import expire_corrections
from backend.storage.engine import ONE_PLAN, open_engine
from backend.storage.events.courier import EventCourier
from backend.storage.events.desk import EventDesk
from backend.storage.facts.dispatcher import FactDispatcher
from backend.storage.forecasting.advance_desk import AdvanceDesk
from backend.storage.forecasting.desk import ForecastDesk
from backend.storage.inquiries import PostgresInquiryDesk
from backend.storage.instructions.desk import InstructionDesk
from backend.storage.integrators import PostgresIntegratorDirectory
from backend.storage.invoicing.desk import InvoiceDesk
from backend.storage.journal import PostgresJournal
from backend.storage.notices.contact_desk import ContactDesk
from backend.storage.notices.desk import NoticeDesk
from backend.storage.notices.fan_out import NoticeFanOut
from backend.storage.portals.desk import PortalDesk
from backend.storage.portals.office import PortalOffice
from backend.storage.portals.requests import RequestDesk
from backend.storage.reporting.desk import ReportDesk
from backend.storage.subscribing.desk import SubscriberDesk
from backend.storage.sweeps import sweep
from backend.storage.unit_of_work import UnitOfWork


class Container:
    """Everything that one process needs, made once. ``close`` it in the end."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or SystemClock(str(settings.time_zone))
        self.new_id = new_id
        self._database = Database(settings)
        self.database_url = self._database.open()
        self.engine = open_engine(self.database_url, prepare=settings.database_prepare)
        # The desk has connections of its own: no screen or report keeps it waiting.
        self._desk_engine = open_engine(
            self.database_url, pool_size=2, prepare=settings.database_prepare, parameters=ONE_PLAN
        )
        self.catalogue = PostgresCatalogueDirectory(self.engine)
        self.integrators = PostgresIntegratorDirectory(self.engine)
        self.platforms = PlatformDesk(
            issuer=settings.public_url,
            key=settings.signing_key(),
            clock=self.clock,
            zone=ZoneInfo(settings.time_zone),
        )
        self.links = self.platforms.links
        self.instructions = InstructionDesk(
            self.unit_of_work, self.integrators, self.platforms.instructions, self.clock
        )
        self._notify(settings)
        self._tell(settings)
        self.book = remote_book(settings, self.clock)
        self._office = (
            BookOffice(self.unit_of_work, self.book, self.clock, new_id) if self.book else None
        )
        purse = self._office.purse if self._office else None
        self.subscribers = SubscriberDesk(
            self.unit_of_work,
            self.catalogue.current,
            self.clock,
            new_id,
            tell=self.instructions.kick,
            purse=purse,
        )
        ledger = PostgresDesk(
            self._desk_engine,
            self.clock,
            new_id,
            catalogue=self.catalogue.current,
            max_batch=settings.lane_max_batch,
            max_queue=settings.lane_max_queue,
            after_payments=self.subscribers.after_payments,
        )
        self.desk: PostgresDesk | BookedDesk = (
            self._office.desk(
                ledger, max_batch=settings.lane_max_batch, max_queue=settings.lane_max_queue
            )
            if self._office
            else ledger
        )
        self.invoices = InvoiceDesk(
            self.unit_of_work, self.catalogue.current, self.clock, new_id, settings.seller()
        )
        self.billing = BillingDesk(
            self.unit_of_work, self.catalogue.current, self.clock, new_id, purse=purse
        )
        self.advances, self.forecasts = self._forecasting(purse)
        self.inquiries = (
            BookedInquiryDesk(self.engine, self.clock, purse)
            if purse
            else PostgresInquiryDesk(self.engine, self.clock)
        )
        self.journal = PostgresJournal(self.engine)
        self.audit = AuditDesk(self.unit_of_work, self.clock)
        self.cabinet = CabinetDesk(self.unit_of_work, self.catalogue.current, self.clock, purse)
        self.offers = OfferDesk(self.unit_of_work, self.clock)
        self.accounts = AccountDesk(self.unit_of_work, self.clock)
        self.imports = ImportDesk(
            self.unit_of_work, self.desk, self.clock, new_id, self.catalogue.current
        )
        self.reports = ReportDesk(self.unit_of_work, self.clock, ZoneInfo(settings.time_zone))
        passwords = Argon2Passwords()
        self.access = AccessDesk(self.unit_of_work, self.clock, settings.signing_key(), passwords)
        self.staff = StaffDesk(self.unit_of_work, self.clock, settings.signing_key(), passwords)
        self.members = MemberDesk(self.clock, settings.signing_key(), passwords)
        self._let_portals_in()

    def bill(self) -> int:
        """Plan today's run and, where that is automatic, apply it; go on with unfinished ones."""
        return self.billing.work(automatic=self.settings.billing_automatic)

    @property
    def promise_rules(self) -> PromiseRules:
        """Which promised payments the operator accepts."""
        settings = self.settings
        return PromiseRules(
            minimum=settings.promise_minimum * KOPECKS_IN_ROUBLE,
            maximum=settings.promise_maximum * KOPECKS_IN_ROUBLE,
            days=settings.promise_days,
        )

    @property
    def correction_rules(self) -> CorrectionRules:
        """When a charge is given back by two people, and how long the second one may take."""
        settings = self.settings
        return CorrectionRules(
            limit=settings.correction_limit * KOPECKS_IN_ROUBLE,
            lifetime=timedelta(days=settings.correction_days),
        )

    def unit_of_work(self) -> UnitOfWork:
        """One transaction."""
        return UnitOfWork(self.engine)

    def _notify(self, settings: Settings) -> None:
        """What tells subscribers."""
        self._notifications = notifications(settings, self.clock)
        rules = notice_rules(settings, self._notifications)
        self.notices = NoticeDesk(
            self.unit_of_work,
            self._notifications.channels,
            rules,
            self.clock,
            Breaker(self.clock, failures=3, pause=timedelta(minutes=1)),
        )
        self.contacts = ContactDesk(self.unit_of_work, rules, self.clock)
        self.notice_facts = NoticeFanOut(rules, self.catalogue.current, self.clock, new_id)

    def _tell(self, settings: Settings) -> None:
        """What hands facts on: to notices, and as events to endpoints."""
        self._public_caller = public_caller(settings)
        sender = WebhookSender(self._public_caller, self.clock)
        self.events = EventDesk(
            self.unit_of_work, sender, self.clock, new_id, settings.signing_key()
        )
        give_up = timedelta(days=settings.events_give_up_days)
        self.courier = EventCourier(self.unit_of_work, self.events, sender, self.clock, give_up)
        self.facts = FactDispatcher(
            self.unit_of_work,
            self.clock,
            [self.courier.enqueue, self.notice_facts],
            timedelta(days=settings.events_keep_days),
        )
        self._watches = [Watch("facts", self._hand_on), Watch("events", self.courier.work)]

    def watch(self) -> None:
        """From now on, until ``close``, tell what happens within a second or so."""
        for each in self._watches:
            each.start()

    def tick(self) -> int:
        """Do everything that is due now."""
        done = tick(self._sweep) + self.instructions.work() + self.audit.work() + self.bill()
        self.forecasts.work()
        done += self.advances.work()
        self.facts.work()
        done += self.notices.work() + self.courier.work() + self.portals.work()
        self.facts.purge()
        self.notices.forget()
        self.reports.fold()
        return done

    def close(self) -> None:
        """Finish what is under way and let go of everything."""
        self.courier.close()
        for watch in self._watches:
            watch.close()
        self._public_caller.close()
        self.desk.close()
        if self._office is not None and self.book is not None:
            self._office.close()
            self.book.close()
        self.notices.close()
        self._notifications.close()
        self.instructions.close()
        self.platforms.close()
        self.journal.close()
        self.integrators.close()
        self.catalogue.close()
        self._desk_engine.dispose()
        self.engine.dispose()
        self._database.close()

    def _hand_on(self) -> int:
        handed_on = self.facts.work()
        if handed_on:
            self.notices.kick()
        return handed_on

    def _forecasting(self, purse: Purse | None) -> tuple[AdvanceDesk, ForecastDesk]:
        settings, rules = self.settings, self.settings.forecast_rules()
        advances = AdvanceDesk(
            self.unit_of_work,
            self.catalogue.current,
            self.clock,
            new_id,
            settings.seller(),
            rules.advance,
            partial(start_of_day, zone=ZoneInfo(settings.time_zone)),
        )
        forecasts = ForecastDesk(
            self.unit_of_work, self.clock, new_id, advances, rules, purse=purse
        )
        return advances, forecasts

    def _let_portals_in(self) -> None:
        """What third-party cabinets come in by, and the staff that decides about them."""
        lifetime = timedelta(seconds=self.settings.portal_token_seconds)
        self.portals = PortalDesk(self.unit_of_work, self.clock, new_id, lifetime)
        self.portal_requests = RequestDesk(self.unit_of_work, self.clock)
        self.portal_office = PortalOffice(self.clock, new_id)

    def _sweep(self) -> int:
        keep = timedelta(days=self.settings.journal_keep_days)
        with self.unit_of_work() as unit:
            swept = sweep(unit.driver, self.clock.now(), keep)
            gone = sweep_access(unit.driver, self.clock.now())
            gone += expire_corrections(unit.driver, self.clock.now())
            unit.commit()
        done = swept.holds + swept.promises + swept.exchanges + gone
        if self._office is not None:
            done += self._office.work()
        return done + self.subscribers.work()
