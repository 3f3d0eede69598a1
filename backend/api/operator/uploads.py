"""A file in the body of a request, kept on disk while it is worked on."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from backend.api.problems import BodyTooLarge, UnsupportedMedia
from backend.domain.errors import InvalidRequest
from backend.domain.services.importing.lines import Encoding

_IN_MEMORY = 1_048_576
_CHARSETS = {
    "": None,
    "utf-8": Encoding.UTF_8,
    "utf8": Encoding.UTF_8,
    "us-ascii": Encoding.UTF_8,
    "windows-1251": Encoding.WINDOWS_1251,
    "cp1251": Encoding.WINDOWS_1251,
}


@dataclass(frozen=True, slots=True)
class Upload:
    """``digest``: SHA-256 in hex of the ``size`` bytes. Whoever has it closes the file."""

    file: BinaryIO
    encoding: Encoding
    digest: str
    size: int


async def read_csv(request: Request, max_bytes: int, encoding: Encoding | None) -> Upload:
    """The file, in the encoding that the query or the content type declares, else in UTF-8.

    Raises ``UnsupportedMedia``, ``BodyTooLarge`` and ``InvalidRequest``.
    """
    declared = _declared(request)
    if encoding is not None and declared not in (None, encoding):
        raise InvalidRequest("the encoding is declared twice, and not the same")
    file = cast("BinaryIO", SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115
    digest, size = hashlib.sha256(), 0
    try:
        async for part in _parts(request, max_bytes):
            size += len(part)
            digest.update(part)
            await run_in_threadpool(file.write, part)
    except BaseException:
        file.close()
        raise
    return Upload(file, encoding or declared or Encoding.UTF_8, digest.hexdigest(), size)


def _declared(request: Request) -> Encoding | None:
    media_type, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    name, _, charset = parameters.partition(";")[0].strip().partition("=")
    charset = charset.strip('"')
    known = charset in _CHARSETS and name in ("", "charset", "header")
    plain = request.headers.get("content-encoding", "identity") == "identity"
    if media_type.strip() != "text/csv" or not known or not plain:
        raise UnsupportedMedia("the body is text/csv in utf-8 or windows-1251, not compressed")
    return _CHARSETS[charset]


async def _parts(request: Request, max_bytes: int) -> AsyncIterator[bytes]:
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or len(announced) > 18 or int(announced) > max_bytes:
        raise BodyTooLarge
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > max_bytes:
                raise BodyTooLarge
            yield part
    except ClientDisconnect:
        raise InvalidRequest("the body ended too early") from None
