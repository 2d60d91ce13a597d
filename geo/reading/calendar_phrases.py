"""Date phrases of the calendar: 27 November, Nov. 3-5, in March 2011, in 2016."""

from functools import cache
from typing import Final

from .date_words import Head, Phrase, date_table, date_words

__all__ = ["CALENDAR_READERS", "first_words"]

_ORDINALS: Final = frozenset({"st", "nd", "rd", "th"})
_DASHES: Final = frozenset({"-", "–", "to"})
_JOINING: Final = frozenset({"and", "to", "or", "-", "–"})
_ARTICLES: Final = frozenset({"a", "an", "the", "its", "their", "his"})
_ALSO_VERBS: Final = frozenset({"march", "may"})
_LONGEST_NAME: Final = 30
"""Letters of a month in a language that has no table."""
_SHIFTS: Final = {"last": -1, "this": 0, "next": 1}


@cache
def _pairs() -> dict[tuple[str, ...], int]:
    months = date_table("months")
    return {tuple(name.split(" ")): months[name] for name in months if " " in name}


@cache
def first_words() -> frozenset[str]:
    """The first words of months that have two."""
    return frozenset(first for first, _ in _pairs())


def _two_words(head: Head) -> Phrase | None:
    month = _pairs().get((head.lower(0), head.lower(1)))
    return None if month is None else _of_month(head, head.at + 2, month)


def _month(head: Head) -> Phrase | None:
    return _of_month(head, head.at + 1, head.value) if head.is_name() else None


def _short_month(head: Head) -> Phrase | None:
    last = head.at + 1 + (head.lower(1) == ".")
    found = _of_month(head, last, head.value) if head.is_name() else None
    return found if found and (found.form == "day" or found.values[-1]) else None


def _of_month(head: Head, last: int, month: int) -> Phrase | None:
    """A day of a month, the days of a month, or a month, each with its year if stated."""
    first, day, until = _days_before(head, head.at)
    if not day:
        last, day, until = _days_after(head, last)
    last, year = _year_after(head, last)
    if day:
        return Phrase(first, last, "day", (month, day, until, year))
    if not year and head.lower_at(last + 1) == "year":
        for name, shift in _SHIFTS.items():
            if head.lower_at(last) in date_words(name):
                return Phrase(first, last + 2, "month_of_year", (month, shift))
    return _whole_month(head, last, month, year)


def _whole_month(head: Head, last: int, month: int, year: int) -> Phrase | None:
    before = head.lower(-2) if head.lower(-1) == "-" else head.lower(-1)
    is_verb = head.lower(0) in _ALSO_VERBS
    following = head.words[last] if last < len(head.words) else ""
    is_of_noun = before in _ARTICLES and following[:1].islower() and not is_verb
    is_told = before in date_words("before_months") or is_of_noun
    if not (year or is_told or (before in _JOINING and not is_verb)):
        return None
    part = ""
    for name in _SHIFTS:
        part = name if before in date_words(name) else part
    first = head.at - (part != "")
    return Phrase(first, last, "month", (month, year), part, is_of_noun=is_of_noun)


def _days_before(head: Head, i: int) -> tuple[int, int, int]:
    """Where "27", "27th of" or "4-6" before a month begins, and its days; else 0."""
    at = i - 1 - (head.lower_at(i - 1) == "of")
    at -= head.lower_at(at) in _ORDINALS
    until = head.small_at(at, 31)
    if not until:
        return i, 0, 0
    day = head.small_at(at - 2, 31) if head.lower_at(at - 1) in _DASHES else 0
    return (at - 2, day, until) if 0 < day < until else (at, until, until)


def _days_after(head: Head, i: int) -> tuple[int, int, int]:
    """Where "27", "27th" or "4-6" after a month ends, and its days; else 0."""
    at = i + (head.lower_at(i) == "the")
    day = head.small_at(at, 31)
    if not day:
        return i, 0, 0
    at += 1 + (head.lower_at(at + 1) in _ORDINALS)
    until = head.small_at(at + 1, 31) if head.lower_at(at) in _DASHES else 0
    return (at + 2, day, until) if until > day else (at, day, day)


def _year_after(head: Head, i: int) -> tuple[int, int]:
    at = i + (head.lower_at(i) in (",", "of"))
    word = head.lower_at(at)
    is_year = len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20", "١٩", "٢٠")
    return (at + 1, int(word)) if is_year else (i, 0)


def _year(head: Head) -> Phrase | None:
    i, before = head.at, head.lower(-1)
    if head.lower(1) == "-" == head.lower(3):
        month, day = head.small_at(i + 2, 12), head.small_at(i + 4, 31)
        return Phrase(i, i + 5, "day", (month, day, day, head.value)) if month else None
    if head.lower(1) == "s":  # the 1990s
        return None
    noun = i - 1 - (before == "of")
    season = date_table("seasons").get(head.lower_at(noun))
    if season is not None:
        return Phrase(noun, i + 1, "season", (season, head.value))
    if before in date_words("before_months") or (
        before in _JOINING and head.lower(-2).isdecimal()
    ):
        return Phrase(i, i + 1, "year", (head.value,))
    return _foreign_day(head)


def _foreign_day(head: Head) -> Phrase | None:
    """A day of any language: "27 novembre 2024", "27 de noviembre de 2024"."""
    at = head.at - 1 - (head.lower(-1) in ("de", "del"))
    month = head.lower_at(at)
    first = at - 1 - (head.lower_at(at - 1) in ("de", "."))
    day = head.small_at(first, 31)
    if not day or not month.isalpha() or not 3 <= len(month) <= _LONGEST_NAME:
        return None
    text = f"{day} {month} {head.value}"
    return Phrase(first, head.at + 1, "day", (), foreign=text)


CALENDAR_READERS: Final = {
    "months": _month,
    "abbreviations": _short_month,
    "two_words": _two_words,
    "years": _year,
}
"""What reads a phrase from its head, by the kind of head."""
