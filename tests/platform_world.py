"""A platform to read and to tell: its configuration and the documents that it answers."""

from typing import Any
from xml.sax.saxutils import escape

from backend.domain.commands import Terms
from backend.domain.integrator import Integrator

KEY = b"an installation's key, as long as it has to be"
ISSUER = "https://vitrina.example"
SECRET = "shared-with-the-platform"


def platform(*, code: str = "rentsoft", version: int = 1, **wire: Any) -> Integrator:
    """An integrator with this wire."""
    return Integrator(
        code=code,
        title="Платформа",
        dialect="rentsoft",
        terms=Terms(integrator_id=1, integrator_code=code),
        wire=wire,
        version=version,
    )


def item(key: str = "kav", title: str = "Антивирус", **fields: str) -> str:
    """An item's XML; the fields are markup as they stand."""
    known = {"service_key": escape(key), "title": escape(title), **fields}
    return f"<item>{''.join(f'<{name}>{text}</{name}>' for name, text in known.items())}</item>"


def document(*items: str, code: str = "0") -> str:
    """A whole answer without its declaration."""
    return f"<root><code>{code}</code><message/><response>{''.join(items)}</response></root>"
