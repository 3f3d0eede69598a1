"""Ending a command that runs until it is told to stop."""

import signal
import threading


def stop_requested() -> threading.Event:
    """An event that SIGINT and SIGTERM set from now on, instead of cutting the process off."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop
