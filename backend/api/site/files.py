"""The files of a built site, read once and kept in memory.

They are a few hundred kilobytes. An address is looked up in a table and never on the disk, so no
address, however it is written, leads out of the folder.
"""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_TEXT = "; charset=utf-8"
_MEDIA_TYPES = {  # our own table: the machine's differs from machine to machine
    ".css": f"text/css{_TEXT}",
    ".html": f"text/html{_TEXT}",
    ".ico": "image/x-icon",
    ".js": f"text/javascript{_TEXT}",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": f"text/plain{_TEXT}",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_REFUSED = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")


@dataclass(frozen=True, slots=True)
class File:
    """``compressed``: the content in gzip, where that is shorter. ``mark``: names the content."""

    content: bytes
    compressed: bytes | None
    media_type: str
    mark: str

    def body(self, accept_encoding: str) -> tuple[bytes, dict[str, str]]:
        """The bytes to send to a client that accepts this, and the headers that say how."""
        if self.compressed is None:
            return self.content, {}
        if not takes_gzip(accept_encoding):
            return self.content, {"Vary": "Accept-Encoding"}
        return self.compressed, {"Vary": "Accept-Encoding", "Content-Encoding": "gzip"}


def read(folder: Path) -> Mapping[str, File]:
    """Path below the folder → file; nothing where there is no such folder."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): _file(path) for path in paths}


def takes_gzip(accept_encoding: str) -> bool:
    """Whether a client that sent this header wants gzip."""
    for offer in accept_encoding.split(","):
        name, _, weight = offer.partition(";")
        if name.strip().lower() == "gzip":
            return not _REFUSED.fullmatch(weight)
    return False


def _file(path: Path) -> File:
    content = path.read_bytes()
    compressed = gzip.compress(content, mtime=0)
    return File(
        content=content,
        compressed=compressed if len(compressed) < len(content) else None,
        media_type=_MEDIA_TYPES.get(path.suffix, "application/octet-stream"),
        mark=hashlib.sha256(content).hexdigest()[:32],
    )
