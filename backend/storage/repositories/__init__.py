"""Repositories: entities in and out of a session, one noun per file."""

from backend.storage.repositories.accounts import AccountRepository
from backend.storage.repositories.integrators import IntegratorRepository

__all__ = ["AccountRepository", "IntegratorRepository"]
