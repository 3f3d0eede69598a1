"""Render ``docs/settings.md`` from the settings themselves."""

from pydantic.fields import FieldInfo

from backend.settings import PREFIX, Settings

_HEAD = """\
# Settings

Every setting is an environment variable; none is required. This page is generated from
`backend/settings.py` by `make generate`.

| variable | default | what it is |
| --- | --- | --- |
"""


def render() -> str:
    """The page; ``make check`` compares it with the committed one."""
    return _HEAD + "".join(_row(name, field) for name, field in Settings.model_fields.items())


def _row(name: str, field: FieldInfo) -> str:
    return f"| `{PREFIX}{name.upper()}` | {_default(field)} | {field.description} |\n"


def _default(field: FieldInfo) -> str:
    default = field.default
    if isinstance(default, bool):
        default = "on" if default else "off"
    return "" if default in (None, ()) else f"`{default}`"
