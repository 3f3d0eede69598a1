"""Versions of a text: what the operator has written, and when."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVersion:
    """``content`` is ``None`` where the operator went back to what is built in."""

    version: int
    subject: str
    content: str | None
    created_at: datetime
    created_by: str
