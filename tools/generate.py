"""Write the documents that are derived from code, or check that the committed ones are fresh.

The contracts under ``openapi/`` are generated and committed, so that a change of a contract is seen
in a review. To add one, add a line to ``DOCUMENTS``: the file, and the function that renders it.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from pkgutil import resolve_name

ROOT = Path(__file__).resolve().parent.parent
FOLDERS: Mapping[str, set[str]] = {
    "openapi": {".json", ".wsdl", ".xsd"},
    "docs/figures": {".svg"},
}
"""Where every file with such a suffix is generated."""

# File → "module:function"; the function takes nothing and returns the text. The output must not
# depend on the machine, the time or the hash seed.
DOCUMENTS: Mapping[str, str] = {
    "docs/codes.md": "tools.codes_page:render",
    "docs/roles.md": "tools.roles_page:render",
    "docs/scopes.md": "tools.scopes_page:render",
    "docs/settings.md": "tools.settings_page:render",
    "openapi/book.json": "backend.books.openapi:openapi_document",
    "openapi/cabinet.json": "backend.api.cabinet.app:openapi_document",
    "openapi/native.wsdl": "backend.soap.documents:native",
    "openapi/operator.json": "backend.api.operator.app:openapi_document",
    "openapi/partner.json": "backend.api.partner.app:openapi_document",
    "openapi/portal.wsdl": "backend.soap.documents:portal",
    "openapi/relans.wsdl": "backend.soap.documents:relans",
    "openapi/rentsoft.wsdl": "backend.soap.documents:rentsoft",
}
# Functions that return several documents by their files' names.
FAMILIES = ("tools.figures:render",)


def render(function: str) -> bytes:
    """Call a renderer by its name; importing lazily lets each document fail alone."""
    text: str | bytes = resolve_name(function)()
    return text.encode() if isinstance(text, str) else text


def differences(root: Path, rendered: Mapping[str, bytes]) -> Iterator[str]:
    """Say which committed documents are missing, stale, or rendered by nothing any more."""
    for name, text in rendered.items():
        path = root / name
        if not path.exists():
            yield f"{name} is missing"
        elif path.read_bytes() != text:
            yield f"{name} is stale"
    for folder, suffixes in FOLDERS.items():
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.suffix in suffixes and name not in rendered:
                yield f"{name} is rendered by nothing"


def write(root: Path, rendered: Mapping[str, bytes]) -> None:
    """Write every document, making folders where needed."""
    for name, text in rendered.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)


def main() -> int:
    """Write the documents, or with ``--check`` only compare them."""
    parser = argparse.ArgumentParser(description="generate the documents derived from code")
    parser.add_argument("--check", action="store_true", help="change nothing, fail on a difference")
    only_check = parser.parse_args().check
    rendered = {name: render(function) for name, function in DOCUMENTS.items()}
    for family in FAMILIES:
        rendered |= resolve_name(family)()
    if not only_check:
        write(ROOT, rendered)
    problems = list(differences(ROOT, rendered))
    for problem in problems:
        print(f"{problem}: run `make generate` and commit", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
