"""What a release withholds, and where a text says it: in any spelling that folds alike.

Both halves of a careful release use one rule: what is taken out of texts here is what
``maps.leaks`` looks for in the files afterwards.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .names import fold

__all__ = ["NAME_WITHHELD", "PLACE_WITHHELD", "Withheld", "found_in", "pattern", "redacted"]

NAME_WITHHELD: Final = "[name withheld]"
PLACE_WITHHELD: Final = "[place withheld]"

_WHOLE_WORD: Final = 4
"""Names of fewer letters are looked for as words; others in longer words too."""
_BETWEEN: Final = " *"
_PARTICLES: Final = "وفبكل"
"""Words of Arabic that are written together with the next."""
_START: Final = rf"(?:(?<!\w)|(?<=\W[{_PARTICLES}])|(?<=^[{_PARTICLES}]))"
_NEVER: Final = re.compile("(?!)")
_DECIMAL: Final = re.compile(r"(?<![\d.])\d{1,3}\.\d{2,}")
_NEAR_DEG: Final = 0.05


@dataclass(frozen=True, slots=True)
class Withheld:
    """What may occur in no file of a release."""

    texts: tuple[str, ...] = ()
    """Names of people, parties and places, and whole sentences; in any spelling."""
    points: tuple[tuple[float, float], ...] = ()
    """(lon, lat), degrees WGS84."""

    def __or__(self, other: "Withheld") -> "Withheld":
        """What either withholds, each once."""
        texts = dict.fromkeys((*self.texts, *other.texts))
        return Withheld(tuple(texts), tuple(dict.fromkeys((*self.points, *other.points))))

    def but_for(
        self, texts: Iterable[str], points: Iterable[tuple[float, float]]
    ) -> "Withheld":
        """What of it is not told elsewhere anyway: by these texts, at these points.

        For files that show many reports, of which one may tell what another withholds.
        """
        told = fold("\n".join(texts))
        shown = {(round(lon, 5), round(lat, 5)) for lon, lat in points}
        return Withheld(
            tuple(text for text in self.texts if not pattern((text,)).search(told)),
            tuple(p for p in self.points if (round(p[0], 5), round(p[1], 5)) not in shown),
        )


@lru_cache(maxsize=512)
def pattern(texts: tuple[str, ...]) -> re.Pattern[str]:
    """Expression that finds any of the texts in what `fold` makes of another.

    Words may stand together or apart. A text of fewer than four letters is found as a word
    only (of Arabic, after a particle too); one without letters and digits never.
    """
    keys = sorted({fold(text) for text in texts} - {""}, key=lambda key: (-len(key), key))
    return re.compile("|".join(map(_expression, keys))) if keys else _NEVER


def _expression(key: str) -> str:
    words = _BETWEEN.join(map(re.escape, key.split(" ")))
    return words if _letters(key) >= _WHOLE_WORD else rf"{_START}{words}(?!\w)"


def _letters(key: str) -> int:
    return len(key.replace(" ", ""))


def found_in(text: str | None, texts: Iterable[str]) -> bool:
    """Whether a text says any of these."""
    return text is not None and pattern(tuple(texts)).search(fold(text)) is not None


def redacted(text: str, names: Iterable[str], places: Withheld) -> str:
    """A text in which names and places, and coordinates near these, are not said.

    Whole words are taken out, for what is left of a word would tell the name.

    Examples
    --------
    >>> redacted("Abu-Salim's men left Saraqib.", ["Abu Salim"], Withheld(("Saraqib",)))
    "[name withheld]'s men left [place withheld]."
    """
    folded, origin = _folded(text)
    spans = [
        (*_whole_words(text, origin[match.start()], origin[match.end() - 1] + 1), word)
        for word, texts in ((NAME_WITHHELD, tuple(names)), (PLACE_WITHHELD, places.texts))
        for match in pattern(texts).finditer(folded)
    ]
    spans += [(*span, PLACE_WITHHELD) for span in _near_numbers(text, places.points)]
    pieces, done = [], 0
    spans.sort(key=lambda span: (span[0], -span[1]))
    for start, end, word in spans:
        if start >= done:
            pieces += [text[done:start], word]
        done = max(done, end)
    return "".join([*pieces, text[done:]])


def _folded(text: str) -> tuple[str, list[int]]:
    """A text folded letter by letter, and where in it each letter comes from."""
    pieces = [_folded_letter(letter) for letter in text]
    origin = [place for place, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), origin


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    """As `fold` does; a space for what parts words, nothing for accents and the like."""
    if fold(f"a{letter}a") == "aa":
        return ""
    return fold(letter) or " "


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and _is_of_word(text[start - 1]):
        start -= 1
    while end < len(text) and _is_of_word(text[end]):
        end += 1
    return start, end


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or unicodedata.combining(letter) > 0


def _near_numbers(
    text: str, points: Iterable[tuple[float, float]]
) -> Iterator[tuple[int, int]]:
    """Where decimal numbers stand that may be a coordinate of one of the points."""
    degrees = {abs(value) for point in points for value in point}
    for match in _DECIMAL.finditer(text):
        if any(abs(float(match[0]) - value) < _NEAR_DEG for value in degrees):
            yield match.span()
