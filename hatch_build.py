"""Refuses to package Vitrina without its cabinet, which is built and not committed."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PAGE = "backend/web/cabinet/index.html"


class CabinetHook(BuildHookInterface[Any]):
    """Called by hatchling before every build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Stop unless the cabinet is there; a checkout that is only linked builds it later."""
        if version != "editable" and not (Path(self.root) / _PAGE).is_file():
            raise SystemExit(f"{_PAGE} is missing: run `make cabinet` before packaging.")
