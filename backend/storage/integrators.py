"""The integrators' configuration, kept in memory and at most about a second old."""

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, select

from backend.domain import models
from backend.domain.commands import Terms
from backend.domain.integrator import Integrator, SecretDigest
from backend.domain.values.codes import RefusalPolicy

REFRESH_SECONDS = 1.0

_log = structlog.get_logger(__name__)


class PostgresIntegratorDirectory:
    """Implements the ``IntegratorDirectory`` port: reads all integrators once a second.

    They are few, so one small query serves every call of that second. While the database is away
    the last known configuration stays in force.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[str, Integrator] = {}
        self._stop = threading.Event()
        self.refresh()
        self._thread = threading.Thread(target=self._watch, name="integrators", daemon=True)
        self._thread.start()

    def find(self, code: str) -> Integrator | None:
        """The integrator with this code, switched on or not."""
        return self._known.get(code)

    def by_id(self, integrator_id: int) -> Integrator | None:
        """The integrator with this number, switched on or not."""
        return next((each for each in self._known.values() if each.id == integrator_id), None)

    def all(self) -> Sequence[Integrator]:
        """Every integrator, switched on or not, in the order of codes."""
        return sorted(self._known.values(), key=lambda each: each.code)

    def refresh(self) -> None:
        """Read the configuration now."""
        with Session(self._engine) as session:
            digests: dict[int, list[SecretDigest]] = defaultdict(list)
            for secret in session.exec(select(models.IntegratorSecret)):
                digests[secret.integrator_id].append(
                    SecretDigest(
                        salt=secret.salt, digest=secret.digest, expires_at=secret.expires_at
                    )
                )
            rows = session.exec(select(models.Integrator)).all()
            self._known = {
                row.code: integrator_of(row, digests[row.id]) for row in rows if row.id is not None
            }

    def close(self) -> None:
        """Stop reading."""
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(REFRESH_SECONDS):
            try:
                self.refresh()
            except SQLAlchemyError as error:
                _log.warning("integrators not refreshed", reason=type(error).__name__)


def integrator_of(row: models.Integrator, secrets: Iterable[SecretDigest]) -> Integrator:
    """The snapshot that the doors and decisions use."""
    assert row.id is not None  # noqa: S101 (it has been read from the table)
    return Integrator(
        code=row.code,
        title=row.title,
        dialect=row.dialect,
        terms=Terms(
            integrator_id=row.id,
            integrator_code=row.code,
            refusals=RefusalPolicy(row.refusals),
            max_charge=row.max_charge,
            max_daily=row.max_daily,
        ),
        enabled=row.enabled,
        test_mode=row.test_mode,
        wire=row.wire,
        networks=tuple(row.networks),
        secrets=tuple(secrets),
        calls_per_second=row.calls_per_second,
        batch_limit=row.batch_limit,
        journal=row.journal,
        version=row.version,
    )
