"""What a date phrase means, counted from the day of publication: EDTF with its bounds.

Which words are such a phrase is decided in ``date_phrases``. Weeks begin on Monday. What
has no year is the latest that is not after the day of publication, or the first after it
where the text looks ahead.
"""

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal, NamedTuple

__all__ = ["DateKind", "DateValue", "date_value", "joined_values", "parsed_day"]

DateKind = Literal["day", "interval", "month", "year", "open"]

_DAYS: Final = {"day": 1, "week": 7, "weekend": 7, "month": 30, "year": 365}
_THIRDS: Final = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_QUARTERS: Final = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_WITH_YEAR: Final = frozenset({"day", "month", "year", "season"})
"""Forms whose last number is a year, or 0."""
_LEAP_CYCLE: Final = 9
"""Years among which there is a 29 February, 1900 and 2100 included."""


class DateValue(NamedTuple):
    """A date as EDTF, and its first and last day, inclusive."""

    edtf: str
    kind: DateKind
    start: date
    end: date


@lru_cache(maxsize=4096)
def date_value(
    form: str,
    values: tuple[int, ...],
    part: str,
    base: date | None,
    *,
    is_future: bool = False,
) -> DateValue | None:
    """Meaning of a phrase.

    Parameters
    ----------
    form
        What is counted: see the functions below, one for each.
    values
        Its numbers.
    part
        "early", "mid", "late", "last", "this", "next" or "".
    base
        Day of publication, or the day that "a day later" counts from. Without it, only
        dates that state their year mean anything.
    is_future
        Whether the text looks ahead.
    """
    if base is None:
        if form not in _WITH_YEAR or not values[-1]:
            return None
        base = date.max
    try:
        return _FORMS[form](_Asked(values, part, base, is_future))
    except (ValueError, OverflowError):  # not in the calendar: 31 June, the year 0
        return None


def joined_values(first: DateValue, last: DateValue) -> DateValue | None:
    """The time from one date to another, or ``None`` if it would end before it begins."""
    if last.end < first.start:
        return None
    start = first.edtf.partition("/")[0]
    end = last.edtf.rpartition("/")[2]
    return DateValue(f"{start}/{end}", "interval", first.start, last.end)


@lru_cache(maxsize=1024)
def parsed_day(phrase: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date in any language that dateparser knows."""
    import dateparser  # type: ignore[import-untyped]  # noqa: PLC0415 - slow, for few texts

    found = dateparser.parse(
        phrase, settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}
    )
    return (found.year, found.month, found.day) if found else None


def _of_day(day: date) -> DateValue:
    return DateValue(day.isoformat(), "day", day, day)


def _between(start: date, end: date) -> DateValue:
    if start == end:
        return _of_day(start)
    return DateValue(f"{start.isoformat()}/{end.isoformat()}", "interval", start, end)


def _of_month(year: int, month: int, part: str) -> DateValue:
    last = calendar.monthrange(year, month)[1]
    if part in _THIRDS:
        first, end = _THIRDS[part]
        return _between(date(year, month, first), date(year, month, min(end, last)))
    text = f"{year:04}-{month:02}"
    return DateValue(text, "month", date(year, month, 1), date(year, month, last))


def _of_year(year: int, part: str) -> DateValue:
    if part in _QUARTERS:
        first, last = _QUARTERS[part]
        start, end = _of_month(year, first, ""), _of_month(year, last, "")
        return DateValue(f"{start.edtf}/{end.edtf}", "interval", start.start, end.end)
    return DateValue(f"{year:04}", "year", date(year, 1, 1), date(year, 12, 31))


def _until(value: DateValue, base: date, part: str) -> DateValue:
    """What of a current week, month or year is over: "earlier" leaves today out."""
    end = base - timedelta(1) if part == "earlier" and base > value.start else base
    return _between(value.start, end) if value.end > end else value


class _Asked(NamedTuple):
    values: tuple[int, ...]
    part: str
    base: date
    is_future: bool


def _weekday(asked: _Asked) -> DateValue | None:
    back = (asked.base.weekday() - asked.values[0]) % 7
    if asked.part == "next" or (asked.is_future and back):
        return _of_day(asked.base + timedelta(7 - back))
    if asked.part == "last" and not back:
        back = 7
    return _of_day(asked.base - timedelta(back))


def _day_from_base(asked: _Asked) -> DateValue | None:
    return _of_day(asked.base + timedelta(asked.values[0]))


def _night(asked: _Asked) -> DateValue | None:
    return _between(asked.base - timedelta(1), asked.base)


def _calendar_day(asked: _Asked) -> DateValue | None:
    month, first, last, year = asked.values
    if year:
        return _between(date(year, month, first), date(year, month, last))
    step = 1 if asked.is_future else -1
    for year in range(asked.base.year, asked.base.year + step * _LEAP_CYCLE, step):
        if first > calendar.monthrange(year, month)[1]:
            continue
        day = date(year, month, first)
        if day >= asked.base if asked.is_future else day <= asked.base:
            return _between(day, date(year, month, last))
    return None


def _calendar_month(asked: _Asked) -> DateValue | None:
    month, year = asked.values
    if year:
        return _of_month(year, month, asked.part)
    year = asked.base.year
    if asked.is_future or asked.part == "next":
        return _of_month(year + (month < asked.base.month), month, asked.part)
    year -= month + (asked.part == "last") > asked.base.month
    found = _of_month(year, month, asked.part)
    is_over = found.start <= asked.base
    return _until(found, asked.base, asked.part) if is_over else _of_month(year, month, "")


def _month_of_year(asked: _Asked) -> DateValue | None:
    """March of last year, counted in years from this one."""
    month, shift = asked.values
    return _of_month(asked.base.year + shift, month, asked.part)


def _calendar_year(asked: _Asked) -> DateValue | None:
    found = _of_year(asked.values[0], asked.part)
    return _until(found, asked.base, "earlier") if asked.part == "earlier" else found


def _season(asked: _Asked) -> DateValue | None:
    month, year = asked.values
    if not year:
        is_later = month > asked.base.month or (
            asked.part == "last" and month + 2 >= asked.base.month
        )
        year = asked.base.year - is_later
    start = _of_month(year, month, "")
    end = _of_month(year + (month > 10), (month + 1) % 12 + 1, "")
    return DateValue(f"{start.edtf}/{end.edtf}", "interval", start.start, end.end)


def _unit_now(unit: str, shift: int, base: date) -> DateValue:
    """The week, weekend, month or year that lies so many from the current one."""
    if unit == "year":
        return _of_year(base.year + shift, "")
    if unit == "month":
        months = base.year * 12 + base.month - 1 + shift
        return _of_month(months // 12, months % 12 + 1, "")
    monday = base - timedelta(base.weekday()) + timedelta(7 * shift)
    if unit == "weekend":
        return _between(monday + timedelta(5), monday + timedelta(6))
    return _between(monday, monday + timedelta(6))


def _current(unit: str) -> "_Form":
    def form(asked: _Asked) -> DateValue | None:
        shift = asked.values[0]
        found = _unit_now(unit, shift, asked.base)
        if shift or asked.is_future:
            return found
        if found.start > asked.base:  # "at the weekend", on a weekday
            return _unit_now(unit, -1, asked.base)
        return _until(found, asked.base, asked.part)

    return form


def _past(unit: str) -> "_Form":
    def form(asked: _Asked) -> DateValue | None:
        days = _DAYS[unit] * asked.values[0]
        return _between(asked.base - timedelta(max(days - 1, 0)), asked.base)

    return form


def _ago(unit: str) -> "_Form":
    """Backwards for a positive number: the longer ago, the less exact."""

    def form(asked: _Asked) -> DateValue | None:
        if unit in ("month", "year"):
            return _unit_now(unit, -asked.values[0], asked.base)
        return _of_day(asked.base - timedelta(_DAYS[unit] * asked.values[0]))

    return form


_Form = Callable[[_Asked], DateValue | None]
_FORMS: Final[dict[str, _Form]] = {
    "weekday": _weekday,
    "from_base": _day_from_base,
    "night": _night,
    "day": _calendar_day,
    "month": _calendar_month,
    "year": _calendar_year,
    "month_of_year": _month_of_year,
    "season": _season,
    **{f"current_{unit}": _current(unit) for unit in ("week", "weekend", "month", "year")},
    **{f"past_{unit}": _past(unit) for unit in ("day", "week", "month", "year")},
    **{f"ago_{unit}": _ago(unit) for unit in ("day", "week", "month", "year")},
}
