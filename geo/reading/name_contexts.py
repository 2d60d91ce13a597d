"""What stands around a name says of whether it is that of a place.

Scores add up like the logarithms of odds. ``name_choice`` adds what the gazetteer knows of
a name and what it is elsewhere in the text.
"""

from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

from .name_pieces import Piece
from .state_words import state_words
from .text import Document
from .vocabulary import load_vocabulary

__all__ = ["Context", "context_of"]

_MOST_MODIFIERS: Final = 4
_MOST_BETWEEN: Final = 5
_QUOTES: Final = frozenset("\"'“”‘’«»(")
_DASHES: Final = frozenset({"-", "--", "—", "–", "---"})
_POSSESSIVES: Final = frozenset({"'s", "’s"})
_JOINING: Final = frozenset({",", "and", "or", "&", ";", "/", "-", "–"})
_NOT_AFTER: Final = frozenset({"capital", "capitals", "port"})
"""Kinds of places that belong to the name before them: "Anbar's capital"."""
_VAGUE: Final = frozenset({"part", "parts", "most", "much", "rest"})
_NOT_OF_SAINT: Final = 500_000
_SAINTS: Final = frozenset({"st", "saint", "santa", "san"})
_IN_DATELINE: Final = frozenset({",", ".", "(", ")", "/", *map(str, range(1, 32))})
_DATELINE_WORDS: Final = 8
_SHORT: Final = 4
_NEAR_WORDS: Final = 5
_EXCLUDED: Final = -9.0


class Context(NamedTuple):
    """What the words around a name say."""

    score: float = 0.0
    type_word: str = ""
    """The word beside it that says what kind of place it is."""
    is_strong: bool = False
    """Whether the words hold a place even if nobody knows the name."""
    is_listed: bool = False
    """Whether it follows another name in a list."""


_NOTHING: Final = Context()


def context_of(document: Document, piece: Piece, previous: Piece | None) -> Context:
    """What the words before, in and after a name say.

    Parameters
    ----------
    document
        Where it stands.
    piece
        The name.
    previous
        The name before it, if any.
    """
    sentence = document.sentences[piece.sentence]
    before = _before(document, piece.first, sentence.first)
    after = _after(document, piece.last, sentence.last)
    is_capital = piece.name in load_vocabulary().capitals
    if after is _SPEAKS and (before.score > 0.0 or is_capital):
        after = _NOTHING
    score = before.score + after.score + _shape(document, piece)
    if piece.first == sentence.first:
        score += _dateline(document, piece.last, sentence.last)
    return Context(
        score,
        after.type_word or before.type_word,
        before.is_strong or after.is_strong,
        previous is not None and _follows(document, previous, piece),
    )


def _follows(document: Document, previous: Piece, piece: Piece) -> bool:
    """Whether only what joins a list stands between two names."""
    between = document.lowers[previous.last : piece.first]
    modifiers = load_vocabulary().modifiers
    return (
        previous.sentence == piece.sentence
        and len(between) <= _MOST_BETWEEN
        and all(word in _JOINING or word in modifiers for word in between)
    )


def _before(document: Document, first: int, start: int) -> Context:
    """What the words before a name say."""
    vocabulary, lowers = load_vocabulary(), document.lowers
    at, has_the = first - 1, False
    for _ in range(_MOST_MODIFIERS):
        if at < start or not (lowers[at] in vocabulary.modifiers or lowers[at] in _QUOTES):
            break
        has_the = has_the or lowers[at] == "the"
        at -= 1
    if at < start:
        return _NOTHING
    lower = lowers[at]
    if at > start:
        context = _after_noun(lower, lowers[at - 1], is_definite=has_the)
        if context is not _NOTHING:
            return context
    if lower in vocabulary.type_words:
        return Context(1.5, lower, is_strong=document.words[at].islower())
    if lower in vocabulary.strong_locatives:
        return Context(1.8, is_strong=not has_the)
    if lower in vocabulary.locatives:
        return Context(1.2)
    return Context(-2.5) if lower in vocabulary.titles else _NOTHING


def _after_noun(lower: str, noun: str, *, is_definite: bool) -> Context:
    """What two words such as "city of", "raid on" or "Gov." say."""
    vocabulary = load_vocabulary()
    if lower == "of":
        if noun in vocabulary.type_words:
            return Context(2.5, noun, is_strong=True)
        if noun in vocabulary.before_of:
            return Context(2.0, is_strong=noun not in _VAGUE)
        return Context(0.6)
    is_place = (
        (lower == "," and noun in vocabulary.type_words)
        or (lower == "on" and noun in vocabulary.before_on)
        or (lower in {"for", "by"} and noun in vocabulary.before_for)
    )
    if is_place:
        return Context(1.5, is_strong=not is_definite)
    if lower == "-" and noun in {"r", "d"}:  # (R-Ocilla)
        return Context(1.5)
    return Context(-2.5) if lower == "." and noun in vocabulary.titles else _NOTHING


_SPEAKS: Final = Context(-1.6)
_WEIGHTS_AFTER: Final[tuple[tuple[str, Context], ...]] = (
    # a list of the vocabulary, and what its words say
    ("site_words", Context(1.0, is_strong=True)),
    ("person_after", _SPEAKS),
    ("civic_words", Context(0.7)),
)


def _after(document: Document, at: int, stop: int) -> Context:
    """What the words after a name say."""
    if at >= stop:
        return _NOTHING
    vocabulary, lower = load_vocabulary(), document.lowers[at]
    if lower in vocabulary.type_words and lower not in _NOT_AFTER:
        return Context(2.0, lower, is_strong=True)
    for words, context in _WEIGHTS_AFTER:
        if lower in getattr(vocabulary, words):
            return context
    if lower in _POSSESSIVES:
        return Context(0.3)
    rule = _RULES_AFTER.get(lower)
    return _NOTHING if rule is None or at + 1 >= stop else rule(document, at, stop)


def _after_is(document: Document, at: int, stop: int) -> Context:
    is_place = _is_measured(document, at + 1, stop)
    return Context(1.8, is_strong=True) if is_place else _NOTHING


def _after_bracket(document: Document, at: int, stop: int) -> Context:  # noqa: ARG001
    return Context(-3.0) if document.words[at + 1] in {"R", "D"} else _NOTHING


def _after_hyphen(document: Document, at: int, stop: int) -> Context:  # noqa: ARG001
    if document.starts[at] != document.ends[at - 1]:
        return _NOTHING
    vocabulary, part = load_vocabulary(), document.lowers[at + 1]
    if part in vocabulary.hyphened:
        return Context(_EXCLUDED)
    return Context(1.5) if part in vocabulary.hyphened_places else _NOTHING


def _after_comma(document: Document, comma: int, stop: int) -> Context:
    at, words = comma + 1, document.words
    length = state_words(document, at)
    if length:
        is_address = at + length < stop and words[at + length].isdigit()
        return Context(-3.0) if is_address else Context(2.5, is_strong=True)
    if document.lowers[at] in {"a", "an", "the"}:
        nouns = document.lowers[at + 1 : min(at + _NEAR_WORDS, stop)]
        is_place = not load_vocabulary().point_words.isdisjoint(nouns)
        return Context(2.0, is_strong=True) if is_place else _NOTHING
    if _is_measured(document, at, stop):
        return Context(2.0, is_strong=True)
    is_age = words[at].isdigit() and len(words[at]) <= 2
    is_age = is_age and words[at + 1 : at + 2] in ([","], ["."], ["and"])
    return Context(-3.0) if is_age else _NOTHING


_RULES_AFTER: Final[dict[str, Callable[[Document, int, int], Context]]] = {
    "is": _after_is,
    "was": _after_is,
    "lies": _after_is,
    "(": _after_bracket,
    "-": _after_hyphen,
    ",": _after_comma,
}


def _is_measured(document: Document, at: int, stop: int) -> bool:
    """Whether "about 25 kilometres" or "just north of" begins at a word."""
    words = document.lowers[at : min(at + _NEAR_WORDS, stop)]
    return not load_vocabulary().measures.isdisjoint(words) and (
        "of" in words or any(word[0].isdigit() for word in words)
    )


def _dateline(document: Document, at: int, stop: int) -> float:
    """What is added for a name that opens a report: "DAMASCUS (AP) - "."""
    lowers = document.lowers
    for i in range(at, min(at + _DATELINE_WORDS, stop - 1)):
        if lowers[i] in _DASHES:
            is_hyphen = document.starts[i] == document.ends[i - 1] and len(lowers[i]) == 1
            return 0.0 if is_hyphen else 3.0
        if lowers[i] not in _IN_DATELINE and not document.words[i][0].isupper():
            return 0.0
    return 0.0


def _shape(document: Document, piece: Piece) -> float:
    """What the name's own words say."""
    vocabulary, lower = load_vocabulary(), document.lowers[piece.first]
    capitals = [w for w in document.words[piece.first : piece.last] if w[0].isupper()]
    word = capitals[0] if capitals else piece.name
    if len(capitals) > 1:
        is_city = piece.known is not None and piece.known.population > _NOT_OF_SAINT
        is_saint = (
            lower in _SAINTS
            and not is_city
            and not _POSSESSIVES.isdisjoint(document.lowers[piece.last : piece.last + 1])
        )
        return -4.0 if is_saint else 0.8
    if piece.known is not None and piece.known.kind == "country":
        return -1.2 if lower in vocabulary.first_names else 0.0
    score = 0.0
    if lower in vocabulary.common or lower in _generic():
        score -= 3.0
    if lower in vocabulary.first_names:
        score -= 1.2
    if word.isupper() and len(word) <= _SHORT:
        score -= 1.5
    elif len(word) < _SHORT and word == piece.name:
        score -= 1.0
    return score


@cache
def _generic() -> frozenset[str]:
    """Words for kinds of places, people and organisations, which alone name none."""
    vocabulary = load_vocabulary()
    return (
        vocabulary.organisations
        | vocabulary.titles
        | vocabulary.type_words
        | vocabulary.nature_after
        | vocabulary.facilities
        | vocabulary.county_words
    )
