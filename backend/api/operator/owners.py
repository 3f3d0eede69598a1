"""Whose something of the catalogue is: a platform's, or the operator's own."""

from collections.abc import Mapping

from sqlmodel import Session

from backend.domain.errors import NotFound
from backend.storage.repositories import IntegratorRepository


def owner_id(session: Session, code: str) -> int:
    """The number of an integrator, the operator among them. Raises ``NotFound``."""
    found = IntegratorRepository(session).find(code)
    if found is None or found.id is None:
        raise NotFound("there is no such integrator")
    return found.id


def owner_codes(session: Session) -> Mapping[int, str]:
    """Every integrator's code by its number."""
    return {row.id: row.code for row in IntegratorRepository(session).all() if row.id is not None}
