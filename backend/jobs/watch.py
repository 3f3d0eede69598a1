"""A watch: a thread that does what is due every second or so, between two ticks.

It is for what somebody waits for: the tick does the same once a minute, in case no watch is kept.
"""

import threading
from collections.abc import Callable

import structlog

EVERY = 1.0
"""Seconds between two looks; short, because nobody tells when something has become due."""

_log = structlog.get_logger(__name__)


class Watch:
    """Calls ``work`` from ``start`` to ``close``; what goes wrong is logged and tried again."""

    def __init__(self, name: str, work: Callable[[], object], *, every: float = EVERY) -> None:
        self._name = name
        self._work = work
        self._every = every
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._failed = False

    def start(self) -> None:
        """Begin; in the process in which it is to work, after it was forked."""
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End, after what is being done just now."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                self._work()
                self._failed = False
            except Exception as error:  # nobody waits for it, so it is told here or nowhere
                self._complain(error)
            self._over.wait(self._every)

    def _complain(self, error: Exception) -> None:
        """Once: it goes wrong every second until it does not."""
        if not self._failed:
            _log.warning("watch_failed", watch=self._name, reason=type(error).__name__)
        self._failed = True
