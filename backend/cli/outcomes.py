"""How the result of an operation is shown."""

import typer

from backend.cli.output import Facts, show
from backend.domain.outcome import Outcome
from backend.domain.values.money import format_money


def show_outcome(outcome: Outcome, *, as_json: bool) -> None:
    """Show what became of an operation; a refusal is exit code 1."""
    show(facts_of(outcome), as_json=as_json)
    if not outcome.ok:
        raise typer.Exit(1)


def facts_of(outcome: Outcome) -> Facts:
    """The names and forms of the REST contract."""
    return {
        "id": outcome.external_id,
        "kind": outcome.kind.value,
        "code": outcome.code.value,
        "advice": outcome.advice.value,
        "status": outcome.status.value,
        "replayed": outcome.replayed,
        "account": outcome.account,
        "amount": _money(outcome.amount),
        "available": _money(outcome.available),
        "operation_id": str(outcome.id) if outcome.id else None,
        "target_id": str(outcome.target_id) if outcome.target_id else None,
        "recorded_at": outcome.recorded_at.isoformat() if outcome.recorded_at else None,
    }


def _money(kopecks: int | None) -> str | None:
    return None if kopecks is None else format_money(kopecks)
