"""The user whom the embedded server runs as: PostgreSQL refuses to be root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Owner:
    """A user that exists already; none is created."""

    uid: int
    gid: int

    @classmethod
    def of(cls, home: Path) -> "Owner":
        """Ourselves; for root the owner of what is there already, else nobody."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid())
        if home.exists() and (status := home.stat()).st_uid != 0:
            return cls(status.st_uid, status.st_gid)
        nobody = pwd.getpwnam("nobody")
        return cls(nobody.pw_uid, nobody.pw_gid)

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program as this user, with nothing of our environment or working folder."""
        drop = self.uid != os.geteuid()
        return subprocess.run(
            command,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            user=self.uid if drop else None,
            group=self.gid if drop else None,
            extra_groups=[] if drop else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )

    def can_enter(self, folder: Path) -> bool:
        """Ask the kernel, which knows all the parents' permissions, instead of reading them."""
        return self.run("test", "-x", folder).returncode == 0

    def can_run(self, program: Path) -> bool:
        """Try it: a closed folder, a missing library and a foreign machine all look alike here."""
        try:
            return self.run(program, "--version").returncode == 0
        except OSError:
            return False

    def take(self, path: Path) -> None:
        """Own a file that root has just made."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)

    @property
    def named(self) -> list[str]:
        """What to put before a program that insists on a user name, if this user has none.

        A container's arbitrary uid is in no password file: a namespace lends it nobody's.
        """
        try:
            pwd.getpwuid(self.uid)
        except KeyError:
            nobody = pwd.getpwnam("nobody")
            return ["unshare", "--user", f"--map-user={nobody.pw_uid}"]
        return []
