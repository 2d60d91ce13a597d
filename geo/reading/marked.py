"""A sentence as one line in which every place name is one character.

Patterns of phrases round places are matched on such lines: blanks are single, names of
any length are one mark, and every position leads back to the text. What the phrases say
is read elsewhere.
"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Final, NamedTuple

from ...data.schema import Kind
from .model import Toponym
from .text import Document, Span

__all__ = ["AREA", "POINT", "MarkedSentence", "Marks", "is_area"]

POINT: Final = "\ue000"
"""Stands for the name of a settlement, or of what is not known to be an area."""
AREA: Final = "\ue001"
"""Stands for the name of a country, a division, a region or a water."""
_OTHER: Final = "\ufffd"
"""Stands for a word that is too long to be read, or that holds one of the marks."""
_LONGEST_WORD: Final = 40

_AREAS: Final = frozenset(
    {Kind.ADMIN1, Kind.ADMIN2, Kind.COUNTRY, Kind.REGION, Kind.WATER, Kind.DISTRICT}
)
_AREA_WORDS: Final = frozenset(
    (  # noqa: SIM905
        "province governorate district county oblast state region raion department "
        "prefecture wilayat muhafazah محافظة ولاية منطقة"
    ).split()
)


class MarkedSentence(NamedTuple):
    """A sentence with its names marked, and where each piece of it stands in the text."""

    text: str
    positions: list[int]
    """Of the pieces (words and marks) in `text`."""
    spans: list[Span]
    """Of the same pieces in the document's text."""
    toponyms: dict[int, Toponym]
    """By the position of the mark."""

    def span(self, start: int, end: int) -> Span:
        """The part of the document's text that a part of the line stands for."""
        first = max(bisect_right(self.positions, start) - 1, 0)
        last = max(bisect_right(self.positions, max(end - 1, start)) - 1, first)
        return Span(self.spans[first].start, self.spans[last].end)


class Marks:
    """The marked sentences of a document; each is made when it is asked for.

    Parameters
    ----------
    document
        What is read.
    toponyms
        Its place names; of names that overlap the first counts.
    """

    __slots__ = ("_by_word", "_made", "document")

    def __init__(self, document: Document, toponyms: Iterable[Toponym]) -> None:
        self.document = document
        self._by_word: dict[int, tuple[int, Toponym]] = {}
        self._made: dict[int, MarkedSentence] = {}
        for toponym in toponyms:
            first, last = document.word_span(toponym.span)
            if last > first:
                self._by_word.setdefault(first, (last, toponym))

    def sentence(self, number: int) -> MarkedSentence:
        """The sentence of this number."""
        made = self._made.get(number)
        if made is None:
            made = self._made[number] = self._make(number)
        return made

    def _make(self, number: int) -> MarkedSentence:
        document = self.document
        sentence = document.sentences[number]
        pieces: list[str] = []
        line = MarkedSentence("", [], [], {})
        i, at, end = sentence.first, 0, sentence.start
        while i < sentence.last:
            last, toponym = self._by_word.get(i, (i + 1, None))
            last = min(last, sentence.last)
            start = document.starts[i]
            if start > end:
                pieces.append(" ")
                at += 1
            if toponym is None:
                piece = _piece(document.words[i])
            else:
                piece = AREA if self._is_area(toponym, last) else POINT
                line.toponyms[at] = toponym
            end = document.ends[last - 1]
            line.positions.append(at)
            line.spans.append(Span(start, end))
            pieces.append(piece)
            at += len(piece)
            i = last
        return line._replace(text="".join(pieces))

    def _is_area(self, toponym: Toponym, following: int) -> bool:
        lowers = self.document.lowers
        word = lowers[following] if following < len(lowers) else ""
        return is_area(toponym, word)


def is_area(toponym: Toponym, following: str = "") -> bool:
    """Whether a name is that of an area, by its place and the words in and after it."""
    place = toponym.place
    if place is not None and place.kind in _AREAS:
        return True
    if toponym.name.lower().rpartition(" ")[2] in _AREA_WORDS:
        return True
    return following in _AREA_WORDS and (place is None or following != "region")


def _piece(word: str) -> str:
    if len(word) > _LONGEST_WORD or POINT in word or AREA in word:
        return _OTHER
    return word
