"""Numbers of people in a text: "at least 11 civilians", "a woman", "dozens", "10-15".

Of a range the lower number counts. Numbers of years, ages, places or things are left out.
"""

from functools import cache
from typing import Final, NamedTuple

from ...data.lexicon import load_lexicon
from ..described.words import parse_number
from .text import Document

__all__ = ["PeopleNumber", "people_number"]

_NUMBER_WORDS: Final = 4
_YEARS: Final = range(1900, 2101)


class PeopleNumber(NamedTuple):
    """A number at the words [first, last)."""

    first: int
    last: int
    value: int


def people_number(document: Document, at: int, end: int) -> PeopleNumber | None:
    """The number of people at a word, or ``None``; its value may be unknown."""
    words, lowers = document.words, document.lowers
    word = lowers[at]
    vague = load_lexicon("counts")["numbers"]
    last = at + 1
    value: int | None
    if word[0].isdecimal():
        value = _digits(word)
    elif word in vague["singular"] or word in vague["ordinals"]:
        value = 1
        last += _multiple(lowers, at + 1, end)
        if last > at + 1:
            value = _spelled(words[at:last])
    elif isinstance(vague.get(word), int):
        value = vague[word]
        if word == "no" and at + 1 < end and lowers[at + 1] == "one":
            last += 1
        elif word in ("no", "another") and _number_follows(lowers, at + 1, end):
            return None
    else:
        last = _spelled_end(lowers, at, end)
        value = _spelled(words[at:last]) if last > at else None
    last = _range_end(lowers, at, last, end)
    if value is None or (last < end and _is_of_things(lowers, at, last, end)):
        return None
    return PeopleNumber(at, last, value)


def _range_end(lowers: list[str], at: int, last: int, end: int) -> int:
    """Where the upper number of "10-15" or "between 10 and 15" ends."""
    if not _number_follows(lowers, last + 1, end):
        return last
    is_range = lowers[last] in ("-", "–", "to")
    is_between = lowers[last] == "and" and at > 0 and lowers[at - 1] == "between"
    return last + 2 if is_range or is_between else last


def _number_follows(lowers: list[str], at: int, end: int) -> bool:
    return at < end and (lowers[at][0].isdecimal() or _parsed(lowers[at]) is not None)


def _digits(word: str) -> int | None:
    number = parse_number(word)
    if number is None or number != int(number) or ":" in word:
        return None
    is_year = word.isdecimal() and int(number) in _YEARS
    return None if is_year else int(number)


def _multiple(lowers: list[str], at: int, end: int) -> int:
    return int(at < end and lowers[at] in ("dozen", "hundred", "thousand"))


def _spelled_end(lowers: list[str], at: int, end: int) -> int:
    """Where a number in words ends: "twenty - five", "two hundred"."""
    last = at
    while last < min(at + _NUMBER_WORDS, end) and _parsed(lowers[last]) is not None:
        last += 1
        if last + 1 < end and lowers[last] == "-" and _parsed(lowers[last + 1]) is not None:
            last += 1
    return last


@cache
def _number_words() -> dict[str, int]:
    words = (  # noqa: SIM905
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
        "seventy eighty ninety dozen hundred thousand"
    ).split()
    return {word: int(parse_number(word) or 0) for word in words}


def _parsed(word: str) -> int | None:
    return _number_words().get(word)


def _spelled(words: list[str]) -> int | None:
    number = parse_number(" ".join(word for word in words if word != "-"))
    return None if number is None else int(number)


def _is_of_things(lowers: list[str], at: int, last: int, end: int) -> bool:
    """Whether what is counted is no people: attacks, kilometres, an age."""
    things = _things()
    if lowers[last] == "-" and last + 1 < end:  # 45-year-old, 30-km
        return lowers[last + 1] in things
    if lowers[at] in ("a", "an"):
        return any(lowers[i] in things for i in range(last, min(last + 3, end)))
    return any(lowers[i] in things for i in range(last, min(last + 2, end)))


@cache
def _things() -> frozenset[str]:
    return frozenset(load_lexicon("counts")["words"]["things"])
