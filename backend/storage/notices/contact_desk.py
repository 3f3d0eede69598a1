"""The subscriber's side of notices: what they get, what they want, and where."""

from collections.abc import Callable
from dataclasses import dataclass

from backend.domain.ports import Clock
from backend.domain.services.notifying.contacts import ContactChange, ContactView, change_contact
from backend.domain.services.notifying.house import House, NoticeRules
from backend.storage.notices.contacts import ContactBook
from backend.storage.notices.house import HouseBook
from backend.storage.notices.log import NoticeLog, NoticeQuery, NoticeView
from backend.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NoticeSettings:
    """What a subscriber has chosen, and what there is to choose from."""

    contact: ContactView
    house: House


class ContactDesk:
    """Each method is a transaction of its own."""

    def __init__(
        self, unit_of_work: Callable[[], UnitOfWork], rules: NoticeRules, clock: Clock
    ) -> None:
        self._unit_of_work = unit_of_work
        self._rules = rules
        self._clock = clock

    def settings(self, account_id: int) -> NoticeSettings:
        """As they are."""
        with self._unit_of_work() as unit:
            contact = ContactBook(unit.driver).audience(account_id).contact
            return NoticeSettings(contact, HouseBook(unit.driver, self._rules).house())

    def choose(self, account_id: int, change: ContactChange) -> NoticeSettings:
        """As they are after a change. Raises ``InvalidRequest``."""
        with self._unit_of_work() as unit:
            book = ContactBook(unit.driver)
            contact = change_contact(book.lock(account_id, self._clock.now()), change)
            book.write(account_id, contact)
            house = HouseBook(unit.driver, self._rules).house()
            unit.commit()
        return NoticeSettings(contact, house)

    def notices(self, query: NoticeQuery) -> list[NoticeView]:
        """Newest first."""
        with self._unit_of_work() as unit:
            return NoticeLog(unit.driver).find(query)
