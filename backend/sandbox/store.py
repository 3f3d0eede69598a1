"""The state as one JSON file: written whole and durably, before every call that depends on it."""

import dataclasses
import json
import os
from datetime import date
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from backend.sandbox.state import State

T = TypeVar("T")


class Store:
    """Keeps a ``State`` in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._path = folder / "state.json"
        self.state = decode(State, json.loads(self._read()))

    def save(self) -> None:
        """Write the state; when this returns, a kill or a power cut no longer loses it."""
        draft = self._path.with_suffix(".new")
        with draft.open("w", encoding="utf-8") as file:
            json.dump(encode(self.state), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path)
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _read(self) -> str:
        return self._path.read_text(encoding="utf-8") if self._path.exists() else "{}"


def encode(value: Any) -> Any:
    """A record as JSON's types; dates and instants in ISO 8601."""
    if dataclasses.is_dataclass(value):
        return {each.name: encode(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: encode(each) for key, each in value.items()}
    if isinstance(value, list):
        return [encode(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def decode(kind: type[T], value: Any) -> T:
    """The record of this type that ``encode`` wrote; fields that it did not know get defaults."""
    made: T = _decode(kind, value)
    return made


def _decode(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(kind) is UnionType:
        return _decode(next(each for each in get_args(kind) if each is not NoneType), value)
    if isinstance(value, list):
        return [_decode(get_args(kind)[0], each) for each in value]
    if get_origin(kind) is dict:
        return {key: _decode(get_args(kind)[1], each) for key, each in value.items()}
    if isinstance(value, dict):
        hints = _hints(kind)
        return kind(**{key: _decode(hints[key], each) for key, each in value.items()})
    return kind.fromisoformat(value) if issubclass(kind, date) else kind(value)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
