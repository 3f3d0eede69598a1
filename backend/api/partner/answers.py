"""Renders results: one outcome as 200 or as a problem, several as one list."""

from collections.abc import Sequence

from starlette.responses import Response

from backend.api.answers import answer
from backend.api.partner.results import BatchResult, OperationResult
from backend.api.problems import problem_response
from backend.domain.outcome import Outcome


def answer_outcome(outcome: Outcome) -> Response:
    """One operation: its result, or the problem that the code stands for with the result in it."""
    result = OperationResult.of(outcome)
    if outcome.ok:
        return answer(result)
    return problem_response(
        outcome.code,
        outcome.advice,
        operation=result.model_dump(mode="json", exclude_none=True),
    )


def answer_batch(outcomes: Sequence[Outcome]) -> Response:
    """Several operations: always 200, each with its own code."""
    return answer(BatchResult(results=[OperationResult.of(outcome) for outcome in outcomes]))
