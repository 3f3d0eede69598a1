"""Small secrets at rest, sealed with the installation's key.

The secret of a second factor must be read again to check a code, and that of an endpoint to sign
with it, so no hash can keep them. For 32 bytes at most the standard library has all it takes: the
secret is XORed with HMAC-SHA256 of a fresh nonce, which is a pad used once (counter mode makes its
pads in the same way, block by block), and a tag under another key covers nonce, ciphertext and
owner (encrypt, then authenticate). A copy of the database alone opens nothing, and what was moved
to another owner's row is not opened there.
"""

import hmac
import secrets
from typing import Protocol

MAX_LENGTH = 32
_NONCE, _TAG = 16, 32


class Purposes(Protocol):
    """Whose secrets are sealed: a door's, or some other part's."""

    def purpose(self, what: str) -> bytes:
        """What its keys are derived for."""
        ...


class SecretSeal:
    """Seals and opens; ``key`` is the installation's. With another key nothing opens any more."""

    def __init__(self, key: bytes, realm: Purposes) -> None:
        self._pad_key = hmac.digest(key, realm.purpose("seal.pad"), "sha256")
        self._tag_key = hmac.digest(key, realm.purpose("seal.tag"), "sha256")

    def seal(self, secret: bytes, owner: int) -> bytes:
        """What may be stored: 48 bytes more. Raises ``ValueError`` for more than 32 bytes."""
        if len(secret) > MAX_LENGTH:
            raise ValueError("one pad is not enough for so much")
        nonce = secrets.token_bytes(_NONCE)
        head = nonce + self._pad(nonce, secret)
        return head + self._tag(head, owner)

    def open(self, sealed: bytes, owner: int) -> bytes | None:
        """The secret; ``None``: sealed with another key, for another owner, or changed."""
        head, tag = sealed[:-_TAG], sealed[-_TAG:]
        if not hmac.compare_digest(tag, self._tag(head, owner)):
            return None
        return self._pad(head[:_NONCE], head[_NONCE:])

    def _pad(self, nonce: bytes, content: bytes) -> bytes:
        pad = hmac.digest(self._pad_key, nonce, "sha256")
        return bytes(one ^ other for one, other in zip(content, pad, strict=False))

    def _tag(self, head: bytes, owner: int) -> bytes:
        return hmac.digest(self._tag_key, owner.to_bytes(8) + head, "sha256")
