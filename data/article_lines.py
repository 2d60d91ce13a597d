"""Articles by the thousand: JSON Lines, one object a line, read one at a time.

Keys: ``text``, and if known ``id``, ``published`` and ``country``; others are left alone.
A line that cannot be used costs only itself. Characters that JSON may hold but text files
may not are read as they are, so that offsets hold; half a surrogate pair becomes U+FFFD.
Files may be packed with gzip, whatever they are called. Reading lines and parsing them
are two steps, so that one process can read and others parse.
"""

import gzip
import json
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from .articles import MAX_BYTES, Article, parse_codes, parse_day
from .errors import ReportError

__all__ = ["BadLine", "Line", "parse_line", "read_articles_jsonl", "read_lines"]

_HALF: Final = re.compile(r"[\ud800-\udfff]")
_EXPECTED: Final = 'expected {"id": …, "text": "…"}'
_GZIP: Final = b"\x1f\x8b"


class Line(NamedTuple):
    """A line that is not empty, as it stands in its file."""

    number: int
    """From 1; empty lines count."""
    content: bytes
    problem: str | None = None
    """Why there is no content."""
    position: int = 0
    """Bytes of the file that have been read, packed as they are; 0: not known."""


class BadLine(NamedTuple):
    """A line that holds no article."""

    number: int
    """From 1."""
    message: str
    """File, line, what is wrong and what was expected."""


def read_articles_jsonl(path: Path | str) -> Iterator[Article | BadLine]:
    """The articles of a file of JSON Lines, in its order; ``"-"`` reads standard input.

    Raises
    ------
    ReportError
        If the file cannot be opened; not for what a line holds.
    """
    name = "stdin" if path == "-" else str(path)
    for line in read_lines(path):
        yield parse_line(line, name)


def read_lines(path: Path | str) -> Iterator[Line]:
    """The lines of a file, unpacked if need be; ``"-"`` reads standard input.

    Where a file is damaged, its last line says so by its problem.

    Raises
    ------
    ReportError
        If the file cannot be opened.
    """
    if path == "-":
        yield from _lines(sys.stdin.buffer)
        return
    try:
        file = Path(path).open("rb")  # noqa: SIM115  closed below
    except OSError as err:
        raise ReportError(f"{path}: cannot be read: {err.strerror}") from err
    with file:
        yield from _lines(file)


def parse_line(line: Line, name: str) -> Article | BadLine:
    """The article of a line, or what is wrong with it.

    Parameters
    ----------
    line
        From `read_lines`.
    name
        What messages call the file.
    """
    try:
        if line.problem is not None:
            raise ValueError(line.problem)  # noqa: TRY301  said as of all bad lines
        return _article(_parse(line.content), line.number)
    except ValueError as err:
        return BadLine(line.number, f"{name}:{line.number}: {err}")


def _lines(raw: IO[bytes]) -> Iterator[Line]:
    position = raw.tell if raw.seekable() else _unknown
    peek: Callable[[int], bytes] | None = getattr(raw, "peek", None)
    file: IO[bytes] | gzip.GzipFile = raw
    if peek is not None and peek(len(_GZIP)).startswith(_GZIP):
        file = gzip.GzipFile(fileobj=raw)
    number = 0
    try:
        while line := file.readline(MAX_BYTES + 1):
            number += 1
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if len(line) > MAX_BYTES and not line.endswith(b"\n"):
                _skip_line(file)
                problem = f"longer than {MAX_BYTES // 1_000_000} MB; split it"
                yield Line(number, b"", problem, position())
            elif line.strip():
                yield Line(number, line, None, position())
    except (EOFError, gzip.BadGzipFile, zlib.error) as err:
        problem = f"damaged, cannot be unpacked from here on: {err}; get the file again"
        yield Line(number + 1, b"", problem, position())


def _unknown() -> int:
    return 0


def _skip_line(file: IO[bytes] | gzip.GzipFile) -> None:
    while rest := file.readline(MAX_BYTES):
        if rest.endswith(b"\n"):
            break


def _parse(line: bytes) -> object:
    import orjson  # noqa: PLC0415

    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as err:
        problem = err.msg
    try:  # the standard library's reader takes halves of surrogate pairs
        return json.loads(line)
    except UnicodeDecodeError as err:
        raise ValueError("not UTF-8; save the file as UTF-8") from err
    except (ValueError, RecursionError) as err:
        raise ValueError(f"not JSON: {problem}; {_EXPECTED}") from err


def _article(found: object, number: int) -> Article:
    if not isinstance(found, dict):
        raise ValueError(f"not an object; {_EXPECTED}")  # noqa: TRY004  of the data
    text = found.get("text")
    if not isinstance(text, str):
        raise ValueError(f"text: {'missing' if text is None else 'not text'}; {_EXPECTED}")  # noqa: TRY004
    return Article(
        text=_whole(text),
        id=_id(found.get("id"), number),
        published=_said(found, "published", parse_day),
        country=_said(found, "country", parse_codes),
    )


def _id(value: object, number: int) -> str | int | float:
    if value is None:
        return number
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"id: {str(value)[:40]!r} is neither text nor a number")  # noqa: TRY004
    return _whole(value) if isinstance(value, str) else value


def _said(found: dict[str, Any], key: str, parse: Any) -> Any:  # noqa: ANN401
    try:
        return parse(found.get(key))
    except ValueError as err:
        raise ValueError(f"{key}: {err}") from err


def _whole(text: str) -> str:
    return text if text.isascii() else _HALF.sub("\ufffd", text)
