"""A world into which files are imported."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from backend.domain.commands import Origin
from backend.domain.services.importing.lines import Encoding
from backend.domain.services.importing.report import RowReport, Step
from backend.domain.values.codes import Door
from backend.storage.accounts.import_desk import BATCH, ImportDesk
from backend.storage.clock import new_id
from backend.storage.unit_of_work import UnitOfWork
from tests.world import World

ORIGIN = Origin(door=Door.CLI, correlation_id="test")
ACCOUNTS_HEADER = "number;holder"
PAYMENTS_HEADER = "document;account;amount"


class ImportWorld(World):
    """``imports`` is the desk; files are texts."""

    def __init__(self, url: str, batch: int = BATCH) -> None:
        super().__init__(url)
        self.imports = ImportDesk(
            lambda: UnitOfWork(self.engine),
            self.desk,
            self.clock,
            new_id,
            lambda: self.catalogue,
            batch=batch,
        )

    def accounts(self, lines: Iterable[str], *, dry_run: bool = False) -> list[RowReport]:
        """Import a file of accounts; what became of each row."""
        return all_of(self.imports.accounts(file_of(lines), Encoding.UTF_8, dry_run=dry_run))

    def payments(self, lines: Iterable[str], *, dry_run: bool = False) -> list[RowReport]:
        """Import a file of payments; what became of each row."""
        steps = self.imports.payments(file_of(lines), Encoding.UTF_8, ORIGIN, dry_run=dry_run)
        return all_of(steps)


def file_of(lines: Iterable[str]) -> BinaryIO:
    """A file with these lines."""
    return BytesIO("\n".join(lines).encode())


def write(path: Path, lines: Iterator[str]) -> Path:
    """A file on disk, however long."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
    return path


def all_of(steps: Iterator[Step]) -> list[RowReport]:
    """The reports of every step, whose counts agree with them."""
    reports: list[RowReport] = []
    done = False
    for step in steps:
        reports += step.reports
        done = step.done
        assert step.counts.rows == len(reports)
    assert done
    return reports
