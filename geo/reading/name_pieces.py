"""Runs of capitals parted into names: people, organisations, and what may be a place.

What is decided here follows from the words of a name alone, and from what the gazetteer
knows of it; what stands around it is weighed in ``name_contexts``.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from enum import IntEnum
from typing import Final, NamedTuple

from .known_names import Known
from .name_ends import GLUE, NameEnds
from .name_runs import Run
from .state_words import abbreviation_end
from .text import Document

__all__ = ["Piece", "PieceKind", "part_runs"]

_AREAS: Final = frozenset({"country", "admin1"})
_BEFORE_INSIDE: Final = frozenset({"of", "in", "at"})
_PARTIES: Final = frozenset({"R", "D", "I"})


class PieceKind(IntEnum):
    """What a part of a run is, as far as its own words say."""

    OPEN = 0
    """May be a place: known to the gazetteer."""
    UNKNOWN = 1
    """May be a place: not known."""
    NATURE = 2
    """A place by its own words: "Lake X", "Lexington County"."""
    FACILITY = 3
    """A place by its own words, that may hold the name of another."""
    INSIDE = 4
    """A known place in the name of an organisation."""
    STATE = 5
    """The abbreviated name of a state: "La."."""
    PERSON = 6
    OTHER = 7
    """An organisation, or no name of a place."""


class Piece(NamedTuple):
    """Words [first, last) that are one name."""

    first: int
    last: int
    sentence: int
    kind: PieceKind
    name: str
    known: Known | None = None
    is_part: bool = False
    """Whether more words with capitals stand right beside it."""
    cut: int = 0
    """Letters at the end that are not of the name: "Syrias" for "Syria's"."""


_Pieces = Generator[Piece, None, int]
"""Pieces, and in the end the word to go on from."""


def part_runs(
    document: Document, runs: Iterable[Run], ask: Callable[[str], Known | None]
) -> list[Piece]:
    """The pieces of all runs, in order; words that are no names are left out."""
    parter = _Parter(document, ask)
    return [piece for run in runs for piece in parter.part(run)]


class _Parter:
    """Parts the runs of one document."""

    __slots__ = ("_ask", "_document", "_end", "_ends", "_lowers", "_vocabulary", "_words")

    def __init__(self, document: Document, ask: Callable[[str], Known | None]) -> None:
        self._ask = ask
        self._end = 0
        self._document = document
        self._ends = NameEnds(document, ask)
        self._words, self._lowers = document.words, document.lowers
        self._vocabulary = self._ends.vocabulary

    def part(self, run: Run) -> Iterator[Piece]:
        """The pieces of a run."""
        at = max(run.first, self._end)
        while at < run.last:
            at = yield from self._next(run, at)
        self._end = at

    def _next(self, run: Run, at: int) -> _Pieces:
        """The pieces that begin at a word."""
        phrase = self._ends.not_place(at)
        if phrase is not None:
            yield self._piece(run, at, phrase, PieceKind.OTHER)
            return phrase
        if self._is_skipped(run, at):
            return at + 1
        state = abbreviation_end(self._document, at)
        if state is not None:
            yield self._piece(run, at, state, PieceKind.STATE)
            return state
        end = self._ends.organisation(at, run.last)
        if end is not None:
            yield from self._organisation(run, at, end)
            return end
        if self._is_title(run, at):
            first = at + 1 + (self._words[at + 1] in GLUE)
            end = self._ends.person(first, run.last)
            if end > first:
                yield self._piece(run, first, end, PieceKind.PERSON)
            return max(end, first)
        return (yield from self._name(run, at))

    def _is_skipped(self, run: Run, at: int) -> bool:
        """Whether no name begins here."""
        word, ends = self._words[at], self._ends
        if word in GLUE or not word[0].isalpha() or word in self._vocabulary.demonyms:
            return True
        if word in _PARTIES and self._words[at + 1 : at + 2] == ["-"]:
            return True
        if not ends.is_common(at) or self._lowers[at] in self._vocabulary.organisations:
            return False
        is_name = self._lowers[at] != "the" and self._may_be_name(run, at)
        return not is_name

    def _may_be_name(self, run: Run, at: int) -> bool:
        """Whether a name begins with a common word: "Red River"."""
        ends = self._ends
        return ends.known(at, run.last, least=2) is not None or (
            ends.may_begin_name(at) and ends.feature(at, run.last) is not None
        )

    def _is_title(self, run: Run, at: int) -> bool:
        return (
            self._lowers[at] in self._vocabulary.titles
            and at + 1 < run.last
            and not self._ends.is_typed(run.last)
        )

    def _name(self, run: Run, at: int) -> _Pieces:
        """A person, a facility, a natural feature or a name."""
        ends = self._ends
        end = ends.feature(at, run.last)
        if end is not None:
            yield self._piece(run, at, end, self._kind_of_feature(at, end))
            return end
        known_end = ends.known(at, run.last, least=1)
        end = ends.small_facility(run.last)
        if end is not None and known_end in {None, run.last}:
            yield self._piece(run, at, end, PieceKind.FACILITY)
            return end
        if ends.is_first_name(at, run.last, known_end):
            end = ends.person(at, run.last)
            yield self._piece(run, at, end, PieceKind.PERSON)
            return end
        if known_end is None:
            end = ends.unknown(at, run.last)
            if end == at + 1 and self._lost_apostrophe(at):
                name = self._words[at][:-1]
                yield Piece(
                    at, end, run.sentence, PieceKind.OPEN, name, self._ask(name), cut=1
                )
                return end
            yield self._piece(run, at, end, PieceKind.UNKNOWN)
            return end
        return (yield from self._known(run, at, known_end))

    def _lost_apostrophe(self, at: int) -> bool:
        """Whether a word is "Syrias" for "Syria's"."""
        word = self._lowers[at]
        return word[-1] == "s" and (word[:-1],) in self._vocabulary.country_names

    def _known(self, run: Run, at: int, end: int) -> _Pieces:
        """A name that the gazetteer knows, or of which it knows the first word only."""
        ends = self._ends
        is_part = end < run.last and ends.goes_on(end)
        piece = self._piece(run, at, end, PieceKind.OPEN, is_part=is_part)
        is_area = piece.known is not None and piece.known.kind in _AREAS
        if is_part and not is_area and ends.count(at, end) == 1:
            end = ends.unknown(end, run.last)
            yield self._piece(run, at, end, PieceKind.UNKNOWN)
            return end
        yield piece
        if is_part and is_area:
            return ends.unknown(end, run.last)
        return end

    def _kind_of_feature(self, at: int, end: int) -> PieceKind:
        words = {self._lowers[at], self._lowers[end - 1]}
        is_numbered = self._words[end - 1].isdigit()
        is_built = is_numbered or bool(words & self._vocabulary.facilities)
        return PieceKind.FACILITY if is_built else PieceKind.NATURE

    def _piece(
        self, run: Run, first: int, last: int, kind: PieceKind, *, is_part: bool = False
    ) -> Piece:
        text = self._ends.text(first, last)
        known = None if kind >= PieceKind.STATE else self._ask(text)
        return Piece(first, last, run.sentence, kind, text, known, is_part)

    def _organisation(self, run: Run, at: int, end: int) -> Iterator[Piece]:
        """An organisation and the places in its name."""
        yield self._piece(run, at, end, PieceKind.OTHER)
        if self._vocabulary.media.isdisjoint(self._lowers[at:end]):
            for i in range(at, end):
                if i == at or self._lowers[i - 1] in _BEFORE_INSIDE:
                    yield from self._inside(run, i, end, is_whole=i == at)

    def _inside(self, run: Run, at: int, end: int, *, is_whole: bool) -> Iterator[Piece]:
        """The place that is named first in an organisation's name or complement."""
        lower, ends = self._lowers[at], self._ends
        if lower in self._vocabulary.first_names or lower in self._vocabulary.titles:
            return
        county = ends.feature(at, end)
        if county and self._lowers[county - 1] in self._vocabulary.county_words:
            yield self._piece(run, at, county, PieceKind.NATURE)
            return
        known_end = ends.known(at, end, least=1)
        if known_end is None or (is_whole and known_end == end):
            return
        is_common = ends.is_common(at) and ends.count(at, known_end) == 1
        if not is_common and any(ends.is_proper(i) for i in range(at, known_end)):
            yield self._piece(run, at, known_end, PieceKind.INSIDE)
