"""Which keys come more than once in a file, without keeping a million of them."""

from array import array
from collections.abc import Iterable
from heapq import merge
from itertools import islice, pairwise

_CHUNK = 65_536
_MASK = (1 << 64) - 1


def mark_of(key: str) -> int:
    """64 bits of a key: the same for the same key in this process, hardly ever for another."""
    return hash(key) & _MASK


def repeated_marks(keys: Iterable[str]) -> frozenset[int]:
    """The marks that come more than once; 8 bytes a key are kept meanwhile.

    Another key may have such a mark, too, about never; whoever asks looks at the key itself then.
    """
    marks = map(mark_of, keys)
    sorted_chunks = []
    while chunk := sorted(islice(marks, _CHUNK)):
        sorted_chunks.append(array("Q", chunk))
    return frozenset(one for one, next_ in pairwise(merge(*sorted_chunks)) if one == next_)
