"""Versions of charge templates, and the standard tax rates, as entities."""

from sqlmodel import Session, col, select

from backend.domain.models import ChargeTemplate, TaxRate
from backend.storage.repositories.adding import add_unique


class TemplateRepository:
    """Implements the ``Templates`` port."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def versions(self, code: str) -> list[ChargeTemplate]:
        """The versions of one template, oldest first."""
        query = select(ChargeTemplate).where(ChargeTemplate.code == code)
        return list(self._session.exec(query.order_by(col(ChargeTemplate.valid_from))))

    def all(self) -> list[ChargeTemplate]:
        """Every version of every template, in order of code and date."""
        query = select(ChargeTemplate)
        query = query.order_by(col(ChargeTemplate.code), col(ChargeTemplate.valid_from))
        return list(self._session.exec(query))

    def add(self, version: ChargeTemplate) -> None:
        """Add a version. Raises ``AlreadyExists`` where one begins on the same day."""
        add_unique(self._session, version)


class TaxRateRepository:
    """Implements the ``TaxRates`` port."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[TaxRate]:
        """Every rate, oldest first."""
        return list(self._session.exec(select(TaxRate).order_by(col(TaxRate.valid_from))))

    def add(self, rate: TaxRate) -> None:
        """Add a rate. Raises ``AlreadyExists`` where one begins on the same day."""
        add_unique(self._session, rate)
