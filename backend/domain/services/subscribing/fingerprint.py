"""Whether two requests under one key ask for the same."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from backend.domain.errors import VitrinaError
from backend.domain.services.subscribing.commands import Command
from backend.domain.values.codes import Advice


class KeyConflict(VitrinaError):
    """This key was used for another act; nothing was changed."""

    code = "conflict"
    advice = Advice.NEW_ID_AFTER_CHANGE


def fingerprint(command: Command) -> bytes:
    """SHA-256 of what is asked for: not who asks for it, nor from where."""
    content = asdict(command)
    del content["actor"]
    _without_address(content)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(f"{type(command).__name__}{text}".encode()).digest()


def _without_address(content: dict[str, Any]) -> None:
    consent = content.get("consent")
    if consent is not None:
        del consent["address"]
