"""PostgreSQL without an installation: the server from a wheel, started in a folder of ours.

Only the binaries of the wheel are used. Any number of processes may use one folder at a time: each
holds a shared lock while it does, and the last one to leave stops the server. A process that dies
leaves by dying; a server that died is started again by the next ``start()``.

Layout of the folder: ``postgres`` (the server's home, or a link to it), ``postgres.lock`` (held
while somebody starts or stops) and ``postgres.users`` (held, shared, by every user).
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess
from types import TracebackType
from urllib.parse import quote

import psycopg
import structlog
from psycopg import sql

from backend.storage.embedded.errors import EmbeddedPostgresError
from backend.storage.embedded.owner import Owner
from backend.storage.embedded.programs import programs, state

log = structlog.get_logger(__name__)

DATABASE = "vitrina"
ROLE = "vitrina"
PATIENCE = 120.0  # seconds; recovery after a crash reads the journal since the last checkpoint
LONGEST_LOG = 10_000_000  # bytes; a longer one becomes postgres.log.1 at the next start
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")  # what the kernel has room for

# As durable as a production server: an answer "charged" survives a power cut.
SETTINGS: Mapping[str, str] = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "min_wal_size": "256MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
}


class EmbeddedPostgres:
    """The server of one folder, for as long as this process uses it.

    ``settings`` are configuration parameters that differ from ``SETTINGS``. They count when this
    process is the one that starts the server.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder.resolve()
        self.settings = {**SETTINGS, **(settings or {})}
        self._users: int | None = None

    def __enter__(self) -> str:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> str:
        """Make sure that the server runs and answer the URL of its database.

        May be called again at any time: it starts a server that has died meanwhile.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._alone():
            self._ensure_running()
            self._users = self._users or _lock(self.folder / "postgres.users", fcntl.LOCK_SH)
        return self.url()

    def stop(self) -> None:
        """Leave; the last one to leave stops the server."""
        if self._users is not None:
            with self._alone():
                self._leave()

    def destroy(self) -> None:
        """Leave, and delete the cluster with all its data, unless somebody else uses it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._alone():
            if not self._leave():
                raise EmbeddedPostgresError(f"{self.folder} is in use by another process")
            for place in {self.home, self.socket}:
                shutil.rmtree(place, ignore_errors=True)
            (self.folder / "postgres").unlink(missing_ok=True)
        for name in ("home", "socket", "binaries"):
            self.__dict__.pop(name, None)

    def url(self, database: str = DATABASE) -> str:
        """Answer the URL of one of the server's databases, for psycopg and SQLAlchemy alike."""
        return f"postgresql://{ROLE}@/{quote(database)}?host={quote(str(self.socket), safe='')}"

    # ------------------------------------------------------------ where things are

    @cached_property
    def home(self) -> Path:
        """The folder that belongs to the server's user alone, made at the first use."""
        place = self.folder / "postgres"
        if place.is_symlink() and not place.exists():
            place.unlink()
        if not place.exists():
            self._make_home(place)
        return place.resolve()

    def _make_home(self, place: Path) -> None:
        owner = Owner.of(place)
        if owner.can_enter(self.folder):
            place.mkdir(mode=0o700)
            owner.take(place)
            return
        home = Path(tempfile.mkdtemp(prefix=f"{self._digest}-", dir=state()))
        owner.take(home)
        place.symlink_to(home)
        log.warning(
            "the folder is closed to the database server's user; its data are elsewhere",
            folder=str(self.folder),
            data=str(home),
        )

    @property
    def owner(self) -> Owner:
        """The user whom the server runs as."""
        return Owner.of(self.home)

    @property
    def cluster(self) -> Path:
        """PostgreSQL's data directory."""
        return self.home / "cluster"

    @property
    def logfile(self) -> Path:
        """What the server says."""
        return self.home / "postgres.log"

    @cached_property
    def socket(self) -> Path:
        """The folder of the server's socket, which only its user can enter.

        That is the whole access control: the server listens to no network.
        """
        if len(os.fsencode(self.home)) <= LONGEST_SOCKET_FOLDER:
            return self.home
        folder = Path("/tmp") / f"vitrina-{self._digest}"  # noqa: S108 - its owner is checked
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), self.owner.uid}:
            raise EmbeddedPostgresError(f"{folder} belongs to somebody else")
        self.owner.take(folder)
        return folder

    @cached_property
    def binaries(self) -> Path:
        """PostgreSQL's programs, of the version that has written the cluster."""
        written = self.cluster / "PG_VERSION"
        return programs(self.owner, written.read_text().strip() if written.exists() else None)

    @property
    def _digest(self) -> str:
        return sha256(os.fsencode(self.folder)).hexdigest()[:12]

    # ------------------------------------------------------------ starting and stopping

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Start and stop one at a time, over all processes."""
        lock = _lock(self.folder / "postgres.lock", fcntl.LOCK_EX)
        try:
            yield
        finally:
            os.close(lock)

    def _ensure_running(self) -> None:
        """Start the server unless it runs, and wait until it answers."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                if self._pid() is None:
                    self._initialise()
                    self._launch()
                self._ensure_database()
            except (_NotYet, psycopg.OperationalError) as error:
                if time.monotonic() > deadline:
                    raise EmbeddedPostgresError(f"no answer from PostgreSQL: {error}") from error
                time.sleep(0.1)
            else:
                return

    def _initialise(self) -> None:
        """Make the cluster, complete or not at all."""
        if self.cluster.exists():
            return
        draft = self.home / "cluster.draft"
        shutil.rmtree(draft, ignore_errors=True)
        done = self.owner.run(
            *self.owner.named,
            self.binaries / "initdb",
            f"--pgdata={draft}",
            f"--username={ROLE}",
            "--auth-local=trust",  # the socket's folder is closed to others
            "--auth-host=reject",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",  # knows Russian letters, depends on no library
            "--builtin-locale=C.UTF-8",
            *(["--no-sync"] if self.settings["fsync"] == "off" else []),
        )
        if done.returncode != 0:
            raise EmbeddedPostgresError(f"initdb failed:\n{done.stdout}")
        draft.rename(self.cluster)

    def _launch(self) -> None:
        """Start the server as a process of its own, which outlives us if others use it."""
        self._configure()
        self._forget_stale_locks()
        begin = self._prepare_log()
        done = self._control("start", "-l", str(self.logfile))
        if done.returncode == 0:
            return
        with self.logfile.open(errors="replace") as text:
            text.seek(begin)
            reason = text.read()[-2000:]
        if "still in use" in reason:  # children of a killed server are about to notice
            raise _NotYet(reason)
        raise EmbeddedPostgresError(f"PostgreSQL does not start:\n{done.stdout}\n{reason}")

    def _prepare_log(self) -> int:
        """Start a new log when the old one is long; answer where this start's part begins."""
        if self.logfile.exists() and self.logfile.stat().st_size > LONGEST_LOG:
            self.logfile.replace(self.logfile.with_suffix(".log.1"))
        self.logfile.touch()
        self.owner.take(self.logfile)
        return self.logfile.stat().st_size

    def _configure(self) -> None:
        """Write the whole configuration anew: nothing in it is anybody else's."""
        settings = {
            **self.settings,
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700",
        }
        quoted = {name: text.replace("'", "''") for name, text in settings.items()}
        lines = [f"{name} = '{text}'\n" for name, text in quoted.items()]
        draft = self.cluster / "postgresql.conf.draft"
        draft.write_text("# written at every start\n" + "".join(lines))
        self.owner.take(draft)
        draft.replace(self.cluster / "postgresql.conf")

    def _forget_stale_locks(self) -> None:
        """Remove the lock files of a server that is no more.

        PostgreSQL itself would do so only while the process number is free; one that a stranger has
        taken, as is usual in a container, would stop it for ever. Its other guard against a live
        twin, the shared memory, remains.
        """
        if self._written_pid() is not None and self._pid() is None:
            (self.cluster / "postmaster.pid").unlink(missing_ok=True)
            (self.socket / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _leave(self) -> bool:
        """Give up our share; answer whether we were the last one and the server is stopped."""
        users = self._users or _lock(self.folder / "postgres.users", fcntl.LOCK_SH)
        self._users = None
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._halt()
        except BlockingIOError:  # somebody else is still here
            return False
        else:
            return True
        finally:
            os.close(users)

    def _halt(self) -> None:
        if self._pid() is not None:
            done = self._control("stop", "-m", "fast")
            if done.returncode != 0 and self._pid() is not None:
                raise EmbeddedPostgresError(f"PostgreSQL does not stop:\n{done.stdout}")

    def _control(self, action: str, *options: str) -> CompletedProcess[str]:
        program = self.binaries / "pg_ctl"
        wait = ("-w", "-t", f"{PATIENCE:.0f}")
        return self.owner.run(program, action, "-s", "-D", self.cluster, *wait, *options)

    def _written_pid(self) -> int | None:
        """The process number in the server's lock file, whoever has it now."""
        try:
            return int((self.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def _pid(self) -> int | None:
        """The server's process, if it lives: its working folder is the cluster."""
        pid = self._written_pid()
        if pid is None:
            return None
        try:
            return pid if Path(f"/proc/{pid}/cwd").readlink() == self.cluster else None
        except OSError:
            return None

    def _ensure_database(self) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            query = "SELECT FROM pg_database WHERE datname = %s"
            if connection.execute(query, [DATABASE]).fetchone() is None:
                create = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE))
                connection.execute(create)


class _NotYet(Exception):
    """Trying again in a moment will help."""


def _lock(path: Path, kind: int) -> int:
    """Wait for a lock that goes with the process, however it ends."""
    handle = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
    fcntl.flock(handle, kind)
    return handle
