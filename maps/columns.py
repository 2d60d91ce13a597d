"""Columns of whole numbers and of texts, as a page holds them.

A small page carries plain lists. A large one carries blocks: base64 of gzip of byte
planes (first the lowest byte of every number, then the next), or of texts joined by
control characters, some thousand rows a block. ``maps/page/columns.js`` and ``texts.js``
are the other half.

Notes
-----
The bytes of a block depend on the version of isal: the same version, the same bytes.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Texts = Sequence[str] | NDArray[np.object_]

__all__ = ["Block", "packed_table", "packed_texts", "plain_table", "plain_texts"]

_ROWS: Final = "\x1e"
_FIELDS: Final = "\x1f"
_SPOKEN_FOR: Final = str.maketrans(_ROWS + _FIELDS, "  ")
_TEXT_ROWS: Final = 8192
_LEVEL: Final = 1  # of isal: 57 MB a million events; 0 is no faster, and a third larger


@dataclass(frozen=True, slots=True)
class Block:
    """A compressed part of the page's data, in an element of its own."""

    id: str
    text: str  # base64


def plain_table(columns: "dict[str, NDArray[Any]]", count: int) -> dict[str, Any]:
    """Columns as lists; `count` rows."""
    return {"count": count, "columns": columns}


def packed_table(
    columns: "dict[str, NDArray[Any]]", count: int, block_id: str, steps: frozenset[str]
) -> tuple[dict[str, Any], Block]:
    """Columns as byte planes of one block.

    Parameters
    ----------
    columns
        Whole numbers from 0 to 2³² - 1, each of shape (count,).
    count
        Rows.
    block_id
        Id of the element that is to hold the block.
    steps
        Columns that never fall: kept as the step from the number before.
    """
    planes: list[tuple[str, int, bool]] = []
    parts: list[bytes] = []
    for name, column in columns.items():
        numbers = np.asarray(column, dtype="<u4")
        if name in steps:
            numbers = np.diff(numbers, prepend=numbers.dtype.type(0))
        width = max(1, (int(numbers.max(initial=0)).bit_length() + 7) // 8)
        planes.append((name, width, name in steps))
        as_bytes = numbers.view(np.uint8).reshape(count, 4)
        parts.extend(as_bytes[:, plane].tobytes() for plane in range(width))
    table = {"count": count, "planes": planes, "block": block_id}
    return table, Block(block_id, _compressed(b"".join(parts)))


def plain_texts(columns: "Mapping[str, Texts]") -> dict[str, Any]:
    """Texts as lists, by field."""
    return {
        "fields": list(columns),
        "columns": [list(column) for column in columns.values()],
    }


def packed_texts(
    columns: "Mapping[str, Texts]", count: int, block_id: str
) -> tuple[dict[str, Any], Iterator[Block]]:
    """Texts as blocks of rows, compressed on all cores while other work goes on.

    Parameters
    ----------
    columns
        By field, each of `count` texts; what is missing is "".
    count
        Rows.
    block_id
        What the ids of the elements begin with that are to hold the blocks.
    """
    starts = range(0, count, _TEXT_ROWS)
    ids = [f"{block_id}-{number}" for number in range(len(starts))]
    texts = {"fields": list(columns), "size": _TEXT_ROWS, "blocks": ids}

    def block(start: int) -> str:
        part = [list(column[start : start + _TEXT_ROWS]) for column in columns.values()]
        return _compressed(_joined(part).encode("utf-8", "replace"))

    threads = ThreadPoolExecutor()  # isal leaves Python's lock while it works
    coming = threads.map(block, starts)
    threads.shutdown(wait=False)  # what was asked for is still done
    return texts, map(Block, ids, coming)


def _joined(columns: Sequence[list[str]]) -> str:
    """The texts of a row, then those of the next, with a mark between each two."""
    width, rows = len(columns), len(columns[0])
    joined = "".join(_marked(columns))
    if joined.count(_FIELDS) == rows * (width - 1) and joined.count(_ROWS) == rows - 1:
        return joined
    return "".join(_marked([[t.translate(_SPOKEN_FOR) for t in c] for c in columns]))


def _marked(columns: Sequence[list[str]]) -> list[str]:
    step = 2 * len(columns)
    marked = [_FIELDS] * (step * len(columns[0]))
    for place, column in enumerate(columns):
        marked[2 * place :: step] = column
    marked[step - 1 :: step] = [_ROWS] * len(columns[0])
    return marked[:-1]


def _compressed(content: bytes) -> str:
    from isal import igzip  # noqa: PLC0415

    return base64.b64encode(igzip.compress(content, _LEVEL, mtime=0)).decode("ascii")
