"""GeoNames' alternate names (alternateNamesV2): more spellings of places that are there.

The table has 16 million lines in no useful order, so that names are gathered in a scratch
file first, and then read place by place. A place that is found in an index is copied with
its further names.

References
----------
GeoNames, readme.txt of the export folder: columns and pseudo-languages.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from ...data.schema import Kind
from ..index import Index
from ..ranking import COLUMNS
from ..rows import PlaceRow
from .dumps import LARGEST_ID, Rejected

__all__ = ["UNKNOWN_PLACE", "read_alternates"]

UNKNOWN_PLACE: Final = "names of places that no source has"

_LEAST_COLUMNS, _MOST_COLUMNS = 4, 10
_NO_NAMES: Final = frozenset(
    b"link wkdt post phon unlc iata icao faac tcid fr_1793 piny".split()
)
"""Codes in place of a language whose "names" are no spellings that a report uses."""
_KIND: Final = 3  # among the values of a place
_LONGEST_NAME: Final = 200
_WITH_OUTLINE: Final = frozenset({"admin1", "admin2", "district", "country", "region"})
_SCRATCH: Final = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;
CREATE TABLE names (geonameid INTEGER NOT NULL, name TEXT NOT NULL, line INTEGER NOT NULL);
"""


def read_alternates(
    lines: Iterable[bytes],
    rejected: Rejected,
    noted: Rejected,
    *,
    indexes: Sequence[Index],
    scratch: Path,
) -> Iterator[PlaceRow]:
    """Copies of known places with their further names, in the order of their ids.

    Parameters
    ----------
    lines
        UTF-8, up to 10 columns parted by tabs.
    rejected
        Counts the lines that cannot be used.
    noted
        Counts names of places that none of the indexes has.
    indexes
        Where the places are; the last that has one is asked.
    scratch
        A file that is made for the while.
    """
    try:
        with closing(sqlite3.connect(scratch, isolation_level=None)) as connection:
            connection.executescript(_SCRATCH)
            connection.execute("BEGIN")
            connection.executemany(
                "INSERT INTO names VALUES (?, ?, ?)", _names(lines, rejected)
            )
            connection.execute("COMMIT")
            sorted_names = connection.execute(
                "SELECT geonameid, name, line FROM names ORDER BY geonameid, line"
            )
            for geonameid, group in groupby(sorted_names, key=itemgetter(0)):
                known = _find(indexes, geonameid)
                if known is None:
                    _note(noted, [line for _, _, line in group])
                else:
                    names = dict.fromkeys(name for _, name, _ in group)
                    yield _copy(*known, list(names))
    finally:
        scratch.unlink(missing_ok=True)


def _names(lines: Iterable[bytes], rejected: Rejected) -> Iterator[tuple[int, str, int]]:
    """Geonameid, name and line number of each name."""
    for number, line in enumerate(lines, 1):
        columns = line.rstrip(b"\r\n").split(b"\t")
        if not _LEAST_COLUMNS <= len(columns) <= _MOST_COLUMNS:
            rejected.add(f"not {_MOST_COLUMNS} columns", number)
            continue
        if columns[2] in _NO_NAMES:
            continue
        try:
            geonameid, name = int(columns[1]), columns[3].decode()
        except UnicodeDecodeError:
            rejected.add("not UTF-8", number)
            continue
        except ValueError:
            rejected.add("not a number", number)
            continue
        if not (name and len(name) <= _LONGEST_NAME and 0 < geonameid <= LARGEST_ID):
            rejected.add("no name, or one that is too long, or no such id", number)
            continue
        yield geonameid, name, number


def _note(noted: Rejected, lines: Iterable[int]) -> None:
    for line in lines:
        noted.add(UNKNOWN_PLACE, line)
        noted.first_lines[UNKNOWN_PLACE] = min(line, noted.first_lines[UNKNOWN_PLACE])


def _find(indexes: Sequence[Index], geonameid: int) -> tuple[Index, tuple[Any, ...]] | None:
    for index in reversed(indexes):
        rows = index.ask(
            f"SELECT {COLUMNS} FROM places p WHERE p.geonameid = ? "  # noqa: S608
            "ORDER BY p.id LIMIT 1",
            (geonameid,),
        )
        if rows:
            return index, rows[0]
    return None


def _copy(index: Index, row: tuple[Any, ...], names: list[str]) -> PlaceRow:
    place_id, weight, *values = row
    outline = None
    if values[_KIND] in _WITH_OUTLINE:
        found = index.ask("SELECT wkb FROM outlines WHERE place = ?", (place_id,))
        outline = found[0][0] if found else None
    values[_KIND] = Kind(values[_KIND])
    return PlaceRow._make([*values, names, weight, outline])
