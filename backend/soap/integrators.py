"""The way in for integrators: each at its own address, in its own dialect."""

from dataclasses import dataclass

from backend.domain.integrator import Integrator
from backend.domain.services.access.authenticate import authenticate
from backend.soap.actions import Actions
from backend.soap.caller import Answers, Caller, Items, Speaker
from backend.soap.contract import Action
from backend.soap.envelope import Credentials
from backend.soap.options import Ports, SoapOptions
from backend.soap.threads import Threads


class IntegratorEntrance:
    """Implements ``Entrance`` over the directory of integrators."""

    def __init__(self, ports: Ports, options: SoapOptions, threads: Threads) -> None:
        self._ports = ports
        self._actions = Actions(ports, options, threads)

    def speaker(self, code: str) -> Speaker | None:
        """The integrator itself, where it is switched on."""
        integrator = self._ports.directory.find(code)
        return integrator if integrator is not None and integrator.enabled else None

    async def admit(self, code: str, credentials: Credentials, network: str) -> Caller:
        """The integrator of the address, which the credentials have to be of."""
        integrator = authenticate(
            self._ports.directory.find(code),
            credentials.name,
            credentials.secret,
            network,
            self._ports.clock.now(),
        )
        return _Caller(integrator, self._ports, self._actions)


@dataclass(frozen=True, slots=True)
class _Caller:
    """An admitted integrator."""

    speaker: Integrator
    ports: Ports
    actions: Actions

    @property
    def name(self) -> str:
        return self.speaker.code

    @property
    def journal(self) -> bool:
        return self.speaker.journal

    async def pace(self) -> None:
        self.ports.limit(self.speaker)

    async def perform(self, action: Action, items: Items) -> Answers:
        return await self.actions.perform(action, self.speaker, items)
