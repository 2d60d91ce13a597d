"""Whether files tell what a release withholds: a search of every byte of them.

Names are found in any spelling that folds alike, in any case, written as JSON, HTML or
percent escapes, in file names, and inside what ``leak_parts`` opens. Coordinates are found
as decimals of three digits or more, as the whole numbers of a page, and as the doubles of
binary formats; both of a point must be in the same part, for one alone may be chance.
What a picture shows is not read: it is drawn from what was released.
"""

import json
import math
import re
import struct
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final
from urllib.parse import unquote

from ..data.errors import LeakError
from ..geo.names import fold
from ..geo.withheld import Withheld, pattern
from .leak_parts import Part, file_parts

__all__ = ["Leak", "find_leaks", "require_no_leaks"]

_JSON_ESCAPE: Final = re.compile(r'(?:\\u[0-9a-fA-F]{4})+|\\[nrtbf"\\/]')
_NUMBER: Final = re.compile(r"\d[\d.,]*")
_LOW_SURROGATES: Final = "surrogatepass"
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Leak:
    """Something that is withheld, in a file."""

    file: str
    what: str
    where: str  # in the file: "", "payload", "block cm-texts-0", "file name" …
    offset: int  # bytes into that part, as far as it was decoded

    def __str__(self) -> str:
        """Where it is, in one line."""
        inside = f", {self.where}" if self.where else ""
        return f"{self.file}{inside}, byte {self.offset}: {self.what!r}"


def find_leaks(files: Iterable[tuple[str, bytes]], withheld: Withheld) -> list[Leak]:
    """What of the withheld occurs in files, each once a part of a file.

    Parameters
    ----------
    files
        Name and content of each; the names are searched too.
    withheld
        What may occur nowhere.
    """
    if not withheld.texts and not withheld.points:
        return []
    points = [_Point(*point) for point in withheld.points]
    found = []
    for file, content in files:
        parts = [Part("file name", b"", file), *file_parts(content)]
        for part in parts:
            found += [
                Leak(file, what, part.where, offset)
                for what, offset in _in_part(part, withheld.texts, points)
            ]
    return found


def require_no_leaks(files: Iterable[tuple[str, bytes]], withheld: Withheld) -> None:
    """Fail if files tell what is withheld.

    Raises
    ------
    LeakError
        If they do: the message says what, where, and what to do.
    """
    found = find_leaks(files, withheld)
    if not found:
        return
    more = f"\nand {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise LeakError(
        "a file of the release tells what is withheld, and none is released:\n"
        + "\n".join(map(str, found[:_SHOWN]))
        + more
        + "\nreword the report, or withhold the event with sensitive: {event: withhold}"
    )


def _in_part(
    part: Part, texts: tuple[str, ...], points: "list[_Point]"
) -> Iterator[tuple[str, int]]:
    told: set[str] = set()
    for text in _readings(part.text):
        folded = fold(text)
        if pattern(texts).search(folded) is None:
            continue
        for what in texts:
            key = fold(what)
            if key not in told and pattern((what,)).search(folded) is not None:
                told.add(key)
                yield what, _offset(text, pattern((what,)))
    numbers = " ".join(_NUMBER.findall(part.text)) if points else ""
    for point in points:
        offset = point.offset_in(part, numbers)
        if offset is not None:
            yield f"{point.lon}, {point.lat}", offset


def _readings(text: str) -> Iterator[str]:
    """A text as it stands, and with its escapes read: of JSON, HTML, addresses."""
    yield text
    for mark, read in (("\\", _read_json), ("&", unescape), ("%", unquote)):
        if mark in text:
            text, before = read(text), text
            if text != before:
                yield text


def _read_json(text: str) -> str:
    return _JSON_ESCAPE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    decoded: str = json.loads(f'"{match[0]}"')
    return decoded.encode("utf-16", _LOW_SURROGATES).decode("utf-16", "replace")


def _offset(text: str, searched: re.Pattern[str]) -> int:
    """Bytes before the first match: folding forgets where in the text it was."""
    end = _least(len(text), lambda size: searched.search(fold(text[:size])) is not None)
    start = end - _least(
        end, lambda size: searched.search(fold(text[end - size : end])) is not None
    )
    return len(text[:start].encode("utf-8", "replace"))


def _least(most: int, holds: Callable[[int], bool]) -> int:
    """The least number from 0 to `most` for which it holds, as for all above."""
    return bisect_left(range(most), True, key=holds)  # noqa: FBT003


class _Point:
    """A withheld point, and how files may write its coordinates."""

    def __init__(self, lon: float, lat: float) -> None:
        self.lon, self.lat = lon, lat
        self._written = [
            re.compile(rf"(?<![\d.])(?:{'|'.join(_written(value, turn))})(?!\d)")
            for value, turn in ((lon, 180.0), (lat, 90.0))
        ]
        self._packed = [
            [struct.pack(order, value) for value in (lon, lat)] for order in ("<d", ">d")
        ]

    def offset_in(self, part: Part, numbers: str) -> int | None:
        """Bytes before the first coordinate, if both are there, among its numbers too."""
        if all(written.search(numbers) for written in self._written):
            found = [written.search(part.text) for written in self._written]
            start = min(match.start() for match in found if match is not None)
            return len(part.text[:start].encode("utf-8", "replace"))
        for lon, lat in self._packed:
            places = part.content.find(lon), part.content.find(lat)
            if min(places) >= 0:
                return min(places)
        return None


def _written(value: float, turn: float) -> Iterator[str]:
    """Expressions for a coordinate: decimals, and steps of 1e-5 and 1e-4 degrees."""
    size = abs(value)
    nearest = {f"{size:.4f}", f"{math.floor(size * 1e4) / 1e4:.4f}"}
    for digits in sorted(nearest):
        yield digits.replace(".", "[.,]") + r"\d*"
    short = {f"{size:.3f}", f"{math.floor(size * 1e3) / 1e3:.3f}", f"{size:.6f}"}
    for digits in sorted(short):
        yield digits.replace(".", "[.,]")
        stripped = digits.rstrip("0")
        if stripped != digits and not stripped.endswith("."):
            yield stripped.replace(".", "[.,]")
    step = round((value + turn) * 1e5)
    for number in (step - 1, step, step + 1, round(size * 1e4)):
        yield str(number)
