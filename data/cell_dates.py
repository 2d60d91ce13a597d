"""Dates in the cells of a table, in whatever way it writes them.

``read_dates`` answers the first and last possible day of each cell, and what of the
column can be read two ways. Whether 03/04/2031 is in March or in April is decided from
all cells together; a cell is never read against what the others show.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

from .cells import categorical, plain_digits
from .edtf import parse_edtf
from .month_names import month_numbers

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["DateOrder", "Dates", "is_date", "read_dates"]

DateOrder = Literal["day", "month"]

_TIME: Final = re.compile(
    r"(?:T|,?\s+)\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE | re.ASCII,
)
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})", re.ASCII)
_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d\d)", re.ASCII)
_DAY_MONTH: Final = re.compile(
    r"(?:[^\W\d]+,? )?(\d{1,2})(?:st|nd|rd|th|er|o)?[ -]?"
    r"([^\W\d]+(?: [^\W\d]+)?)[., -]*(\d{4}|\d\d)"
)
_MONTH_DAY: Final = re.compile(
    r"(?:[^\W\d]+,? )?([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})"
)
_MONTH_YEAR: Final = re.compile(r"([^\W\d]+(?: [^\W\d]+)?)[., -]+(\d{4})")
_YEAR: Final = re.compile(r"\d{4}(?:\.0+)?", re.ASCII)
_CENTURY: Final = 69  # two digits below it are of 2000, the others of 1900, as in POSIX
_SOME: Final = 100

_Span = tuple[date | None, date | None, str | None]


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a column, a row a cell."""

    start: "NDArray[np.datetime64]"
    """First possible days, datetime64[s]; NaT: blank, unreadable or open."""
    end: "NDArray[np.datetime64]"
    edtf: "pd.Categorical"
    """EDTF of what was written so; missing: to be told from the days."""
    is_unread: "NDArray[np.bool_]"
    """Whether there is something in the cell that is no date."""
    is_ambiguous: "NDArray[np.bool_]"
    """Whether it can be read two ways, and the column shows both."""
    note: str | None
    """A sentence for readers, if the column itself does not show how to read it."""
    order: DateOrder | None
    """What stands first in dates of the column that begin with day or month."""


def read_dates(column: "pd.Series[Any]", order: DateOrder | None = None) -> Dates:
    """The dates of a column.

    Parameters
    ----------
    column
        Texts: ISO 8601, EDTF, 30/11/2024, 11/30/2024, 30.11.24, 30 November 2024,
        Nov 30, 2024, ٣٠ تشرين الثاني ٢٠٢٤, November 2024; a time of day is left out.
    order
        What stands first in 03/04/2031; by default what the column shows.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    cells = categorical(column)
    words, codes = _distinct_days(pd.Series(cells.categories, dtype="str"))
    shown = _shown_orders(words)
    chosen: DateOrder = order or ("month" if shown == {"month"} else "day")
    spans = [_span(word, chosen) for word in words]
    is_mixed = order is None and len(shown) == 2
    doubtful = [is_mixed and _is_two_ways(word) for word in words]
    known = [
        (None, None, None) if span is None or doubt else span
        for span, doubt in zip(spans, doubtful, strict=True)
    ]
    unread = [span is None and word != "" for word, span in zip(words, spans, strict=True)]
    rows = np.append(codes, len(words))[cells.codes]
    start, end = (
        np.array([*(span[end] for span in known), None], "datetime64[s]") for end in (0, 1)
    )
    texts = pd.Categorical([span[2] for span in known], dtype=None)
    edtf = pd.Categorical.from_codes(
        np.append(texts.codes, -1)[rows], pd.Index(texts.categories, dtype="str")
    )
    example = next((word for word in words if _is_two_ways(word)), None)
    is_guess = order is None and not shown and example is not None
    return Dates(
        start[rows],
        end[rows],
        edtf,
        np.array([*unread, False])[rows],
        np.array([*doubtful, False])[rows],
        _note(example) if is_guess else None,
        chosen if shown or example or order else None,
    )


def is_date(word: str) -> bool:
    """Whether a text is a date, to the day, in one order or the other."""
    span = _span(_without_time(word.strip()), "day") or _span(word.strip(), "month")
    return span is not None and span[0] is not None and span[0] == span[1]


def _note(example: str | None) -> str:
    return (
        f"No date of the table shows whether day or month stands first: {example!r} and "
        "its like are read as day/month."
    )


def _distinct_days(words: "pd.Series[str]") -> "tuple[list[str], NDArray[np.int64]]":
    """Distinct texts without times of day, and the number of each text's."""
    import pandas as pd  # noqa: PLC0415

    words = plain_digits(words.str.strip())
    if len(words) > _SOME:  # instants: nearly all are ISO 8601
        is_iso = words.str.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d[0-9:.]*Z?").fillna(value=False)
        words = words.mask(is_iso.astype(bool), words.str.slice(0, 10))
    codes, distinct = pd.factorize(words)
    days = [_without_time(word) for word in distinct.tolist()]
    again, whole = pd.factorize(pd.Series(days, dtype="str"))
    return whole.tolist(), again[codes]


def _without_time(word: str) -> str:
    match = _TIME.search(word)
    return word[: match.start()] if match and match.end() == len(word) else word


def _shown_orders(words: Iterable[str]) -> set[DateOrder]:
    """The orders that only can be meant by some texts."""
    shown: set[DateOrder] = set()
    for word in words:
        match = _YEAR_LAST.fullmatch(word)
        if match is not None:
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                shown.add("day")
            elif second > 12 >= first:
                shown.add("month")
            elif match[2] == ".":  # of English only the dialects with slashes differ
                shown.add("day")
    return shown


def _is_two_ways(word: str) -> bool:
    match = _YEAR_LAST.fullmatch(word)
    return (
        match is not None
        and match[2] != "."
        and max(int(match[1]), int(match[3])) <= 12
        and int(match[1]) != int(match[3])
    )


def _span(word: str, order: DateOrder) -> _Span | None:
    """First and last possible day, and EDTF if that is how it is written."""
    if not word:
        return (None, None, None)
    for read in _READERS:
        try:
            span = read(word, order)
        except ValueError:
            return None
        if span is not None:
            return span
    return None


def _numeric(word: str, order: DateOrder) -> _Span | None:
    match = _YEAR_FIRST.fullmatch(word) or _COMPACT.fullmatch(word)
    if match is not None:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    match = _YEAR_LAST.fullmatch(word)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), _year(match[4])
    if match[2] == "." or second <= 12 < first:
        order = "day"
    elif first <= 12 < second:
        order = "month"
    day, month = (first, second) if order == "day" else (second, first)
    return _day(year, month, day)


def _edtf(word: str, _order: DateOrder) -> _Span | None:
    if not word[:1].isdigit() and not word.startswith("../"):
        return None
    year = _YEAR.fullmatch(word)
    text = word[:4] if year else word
    try:
        interval = parse_edtf(text)
    except ValueError:
        return None
    return interval.start, interval.end, text


def _named(word: str, _order: DateOrder) -> _Span | None:
    folded = _folded(word)
    match = _MONTH_DAY.fullmatch(folded)
    if match is not None and (month := month_numbers().get(match[1])):
        return _day(int(match[3]), month, int(match[2]))
    match = _DAY_MONTH.fullmatch(folded)
    if match is not None and (month := month_numbers().get(match[2])):
        return _day(_year(match[3]), month, int(match[1]))
    match = _MONTH_YEAR.fullmatch(folded)
    if match is not None and (month := month_numbers().get(match[1])):
        return _edtf(f"{match[2]}-{month:02}", "day")
    return None


def _folded(word: str) -> str:
    """Lower case, Latin letters without accents, single blanks, no Spanish "de"."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(c for c in parts if not "\u0300" <= c <= "\u036f")
    words = unicodedata.normalize("NFC", bare).split()
    return " ".join(each for each in words if each != "de")


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year < _CENTURY else 1900 + year


def _day(year: int, month: int, day: int) -> _Span:
    exact = date(year, month, day)
    return exact, exact, None


_READERS: Final[tuple[Callable[[str, DateOrder], _Span | None], ...]] = (
    _numeric,
    _edtf,
    _named,
)
