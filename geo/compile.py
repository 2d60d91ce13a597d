"""Writing an index: the places of one source and their spelling keys in one SQLite file.

Table ``places``; ``names`` with every spelling of each, by key and country; ``spellings``
with the keys of a country in one text, for the search for alike ones; ``outlines``;
``arabic`` with the Arabic name of each place that has one; ``meta`` with one JSON text.
A file appears whole, sealed, or not at all.
"""

import gc
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import orjson

from .arabic import place_name
from .names import drop_articles, fold
from .rows import COUNTRY_SEPARATOR, PlaceRow
from .seal import move_sealed

__all__ = [
    "CELL",
    "LEAST_WEIGHT",
    "TIER_ALTERNATE",
    "TIER_PRIMARY",
    "Batch",
    "cell_of",
    "forms_of",
    "prepare",
    "weight_by_population",
    "write_batches",
    "write_index",
]

_SCHEMA: Final = """
CREATE TABLE places (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL,
  kind TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT, geonameid INTEGER,
  population INTEGER, uncertainty_m REAL NOT NULL, source TEXT, weight REAL NOT NULL);
CREATE TEMP TABLE unsorted (
  key TEXT, country TEXT, place INTEGER, form TEXT, tier INTEGER);
CREATE TABLE names (
  key TEXT NOT NULL, country TEXT NOT NULL, place INTEGER NOT NULL, form TEXT NOT NULL,
  tier INTEGER NOT NULL, PRIMARY KEY (key, country, place, form)) WITHOUT ROWID;
CREATE TABLE spellings (
  country TEXT NOT NULL, first TEXT NOT NULL, keys TEXT NOT NULL,
  PRIMARY KEY (country, first)) WITHOUT ROWID;
CREATE TABLE arabic (place INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE outlines (place INTEGER PRIMARY KEY, wkb BLOB NOT NULL);
CREATE TABLE meta (json TEXT NOT NULL);
"""
CELL: Final = (
    "CAST((lat + 90.0) * 4.0 AS INTEGER) * 1440 "
    "+ CAST((lon + 180.0) * 4.0 AS INTEGER) % 1440"
)
"""`cell_of` the place, as SQL: an index is on it."""
_FINISH: Final = """
INSERT INTO names SELECT * FROM unsorted ORDER BY key, country, place, form;
DROP TABLE unsorted;
CREATE INDEX places_cell ON places (CELL);
CREATE INDEX places_geonameid ON places (geonameid) WHERE geonameid IS NOT NULL;
CREATE INDEX places_division ON places (country, admin1) WHERE kind = 'admin1';
""".replace("CELL", CELL)
_PRAGMAS: Final = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA threads = 2;
PRAGMA cache_size = -65536; PRAGMA page_size = 4096;
"""
TIER_PRIMARY, TIER_ALTERNATE = range(2)

LEAST_WEIGHT: Final = 300.0
"""Weight of a place in which nobody is known to live."""

_BATCH: Final = 10_000
_CELLS_PER_DEGREE: Final = 4
_CELLS_ROUND: Final = 360 * _CELLS_PER_DEGREE

Forms = dict[str, int]
"""Folded spellings of a place and the tier of each."""
Weigh = Callable[[PlaceRow, Forms], float]
Progress = Callable[[int], None]
Batch = tuple[
    list[tuple[object, ...]],
    list[tuple[str, str, int, str, int]],
    list[tuple[int, bytes]],
    list[tuple[int, str]],
]
"""Rows of ``places``, ``names``, ``outlines`` and ``arabic``."""


def cell_of(lon: float, lat: float) -> int:
    """Number of the quarter-degree cell that holds a point: rows from south to north."""
    column = int((lon + 180.0) * _CELLS_PER_DEGREE) % _CELLS_ROUND
    return int((lat + 90.0) * _CELLS_PER_DEGREE) * _CELLS_ROUND + column


def forms_of(row: PlaceRow) -> Forms:
    """Folded spellings of a place and how close to its name each is."""
    forms = {fold(row[0]): TIER_PRIMARY}
    if row[10]:
        for name in row[10]:
            forms.setdefault(fold(name), TIER_ALTERNATE)
    forms.pop("", None)
    return forms


def weight_by_population(row: PlaceRow, forms: Forms) -> float:  # noqa: ARG001  a `Weigh`
    """Weight of a place by its own people, if its source gives no weight."""
    return (row.population or 0) + LEAST_WEIGHT if row.weight is None else row.weight


def write_index(
    path: Path,
    rows: Iterable[PlaceRow],
    meta: Callable[[], Mapping[str, object]],
    *,
    label: str,
    weigh: Weigh = weight_by_population,
) -> None:
    """Write an index of places: `write_batches` of what `prepare` makes of them."""
    write_batches(path, prepare(rows, weigh), meta, label=label)


def prepare(
    rows: Iterable[PlaceRow], weigh: Weigh = weight_by_population
) -> Iterator[Batch]:
    """Rows of the tables ``places``, ``names``, ``outlines`` and ``arabic``, in batches.

    Parameters
    ----------
    rows
        The places, read once; sources bound their own memory.
    weigh
        Weight of a place; it may add to the forms.
    """
    places: list[tuple[object, ...]] = []
    names: list[tuple[str, str, int, str, int]] = []
    outlines: list[tuple[int, bytes]] = []
    arabic: list[tuple[int, str]] = []
    for place_id, row in enumerate(rows, 1):
        forms = forms_of(row)
        weight = weigh(row, forms)
        country = row[4]
        places.append((place_id, *row[:10], weight))
        for form, tier in forms.items():
            key = drop_articles(form)
            said = "" if key == form else form
            if len(country) > 2:
                codes = country.split(COUNTRY_SEPARATOR)
                names += [(key, code, place_id, said, tier) for code in codes]
            else:
                names.append((key, country, place_id, said, tier))
        if row.outline is not None:
            outlines.append((place_id, row.outline))
        in_arabic = place_name(country, row[0], row[10])
        if in_arabic is not None:
            arabic.append((place_id, in_arabic))
        if len(places) == _BATCH:
            yield places, names, outlines, arabic
            places, names, outlines, arabic = [], [], [], []
    yield places, names, outlines, arabic


def write_batches(
    path: Path,
    batches: Iterable[Batch],
    meta: Callable[[], Mapping[str, object]],
    *,
    label: str,
) -> None:
    """Write an index.

    Parameters
    ----------
    path
        The file; replaced if it is there.
    batches
        What `prepare` makes of the places.
    meta
        What to keep about the source; asked for when all batches are read.
    label
        What is being done, for the progress bar.

    Raises
    ------
    OSError, sqlite3.Error
        If the file cannot be written; nothing of it is left then.
    """
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.partial")
    for leftover in path.parent.glob(f"{path.name}.*.partial"):
        leftover.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
            connection.executescript(_PRAGMAS + _SCHEMA)
            connection.execute("BEGIN")
            with _progress(label) as advance, _no_collection():
                for places, names, outlines, arabic in batches:
                    connection.executemany(_INSERT_PLACE, places)
                    connection.executemany(_INSERT_NAME, names)
                    connection.executemany("INSERT INTO outlines VALUES (?, ?)", outlines)
                    connection.executemany("INSERT INTO arabic VALUES (?, ?)", arabic)
                    advance(len(places))
                connection.executescript(_FINISH)  # commits first
                connection.execute("BEGIN")
                _insert_spellings(connection)
            text = orjson.dumps(meta()).decode()
            connection.execute("INSERT INTO meta VALUES (?)", (text,))
            connection.execute("COMMIT")
        move_sealed(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


_INSERT_PLACE: Final = "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_NAME: Final = "INSERT INTO unsorted VALUES (?, ?, ?, ?, ?)"


@contextmanager
def _no_collection() -> Iterator[None]:
    """No garbage collection: a third of the time would go into looking at live names."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def _progress(label: str) -> Iterator[Progress]:
    """A progress bar on stderr if that is a terminal, one line of text if not."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        MofNCompleteColumn,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.progress import Progress as Bar  # noqa: PLC0415

    console = Console(stderr=True)
    if not console.is_terminal:
        console.print(f"{label} …", highlight=False, markup=False)
        yield lambda _: None
        return
    columns = (TextColumn("{task.description}", markup=False), MofNCompleteColumn())
    with Bar(*columns, TimeElapsedColumn(), console=console) as bar:
        task = bar.add_task(f"{label}: places", total=None)
        yield lambda count: bar.update(task, advance=count)


def _insert_spellings(connection: sqlite3.Connection) -> None:
    """The keys of each country by first letter, each once, joined by line ends."""
    first = ""
    keys_of: dict[str, list[str]] = {}
    keys = connection.execute("SELECT DISTINCT key, country FROM names ORDER BY key")
    for key, country in keys:
        if key[0] != first:
            _flush_spellings(connection, first, keys_of)
            first, keys_of = key[0], {}
        try:
            keys_of[country].append(key)
        except KeyError:
            keys_of[country] = [key]
    _flush_spellings(connection, first, keys_of)


def _flush_spellings(
    connection: sqlite3.Connection, first: str, keys_of: Mapping[str, list[str]]
) -> None:
    connection.executemany(
        "INSERT INTO spellings VALUES (?, ?, ?)",
        ((country, first, "\n".join(keys)) for country, keys in sorted(keys_of.items())),
    )
