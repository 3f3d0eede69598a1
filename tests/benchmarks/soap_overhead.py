"""What the SOAP door itself costs: charges against a desk that answers at once, without a network.

``python -m tests.benchmarks.soap_overhead`` prints CPU time per call; ``--profile`` where it goes.
"""

import argparse
import asyncio
import cProfile
import os
import pstats
import time
from base64 import b64encode
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TextIO

from backend.domain.commands import Check, Command, Terms
from backend.domain.integrator import Integrator
from backend.domain.outcome import Outcome, Verdict
from backend.domain.services.access.authenticate import digest_secret
from backend.domain.values.codes import Code, OperationStatus
from backend.soap import Ports, SoapApp, SoapOptions, soap_app
from backend.storage.clock import new_id
from backend.telemetry import logs
from tests.fakes.desks import MemoryDirectory, MemoryInquiries, PlainLinks
from tests.fakes.manual_clock import MOSCOW, START, ManualClock
from tests.fakes.memory_book import MemoryBook

SECRET = "a secret of the benchmarks only"
_ITEM = (
    "<request><uuid>0001234{n}</uuid><txid>tx-{n}</txid><amount>50.00</amount>"
    "<baseCost>50.00</baseCost><serviceName>Антивирус Касперского</serviceName>"
    "<comment>1 мес.</comment><periodEnd>2026-05-30</periodEnd></request>"
)
_MESSAGE = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
    '<charge xmlns="urn:vitrina:rentsoft:1">{items}</charge></s:Body></s:Envelope>'
)


class _Instant:
    """A desk that says yes at once, and a journal that forgets."""

    def submit(self, commands: Sequence[Command]) -> "Future[list[Outcome]]":
        future: Future[list[Outcome]] = Future()
        future.set_result(
            [
                Outcome(
                    code=Code.OK,
                    kind=command.kind,
                    external_id=command.external_id,
                    status=OperationStatus.APPLIED,
                    account=command.account,
                    amount=5000,
                    available=100,
                    id=command.id,
                    target_id=command.id,
                    recorded_at=START,
                )
                for command in commands
            ]
        )
        return future

    def check(self, checks: Sequence[Check]) -> "Future[list[Verdict]]":
        raise NotImplementedError

    def record(self, exchange: object) -> None:
        """Forget it."""


def build_app() -> SoapApp:
    """The door with one RentSoft integrator."""
    book, clock, instant = MemoryBook(), ManualClock(), _Instant()
    integrator = Integrator(
        code="rentsoft",
        title="RentSoft",
        dialect="rentsoft",
        terms=Terms(integrator_id=1, integrator_code="rentsoft"),
        secrets=(digest_secret(SECRET),),
    )
    ports = Ports(
        directory=MemoryDirectory(integrator),
        desk=instant,
        inquiries=MemoryInquiries(book, clock),
        journal=instant,
        clock=clock,
        new_id=new_id,
        links=PlainLinks(),
    )
    return soap_app(ports, SoapOptions(public_url="https://billing.example", zone=MOSCOW))


def message(items: int) -> bytes:
    """A charge of this many items."""
    return _MESSAGE.format(items="".join(_ITEM.format(n=n) for n in range(items))).encode()


async def call(app: SoapApp, body: bytes) -> int:
    """One call; answers the HTTP status."""
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(event: Any) -> None:
        if event["type"] == "http.response.start":
            statuses.append(event["status"])

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/soap/rentsoft",
        "query_string": b"",
        "headers": _HEADERS,
        "client": ("127.0.0.1", 5),
    }
    await app(scope, receive, send)
    return statuses[0]


def _authorization() -> bytes:
    return b"Basic " + b64encode(f"rentsoft:{SECRET}".encode())


_HEADERS = [
    (b"host", b"billing.example"),
    (b"content-type", b"text/xml; charset=utf-8"),
    (b"soapaction", b'"charge"'),
    (b"authorization", _authorization()),
]


async def _repeat(app: SoapApp, body: bytes, times: int) -> float:
    assert await call(app, body) == 200
    start = time.process_time()
    for _ in range(times):
        await call(app, body)
    return (time.process_time() - start) / times


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w")


def main() -> None:
    """Print microseconds of CPU per call."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--log-level", default="info", help="info writes a line for each call")
    arguments = parser.parse_args()
    logs.configure(form="json", level=arguments.log_level, stream=_nowhere())
    app = build_app()
    for items, times in ((1, 3000), (100, 100)):
        best = min(asyncio.run(_repeat(app, message(items), times)) for _ in range(3))
        print(f"charge of {items:3}: {best * 1e6:7.0f} µs of CPU")
        if arguments.profile:
            profiler = cProfile.Profile()
            profiler.runcall(asyncio.run, _repeat(app, message(items), times))
            pstats.Stats(profiler).sort_stats("tottime").print_stats(22)


if __name__ == "__main__":
    main()
