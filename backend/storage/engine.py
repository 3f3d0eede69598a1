"""The pool of connections. Two roles: the owner migrates, ``vitrina_app`` does everything else."""

from collections.abc import Mapping

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url

APP_ROLE = "vitrina_app"
"""Owns nothing: it cannot rewrite the ledger even by mistake."""


ONE_PLAN: Mapping[str, str] = {"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off"}
"""Parameters for connections that repeat few statements, all of which find rows by their keys.

Each is planned once, by index: PostgreSQL would plan the small batches anew every time, at a cost
like that of running them, and keep plans from when a table was nearly empty.
"""


def open_engine(
    url: str,
    *,
    role: str | None = APP_ROLE,
    pool_size: int = 10,
    prepare: bool = True,
    parameters: Mapping[str, str] | None = None,
) -> Engine:
    """An engine for a ``postgresql://`` URL of any form.

    ``parameters`` are PostgreSQL's, for all of its connections.
    ``prepare=False`` is for a pooler in transaction mode, where prepared statements and start-up
    options do not survive: the pooler's own user must then have the application's privileges.
    """
    options = [f"-c {name}={text}" for name, text in (parameters or {}).items()]
    options.append("-c timezone=UTC")
    if role is not None and prepare:
        options.append(f"-c role={role}")
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=10,
        pool_pre_ping=False,
        hide_parameters=True,  # an error is logged whole, and rows hold secrets and people
        connect_args={
            "prepare_threshold": 1 if prepare else None,
            "connect_timeout": 5,
            **({"options": " ".join(options)} if prepare else {}),
        },
    )
