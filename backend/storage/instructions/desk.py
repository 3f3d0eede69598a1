"""The instruction desk: tells platforms what their subscribers have decided, until they answer."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import structlog

from backend.domain.instruction import Answer
from backend.domain.ports import Clock, IntegratorDirectory, PlatformInstructions
from backend.storage.failures import DATABASE_FAILURES
from backend.storage.instructions.queue import Taken, record_answer, take_next
from backend.storage.unit_of_work import UnitOfWork

MAX_ROUNDS = 1000
"""One round of work ends even where more is due than it can send; the next one goes on."""

_log = structlog.get_logger(__name__)


class InstructionDesk:
    """Any number of desks may work at once. Nothing is sent inside a transaction."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        integrators: IntegratorDirectory,
        platforms: PlatformInstructions,
        clock: Clock,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._integrators = integrators
        self._platforms = platforms
        self._clock = clock
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="instructions")
        self._asked = threading.Event()
        self._closing = threading.Event()

    def kick(self) -> None:
        """Send what is due soon, on a thread of the desk's own; returns at once.

        Where that is not to be, the tick does it.
        """
        if self._asked.is_set():
            return
        self._asked.set()
        try:
            self._aside.submit(self._work_aside)
        except RuntimeError:  # it is closed
            _log.info("instructions left to the tick")

    def work(self) -> int:
        """Send everything that is due now; how many were answered for good.

        A platform that does not answer is let alone until the next round: one attempt says enough.
        """
        answered, silent = 0, set[int]()
        for _ in range(MAX_ROUNDS):
            taken = self._take(silent)
            if taken is None:
                break
            answer = self._send(taken)
            if answer is Answer.LATER:
                silent.add(taken.integrator_id)
            else:
                self._record(taken, answer)
                answered += 1
            if self._closing.is_set():
                break
        return answered

    def close(self) -> None:
        """Finish what is being sent; the rest is left to others, or to the next start."""
        self._closing.set()
        self._aside.shutdown()

    def _work_aside(self) -> None:
        self._asked.clear()
        try:
            self.work()
        except DATABASE_FAILURES as error:
            _log.warning("instructions left to the tick", reason=type(error).__name__)
        except Exception:  # nobody waits for the result, so it is told here or nowhere
            _log.exception("instructions")

    def _take(self, silent: set[int]) -> Taken | None:
        with self._unit_of_work() as unit:
            taken = take_next(unit.driver, self._clock.now(), silent)
            unit.commit()
        return taken

    def _send(self, taken: Taken) -> Answer:
        integrator = self._integrators.by_id(taken.integrator_id)
        if integrator is None:  # connected less than a second ago, by another process
            return Answer.LATER
        return self._platforms.send(integrator, taken.instruction).answer

    def _record(self, taken: Taken, answer: Answer) -> None:
        with self._unit_of_work() as unit:
            record_answer(unit.driver, taken, answer, self._clock.now())
            unit.commit()
