"""Roles of the operator's staff."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody of the staff is there for."""

    CASHIER = "cashier"
    """Takes payments."""
    MANAGER = "manager"
    """Serves subscribers, keeps the catalogue, bills the month."""
    ADMIN = "admin"
    """Connects platforms and appoints staff; may do everything."""
    AUDITOR = "auditor"
    """Sees everything, changes nothing."""
