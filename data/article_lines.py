"""Articles by the thousand: JSON Lines, one object a line, read one at a time.

Keys: ``text``, and if known ``id``, ``published`` and ``country``; others are left alone.
A line that cannot be used costs only itself. Characters that JSON may hold but text files
may not are read as they are, so that offsets hold; half a surrogate pair becomes U+FFFD.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from .articles import MAX_BYTES, Article, parse_codes, parse_day
from .errors import ReportError

__all__ = ["BadLine", "read_articles_jsonl"]

_HALF: Final = re.compile(r"[\ud800-\udfff]")
_EXPECTED: Final = 'expected {"id": …, "text": "…"}'


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
    if path == "-":
        yield from _articles(sys.stdin.buffer, "stdin")
        return
    try:
        file = Path(path).open("rb")  # noqa: SIM115  closed below
    except OSError as err:
        raise ReportError(f"{path}: cannot be read: {err.strerror}") from err
    with file:
        yield from _articles(file, str(path))


def _articles(file: IO[bytes], name: str) -> Iterator[Article | BadLine]:
    number = 0
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        is_whole = len(line) <= MAX_BYTES or line.endswith(b"\n")
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if is_whole and not line.strip():
            continue
        try:
            if not is_whole:
                _skip_line(file)
                raise ValueError(f"longer than {MAX_BYTES // 1_000_000} MB; split it")  # noqa: TRY301
            yield _article(_parse(line), number)
        except ValueError as err:
            yield BadLine(number, f"{name}:{number}: {err}")


def _skip_line(file: IO[bytes]) -> None:
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
