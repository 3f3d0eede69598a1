"""Faults that a person arms to rehearse what happens anyway one day."""

from collections.abc import MutableMapping
from enum import StrEnum

from backend.sandbox.state import Armed


class Fault(StrEnum):
    """What can go wrong. The first three are about calls to Vitrina that change something there."""

    LOSE_ANSWER = "lose_answer"
    DUPLICATE = "duplicate"
    REORDER_REVERSAL = "reorder_reversal"
    DELAY = "delay"
    GARBAGE = "garbage"
    DOWN = "down"


class Faults:
    """A platform's armed faults, over its stored state."""

    def __init__(self, armed: MutableMapping[str, Armed]) -> None:
        self._armed = armed

    def arm(self, fault: Fault, *, calls: int | None = None, seconds: float = 0.0) -> None:
        """For the next ``calls`` calls, or for all until ``disarm``. ``seconds``: of a delay."""
        self._armed[fault] = Armed(calls=calls, seconds=seconds)

    def disarm(self, fault: Fault) -> None:
        """Switch it off."""
        self._armed.pop(fault, None)

    def take(self, fault: Fault) -> Armed | None:
        """The fault, if it strikes this call; counts it down. The caller saves the state."""
        armed = self._armed.get(fault)
        if armed is not None and armed.calls is not None:
            armed.calls -= 1
            if armed.calls <= 0:
                self.disarm(fault)
        return armed
