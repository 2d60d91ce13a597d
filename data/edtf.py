"""Dates as reports know them: the part of EDTF (ISO 8601-2) that news needs.

Days, months and years, the last digits of which may be unknown (``2024-11-XX``),
marked approximate (``~``), uncertain (``?``) or both (``%``), and intervals of them
with open ends (``2020/..``). Seasons, sets and times of day are left out. The packages
that read all of EDTF give no bounds for open intervals and take milliseconds a date.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

__all__ = ["ENGLISH_DATES", "DateWords", "EdtfInterval", "format_edtf", "parse_edtf"]

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?([~?%]?)", re.ASCII)
_EXPECTED: Final = (
    "expected a date such as 2024-11-30, 2024-11, 2016, 2024-12-01~ or "
    "2024-11-30/2024-12-01"
)


@dataclass(frozen=True, slots=True)
class DateWords:
    """How dates read in a language; ``{date}`` stands for one in words."""

    months: tuple[str, ...]
    """Their names, January's first."""
    about: str
    possibly: str
    possibly_about: str
    since: str
    until: str
    unknown: str


ENGLISH_DATES: Final = DateWords(
    months=(
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
    about="about {date}",
    possibly="possibly {date}",
    possibly_about="possibly, about {date}",
    since="since {date}",
    until="until {date}",
    unknown="date not stated",
)


@dataclass(frozen=True, slots=True)
class EdtfInterval:
    """First and last possible day, inclusive; ``None`` where an end is open."""

    start: date | None
    end: date | None


@lru_cache(maxsize=4096)
def parse_edtf(text: str) -> EdtfInterval:
    """Bounds of an EDTF date or interval.

    Raises
    ------
    ValueError
        If `text` is not such a date, is not in the calendar, or ends before it begins.

    Examples
    --------
    >>> parse_edtf("2024-11-XX").end
    datetime.date(2024, 11, 30)
    >>> parse_edtf("2020/..").end is None
    True
    """
    first, slash, last = text.partition("/")
    if not slash:
        return EdtfInterval(*_bounds(first, text))
    if first == last == "..":
        raise ValueError(f"{text!r} says nothing: {_EXPECTED}")
    start = None if first == ".." else _bounds(first, text)[0]
    end = None if last == ".." else _bounds(last, text)[1]
    if start and end and end < start:
        raise ValueError(f"{text!r} ends before it begins")
    return EdtfInterval(start, end)


def _bounds(part: str, text: str) -> tuple[date, date]:
    match = _DATE.fullmatch(part)
    if match is None:
        raise ValueError(f"{text!r} is not a date: {_EXPECTED}")
    year, month, day = int(match[1]), match[2], match[3]
    if month in (None, "XX"):
        if day not in (None, "XX"):
            raise ValueError(f"{text!r} has a day but no month: {_EXPECTED}")
        return _day(year, 1, 1, text), _day(year, 12, 31, text)
    if day in (None, "XX"):
        first = _day(year, int(month), 1, text)
        return first, first.replace(day=calendar.monthrange(year, first.month)[1])
    exact = _day(year, int(month), int(day), text)
    return exact, exact


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as err:
        raise ValueError(f"{text!r} is not in the calendar: {err}") from err


def format_edtf(text: str | None, words: DateWords = ENGLISH_DATES) -> str:
    """Words for readers: ``"30 November 2024 – 1 December 2024"``; never raises.

    The same whatever the locale. What is no date stands as it is.
    """
    if text is None:
        return words.unknown
    first, slash, last = text.partition("/")
    if not slash:
        return _part_words(first, words)
    if last == "..":
        return words.since.format(date=_part_words(first, words))
    if first == "..":
        return words.until.format(date=_part_words(last, words))
    return f"{_part_words(first, words)} – {_part_words(last, words)}"


def _part_words(part: str, words: DateWords) -> str:
    match = _DATE.fullmatch(part)
    if match is None:
        return part
    year, month, day, qualifier = match.groups()
    date_words: str = year
    if month not in (None, "XX"):
        if not 1 <= int(month) <= len(words.months):
            return part
        date_words = f"{words.months[int(month) - 1]} {year}"
        if day not in (None, "XX"):
            date_words = f"{int(day)} {date_words}"
    if not qualifier:
        return date_words
    patterns = {"~": words.about, "?": words.possibly, "%": words.possibly_about}
    return patterns[qualifier].format(date=date_words)
