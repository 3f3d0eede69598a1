"""Metrics for Prometheus, over all worker processes of one server.

Several workers answer ``/metrics`` in turn, so each must tell of all. They share files in a folder:
the process that starts the workers calls ``share`` before it does; without it each process tells
of itself alone, which is right when there is one.
"""

import os
from collections import Counter as Counts
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE = CONTENT_TYPE_LATEST

_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_FOLDER = os.environ.get(_VARIABLE)  # the library, too, reads it once, when it is imported

_operations = Counter(
    "vitrina_operations_total",
    "Operations by what became of them.",
    ("kind", "integrator", "code", "door"),
)
_queue = Gauge(
    "vitrina_lane_queue",
    "Commands that wait for their transaction.",
    multiprocess_mode="livesum",
)
_batches = Histogram(
    "vitrina_lane_batch_size",
    "Commands that shared one transaction.",
    buckets=(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000),
)
_requests = Histogram(
    "vitrina_request_seconds",
    "Time from the first byte of a request to the answer.",
    ("door", "operation"),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_rejected = Counter(
    "vitrina_rejected_requests_total",
    "Requests that were refused before they were read.",
    ("reason",),
)
_passwords = {
    realm: Counter(
        f"vitrina_{realm}_passwords_total",
        f"Passwords given to the {realm} by what became of them.",
        ("code",),
    )
    for realm in ("cabinet", "desk")
}

_platform_calls = Histogram(
    "vitrina_platform_call_seconds",
    "Our calls to the platforms by what came of them; those that were not made took no time.",
    ("integrator", "call", "result"),
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5),
)
_notices = Histogram(
    "vitrina_notice_seconds",
    "Attempts to send a notice by what came of them.",
    ("channel", "answer"),
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)

_events = Histogram(
    "vitrina_event_seconds",
    "Attempts to deliver an event by what came of them.",
    ("result",),
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 15),
)
_endpoints_disabled = Counter(
    "vitrina_event_endpoints_disabled_total",
    "Endpoints that get no events any more: gone, or failing for too long.",
    ("reason",),
)
_endpoints = Gauge(
    "vitrina_event_endpoints",
    "Endpoints that are failing just now, or were disabled for it.",
    ("state",),
    multiprocess_mode="livemax",
)
_events_waiting = Gauge(
    "vitrina_events_waiting",
    "Deliveries that wait for an endpoint which is enabled.",
    multiprocess_mode="livemax",
)


def share(folder: Path) -> None:
    """Let the processes that are started from now on tell of each other; forget earlier ones."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.db"):
        path.unlink(missing_ok=True)
    os.environ[_VARIABLE] = str(folder)


def count_operations(outcomes: Iterable[tuple[str, str]], integrator: str, door: str) -> None:
    """The commands of one call have got their outcomes: kind and code of each."""
    for (kind, code), times in Counts(outcomes).items():
        _operations.labels(kind, integrator, code, door).inc(times)


def observe_batch(size: int, queued: int) -> None:
    """A lane has taken a batch and left this many waiting."""
    _batches.observe(size)
    _queue.set(queued)


def observe_request(door: str, operation: str, seconds: float) -> None:
    """A request was answered. ``operation`` is a name from a contract, never a path as sent."""
    _requests.labels(door, operation).observe(seconds)


def reject_request(reason: str) -> None:
    """A request was refused at the edge. ``reason`` is one of a few words of ours."""
    _rejected.labels(reason).inc()


def count_password(realm: str, code: str) -> None:
    """A password was given to the cabinet or the desk: ``ok`` or the code of the refusal."""
    _passwords[realm].labels(code).inc()


def observe_platform_call(integrator: str, call: str, result: str, seconds: float) -> None:
    """We have called a platform, or left it alone. ``result`` is one of a few words of ours."""
    _platform_calls.labels(integrator, call, result).observe(seconds)


def observe_notice(channel: str, answer: str, seconds: float) -> None:
    """An attempt to send a notice has ended."""
    _notices.labels(channel, answer).observe(seconds)


def observe_event(result: str, seconds: float) -> None:
    """An event was sent to an endpoint. ``result`` is one of a few words of ours."""
    _events.labels(result).observe(seconds)


def count_disabled_endpoint(reason: str) -> None:
    """An endpoint gets no events any more."""
    _endpoints_disabled.labels(reason).inc()


def observe_endpoints(failing: int, disabled: int, waiting: int) -> None:
    """How endpoints stand just now, and how much waits for them."""
    _endpoints.labels("failing").set(failing)
    _endpoints.labels("disabled").set(disabled)
    _events_waiting.set(waiting)


def render() -> bytes:
    """Answer everything in Prometheus's text format, as ``CONTENT_TYPE``."""
    if _FOLDER is None:
        return generate_latest(REGISTRY)
    _bury(Path(_FOLDER))
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=_FOLDER)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def _bury(folder: Path) -> None:
    """Forget the queues of workers that are no more; what they have counted remains."""
    for path in folder.glob("gauge_live*.db"):
        with suppress(ValueError, PermissionError):
            if not _alive(int(path.stem.rpartition("_")[2])):
                path.unlink(missing_ok=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
