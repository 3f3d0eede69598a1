"""For those who watch over the process: is it alive, is it ready, what does it count."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.api.problems import problem_response
from backend.domain.errors import NotAllowed, Unavailable
from backend.telemetry import metrics

_log = structlog.get_logger(__name__)

_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


@dataclass(frozen=True, slots=True)
class HealthDoor:
    """``probe`` raises where the database does not answer; ``metrics_token`` as in the settings."""

    probe: Callable[[], object]
    metrics_token: str | None = None

    def routes(self) -> list[Route]:
        """``/health``, ``/ready`` and ``/metrics``."""
        return [
            Route("/health", self.health, name="health"),
            Route("/ready", self.ready, name="ready"),
            Route("/metrics", self.metrics, name="metrics"),
        ]

    async def health(self, _request: Request) -> Response:
        """The process answers; whether it can work is ``/ready``."""
        return JSONResponse({"status": "ok"})

    async def ready(self, _request: Request) -> Response:
        """The database answers, so calls are welcome here."""
        try:
            await run_in_threadpool(self.probe)
        except Exception as error:  # whatever it is, this process cannot work now
            _log.warning("not ready", reason=type(error).__name__)
            return problem_response(Unavailable.code, Unavailable.advice)
        return JSONResponse({"status": "ready"})

    async def metrics(self, request: Request) -> Response:
        """Prometheus's text format, for the bearer of the token or a direct caller from here."""
        if not self._may_read(request):
            return problem_response(NotAllowed.code, NotAllowed.advice)
        return Response(await run_in_threadpool(metrics.render), media_type=metrics.CONTENT_TYPE)

    def _may_read(self, request: Request) -> bool:
        if self.metrics_token is not None:
            given = request.headers.get("authorization", "").encode()
            return hmac.compare_digest(given, f"Bearer {self.metrics_token}".encode())
        host = request.client.host if request.client else ""
        return host in _LOOPBACK and not any(name in request.headers for name in _FORWARDED)
