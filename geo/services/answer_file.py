"""The file of online answers, with their days, and of whose turn it is to ask.

One small SQLite file that several processes may use at once: nothing is half written, an
answer is asked for once, and all of them together keep a service's pace.
"""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, TypeAlias

from ...data.errors import GeocodingError
from ...data.schema import Kind
from ..places import Match, Place

__all__ = ["LONGEST_DELAY_S", "AnswerFile"]

LONGEST_DELAY_S: Final = 60.0

_Key: TypeAlias = tuple[str, str, str]

_SCHEMA: Final = (
    """CREATE TABLE IF NOT EXISTS answers (
    service TEXT NOT NULL, query TEXT NOT NULL, countries TEXT NOT NULL,
    fetched TEXT NOT NULL, places TEXT NOT NULL,
    PRIMARY KEY (service, query, countries)) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS turns (service TEXT PRIMARY KEY, last_s REAL NOT NULL)",
)


class AnswerFile:
    """Answers by service, query and countries, and when each service was last asked.

    Parameters
    ----------
    path
        The file; made when the first answer is put into it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, key: _Key) -> tuple[str, list[Place]] | None:
        """The day and the places of an answer that is kept, or ``None``."""
        if not self._path.exists():
            return None
        with self._open() as file:
            row = file.execute(
                "SELECT fetched, places FROM answers WHERE service = ? AND query = ? "
                "AND countries = ?",
                key,
            ).fetchone()
        try:
            return row and (str(row[0]), [_place(fields) for fields in json.loads(row[1])])
        except (
            LookupError,
            TypeError,
            ValueError,
            RecursionError,
        ):  # of another version: ask again
            return None

    def put(self, key: _Key, fetched: str, places: list[Place]) -> None:
        """Keep an answer; an empty one too."""
        content = json.dumps([asdict(place) for place in places], ensure_ascii=False)
        with self._open() as file:
            file.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)",
                (*key, fetched, content),
            )

    def wait_for_turn(self, service: str, delay_s: float) -> None:
        """Sleep until a service may be asked, and take that turn from all others."""
        with self._open() as file:
            now_s = time.time()
            row = file.execute(
                "SELECT last_s FROM turns WHERE service = ?", (service,)
            ).fetchone()
            turn_s = now_s if row is None else max(now_s, row[0] + delay_s)
            if turn_s > now_s + 2.0 * LONGEST_DELAY_S:  # the clock was set back
                turn_s = now_s + delay_s
            file.execute("INSERT OR REPLACE INTO turns VALUES (?, ?)", (service, turn_s))
        time.sleep(turn_s - now_s)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The file within a transaction that shuts others out, and closed afterwards."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._path, timeout=30.0, isolation_level=None)
            with closing(connection):
                connection.execute("BEGIN IMMEDIATE")
                for statement in _SCHEMA:
                    connection.execute(statement)
                yield connection
                connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as err:
            raise GeocodingError(
                f"{self._path}: the file of online answers cannot be used: {err}; remove "
                "it, or name a writable folder in the environment variable "
                "CONFLICTMAP_CACHE"
            ) from err


def _place(fields: dict[str, Any]) -> Place:
    kind, matched = Kind(fields["kind"]), Match(fields["matched"])
    return Place(**{**fields, "kind": kind, "matched": matched})
