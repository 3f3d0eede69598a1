"""Repositories: entities in and out of a session, one noun per file."""

from backend.storage.repositories.accounts import AccountRepository
from backend.storage.repositories.integrators import IntegratorRepository
from backend.storage.repositories.offers import OfferRepository
from backend.storage.repositories.products import ProductRepository
from backend.storage.repositories.templates import TaxRateRepository, TemplateRepository

__all__ = [
    "AccountRepository",
    "IntegratorRepository",
    "OfferRepository",
    "ProductRepository",
    "TaxRateRepository",
    "TemplateRepository",
]
