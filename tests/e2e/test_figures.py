"""The documents' figures as a browser draws them: nothing sticks out, nothing lies on another."""

from itertools import combinations, pairwise
from pathlib import Path

import pytest

from tests.browser import OpenPage, screenshot
from tools.figures import FOLDER

FIGURES = sorted(FOLDER.glob("*.svg"))
_LOOK = """() => {
    const box = shape => (({x, y, width, height}) => ({x, y, width, height}))(shape.getBBox());
    const all = kind => [...document.querySelectorAll(kind)];
    return {
        page: (({width, height}) => ({x: 0, y: 0, width, height}))(
            document.querySelector("svg").viewBox.baseVal),
        texts: all("text").map(text => ({...box(text), text: text.textContent})),
        rooms: all("rect.actor, rect.note, rect.part").map(box),
    };
}"""

Box = dict[str, float]


def inside(inner: Box, outer: Box, slack: float = 0) -> bool:
    """Whether a box lies in another one."""
    return all(
        outer[at] - slack <= inner[at]
        and inner[at] + inner[long] <= outer[at] + outer[long] + slack
        for at, long in (("x", "width"), ("y", "height"))
    )


def overlap(one: Box, other: Box) -> float:
    """How many pixels high the common part of two boxes is, if there is one."""
    wide, high = (
        min(one[at] + one[long], other[at] + other[long]) - max(one[at], other[at])
        for at, long in (("x", "width"), ("y", "height"))
    )
    return high if wide > 0 and high > 0 else 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_everything_has_its_place(open_page: OpenPage, path: Path, scheme: str) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": 1100, "height": 900})
    page.set_content(f"<body style='margin:0'>{path.read_text()}</body>")
    seen = page.evaluate(_LOOK)
    screenshot(page, f"figure-{path.stem}-{scheme}")
    texts, rooms = seen["texts"], seen["rooms"]
    assert len(texts) > 10
    assert [text for text in texts if not inside(text, seen["page"])] == []
    for text in texts:
        around = [room for room in rooms if overlap(text, room)]
        assert all(inside(text, room, slack=3) for room in around), text["text"]
    for one, other in combinations(texts, 2):
        assert overlap(one, other) < 4, (one["text"], other["text"])


def test_light_and_dark_differ(open_page: OpenPage) -> None:
    papers = []
    for scheme in ("light", "dark"):
        page = open_page(color_scheme=scheme)
        page.set_content((FOLDER / "house.en.svg").read_text())
        papers.append(
            page.evaluate("() => getComputedStyle(document.querySelector('rect.paper')).fill")
        )
    assert all(one != other for one, other in pairwise(papers))
