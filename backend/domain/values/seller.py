"""The seller, as documents name it."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """Who issues invoices, and where they are paid to. The numbering is by its ``inn``."""

    name: str
    inn: str
    kpp: str = ""
    address: str = ""
    phone: str = ""
    bank: str
    bik: str
    correspondent_account: str
    account: str
    director: str = ""
    accountant: str = ""

    def details(self) -> dict[str, str]:
        """The details by name, as they are stored with invoices."""
        return asdict(self)

    def digest(self) -> str:
        """Names this state of the details: other details have another digest."""
        canonical = json.dumps(self.details(), ensure_ascii=False, sort_keys=True)
        return sha256(canonical.encode()).hexdigest()
