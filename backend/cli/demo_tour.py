"""The main job, done over real SOAP and REST: a platform takes money, exactly once."""

import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

import httpx
from rich.console import Console
from rich.markup import escape

from backend.cli.demo_data import KASPERSKY, secret_of
from backend.cli.output import console
from backend.cli.soap_call import SoapCaller
from backend.container import Container
from backend.soap.contract import Action
from backend.storage.probes import run_probes

PLATFORM = "rentsoft"
ACCOUNT = "000123"
POOR = "000124"
REST = "/api/partner/v1"


def tour(container: Container) -> None:
    """Walk through the calls of one purchase."""
    with _client(container) as http:
        guide = _Guide(http, container)
        guide.walk()


@contextmanager
def _client(container: Container) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=container.settings.public_url,
        auth=(PLATFORM, secret_of(PLATFORM)),
        trust_env=False,
    ) as http:
        yield http


class _Guide:
    """Makes the calls and tells about each."""

    def __init__(self, http: httpx.Client, container: Container) -> None:
        integrator = container.integrators.find(PLATFORM)
        assert integrator is not None  # noqa: S101 (the demonstration's data has it)
        self._http = http
        self._soap = SoapCaller(http, integrator)
        self._out: Console = console()
        self._today = container.clock.moment().today
        self._txid = f"demo-{self._today:%Y%m%d}-{secrets.token_hex(4)}"
        self._step = 0

    def walk(self) -> None:
        """One purchase from the first question to taking it back."""
        txid = {"account": ACCOUNT, "external_id": self._txid}
        charge = {
            **txid,
            "amount": "50.00",
            "full_price": "50.00",
            "product": KASPERSKY,
            "text": "Антивирус Касперского, 1 мес., 50р.",
            "period_end": (self._today + timedelta(days=29)).isoformat(),
        }
        self._soap_call("Who is this subscriber?", Action.ACCOUNT, {"account": ACCOUNT})
        self._soap_call("Can 50 roubles be taken?", Action.CHECK, {**txid, "amount": "50.00"})
        self._soap_call("Take them", Action.CHARGE, charge)
        self._soap_call(
            "The answer was lost, so once more: nothing is taken", Action.CHARGE, charge
        )
        self._rest_call("What became of it? REST knows what SOAP did", self._txid)
        self._soap_call("Take the charge back, whole", Action.REVERSE, txid)
        self._rest_call("The id is used up for ever", self._txid)
        self._soap_call(
            "And who has no money is not charged",
            Action.CHECK,
            {"account": POOR, "external_id": f"{self._txid}-poor", "amount": "50.00"},
        )

    def _soap_call(self, title: str, action: Action, values: Mapping[str, str]) -> None:
        operation = self._soap.messages.operation(action)
        self._begin(title, f"SOAP {operation.wire}")
        names = {field.name: field.wire for field in operation.request.fields}
        self._sent({names[name]: value for name, value in values.items() if name in names})
        began = time.perf_counter()
        answer = self._soap.call(action, values)
        self._answered(answer.values, began)

    def _rest_call(self, title: str, txid: str) -> None:
        path = f"{REST}/operations/charge/{txid}"
        self._begin(title, f"REST GET {path}")
        began = time.perf_counter()
        document = self._http.get(path).json()
        shown = ("code", "status", "account", "amount")
        self._answered([(name, document[name]) for name in shown if name in document], began)

    def _begin(self, title: str, call: str) -> None:
        self._step += 1
        self._out.print(f"\n[bold]{self._step}. {escape(title)}[/]  [dim]{escape(call)}[/]")

    def _sent(self, values: Mapping[str, str]) -> None:
        self._out.print(f"   [blue]→[/] {_pairs(values.items())}")

    def _answered(self, values: Iterable[tuple[str, object]], began: float) -> None:
        milliseconds = (time.perf_counter() - began) * 1000
        self._out.print(f"   [green]←[/] {_pairs(values)}  [dim]{milliseconds:.0f} ms[/]")


def _pairs(values: Iterable[tuple[str, object]]) -> str:
    return " · ".join(f"[dim]{escape(n)}[/] {escape(str(v))}" for n, v in values)


def verified(container: Container) -> bool:
    """Check every rule about money on the database; whether all hold."""
    findings = list(run_probes(container.engine))
    broken = [finding for finding in findings if not finding.ok]
    out = console()
    out.print("\n[bold]Every rule about money, checked on the database[/]  [dim]vitrina verify[/]")
    for finding in broken:
        out.print(f"   [red]broken[/] {finding.name}: {finding.rule}")
    if not broken:
        examined = sum(finding.examined for finding in findings)
        out.print(f"   [green]all {len(findings)} rules hold[/] over {examined} rows")
    return not broken
