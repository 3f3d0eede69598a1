"""The keys that we share with each platform."""

import hmac


class PlatformKeys:
    """Derives one key for each integrator from the installation's, so that no platform can sign
    for another and nothing has to be stored."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def verification_key(self, code: str) -> str:
        """The key with which this integrator checks what we sign, in hex; told to it once."""
        return hmac.digest(self._key, f"storefront:{code}".encode(), "sha256").hex()

    def signing_key(self, code: str) -> bytes:
        """The same key, to sign with."""
        return bytes.fromhex(self.verification_key(code))
