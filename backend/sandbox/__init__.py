"""A stand-in for the platforms RentSoft and Relans: a process of its own, for demos and rehearsals.

It knows Vitrina as a real platform does: through the published SOAP contracts, the signed links,
the XML API and the instructions. It shares no line of code with Vitrina, so what works between the
two proves the contracts. ``docs/sandbox.md`` is its guide.
"""

from backend.sandbox.app import create_sandbox
from backend.sandbox.clock import SystemClock
from backend.sandbox.config import PlatformConfig, SandboxConfig, WrongConfig, read_config

__all__ = [
    "PlatformConfig",
    "SandboxConfig",
    "SystemClock",
    "WrongConfig",
    "create_sandbox",
    "read_config",
]
