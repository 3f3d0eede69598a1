"""What the browser is told about a page of ours.

The page runs its own files and talks to its own server; in the cabinet the storefronts' pictures
and frames are the only foreign things. Whatever slips into the page cannot load, send or be framed.
"""

import re
from collections.abc import Iterable, Mapping

_ORIGIN = re.compile(r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::[0-9]{1,5})?")
_DENIED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)

FILE_HEADERS: Mapping[str, str] = {"Cross-Origin-Resource-Policy": "same-origin"}
"""For every file of a site; what the whole application sends comes on top of it."""

_PAGE_HEADERS: Mapping[str, str] = {
    **FILE_HEADERS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _DENIED),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def page_headers(frames: Iterable[str], images: Iterable[str]) -> dict[str, str]:
    """The page's headers, when these origins may be framed and may show pictures in it."""
    return {**_PAGE_HEADERS, "Content-Security-Policy": content_policy(frames, images)}


def content_policy(frames: Iterable[str], images: Iterable[str]) -> str:
    """The Content-Security-Policy.

    What is not an exact origin is left out: it is configured text, and one with a space or a
    semicolon would write rules of its own.
    """
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", *_origins(images)],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        "frame-src": _origins(frames) or ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def _origins(texts: Iterable[str]) -> list[str]:
    """Those that are origins, each once and in one order: equal rules are equal texts."""
    return sorted({text.lower() for text in texts if _ORIGIN.fullmatch(text)})
