"""An operator's house in memory: accounts, one platform, a clock, and batches decided at once."""

from backend.domain.commands import Command
from backend.domain.outcome import Outcome, Verdict
from backend.domain.services.charging.process_batch import check_batch, process_batch
from backend.domain.services.charging.rows import ChargeRow, SubscriptionRow
from backend.domain.values.codes import Code
from tests.commands import ACCOUNT, Platform
from tests.fakes.manual_clock import ManualClock
from tests.fakes.memory_book import MemoryBook


class House:
    """``platform`` is the one that the tests speak for."""

    def __init__(self) -> None:
        self.book = MemoryBook()
        self.clock = ManualClock()
        self.platform = Platform()

    def process(self, *commands: Command) -> list[Outcome]:
        """Decide and store a batch."""
        return process_batch(commands, self.book, self.clock.moment())

    def codes(self, *commands: Command) -> list[Code]:
        """The codes of a batch."""
        return [outcome.code for outcome in self.process(*commands)]

    def one(self, command: Command) -> Outcome:
        """The outcome of a batch of one."""
        (outcome,) = self.process(command)
        return outcome

    def check(self, amount: int, account: str = ACCOUNT) -> Verdict:
        """Whether a charge would be taken."""
        checks = [self.platform.check(amount, account)]
        (verdict,) = check_batch(checks, self.book, self.clock.moment())
        return verdict

    def balance(self, account: str = ACCOUNT) -> int:
        """What the account has."""
        return self.book.accounts[account].balance

    def held(self, account: str = ACCOUNT) -> int:
        """What of it is kept aside."""
        return self.book.accounts[account].held

    def subscription(self) -> SubscriptionRow:
        """The only subscription there is."""
        (row,) = self.book.subscriptions.values()
        return row

    def charge(self) -> ChargeRow:
        """The only charge there is."""
        (row,) = self.book.charges.values()
        return row
