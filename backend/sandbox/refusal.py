"""What is not let in, and the stable code that says why."""

from collections.abc import Iterable
from urllib.parse import parse_qsl


class Refused(Exception):
    """A request that goes no further; ``wording.REFUSALS`` has the code's text."""

    def __init__(self, code: str, status: int = 403) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


def parameters(query: str, known: Iterable[str]) -> dict[str, str]:
    """The parameters of a query; each is known and given once, else ``Refused``."""
    if not query:
        return {}
    try:
        pairs = parse_qsl(
            query, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=20
        )
    except ValueError:
        raise Refused("bad_link") from None
    found = dict(pairs)
    if len(found) != len(pairs) or not found.keys() <= set(known):
        raise Refused("bad_link")
    return found
