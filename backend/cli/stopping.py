"""Ending a command that runs until it is told to stop."""

import os
import signal
import sys
import threading


def stop_requested() -> threading.Event:
    """An event that SIGINT and SIGTERM set from now on, instead of cutting the process off."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


def end_with_input() -> None:
    """End this process, as by SIGTERM, when its standard input ends: its parent has gone."""

    def wait() -> None:
        sys.stdin.buffer.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="parent", daemon=True).start()
