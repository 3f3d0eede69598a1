"""Makes Spyne importable before a test module imports it."""

import backend.soap

__all__ = ["backend"]
