"""Who used the processor: Linux tells of every process how long it has worked."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_TICK = 1 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Work:
    """Seconds of processor time: of those who ask, of the servers that answer, of PostgreSQL."""

    clients: float = 0.0
    servers: float = 0.0
    postgres: float = 0.0

    @property
    def total(self) -> float:
        """All of it."""
        return self.clients + self.servers + self.postgres

    def __add__(self, other: "Work") -> "Work":
        return Work(
            self.clients + other.clients,
            self.servers + other.servers,
            self.postgres + other.postgres,
        )

    def __sub__(self, other: "Work") -> "Work":
        return self + Work(-other.clients, -other.servers, -other.postgres)


@dataclass(frozen=True, slots=True)
class _Process:
    pid: int
    parent: int
    session: int
    own: float
    of_ended_children: float


class Meter:
    """Adds up what the processes of one PostgreSQL and of some sessions have worked so far."""

    def __init__(self, postmaster: int) -> None:
        self._postmaster = postmaster
        self.sessions: set[int] = set()

    def read(self) -> Work:
        """The work until now; nothing where there is no ``/proc``."""
        servers = postgres = 0.0
        for process in _processes():
            if process.session in self.sessions:
                servers += process.own
            if process.parent == self._postmaster:
                postgres += process.own
            if process.pid == self._postmaster:
                postgres += process.own + process.of_ended_children
        return Work(servers=servers, postgres=postgres)


def _processes() -> Iterable[_Process]:
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        own, children = (sum(map(int, fields[at : at + 2])) * _TICK for at in (11, 13))
        yield _Process(int(entry.parent.name), int(fields[1]), int(fields[3]), own, children)
