"""Which of a text's names are places: each by its score, all in the light of the rest."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from .known_names import Known
from .name_contexts import Context, context_of
from .name_pieces import Piece, PieceKind
from .state_words import state_words
from .text import Document
from .vocabulary import load_vocabulary

__all__ = ["Chosen", "choose", "sure_weights"]

_Scores = tuple[tuple[int, float], ...]

_THRESHOLD: Final = 1.6
_STRONG: Final = 1.2
"""Score of surroundings that speak for a place."""
_ELSEWHERE: Final = 1.2
"""What is added if the same name stands in such surroundings elsewhere."""
_OFTEN: Final = 0.4
_OFTEN_FROM: Final = 3
_AS_SURNAME: Final = -2.5
_MAYBE_SURNAME: Final = -1.25
_LISTED: Final = 1.5
_PART: Final = -1.2
_INSIDE: Final = 0.9
_BY_ITS_WORDS: Final = 3.0
_NOBODY_KNOWS: Final = 0.2
"""Fame of a name that the gazetteer does not know, in strong surroundings."""
_IN_A_STATE: Final = 0.5
_LONG_UNKNOWN: Final = -0.8
_NO: Final = -9.0
_AREAS: Final = frozenset({"admin1", "region", "water"})
_FAME_OF_COUNTRY, _FAME_OF_AREA, _FAME_OF_METROPOLIS, _FAME_OF_CITY = 3.0, 2.0, 2.1, 1.7
_METROPOLIS: Final = 1_000_000
_FAME_AT_HOME: Final[_Scores] = ((50_000, 1.6), (5_000, 1.1), (0, 0.7))
"""By people at least."""
_FAME_WHERE_OTHERS_SPEAK: Final[_Scores] = ((1_000, 1.7), (0, 1.2))
"""The same where towns have no names that are English words or surnames."""
_ANGLOPHONE: Final = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})


class Chosen(NamedTuple):
    """A name that is a place: its words, and what is known of it."""

    first: int
    last: int
    sentence: int
    kind: str
    """Of its likeliest place, or ""."""
    type_word: str = ""
    """The word beside it that says what it is."""
    is_inside: bool = False
    """Whether it is in the name of an organisation."""
    is_facility: bool = False
    cut: int = 0
    """Letters of its last word that are not of the name."""


def sure_weights(document: Document, pieces: Sequence[Piece]) -> Iterator[dict[str, float]]:
    """Weights by country of the names where names of places stand."""
    for piece in pieces:
        if piece.known is not None and piece.kind is PieceKind.OPEN:
            is_country = piece.known.kind == "country"
            if not is_country and context_of(document, piece, None).score >= _STRONG:
                yield piece.known.weights


def choose(
    document: Document, pieces: Sequence[Piece], countries: Collection[str]
) -> list[Chosen]:
    """The names that are places, in order, not overlapping."""
    chooser = _Chooser(document, pieces, countries)
    chosen: list[Chosen] = []
    end, is_previous = 0, False
    for piece, context in zip(pieces, chooser.contexts, strict=True):
        is_previous = chooser.score(piece, context, is_after=is_previous) >= _THRESHOLD
        if is_previous and piece.first >= end:
            chosen.append(_chosen(piece, context))
            end = piece.last
    return chosen


def _chosen(piece: Piece, context: Context) -> Chosen:
    return Chosen(
        piece.first,
        piece.last,
        piece.sentence,
        piece.known.kind if piece.known else "",
        context.type_word,
        piece.kind is PieceKind.INSIDE or (piece.is_part and piece.known is not None),
        piece.kind is PieceKind.FACILITY,
        piece.cut,
    )


class _Chooser:
    """What the names of one document tell of each other."""

    def __init__(
        self, document: Document, pieces: Sequence[Piece], countries: Collection[str]
    ) -> None:
        self._document = document
        self._countries = countries
        self._common = load_vocabulary().common
        self._surnames, self._maybe_surnames = _surnames(document, pieces)
        self.contexts: list[Context] = []
        self._best: dict[str, float] = {}
        self._times: dict[str, int] = {}
        previous: Piece | None = None
        for piece in pieces:
            context = context_of(document, piece, previous)
            self.contexts.append(context)
            previous = None if piece.kind is PieceKind.OTHER else piece
            if piece.kind <= PieceKind.UNKNOWN:
                name = piece.name.lower()
                self._best[name] = max(self._best.get(name, _NO), context.score)
                self._times[name] = self._times.get(name, 0) + 1

    def score(self, piece: Piece, context: Context, *, is_after: bool) -> float:
        """How surely a name is a place's; `is_after`: whether the one before it is."""
        if piece.kind is PieceKind.OTHER or context.score <= _NO / 2:
            return _NO
        if piece.kind is PieceKind.STATE:
            return _BY_ITS_WORDS
        if piece.kind in {PieceKind.NATURE, PieceKind.FACILITY}:
            return _BY_ITS_WORDS
        if piece.kind is PieceKind.PERSON and not (context.is_strong and context.type_word):
            return _NO
        if piece.kind is PieceKind.INSIDE:
            return _fame(piece.known, self._countries) + _INSIDE
        is_listed = context.is_listed and is_after
        fame = self._fame_here(piece, context, is_listed=is_listed)
        return fame + context.score + _LISTED * is_listed + self._elsewhere(piece, context)

    def _fame_here(self, piece: Piece, context: Context, *, is_listed: bool) -> float:
        """How likely the text means a place by a name that may be unknown."""
        fame = _fame(piece.known, self._countries)
        if fame > _NO:
            return fame
        document = self._document
        is_in_state = document.words[piece.last : piece.last + 1] == [","] and bool(
            state_words(document, piece.last + 1)
        )
        if piece.known is not None and is_in_state:
            return _IN_A_STATE
        is_common = document.lowers[piece.last - 1] in self._common
        is_held = context.is_strong or is_listed
        if is_common or not is_held or piece.is_part:
            return _NO
        if piece.known is None and piece.name.isupper():
            return _NO
        is_long = " " in piece.name and "-" not in piece.name and not context.type_word
        return _NOBODY_KNOWS + _LONG_UNKNOWN * (is_long and piece.known is None)

    def _elsewhere(self, piece: Piece, context: Context) -> float:
        """What is added for what a name is elsewhere in the text."""
        name, score = piece.name.lower(), 0.0
        if context.score < _STRONG <= self._best.get(name, _NO):
            score += _ELSEWHERE
        if self._times.get(name, 0) >= _OFTEN_FROM:
            score += _OFTEN
        if name in self._surnames and not piece.name.isupper():
            score += _AS_SURNAME
        elif name in self._maybe_surnames:
            score += _MAYBE_SURNAME
        return score + _PART * piece.is_part


def _surnames(document: Document, pieces: Sequence[Piece]) -> tuple[set[str], set[str]]:
    """Surnames of the people in a text, and those who may be: in small letters."""
    sure: set[str] = set()
    maybe: set[str] = set()
    for piece in pieces:
        if piece.kind is PieceKind.PERSON:
            sure.add(document.lowers[piece.last - 1])
        elif piece.kind is PieceKind.UNKNOWN and " " in piece.name:
            maybe.add(document.lowers[piece.last - 1])
    return sure, maybe


def _fame(known: Known | None, countries: Collection[str]) -> float:
    """How likely a text on some countries means a place by a name; in none: `_NO`."""
    if known is None:
        return _NO
    if known.kind == "country":
        return _FAME_OF_COUNTRY
    fame = _NO
    if known.is_famous:
        is_large = known.population >= _METROPOLIS
        fame = _FAME_OF_METROPOLIS if is_large else _FAME_OF_CITY
        if known.kind in _AREAS:
            fame = _FAME_OF_AREA
    people = known.people_in(countries) if countries else known.population
    scores = _FAME_AT_HOME
    if known.people_in([code for code in countries if code not in _ANGLOPHONE]) >= 0:
        scores = _FAME_WHERE_OTHERS_SPEAK
    at_home = next((score for least, score in scores if people >= least), _NO)
    return max(fame, at_home)
