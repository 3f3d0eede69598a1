"""The two doors that people come through by password."""

from enum import StrEnum


class Realm(StrEnum):
    """Whose door it is. What is counted, marked or sealed at one is worth nothing at the other."""

    CABINET = "cabinet"
    """The subscribers'."""
    DESK = "desk"
    """The staff's."""

    def purpose(self, what: str) -> bytes:
        """What keys of this door are derived for."""
        return f"vitrina.{self}.{what}".encode()
