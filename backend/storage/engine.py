"""The pool of connections. Two roles: the owner migrates, ``vitrina_app`` does everything else."""

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url

APP_ROLE = "vitrina_app"
"""Owns nothing: it cannot rewrite the ledger even by mistake."""


def open_engine(
    url: str, *, role: str | None = APP_ROLE, pool_size: int = 10, prepare: bool = True
) -> Engine:
    """An engine for a ``postgresql://`` URL of any form.

    ``prepare=False`` is for a pooler in transaction mode, where prepared statements and start-up
    options do not survive: the pooler's own user must then have the application's privileges.
    """
    options = ["-c timezone=UTC"]
    if role is not None and prepare:
        options.append(f"-c role={role}")
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=10,
        pool_pre_ping=False,
        connect_args={
            "prepare_threshold": 1 if prepare else None,
            "connect_timeout": 5,
            **({"options": " ".join(options)} if prepare else {}),
        },
    )
