"""How server processes are started: the same for ``serve`` and ``demo``."""

import os
import socket
from typing import Any, ClassVar

from backend.domain.errors import VitrinaError
from backend.settings import PREFIX, Settings
from backend.telemetry import logs

_ANY = frozenset({"0.0.0.0", "::"})  # noqa: S104 (compared with, not bound to)


class PortTaken(VitrinaError):
    """Somebody listens on this port already."""

    code: ClassVar[str] = "port_taken"


def chosen_settings(**options: Any) -> Settings:
    """The settings with a command's options in force, for this process and those it starts."""
    settings = Settings()
    changes = {name: value for name, value in options.items() if value is not None}
    settings = settings.with_changes(**changes)
    if "public_url" not in Settings().model_fields_set:
        host = "127.0.0.1" if settings.host in _ANY else settings.host
        changes["public_url"] = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"
    os.environ |= {f"{PREFIX}{name.upper()}": str(value) for name, value in changes.items()}
    return settings.with_changes(**changes)


def require_free_port(settings: Settings) -> None:
    """Raise ``PortTaken`` while there is still time for a clear word about it."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise PortTaken(
                f"cannot listen on {settings.host}:{settings.port} ({error.strerror}): "
                "choose another port with --port"
            ) from None


def uvicorn_options(settings: Settings) -> dict[str, Any]:
    """What uvicorn is told. Forwarded addresses are the application's business, not its own."""
    return {
        "host": settings.host,
        "port": settings.port,
        "proxy_headers": False,
        "server_header": False,
        "ws": "none",
        "timeout_keep_alive": 75,
        "timeout_graceful_shutdown": 20,
        **logs.UVICORN,
    }
