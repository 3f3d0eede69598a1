"""Accounts as entities."""

import psycopg
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from backend.domain.models import Account
from backend.domain.services.booking.refusals import KeptElsewhere
from backend.storage.repositories.adding import add_unique


class AccountRepository:
    """Implements the ``Accounts`` port."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, number: str, *, lock: bool = False) -> Account | None:
        """The account with this number."""
        query = select(Account).where(Account.number == number)
        if lock:
            query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
        return self._session.exec(query).one_or_none()

    def add(self, account: Account) -> None:
        """Add a new account. Raises ``AlreadyExists`` where the number is taken.

        Raises ``KeptElsewhere`` for one with credit where another billing keeps new accounts'
        money: the database places them.
        """
        try:
            add_unique(self._session, account)
        except IntegrityError as error:
            if isinstance(error.orig, psycopg.errors.CheckViolation) and account.credit_limit > 0:
                raise KeptElsewhere from error
            raise
