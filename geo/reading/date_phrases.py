"""Where a text names a day, month, year or stretch of time: one pass over its words.

Every phrase is found by one word, from ``data/lexicon/dates.toml`` or a year; what stands
beside it says the rest. What a phrase means is decided in ``date_values``.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from .calendar_phrases import CALENDAR_READERS, first_words
from .date_words import Head, Phrase, date_table, date_words
from .relative_phrases import RELATIVE_READERS
from .text import Document

__all__ = ["find_phrases"]

_PARTS: Final = {"early": "early", "mid": "mid", "late": "late", "earlier": "earlier"}
_BOUNDS: Final = {
    **dict.fromkeys(("since", "منذ"), "since"),
    **dict.fromkeys(("until", "till", "حتى"), "until"),
    "by": "by",
}
_TOGETHER: Final = frozenset({"-", "–", "to", "and", "until", "through", "or"})
_SKIPPED: Final = frozenset({"on", "in", "the", "at", "during", "of", "over", "عام"})
_POSSESSIVES: Final = frozenset({"'s", "’s"})
_YEARS: Final = range(1900, 2101)

_Heads = dict[str, tuple[Callable[[Head], Phrase | None], int]]


@cache
def _heads(*, is_dated: bool) -> _Heads:
    """What reads a phrase from a word, and the number that the word stands for."""
    heads: _Heads = {}
    if is_dated:
        heads |= _relative_heads()
    for table in ("months", "abbreviations"):
        read = CALENDAR_READERS[table]
        heads |= {word: (read, number) for word, number in date_table(table).items()}
    heads |= dict.fromkeys(first_words(), (CALENDAR_READERS["two_words"], 0))
    return heads | {str(year): (CALENDAR_READERS["years"], year) for year in _YEARS}


def _relative_heads() -> _Heads:
    readers = RELATIVE_READERS
    heads: _Heads = {
        "ago": (readers["ago"], 0),
        "day": (readers["another_day"], 0),
        "recent": (readers["recent"], 0),
        "weekend": (readers["weekend"], 0),
    }
    for word, sign in (("later", 1), ("earlier", -1), ("after", 1), ("before", -1)):
        heads[word] = (readers["from_another"], sign)
    for name, shift in (("last", -1), ("this", 0), ("next", 1)):
        heads |= dict.fromkeys(date_words(name), (readers["stretch"], shift))
    heads |= dict.fromkeys(date_words("nights"), (readers["nights"], 0))
    for table, kind in (("days", "days"), ("weekdays", "weekday")):
        heads |= {word: (readers[kind], n) for word, n in date_table(table).items()}
    return heads


def find_phrases(document: Document, *, is_dated: bool) -> list[Phrase]:
    """Date phrases of a text in order; they do not overlap.

    Parameters
    ----------
    document
        The text.
    is_dated
        Whether its day of publication is known; if not, only what states a year, or
        counts from what does, is looked for.
    """
    heads = _heads(is_dated=is_dated)
    found: list[Phrase] = []
    at = 0
    lowers = document.lowers
    for i in [i for i, word in enumerate(lowers) if word in heads]:
        if i < at:
            continue
        read, value = heads[lowers[i]]
        phrase = read(Head(document.words, lowers, i, value))
        if phrase is None or phrase.last > len(lowers):
            continue
        if found and phrase.first < found[-1].last:
            phrase = phrase._replace(first=found[-1].last)
        phrase = _with_neighbours(lowers, phrase, found)
        found.append(phrase)
        at = phrase.last
    return found


def _with_neighbours(lowers: Sequence[str], phrase: Phrase, found: list[Phrase]) -> Phrase:
    """A phrase with the words before it that belong to it."""
    floor = found[-1].last if found else 0
    first, part, bound = phrase.first, phrase.part, phrase.bound
    before = lowers[first - 1] if first > floor else ""
    if (
        before in _TOGETHER
        and first - 1 == floor
        and found
        and _can_join(found[-1], phrase)
    ):
        return phrase._replace(joins=True)
    for _ in range(4):
        if first <= floor:
            break
        before = lowers[first - 1]
        if before in _PARTS:
            part = part or _PARTS[before]
        elif before in _BOUNDS and not phrase.is_clausal:
            bound = bound or _BOUNDS[before]
        elif before not in _SKIPPED and not (before == "-" and lowers[first - 2] in _PARTS):
            break
        first -= 1
    while first < phrase.first and lowers[first] in ("of", "the"):
        first += 1
    after = lowers[phrase.last] if phrase.last < len(lowers) else ""
    is_of_noun = phrase.is_of_noun or after in _POSSESSIVES
    if part == "earlier" and phrase.form == "weekday":
        part = ""
    if not found or not _is_weekday_before(lowers, found[-1], phrase):
        return phrase._replace(first=first, part=part, bound=bound, is_of_noun=is_of_noun)
    weekday = found.pop()  # "Sunday, March 4": the calendar day says more
    return phrase._replace(first=weekday.first, bound=bound or weekday.bound)


def _can_join(before: Phrase, phrase: Phrase) -> bool:
    if before.joins or before.is_anchored or phrase.is_anchored or phrase.foreign:
        return False
    if before.form == phrase.form:
        return before.form in ("weekday", "day", "month", "year")
    return {before.form, phrase.form} <= {"day", "month", "year"} and bool(
        phrase.values[-1]
    )


def _is_weekday_before(lowers: Sequence[str], before: Phrase, phrase: Phrase) -> bool:
    return (
        before.form == "weekday"
        and phrase.form == "day"
        and (
            before.last == phrase.first
            or (before.last + 1 == phrase.first and lowers[before.last] in (",", "the"))
        )
    )
