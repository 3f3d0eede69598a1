"""Where ports meet adapters: the one place that knows every part."""

from backend.container.database import Database
from backend.container.parts import Container

__all__ = ["Container", "Database"]
