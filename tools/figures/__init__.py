"""Draw ``docs/figures/*.svg`` from ``docs/figures/*.toml``: each figure in each language."""

from collections.abc import Mapping
from pathlib import Path

from tools.figures import house, sequence
from tools.figures.source import LANGUAGES, House, read

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "figures"


def render() -> Mapping[str, bytes]:
    """Every drawing by its file's name from the root on; ``make check`` compares them."""
    return {
        f"docs/figures/{path.stem}.{lang}.svg": drawn(path, lang).encode()
        for path in sorted(FOLDER.glob("*.toml"))
        for lang in LANGUAGES
    }


def drawn(path: Path, lang: str) -> str:
    """One figure."""
    figure = read(path, lang)
    try:
        if isinstance(figure, House):
            return house.draw(figure, lang)
        return sequence.draw(figure, lang)
    except ValueError as problem:
        raise ValueError(f"{path.name}, {lang}: {problem}") from problem
