"""Whether files tell what a release withholds: a search of every byte of them.

Names are found in any spelling that folds alike, in any case, written as JSON, HTML or
percent escapes, in file names, and inside what ``leak_parts`` opens. Coordinates are found
as decimals of three digits or more, as the whole numbers of a page, and as the doubles of
binary formats; both of a point must be near each other, for one alone may be chance.
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
_LOW_SURROGATES: Final = "surrogatepass"
_SHOWN: Final = 5
_REACH: Final = 120
"""Letters between a longitude and its latitude, at most: in a row, a list, a sentence."""


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
    texts = {fold(text).replace(" ", ""): text for text in reversed(withheld.texts)}
    found = []
    for file, content in files:
        parts = [Part("file name", b"", file), *file_parts(content)]
        for part in parts:
            found += [
                Leak(file, what, part.where, offset)
                for what, offset in _in_part(part, texts, points)
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
        "a file of the release tells what is withheld, and none is released; what was in "
        "the folder before is still there:\n"
        + "\n".join(map(str, found[:_SHOWN]))
        + more
        + "\nreword the report, or withhold the event with sensitive: {event: withhold}"
    )


def _in_part(
    part: Part, texts: dict[str, str], points: "list[_Point]"
) -> Iterator[tuple[str, int]]:
    """What is in a part, and where; `texts` by their letters alone, quick to look for."""
    told: set[str] = set()
    for text in _readings(part.text):
        folded = fold(text)
        letters = folded.replace(" ", "")
        for key, what in texts.items():
            if key not in told and key in letters and pattern((what,)).search(folded):
                told.add(key)
                yield what, _offset(text, pattern((what,)))
    for point in points:
        offset = point.offset_in(part)
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
        self._begin = _beginnings(lon, 180.0)
        self._lon, self._lat = (
            re.compile(rf"(?<![\d.])(?:{'|'.join(_expressions(value, turn))})(?!\d)")
            for value, turn in ((lon, 180.0), (lat, 90.0))
        )
        self._packed = [struct.pack(order, lon, lat) for order in ("<dd", ">dd")]

    def offset_in(self, part: Part) -> int | None:
        """Bytes before the longitude, if the latitude is near it."""
        for begin in self._begin:
            at = part.text.find(begin)
            while at >= 0:
                near = part.text[max(at - _REACH, 0) : at + _REACH]
                if self._lon.match(part.text, at) and self._lat.search(near):
                    return len(part.text[:at].encode("utf-8", "replace"))
                at = part.text.find(begin, at + 1)
        found = (part.content.find(packed) for packed in self._packed)
        return next((at for at in found if at >= 0), None)


def _expressions(value: float, turn: float) -> Iterator[str]:
    """Expressions for a coordinate: its decimals, four with any that follow."""
    for begin in _beginnings(value, turn):
        is_open = re.fullmatch(r"\d+[.,]\d{4}", begin) is not None
        yield re.escape(begin) + (r"\d*" if is_open else "")


def _beginnings(value: float, turn: float) -> list[str]:
    """What a coordinate begins with, written in any way.

    Cut or rounded to four decimals; to three, or as many as it has; in whole steps of
    1e-5 degrees from the antimeridian or the south pole, and of 1e-4 from 0.
    """
    size = abs(value)
    decimals = {
        written
        for digits in (4, 3)
        for cut in (math.floor(size * 10**digits) / 10**digits, size)
        for written in [f"{cut:.{digits}f}"]
    }
    short = {number.rstrip("0") for number in decimals if len(f"{size:g}") < len(number)}
    decimals |= {number for number in short if not number.endswith(".")}
    step = round((value + turn) * 1e5)
    steps = (step - 1, step, step + 1, round(size * 1e4))
    commas = (number.replace(".", ",") for number in decimals)
    return sorted({*decimals, *commas, *map(str, steps)})
