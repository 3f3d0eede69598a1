"""Tries a platform's storefront side, harmlessly, past every cache and breaker.

The address for instructions is sent one of the type ``connection.test``: signed like every other,
about no subscription. A platform that checks signatures and does not know the type refuses it for
good, which proves the key as well as an acceptance does. One that knows it calls us back.
"""

import json
from collections.abc import Callable, Iterator
from uuid import UUID

import structlog

from backend.calls.caller import HttpCaller
from backend.calls.failure import CallFailed, Reason
from backend.calls.webhooks import signed_headers
from backend.domain.connection import Finding, Step, failed, found, skipped
from backend.domain.errors import VitrinaError
from backend.domain.integrator import Integrator
from backend.domain.ports import Clock, StorefrontLinks
from backend.platforms.instructions import REFUSALS
from backend.platforms.origins import origins
from backend.platforms.reading.address import CatalogueAddresses
from backend.platforms.reading.document import read_response
from backend.platforms.reading.items import read_items
from backend.platforms.signing.keys import PlatformKeys
from backend.platforms.wiring import StorefrontWire

_log = structlog.get_logger(__name__)

_WORDS = {
    Reason.CONNECT: "no connection: is the address right, and does its certificate fit?",
    Reason.TIMEOUT: "it does not answer in time",
    Reason.BROKEN: "the connection ended in the middle, or it does not speak HTTP there",
    Reason.SERVER_ERROR: "it answers that something is wrong on its side",
    Reason.MISCONFIGURED: "the configuration lacks what is needed to ask",
    Reason.REDIRECT: "it leads elsewhere: configure the address where it leads",
    Reason.STATUS: "it answers, but not with success: is the signature's secret the same there?",
    Reason.MEDIA_TYPE: "it does not answer with XML",
    Reason.REFUSED: "it understands the question and refuses it: is the secret the same there?",
}
_NOT_AN_ANSWER = "what it answers is not the document that was asked for"
_UNAUTHORISED = frozenset((401, 403))
_SERVER_ERROR = 500


class ConnectionProbe:
    """``key`` and ``issuer`` as for everything else that is signed."""

    def __init__(
        self,
        *,
        links: StorefrontLinks,
        addresses: CatalogueAddresses,
        keys: PlatformKeys,
        caller: HttpCaller,
        clock: Clock,
    ) -> None:
        self._links = links
        self._addresses = addresses
        self._keys = keys
        self._caller = caller
        self._clock = clock

    def probe(self, integrator: Integrator, account: str, id_: UUID) -> Iterator[Finding]:
        """The steps of the storefront side, each found out when it is asked for; never raises.

        ``account`` is asked about; ``id_`` is the test's own.
        """
        wire = StorefrontWire.of(integrator)
        if wire.url is None:
            yield skipped(Step.STOREFRONT, "no_address", "no storefront is configured")
        else:
            url = wire.url
            yield _tried(Step.STOREFRONT, lambda: self._storefront(integrator, wire, url, account))
        if wire.catalogue_url is None:
            yield skipped(Step.CATALOGUE, "no_address", "no catalogue is configured")
        else:
            yield _tried(Step.CATALOGUE, lambda: self._catalogue(integrator, account))
        if wire.instructions_url is None:
            told = "the platform is not told what subscribers decide"
            yield skipped(Step.INSTRUCTIONS, "no_address", told)
        else:
            told_at = wire.instructions_url
            code = integrator.code
            yield _tried(Step.INSTRUCTIONS, lambda: self._instruct(told_at, code, account, id_))

    def _storefront(
        self, integrator: Integrator, wire: StorefrontWire, url: str, account: str
    ) -> Finding:
        self._links.link(integrator, account, next(iter(wire.paths), "/"))
        status = self._caller.status(url)
        if status >= _SERVER_ERROR:
            raise CallFailed(Reason.SERVER_ERROR)
        words = f"a link is made, and its address answers ({status})"
        return found(Step.STOREFRONT, "answers", words)

    def _catalogue(self, integrator: Integrator, account: str) -> Finding:
        reply = self._caller.get(
            lambda: self._addresses.address(integrator, account, verbose=False)
        )
        read = read_items(read_response(reply), origins(integrator).images)
        dropped = sum(read.dropped.values())
        rest = f"; {dropped} more cannot be understood" if dropped else ""
        return found(Step.CATALOGUE, "read", f"products: {len(read.items)}{rest}")

    def _instruct(self, address: str, code: str, account: str, id_: UUID) -> Finding:
        now = self._clock.now()
        content = {
            "type": "connection.test",
            "timestamp": now.isoformat(),
            "data": {"account": account},
        }
        body = json.dumps(content, separators=(",", ":")).encode()
        headers = signed_headers(self._keys.signing_key(code), id_, now, body)
        return _told(Step.INSTRUCTIONS, self._caller.post(address, body, headers))


def _tried(step: Step, run: Callable[[], Finding]) -> Finding:
    try:
        return run()
    except CallFailed as gone:
        reason = gone.reason
    except VitrinaError as error:
        return failed(step, error.code, str(error))
    except Exception as error:  # whatever a platform makes us stumble over is a finding, too
        _log.error("platform_probe_fault", step=step.value, error=type(error).__name__)
        reason = Reason.UNEXPECTED
    return failed(step, reason.value, _WORDS.get(reason, _NOT_AN_ANSWER))


def _told(step: Step, status: int) -> Finding:
    if 200 <= status < 300 or status in REFUSALS:
        return found(step, "accepted", f"the signature is accepted ({status})")
    if status in _UNAUTHORISED:
        return failed(
            step, "signature", f"the signature is not accepted ({status}): tell it the key"
        )
    return failed(step, f"status_{status}", f"instructions are not taken there ({status})")
