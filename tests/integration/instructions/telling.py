"""A world with platforms that are told, and answer as a test says."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Lock
from uuid import UUID

from sqlalchemy import Engine

from backend.domain.commands import Terms
from backend.domain.instruction import Answer, Instruction, InstructionResult
from backend.domain.integrator import Integrator
from backend.storage.instructions.desk import InstructionDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import Platform
from tests.fakes.desks import MemoryDirectory
from tests.subscriber_world import SubscriberWorld


class ToldPlatforms:
    """Implements the ``PlatformInstructions`` port. ``sent``: (integrator, instruction) in order.

    ``answers``: what an integrator answers, next ones first, then always ``DONE``. ``meanwhile``
    is called as if on the wire, before the answer.
    """

    def __init__(self) -> None:
        self.sent: list[tuple[str, Instruction]] = []
        self.answers: dict[str, list[Answer]] = {}
        self.meanwhile: Callable[[Instruction], object] = lambda _instruction: None
        self._lock = Lock()

    def send(self, integrator: Integrator, instruction: Instruction) -> InstructionResult:
        """Note it, and answer."""
        with self._lock:
            self.sent.append((integrator.code, instruction))
            following = self.answers.get(integrator.code, [])
            answer = following.pop(0) if following else Answer.DONE
        self.meanwhile(instruction)
        return InstructionResult(answer=answer)

    @property
    def acts(self) -> list[tuple[str, str]]:
        """(subscription's key, act) in the order of sending."""
        return [(each.subscription, each.act.value) for _, each in self.sent]


class TellingWorld(SubscriberWorld):
    """``telling`` is the desk. Nothing kicks it: the tests say when it works."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.platforms = ToldPlatforms()
        self.directory = MemoryDirectory()
        self.telling = self.another_desk()

    def another_desk(self, engine: Engine | None = None) -> InstructionDesk:
        """A desk as another process has it."""
        return InstructionDesk(
            lambda: UnitOfWork(engine or self.engine), self.directory, self.platforms, self.clock
        )

    def connect(self, code: str) -> Platform:
        """A platform that is told."""
        self.integrator(code)
        return self.know(code)

    def know(self, code: str) -> Platform:
        """Take notice of a platform that is connected already."""
        number = self.value("SELECT id FROM integrator WHERE code = :code", code=code)
        terms = Terms(integrator_id=number, integrator_code=code)
        self.directory.put(Integrator(code=code, title=code, dialect="native", terms=terms))
        return Platform(terms)

    def close(self) -> None:
        """Finish."""
        self.telling.close()
        super().close()

    def leave(self, platform: Platform, product: str = "office") -> UUID:
        """Buy and leave; the subscription's id."""
        subscription = self.buy(platform, product)
        self.unsubscribe(subscription)
        return subscription

    def at_once(self, many: int) -> int:
        """Let so many desks work at the same time; how many answers they got."""
        desks = [self.another_desk() for _ in range(many)]
        with ThreadPoolExecutor(many) as pool:
            answered = sum(pool.map(InstructionDesk.work, desks))
        for desk in desks:
            desk.close()
        return answered

    def queue(self) -> list[tuple[str, int, str | None]]:
        """(act, attempts, answer) of every instruction, in order."""
        query = "SELECT action, attempts, answer FROM instruction ORDER BY number"
        return [(row[0], row[1], row[2]) for row in self.rows(query)]

    def next_attempt(self) -> datetime:
        """When the one instruction is due."""
        found = self.value("SELECT next_attempt_at FROM instruction")
        assert isinstance(found, datetime)
        return found
