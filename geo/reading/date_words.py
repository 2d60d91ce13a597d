"""The words of date phrases, and what a phrase found in a text consists of."""

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from ...data.lexicon import load_lexicon
from ..described.words import parse_number

__all__ = ["Head", "Phrase", "date_table", "date_units", "date_words"]

_LONGEST_NUMBER: Final = 4


class Phrase(NamedTuple):
    """A date phrase: its words [first, last) and what `date_value` wants to know."""

    first: int
    last: int
    form: str
    values: tuple[int, ...]
    part: str = ""
    bound: str = ""
    """Which side is open, or closed by it: "since", "until", "by" or ""."""
    is_of_noun: bool = False
    """Whether it is said of the words after it: "Sunday's attack", "overnight raids"."""
    is_anchored: bool = False
    """Whether it counts from another date of the text: "a day later"."""
    is_clausal: bool = False
    """Whether it counts from what the clause after it tells: "a day after ..."."""
    joins: bool = False
    """Whether it ends what the phrase before it begins: "and January"."""
    foreign: str = ""
    """A date in words that are in no table."""


class Head(NamedTuple):
    """The word by which a phrase is found, with the text round it."""

    words: Sequence[str]
    lowers: Sequence[str]
    at: int
    value: int
    """What the word stands for: the number of a weekday, a shift, ..."""

    def lower(self, shift: int) -> str:
        """The word so many words on, in lower case, or ""."""
        return self.lower_at(self.at + shift)

    def lower_at(self, i: int) -> str:
        """A word of the text in lower case, or "" beyond its ends."""
        return self.lowers[i] if 0 <= i < len(self.lowers) else ""

    def small_at(self, i: int, most: int) -> int:
        """A number in digits from 1 to `most`, or 0."""
        word = self.lower_at(i)
        if not word.isdecimal() or len(word) > 2:
            return 0
        return int(word) if int(word) <= most else 0

    def number_at(self, i: int) -> int:
        """A number in digits or in one word, or 0."""
        word = self.lower_at(i)
        if word.isdecimal():
            return int(word) if len(word) <= _LONGEST_NUMBER else 0
        number = parse_number(word) if word.isalpha() else None
        return int(number) if number is not None else 0

    def is_name(self) -> bool:
        """Whether the word is written as a name, where its script has capitals."""
        word = self.words[self.at]
        return not (word.isascii() and word[0].islower())


@cache
def date_words(name: str) -> frozenset[str]:
    """One of the lists under ``[words]``."""
    return frozenset(load_lexicon("dates")["words"][name])


@cache
def date_table(name: str) -> dict[str, int]:
    """One of the tables of words with numbers."""
    table: dict[str, int] = load_lexicon("dates")[name]
    return table


@cache
def date_units() -> dict[str, str]:
    """Unit by word: "hour", "day", "week", "weekend", "month" or "year"."""
    units = load_lexicon("dates")["units"]
    return {word: unit for unit, words in units.items() for word in words}
