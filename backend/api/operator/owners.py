"""Whose something of the catalogue is: a platform's, or the operator's own."""

from collections.abc import Mapping

from backend.domain.errors import NotFound
from backend.storage.repositories import IntegratorRepository
from backend.storage.unit_of_work import UnitOfWork


def owner_id(unit: UnitOfWork, code: str) -> int:
    """The number of an integrator, the operator among them. Raises ``NotFound``."""
    found = IntegratorRepository(unit.session).find(code)
    if found is None or found.id is None:
        raise NotFound("there is no such integrator")
    return found.id


def owner_codes(unit: UnitOfWork) -> Mapping[int, str]:
    """Every integrator's code by its number."""
    return {
        row.id: row.code for row in IntegratorRepository(unit.session).all() if row.id is not None
    }
