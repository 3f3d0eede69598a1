"""Whom an endpoint serves: what its facade is built from, and what a call needs of its caller.

An integrator speaks a dialect of its own at an address of its own; all portals speak one dialect at
one address. Each kind of caller has an ``Entrance``; behind it the door knows no difference.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from backend.soap.contract import Action, Values
from backend.soap.envelope import Credentials

Items = Sequence[Values]
Answers = list[Values]


class Speaker(Protocol):
    """What is spoken at an address; the parts of an ``Integrator`` that have to do with it."""

    @property
    def code(self) -> str:
        """The last part of the address."""
        ...

    @property
    def dialect(self) -> str:
        """The name of its dialect."""
        ...

    @property
    def wire(self) -> Mapping[str, Any]:
        """Its own words over the dialect's."""
        ...

    @property
    def test_mode(self) -> bool:
        """Whether operations for tests are offered."""
        ...

    @property
    def batch_limit(self) -> int:
        """How many items a list may have."""
        ...

    @property
    def version(self) -> int:
        """Grows with every change of the others."""
        ...


class Caller(Protocol):
    """Somebody who has been let in."""

    @property
    def name(self) -> str:
        """Its name for the log and the journal."""
        ...

    @property
    def journal(self) -> bool:
        """Whether raw exchanges are kept."""
        ...

    @property
    def speaker(self) -> Speaker:
        """How it speaks."""
        ...

    async def pace(self) -> None:
        """Count one call. Raises ``RateLimited``."""
        ...

    async def perform(self, action: Action, items: Items) -> Answers:
        """The answers to the items of one call, in their order."""
        ...


class Entrance(Protocol):
    """The way in for one kind of caller."""

    def speaker(self, code: str) -> Speaker | None:
        """Who speaks at an address; ``None`` where nobody does, or is switched off."""
        ...

    async def admit(self, code: str, credentials: Credentials, network: str) -> Caller:
        """The caller, or ``NotAuthenticated`` in one and the same way, or ``NotAllowed``.

        ``code`` is the last part of the address that was called, ``network`` where from.
        """
        ...
