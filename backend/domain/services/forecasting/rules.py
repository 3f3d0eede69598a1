"""How far an installation looks ahead, and when it tells of what it sees."""

from dataclasses import dataclass

from backend.domain.services.forecasting.judge_advances import AdvanceRules


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRules:
    """Days: ``days`` ahead are looked at; a debit or a trial's end is told of ``debit_notice``
    days before it, a changed price ``price_notice`` days before it is charged."""

    days: int = 62
    debit_notice: int = 3
    price_notice: int = 14
    advance: AdvanceRules
