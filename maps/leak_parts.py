"""What is inside an output file: its texts and bytes, opened as far as they can be.

A page becomes its payload, its compressed blocks and what is left of the document; gzip,
zip, SQLite, Parquet and the notes of a PNG are opened, and base64 wherever it stands.
Left out are lines that are the program's own, and the labels of the basemap, which shows
the same land and towns whatever a report withholds: to leave one out would point at it.
"""

import base64
import gzip
import io
import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from typing import Any, Final, NamedTuple

__all__ = ["Part", "file_parts"]

_GZIP, _ZIP, _PNG = b"\x1f\x8b", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n"
_SQLITE, _PARQUET = b"SQLite format 3\0", b"PAR1"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_DAMAGED: Final = (
    *(OSError, EOFError, ValueError, TypeError, LookupError, AttributeError, RuntimeError),
    *(zlib.error, zipfile.BadZipFile, sqlite3.Error),
)
_PAYLOAD: Final = re.compile(
    r'<script type="application/json" id="payload">(.*?)</script>', re.DOTALL
)
_BLOCK: Final = re.compile(
    r'<script type="text/plain" id="([^"]*)">([A-Za-z0-9+/=\s]*)</script>'
)
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{512,}={0,2}")
_BASEMAP_LABELS: Final = ("countries", "divisions", "titles")
_WORD: Final = re.compile(r"\w+")


class Part(NamedTuple):
    """One piece of a file."""

    where: str  # in the file: "", "payload", "block cm-texts-0" …
    content: bytes
    text: str


def file_parts(content: bytes, where: str = "") -> Iterator[Part]:
    """The pieces of a file, opened; what cannot be opened is one piece as it is."""
    try:
        yield from _opened(content, where)
    except _DAMAGED:
        yield _plain(content, where)


def _opened(content: bytes, where: str) -> Iterator[Part]:
    if content.startswith(_GZIP):
        yield from file_parts(gzip.decompress(content), _inside(where, "gzip"))
    elif content.startswith(_ZIP):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield Part(_inside(where, "name"), name.encode(), name)
                yield from file_parts(archive.read(name), _inside(where, name))
    elif content.startswith(_PNG):
        yield _plain(content, where)
        yield from _picture_notes(content, where)
    elif content.startswith(_SQLITE):
        yield _plain(content, where)
        yield from _tables(content, where)
    elif content.startswith(_PARQUET):
        yield _plain(content, where)
        yield from _columns(content, where)
    else:
        yield from _text_parts(content, where)


def _inside(where: str, what: str) -> str:
    return f"{where} {what}".lstrip()


def _plain(content: bytes, where: str) -> Part:
    encoding = "utf-16" if content.startswith(_UTF16) else "utf-8"
    return Part(where, content, content.decode(encoding, "replace"))


def _text_parts(content: bytes, where: str) -> Iterator[Part]:
    part = _plain(content, where)
    text = part.text
    page = _PAYLOAD.search(text)
    if page is not None:
        payload = json.loads(page[1])
        text = _blank(text, page.span(1))
        blocks = {block[1]: block for block in _BLOCK.finditer(text)}
        for name, block in blocks.items():
            packed = base64.b64decode(block[2])
            yield from file_parts(packed, _inside(where, f"block {name}"))
            text = _blank(text, block.span(2))
        yield from _places(payload, blocks, where)
        own = json.dumps(_reports_own(payload), ensure_ascii=False)
        yield Part(_inside(where, "payload"), own.encode("utf-8", "replace"), own)
    text = _without_own_lines(text) if text.lstrip()[:9].lower() == "<!doctype" else text
    for run in _BASE64.finditer(text):
        yield from file_parts(_decoded(run[0]), _inside(where, "base64"))
        text = _blank(text, run.span())
    yield Part(where, content if page is None else b"", text)


def _blank(text: str, span: tuple[int, int]) -> str:
    """The text with spaces there, so that everything else stays where it is."""
    return text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]


def _decoded(run: str) -> bytes:
    run = run.rstrip("=")
    run = run[: len(run) - (len(run) % 4 == 1)]
    return base64.b64decode(run + "=" * (-len(run) % 4))


def _without_own_lines(text: str) -> str:
    """A document with blanks for the lines of the program's styles and scripts."""
    own = _own_lines()
    return "".join(
        " " * len(line) if line.strip() in own else line
        for line in text.splitlines(keepends=True)
    )


@cache
def _own_lines() -> frozenset[str]:
    from .assets import PAGE, page_assets  # noqa: PLC0415

    texts = [text for _, text in page_assets()]
    texts += [path.read_text("utf-8") for path in sorted(PAGE.glob("*.css"))]
    texts += [path.read_text("utf-8") for path in sorted(PAGE.glob("*.html"))]
    lines = (line.strip() for text in texts for line in text.splitlines())
    return frozenset(line for line in lines if "{{" not in line and "{%" not in line)


@cache
def _own_words() -> frozenset[str]:
    """Words of the page's script: what keys of its payload are."""
    from .assets import page_assets  # noqa: PLC0415

    return frozenset(_WORD.findall("".join(text for _, text in page_assets())))


def _reports_own(payload: dict[str, Any]) -> list[Any]:
    """What a payload has from reports: no keys of the page, no labels of the basemap."""
    texts = {k: v for k, v in payload.get("texts", {}).items() if k != "fields"}
    basemap = dict(payload.get("basemap", {}))
    for name in (*_BASEMAP_LABELS, "land", "borders", "inner", "disputed"):
        basemap.pop(name, None)
    towns = basemap.pop("towns", {"mentioned": []})
    mentioned = [
        {name: column[row] for name, column in towns.items()}
        for row, is_mentioned in enumerate(towns["mentioned"])
        if is_mentioned
    ]
    rest = {**payload, "texts": texts, "basemap": {**basemap, "towns": mentioned}}
    for name in ("events", "places"):
        if name in rest:
            rest[name] = {k: v for k, v in rest[name].items() if k != "planes"}
    return [_values(rest)]


def _values(value: Any) -> Any:  # noqa: ANN401  JSON
    """JSON without the keys that the page's script knows."""
    if isinstance(value, list):
        return [_values(each) for each in value]
    if not isinstance(value, dict):
        return value
    strange = [key for key in value if key not in _own_words()]
    return [*strange, *(_values(each) for each in value.values())]


def _places(
    payload: dict[str, Any], blocks: dict[str, re.Match[str]], where: str
) -> Iterator[Part]:
    """Coordinates of a page's places, a line each: whole numbers, listed or packed."""
    table = payload.get("places", {})
    columns = table.get("columns")
    if "block" in table:
        columns = _unpacked(
            table, gzip.decompress(base64.b64decode(blocks[table["block"]][2]))
        )
    if columns:
        lines = (
            f"{lon} {lat}" for lon, lat in zip(columns["lon"], columns["lat"], strict=True)
        )
        yield Part(_inside(where, "places"), b"", "\n".join(lines))


def _unpacked(table: dict[str, Any], planes: bytes) -> dict[str, list[int]]:
    """Columns of whole numbers from byte planes, as `columns.packed_table` makes them."""
    import numpy as np  # noqa: PLC0415

    columns, start, count = {}, 0, table["count"]
    for name, width, _ in table["planes"]:
        each = np.frombuffer(planes, np.uint8, width * count, start).reshape(width, count)
        start += width * count
        columns[name] = (256 ** np.arange(width, dtype=np.int64) @ each).tolist()
    return columns


def _picture_notes(content: bytes, where: str) -> Iterator[Part]:
    """The texts that a PNG carries beside its picture."""
    start = len(_PNG)
    while start + 8 <= len(content):
        size = int.from_bytes(content[start : start + 4], "big")
        kind = content[start + 4 : start + 8]
        chunk = content[start + 8 : start + 8 + size]
        start += size + 12
        key, _, rest = chunk.partition(b"\0")
        if kind == b"zTXt":
            yield _plain(zlib.decompress(rest[1:]), _inside(where, key.decode("latin-1")))
        elif kind == b"iTXt" and rest[:1] == b"\1":
            packed = rest[2:].split(b"\0", 2)[2]
            yield _plain(zlib.decompress(packed), _inside(where, key.decode("latin-1")))


def _tables(content: bytes, where: str) -> Iterator[Part]:
    """The values of a database's tables: in the file long ones are cut at its pages."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        for (name,) in database.execute(query).fetchall():
            quoted = name.replace('"', '""')
            texts: list[str] = []
            binary: list[bytes] = []
            for row in database.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608
                binary += [value for value in row if isinstance(value, bytes)]
                values = (value for value in row if not isinstance(value, bytes))
                texts.append(" ".join(map(str, values)))
            inside = _inside(where, f"table {name}")
            yield Part(inside, b"".join(binary), "\n".join(texts))


def _columns(content: bytes, where: str) -> Iterator[Part]:
    """The values of a Parquet file, each text once."""
    import pyarrow as pa  # noqa: PLC0415  what wrote the file has it
    import pyarrow.parquet  # noqa: PLC0415

    table = pyarrow.parquet.read_table(io.BytesIO(content))
    texts: list[str] = []
    binary: list[bytes] = []
    for name in table.column_names:
        column = table.column(name).combine_chunks()
        while pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
            column = column.flatten()
        if pa.types.is_struct(column.type):
            texts += map(str, column.to_pylist())
        elif pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
            binary += [value for value in column.to_pylist() if value is not None]
        else:
            texts += map(str, column.unique().to_pylist())
    if {"lon", "lat"} <= set(table.column_names):
        points = zip(
            *(table.column(name).to_pylist() for name in ("lon", "lat")), strict=True
        )
        texts += [f"{lon} {lat}" for lon, lat in points]
    yield Part(_inside(where, "columns"), b"".join(binary), "\n".join(texts))
