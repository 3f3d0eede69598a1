"""What trying a platform's connection has found out, step by step."""

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """What is tried, in this order: our own side, then the platform's, then the way back."""

    SWITCHED_ON = "switched_on"
    """Its calls are admitted."""
    SECRET = "secret"  # noqa: S105 (the name of a step)
    """It has a secret to call with."""
    ENDPOINT = "endpoint"
    """Our SOAP endpoint can speak as it is configured."""
    STOREFRONT = "storefront"
    """A link can be made, and its address answers."""
    CATALOGUE = "catalogue"
    """The catalogue can be read, our signature included."""
    INSTRUCTIONS = "instructions"
    """The platform accepts what we sign, at the address for instructions."""
    CALLED_BACK = "called_back"
    """The platform calls us with its secret."""


class Result(StrEnum):
    """How a step ended."""

    OK = "ok"
    FAILED = "failed"
    SKIPPED = "skipped"
    """There is nothing to try."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One step. ``reason`` is one of a few words of ours, for programs; ``words`` are for people
    and repeat nothing that the platform said."""

    step: Step
    result: Result
    reason: str
    words: str


def found(step: Step, reason: str, words: str) -> Finding:
    """A step that has succeeded."""
    return Finding(step=step, result=Result.OK, reason=reason, words=words)


def failed(step: Step, reason: str, words: str) -> Finding:
    """A step that has failed: ``words`` say what to do."""
    return Finding(step=step, result=Result.FAILED, reason=reason, words=words)


def skipped(step: Step, reason: str, words: str) -> Finding:
    """A step that could not be tried, without any fault."""
    return Finding(step=step, result=Result.SKIPPED, reason=reason, words=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A call of the platform's: the operation as its contract has it, HTTP's status of our
    answer."""

    operation: str
    status: int
