"""Tests of the project itself: what its files say must be true, on any machine."""

from pathlib import Path
from subprocess import run

ROOT = Path(__file__).resolve().parents[2]


def tracked_files() -> list[Path]:
    """What a fresh clone would have, and what is about to be committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]
