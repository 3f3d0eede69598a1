"""May this sum be taken from this account now? The one decision behind check, charge and hold."""

from backend.domain.commands import Terms
from backend.domain.services.charging.state import AccountState
from backend.domain.values.codes import Code
from backend.domain.values.moment import Moment
from backend.domain.values.status import AccountStatus


def refuse_debit(account: AccountState, amount: int, terms: Terms, moment: Moment) -> Code | None:
    """The reason why ``amount`` kopecks cannot be taken, or ``None`` if they can."""
    if account.status is not AccountStatus.ACTIVE:
        return Code.ACCOUNT_BLOCKED
    if terms.max_charge is not None and amount > terms.max_charge:
        return Code.CHARGE_LIMIT_EXCEEDED
    spent = account.spent_today.get(terms.integrator_id, 0)
    if terms.max_daily is not None and spent + amount > terms.max_daily:
        return Code.DAILY_LIMIT_EXCEEDED
    if account.elsewhere is not None and account.elsewhere.refusal is not None:
        return account.elsewhere.refusal
    if amount > account.available(moment.at):
        return Code.NOT_ENOUGH_MONEY
    return None
