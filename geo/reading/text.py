"""A text as words, sentences and paragraphs: columns of offsets into the text as given.

Offsets are Unicode code points, end exclusive. Nothing is changed in the text. Which words
are names or actions is decided elsewhere.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

__all__ = ["Document", "Sentence", "Span"]

_MARK: Final = (
    # what belongs to letters, and Python's \w leaves out
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0981-\u0983\u09bc-\u09cd"
    r"\u0a01-\u0a51\u0b01-\u0b57\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1037-\u103e\u200c\u200d]"
)
_WORD: Final = re.compile(
    # possessive (++): else memory grows with a word's length
    r"(?:[A-Za-z]\.){2,}+"  # U.S., a.m.
    r"|\d++(?:[.,:]\d++)*+"
    rf"|(?:[^\W_]++|{_MARK}++)++"
    r"|['’]s\b|[.…]{2,}|--+|\S"
)
_ENDS: Final = frozenset(".!?…۔؟。！？।")
_CLOSING: Final = frozenset("\"'”’»)]›」")
_LAST: Final = _ENDS | _CLOSING
_ABBREVIATIONS: Final = frozenset(
    (  # noqa: SIM905
        "mr mrs ms dr prof gen lt col maj capt cmdr brig sgt cpl pvt adm gov sen rep rev "
        "hon pres st mt ft jr sr no nos vs etc inc ltd co corp dept dist jan feb mar apr "
        "jun jul aug sept sep oct nov dec approx ca cf al fig km ave blvd rd hwy supt det "
        "insp spc pfc msgt ssgt sgts lts gens cols messrs ph op"
    ).split()
)
_INITIAL: Final = re.compile(r"[A-Z]|(?:[A-Za-z]\.)+")
_LONGEST_SENTENCE: Final = 400
"""Words; what is longer is parted, so that work within a sentence is bounded."""
_WRAPPED_FROM: Final = 45
_WRAPPED_SHARE: Final = 0.6
_FEWEST_LINES: Final = 4
_LINE: Final = re.compile(r"\n[^\S\n]*")


class Span(NamedTuple):
    """A part of a text: code points, end exclusive."""

    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence: its words [first, last) and its place in the text."""

    first: int
    last: int
    start: int
    end: int
    paragraph: int


class Document:
    """A text, its words and its sentences.

    Parameters
    ----------
    text
        As given; offsets refer to it.
    skipped
        Parts that are not read, such as captions; sorted, not overlapping.

    Attributes
    ----------
    words, lowers
        Each word or punctuation mark, and its `str.lower` (of the same length or not).
    starts, ends
        Their offsets.
    sentences
        In order; together they hold every word.
    """

    __slots__ = ("_firsts", "ends", "lowers", "sentences", "starts", "text", "words")

    def __init__(self, text: str, skipped: tuple[Span, ...] = ()) -> None:
        self.text = text
        spans: list[tuple[int, int]] = []
        at = 0
        for start, end in (*skipped, Span(len(text), len(text))):
            spans += [match.span() for match in _WORD.finditer(text, at, start)]
            at = end
        self.words = [text[start:end] for start, end in spans]
        self.lowers = [word.lower() for word in self.words]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.sentences = tuple(self._sentences())
        self._firsts = [sentence.first for sentence in self.sentences]

    def sentence_at(self, word: int) -> int:
        """Number of the sentence that holds a word."""
        return max(bisect_right(self._firsts, word) - 1, 0)

    def word_at(self, offset: int) -> int:
        """Number of the word at an offset, or of the last one before it."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def word_span(self, span: Span) -> Span:
        """Words [first, last) that lie in or touch a part of the text."""
        first = bisect_right(self.ends, span.start)
        last = first
        while last < len(self.starts) and self.starts[last] < span.end:
            last += 1
        return Span(first, last)

    def span(self, first: int, last: int) -> Span:
        """Where the words [first, last) stand in the text; there is at least one."""
        return Span(self.starts[first], self.ends[last - 1])

    def slice(self, first: int, last: int) -> str:
        """The text from the word `first` to before the word `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""

    def _sentences(self) -> Iterator[Sentence]:
        words, starts = self.words, self.starts
        is_wrapped = _is_wrapped(self.text)
        next_starts = (*starts[1:], len(self.text))
        first = paragraph = 0
        for i, (end, next_start) in enumerate(zip(self.ends, next_starts, strict=False)):
            has_gap = next_start > end
            breaks = self.text.count("\n", end, next_start) if has_gap else 0
            is_break = breaks > 1 or (breaks == 1 and not is_wrapped)
            is_end = (
                is_break
                or i + 1 - first >= _LONGEST_SENTENCE
                or i + 1 == len(words)
                or (
                    words[i][-1] in _LAST
                    and (has_gap or self._is_glued(i))
                    and self._ends_sentence(i)
                )
            )
            if is_end:
                yield Sentence(first, i + 1, starts[first], end, paragraph)
                first = i + 1
                paragraph += is_break

    def _is_glued(self, i: int) -> bool:
        """Whether the space after a full stop was lost: "said.Three of"."""
        return (
            self.words[i] == "."
            and 0 < i < len(self.words) - 1
            and self.words[i - 1].isalpha()
            and self.words[i - 1][-1].islower()
            and self.words[i + 1].istitle()
        )

    def _ends_sentence(self, i: int) -> bool:
        """Whether a word before a gap is the last of its sentence."""
        last = i
        while last > 0 and self.words[last] in _CLOSING and i - last < 3:
            last -= 1
        mark = self.words[last]
        if mark[-1] not in _ENDS:
            return False
        following = self.words[i + 1] if self.words[i + 1].isalnum() else None
        if following is None and i + 2 < len(self.words):
            following = self.words[i + 2]
        if following is not None and following[0].islower():
            return False
        if mark != ".":  # "U.S." ends a sentence only before what begins one
            return not mark[0].isalpha() or (
                self.lowers[min(i + 1, len(self.words) - 1)] in _OPENERS
            )
        before = self.words[last - 1] if last else ""
        if before.lower() in _ABBREVIATIONS or _INITIAL.fullmatch(before):
            return self.ends[last - 1] != self.starts[last]
        return True


_OPENERS: Final = frozenset(
    (  # noqa: SIM905
        "the a an it he she they we this that these those in on at but and after as its "
        "his her their there when while according"
    ).split()
)


def _is_wrapped(text: str) -> bool:
    """Whether lines end where a column ends, not where sentences do."""
    lines = [line for line in _LINE.split(text[:20_000]) if line.strip()]
    if len(lines) < _FEWEST_LINES:
        return False
    full = [
        line
        for line in lines
        if _WRAPPED_FROM <= len(line.rstrip()) <= 2 * _WRAPPED_FROM
        and line.rstrip()[-1] not in _LAST
    ]
    return len(full) >= _WRAPPED_SHARE * len(lines)
