"""Promises of the documents: links lead somewhere, figures are used and true, names exist."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from backend.settings import Settings
from tests.architecture import ROOT, tracked_files
from tests.guide import is_command
from tools.figures import FOLDER, drawn, render
from tools.figures.measure import width, wrapped
from tools.figures.source import LANGUAGES, House, read

DOCUMENTS = sorted(
    path
    for path in tracked_files()
    if path.suffix == ".md" and (path.parent == ROOT or ROOT / "docs" in path.parents)
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?^ *```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
FIGURES = sorted(FOLDER.glob("*.toml"))


@cache
def links(path: Path) -> list[str]:
    """What a document links to, but for the web."""
    found = LINK.findall(CODE.sub("", path.read_text()))
    return [to for to in found if not re.match(r"https?:|mailto:", to)]


def anchors(path: Path) -> set[str]:
    """The places in a document that GitHub lets one link to."""
    plain = [re.sub(r"[^\w\- ]", "", title.lower()) for title in HEADING.findall(path.read_text())]
    return {title.replace(" ", "-") for title in plain}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    for link in links(path):
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_the_index_names_every_document() -> None:
    index = ROOT / "docs" / "README.md"
    named = {(index.parent / link.partition("#")[0]).resolve() for link in links(index)}
    written = {path for path in DOCUMENTS if path.parent == index.parent} - {index}
    assert written <= named
    assert "docs/README.md" in links(ROOT / "README.md")


def test_every_figure_is_used_and_has_a_caption() -> None:
    used = set[Path]()
    for path in DOCUMENTS:
        used |= {(path.parent / link).resolve() for link in links(path) if link.endswith(".svg")}
        assert "![](" not in path.read_text()
    assert used == {ROOT / name for name in render()}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_and_variables_exist(path: Path) -> None:
    text = path.read_text()
    known = {f"VITRINA_{name.upper()}" for name in Settings.model_fields}
    outside = {"VITRINA_INTEGRATOR_SECRET", "VITRINA_TEST_DATABASE_URL", "VITRINA_CHROMIUM"}
    assert set(re.findall(r"\bVITRINA_[A-Z_]*[A-Z]\b", text)) <= known | outside
    for line in re.findall(r"`(vitrina [^`\n]+)`", text):
        assert is_command(line), line


def test_the_house_is_that_of_the_contract() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    (contract,) = (
        each for each in project["tool"]["importlinter"]["contracts"] if each["id"] == "layers"
    )
    house = read(FOLDER / "house.toml", "en")
    assert isinstance(house, House)
    drawn_layers = [{name for name, _ in layer.rooms} for layer in house.layers]
    assert drawn_layers == [set(layer.split(" | ")) for layer in contract["layers"]]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_a_figure_tells_in_words_what_it_shows(path: Path, lang: str) -> None:
    svg, source = drawn(path, lang), tomllib.loads(path.read_text())
    assert f'<title id="title">{source["title"][lang]}</title>' in svg.replace("&#x27;", "'")
    about = svg.partition("<desc")[2].partition("</desc>")[0].replace("&#x27;", "'")
    steps = source.get("step", source.get("layer"))
    assert steps
    assert [step[lang] for step in steps if step[lang].rstrip(".") not in about] == []


def test_lines_are_as_even_as_they_can_be() -> None:
    text = "one two three four five six seven eight"
    lines = wrapped(text, 15, 200)
    assert " ".join(lines) == text
    assert max(width(line, 15) for line in lines) <= 200
    wide = [width(line, 15) for line in lines]
    assert max(wide) - min(wide) < 100


def test_a_word_that_would_stick_out_is_refused() -> None:
    with pytest.raises(ValueError, match="wider than 40 pixels"):
        wrapped("internationalisation", 15, 40)
