"""What the staff's contract needs from outside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backend.domain.dialect import DialectView
from backend.domain.ports import (
    CabinetAccess,
    CatalogueDirectory,
    Clock,
    IntegratorDirectory,
    NewId,
    OperationDesk,
)
from backend.domain.services.administration.change_account import PromiseRules
from backend.domain.services.administration.try_connection import WireCheck
from backend.domain.services.correcting.rows import CorrectionRules
from backend.domain.values.roles import Role
from backend.platforms.desk import PlatformDesk
from backend.storage.access.staff import StaffDesk
from backend.storage.access.staff_members import MemberDesk
from backend.storage.accounts.desk import AccountDesk
from backend.storage.accounts.import_desk import ImportDesk
from backend.storage.audit.desk import AuditDesk
from backend.storage.billing.desk import BillingDesk
from backend.storage.cabinet.desk import CabinetDesk
from backend.storage.cabinet.offers import OfferDesk
from backend.storage.events.desk import EventDesk
from backend.storage.forecasting.advance_desk import AdvanceDesk
from backend.storage.forecasting.desk import ForecastDesk
from backend.storage.invoicing.desk import InvoiceDesk
from backend.storage.notices.desk import NoticeDesk
from backend.storage.portals.office import PortalOffice
from backend.storage.reporting.desk import ReportDesk
from backend.storage.subscribing.desk import SubscriberDesk
from backend.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorDoor:
    """``token`` is the installation's for scripts: without one no script is admitted. ``host`` and
    ``public_url`` are how others reach us. ``check_wire`` and ``dialects`` are of the SOAP door.
    ``totp_required``: roles that may do nothing without a second factor."""

    access: StaffDesk
    members: MemberDesk
    audit: AuditDesk
    unit_of_work: Callable[[], UnitOfWork]
    billing: BillingDesk
    subscribers: SubscriberDesk
    desk: OperationDesk
    invoices: InvoiceDesk
    forecasts: ForecastDesk
    advances: AdvanceDesk
    cabinet: CabinetDesk
    cabinet_access: CabinetAccess
    accounts: AccountDesk
    imports: ImportDesk
    promises: PromiseRules
    offers: OfferDesk
    corrections: CorrectionRules
    reports: ReportDesk
    notices: NoticeDesk
    events: EventDesk
    portals: PortalOffice
    catalogue: CatalogueDirectory
    integrators: IntegratorDirectory
    platforms: PlatformDesk
    clock: Clock
    new_id: NewId
    host: str
    public_url: str
    check_wire: WireCheck
    dialects: Callable[[], Sequence[DialectView]]
    token: str | None = None
    totp_required: frozenset[Role] = frozenset()
    max_body: int = 262_144
    max_import: int = 134_217_728
