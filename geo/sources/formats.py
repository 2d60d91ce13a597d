"""What a file of places is, told by its content, and reading it accordingly."""

import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from ...data.errors import GazetteerError
from ...data.schema import Kind
from ..index import Index
from ..rows import PlaceRow
from .alternates import read_alternates
from .archives import HEAD_BYTES, is_zip, open_table, read_lines
from .dumps import Rejected, read_geonames
from .parents import with_parents
from .polygons import read_polygons
from .tabular import find_columns, read_table

__all__ = ["Format", "SourceReading", "detect_format", "format_of", "read_source"]


class Format(StrEnum):
    """How places are written in a file."""

    GEONAMES = "GeoNames dump"
    ALTERNATES = "GeoNames alternate names"
    TABLE = "table"
    POLYGONS = "polygons"


class SourceReading(NamedTuple):
    """How to read a source, and what is found out by reading it."""

    rejected: Rejected
    """Lines, rows or features that cannot be used."""
    noted: Rejected
    """Those that were used otherwise than they are written, or that add nothing."""
    indexes: Callable[[], Sequence[Index]]
    """What alternate names are looked up in."""
    scratch: Path
    kind: Kind | None = None
    name_column: str | None = None


_VECTOR_MAGIC: Final = (b"SQLite format 3\0", b"fgb\3", b"\0\0\x27\x0a", b"PAR1")
_BROAD_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_LINES_LOOKED_AT: Final = 50
_GEONAMES_LINE: Final = re.compile(
    rb"\d+\t[^\t]+\t[^\t]*\t[^\t]*\t-?[\d.]+\t-?[\d.]+\t(?:[^\t]*\t){12}[^\t]*"
)
_ALTERNATES_LINE: Final = re.compile(rb"\d+\t\d+\t[\w-]{0,7}\t[^\t]+(?:\t[^\t]*){0,6}")


def detect_format(head: bytes) -> Format | None:
    """Format of a file that begins so; ``None``: it is none that is known for sure."""
    stripped = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(_VECTOR_MAGIC) or stripped.startswith((b"{", b"<")):
        return Format.POLYGONS
    lines = [line.rstrip(b"\r") for line in head.split(b"\n")[:_LINES_LOOKED_AT]]
    if any(_GEONAMES_LINE.fullmatch(line) for line in lines):
        return Format.GEONAMES
    if find_columns(lines[0].decode("utf-8-sig", "replace")) is not None:
        return Format.TABLE
    if any(_ALTERNATES_LINE.fullmatch(line) for line in lines):
        return Format.ALTERNATES
    return None


def format_of(path: Path) -> Format:
    """Format of a file, by its content.

    Raises
    ------
    GazetteerError
        If the file cannot be read, or is of no format that is known.
    """
    try:
        return _format_of(path)
    except OSError as err:
        raise _unreadable(path, err) from err


def read_source(path: Path, found: Format, reading: SourceReading) -> Iterator[PlaceRow]:
    """The places of a file of a format, with country and division.

    Raises
    ------
    GazetteerError
        If the file cannot be read.
    """
    try:
        yield from _rows(path, found, reading)
    except OSError as err:
        raise _unreadable(path, err) from err


def _format_of(path: Path) -> Format:
    with open_table(path, _is_known) as stream:
        head = stream.read(HEAD_BYTES)
    found = detect_format(head)
    if found is Format.POLYGONS and is_zip(path):
        raise GazetteerError(f"{path}: unpack it and add the layer that is in it")
    if head.lstrip().startswith(b"<") and b"<kml" not in head:
        # GDAL would fetch what GML and VRT files refer to
        raise GazetteerError(f"{path}: XML is not read, but for KML; save it as GeoPackage")
    if found is not None:
        return found
    if not head.strip():
        raise GazetteerError(f"{path}: it is empty")
    if head.startswith(_BROAD_MARKS):
        raise GazetteerError(f"{path}: it is UTF-16; save it as UTF-8")
    if b"\0" in head:
        raise GazetteerError(
            f"{path}: expected a GeoNames dump, alternateNamesV2, a table with name, lon, "
            "lat, or a layer of polygons"
        )
    return Format.TABLE  # whose reader says what is missing


def _is_known(head: bytes) -> bool:
    return detect_format(head) is not None


def _rows(path: Path, found: Format, reading: SourceReading) -> Iterator[PlaceRow]:
    rejected, noted = reading.rejected, reading.noted
    if found is Format.POLYGONS:
        kind, name_column = reading.kind, reading.name_column
        rows = read_polygons(path, rejected, noted, kind=kind, name_column=name_column)
        yield from with_parents(rows)
        return
    with open_table(path, _is_known) as stream:
        lines = read_lines(stream)
        if found is Format.ALTERNATES:
            indexes, scratch = reading.indexes(), reading.scratch
            yield from read_alternates(
                lines, rejected, noted, indexes=indexes, scratch=scratch
            )
        elif found is Format.GEONAMES:
            yield from with_parents(read_geonames(lines, rejected))
        else:
            yield from with_parents(read_table(lines, rejected, source=path.name))


def _unreadable(path: Path, err: OSError) -> GazetteerError:
    return GazetteerError(f"{path}: cannot be read: {err.strerror or err}")
