"""A figure as it is written: ``docs/figures/*.toml``, both languages in one file.

A sequence has actors and steps. A step is an arrow (``say = "platform > vitrina"``, an answer
``"platform < vitrina"``), with the words of both languages and, where there is one, the name
on the wire (``code``); a note (``note = "vitrina"``, or ``"vitrina, account"`` for one that
spans both); or a part, the heading of the steps after it. A house has layers of rooms.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "ru")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes part: the name, and in small letters what it is."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """One call, or the answer to one: a place is an index of the actors."""

    start: int
    end: int
    text: str
    code: str
    answer: bool


@dataclass(frozen=True, slots=True)
class Note:
    """What happens at somebody's, from the place of one actor to that of another."""

    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading."""

    text: str


Step = Arrow | Note | Part


@dataclass(frozen=True, slots=True)
class Sequence:
    """Who tells whom what, from the top to the bottom."""

    title: str
    actors: tuple[Actor, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """One storey of the house: what it is for, and its rooms as (name, what is in it)."""

    text: str
    rooms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class House:
    """Layers from the top to the bottom, and the rule about them."""

    title: str
    rule: str
    layers: tuple[Layer, ...]


def read(path: Path, lang: str) -> Sequence | House:
    """The figure in one of the ``LANGUAGES``; a word that is missing in it is a KeyError."""
    said = tomllib.loads(path.read_text())
    title = said["title"][lang]
    if "layer" in said:
        layers = tuple(
            Layer(each[lang], tuple((room["name"], room[lang]) for room in each["rooms"]))
            for each in said["layer"]
        )
        return House(title, said["rule"][lang], layers)
    actors = tuple(
        Actor(each["id"], each[lang], each.get("role", {}).get(lang, "")) for each in said["actor"]
    )
    places = {actor.id: place for place, actor in enumerate(actors)}
    return Sequence(title, actors, tuple(_step(each, places, lang) for each in said["step"]))


def _step(said: dict[str, Any], places: dict[str, int], lang: str) -> Step:
    text = said[lang]
    if "note" in said:
        first, *others = (places[name.strip()] for name in said["note"].split(","))
        return Note(first, others[-1] if others else first, text)
    if "say" not in said:
        return Part(text)
    left, sign, right = said["say"].split()
    start, end = places[left], places[right]
    if sign == "<":
        start, end = end, start
    return Arrow(start, end, text, said.get("code", ""), answer=sign == "<")
