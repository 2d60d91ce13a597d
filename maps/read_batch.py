"""Articles in batches: what one process reads from files, and what any worker makes of it.

A batch is some lines of one file, as they stand there, and all that a worker needs to
know; it pickles. What comes back is bytes: lines of JSON, or a part of a table.
"""

import hashlib
import platform
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ..data.article_lines import BadLine, Line, parse_line, read_lines
from ..data.errors import ConflictMapError, GazetteerError
from .console import printable

if TYPE_CHECKING:
    from ..data.articles import Article
    from ..geo.reading.model import Reading

    Read = Callable[[Article], Reading]

__all__ = [
    "Batch",
    "BatchRead",
    "ReadOptions",
    "batches",
    "input_name",
    "open_reader",
    "read_to_lines",
    "read_to_part",
]

Made = TypeVar("Made")

_MOST_BYTES: Final = 4_000_000
_ENDS_THE_RUN: Final = (ConflictMapError, OSError, MemoryError, sqlite3.Error)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How articles are read."""

    published: date | None = None  # where an article does not say
    country: tuple[str, ...] = ()  # the same; ISO 3166-1 alpha-2
    recogniser: str | None = None  # "spacy:NAME"
    places: str | None = None  # `places_fingerprint` that every worker must have


@dataclass(frozen=True, slots=True)
class Batch:
    """Some lines of a file, in their order; at least one."""

    input: int  # number of the file, from 0
    name: str  # of the file, in messages
    lines: tuple[Line, ...]
    options: ReadOptions

    @property
    def numbers(self) -> tuple[int, int]:
        """The first and the last line's."""
        return self.lines[0].number, self.lines[-1].number

    @property
    def label(self) -> str:
        """What messages call it: file, first and last line."""
        first, last = self.numbers
        return f"{self.name}:{first}" if first == last else f"{self.name}:{first}-{last}"

    def digest(self) -> str:
        """SHA-256 of its lines and their numbers, in hexadecimal."""
        found = hashlib.sha256()
        for line in self.lines:
            found.update(f"{line.number} {len(line.content)} ".encode())
            found.update(line.content)
        return found.hexdigest()


@dataclass(frozen=True, slots=True)
class BatchRead:
    """What became of a batch."""

    content: bytes
    origin: Mapping[str, Any]
    """Plain values: ``input`` (the file's name), ``first_line``, ``last_line``, ``sha256``
    of the lines, how many ``articles`` and ``events``, and ``problems``: a message a line
    that gave nothing."""


def input_name(path: Path | str) -> str:
    """What messages, and rows, call a file: as it was named, what is no text aside."""
    return "stdin" if path == "-" else printable(str(path))


def batches(
    paths: Iterable[Path | str], size: int, options: ReadOptions
) -> Iterator[Batch]:
    """The lines of files in batches of one file each.

    Parameters
    ----------
    paths
        Files of JSON Lines, ``"-"`` for standard input.
    size
        Lines of a batch; fewer where they are long, so that it has about 4 MB at most.
    options
        Handed on.

    Raises
    ------
    ReportError
        If a file cannot be opened.
    """
    for number, path in enumerate(paths):
        name = input_name(path)
        lines: list[Line] = []
        weight = 0
        for line in read_lines(path):
            lines.append(line)
            weight += len(line.content)
            if len(lines) == size or weight >= _MOST_BYTES:
                yield Batch(number, name, tuple(lines), options)
                lines, weight = [], 0
        if lines:
            yield Batch(number, name, tuple(lines), options)


def read_to_lines(batch: Batch) -> BatchRead:
    """A line of JSON an article, as ``read --jsonl`` prints it."""
    import orjson  # noqa: PLC0415

    from ..geo.reading.as_json import reading_json  # noqa: PLC0415

    def to_line(_: Line, article: "Article", reading: "Reading") -> tuple[bytes, int]:
        found = reading_json(reading, article.id)
        return orjson.dumps(found) + b"\n", len(reading.events)

    read, problems = _read_each(batch, to_line)
    content = b"".join(line for line, _ in read)
    events = sum(count for _, count in read)
    return BatchRead(content, _origin(batch, len(read), events, problems))


def read_to_part(batch: Batch) -> BatchRead:
    """The events as a GeoParquet file that knows its origin; see ``event_parts``."""
    from ..geo.reading.event_rows import event_rows  # noqa: PLC0415
    from .event_parts import part_bytes  # noqa: PLC0415

    def to_rows(line: Line, article: "Article", reading: "Reading") -> list[dict[str, Any]]:
        at = {"input": batch.name, "line": line.number}
        return [{**row, **at} for row in event_rows(article, reading)]

    read, problems = _read_each(batch, to_rows)
    rows = [row for found in read for row in found]
    origin = _origin(batch, len(read), len(rows), problems)
    return BatchRead(part_bytes(rows, origin), origin)


def _origin(
    batch: Batch, articles: int, events: int, problems: list[str]
) -> dict[str, Any]:
    first, last = batch.numbers
    return {
        "input": batch.name,
        "first_line": first,
        "last_line": last,
        "sha256": batch.digest(),
        "articles": articles,
        "events": events,
        "problems": problems,
    }


def _read_each(
    batch: Batch, make: "Callable[[Line, Article, Reading], Made]"
) -> tuple[list[Made], list[str]]:
    """What is made of each article, and the messages of the lines that gave nothing."""
    options = batch.options
    read = _opened(options.recogniser, options.places, threading.get_ident())
    made: list[Made] = []
    problems: list[str] = []
    for line in batch.lines:
        article = parse_line(line, batch.name)
        if isinstance(article, BadLine):
            problems.append(article.message)
            continue
        article = replace(
            article,
            published=article.published or options.published,
            country=article.country or options.country,
        )
        try:
            made.append(make(line, article, read(article)))
        except _ENDS_THE_RUN:
            raise
        except Exception as err:  # noqa: BLE001  one text must not stop a million others
            problems.append(
                f"{batch.name}:{line.number}: cannot be read, which is a fault of "
                f"conflictmap: {type(err).__name__}: {err}; please report it"
            )
    return made, problems


def open_reader(recogniser: str | None) -> "Read":
    """What reads an article, with the places as they are now.

    Raises
    ------
    MissingExtraError
        If spaCy is asked for and not installed.
    ValueError
        If there is no such recogniser.
    """
    _opened.cache_clear()
    return _opened(recogniser, None, threading.get_ident())


@cache
def _opened(recogniser: str | None, places: str | None, _thread: int) -> "Read":
    """What reads an article: places and word lists are opened once a thread."""
    from ..geo.lookup import PlaceLookup  # noqa: PLC0415
    from ..geo.reading.read import read_text  # noqa: PLC0415

    if places is not None:
        _require_places(places)
    find_names = None
    if recogniser is not None:
        from ..geo.reading.recogniser import load_recogniser  # noqa: PLC0415

        find_names = load_recogniser(recogniser)
    lookup = PlaceLookup()
    return lambda article: read_text(
        article.text,
        lookup,
        published=article.published,
        country_codes=article.country,
        recogniser=find_names,
    )


def _require_places(expected: str) -> None:
    """Nothing, or the error of a worker that would read with other places."""
    from ..geo.place_files import place_files, places_fingerprint  # noqa: PLC0415

    if places_fingerprint(place_files()) != expected:
        raise GazetteerError(
            f"the worker on {platform.node()} has other places than the run was begun "
            "with; expected the same version of conflictmap and the same layers everywhere"
            " (conflictmap gazetteer list), unchanged during a run"
        )
