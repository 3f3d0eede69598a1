"""Refuses to package Vitrina without its cabinet and its desk, which are built, not committed."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PAGES = ("backend/web/cabinet/index.html", "backend/web/desk/desk.html")


class SitesHook(BuildHookInterface[Any]):
    """Called by hatchling before every build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Stop unless they are there; a checkout that is only linked builds them later."""
        missing = [page for page in _PAGES if not (Path(self.root) / page).is_file()]
        if version != "editable" and missing:
            raise SystemExit(f"{missing[0]} is missing: run `make cabinet` before packaging.")
