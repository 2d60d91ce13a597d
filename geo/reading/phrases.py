"""The phrases that place names stand in: what governs each name, and which hang together.

Without a parser: from a name, the words before it are walked back to the preposition or
the verb that governs it; names side by side are a list or lie within each other.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from ...data.schema import Kind
from .attach_words import (
    DIRECTIONS,
    DIVISIONS,
    FACILITIES,
    LOCATIVES,
    PARTS,
    SETTLEMENTS,
    is_noun,
    part_of,
)
from .model import Toponym
from .text import Document, Sentence, Span

__all__ = ["Phrase", "phrase_of", "place_phrases"]

_FARTHEST_GOVERNOR: Final = 14
_WIDEST_NEST: Final = 8
_WIDEST_LINK: Final = 14
_OPENING: Final = frozenset({",", "("})
_SIZES: Final = {
    Kind.COUNTRY: 5,
    Kind.REGION: 4,
    Kind.ADMIN1: 4,
    Kind.ADMIN2: 3,
    Kind.CITY: 2,
    Kind.TOWN: 2,
}
_TYPES: Final = PARTS | FACILITIES


_PARTING: Final = frozenset(
    {
        "irregular",
        "auxiliary",
        "reporting",
        "strong",
        "relative",
        "contrast",
        "circumstance",
    }
)
_LEADING_OUT: Final = LOCATIVES | {"of"}


class Phrase(NamedTuple):
    """A place name and how it stands in its sentence; all numbers are words."""

    toponym: Toponym
    first: int
    last: int
    governor: int
    """The preposition or verb that governs it; -1 if there is none."""
    role: str
    """The part that the governor plays."""
    noun: str = ""
    """A noun that the name qualifies: "airport", "official"; else empty."""
    is_possessor: bool = False
    """Whether "'s" follows, and what it has is no place."""
    inner: int = -1
    """Number of the name beside it that lies within or near it; -1 if there is none."""
    list_of: int = -1
    """Names of one list have one number."""


def place_phrases(
    document: Document, sentence: Sentence, toponyms: Sequence[Toponym]
) -> list[Phrase]:
    """Phrases of the place names of a sentence, in order."""
    phrases = [_phrase(document, sentence, toponym) for toponym in toponyms]
    for i in range(1, len(phrases)):
        _link(document, phrases, i)
    return phrases


def phrase_of(
    document: Document, sentence: Sentence, words: Span, toponym: Toponym
) -> Phrase:
    """A phrase that stands for a place without naming it."""
    if document.lowers[words.start] == "there":
        governor, role = words.start, "at"
    else:
        governor, role = _governor(document, sentence.first, words.start)
    return Phrase(toponym, *words, governor, role)


def _phrase(document: Document, sentence: Sentence, toponym: Toponym) -> Phrase:
    words = document.word_span(toponym.span)
    governor, role = _governor(document, sentence.first, words.start)
    lowers, last = document.lowers, min(words.end, sentence.last)
    noun, is_possessor = "", False
    if last < sentence.last:
        is_possessor = part_of(lowers[last]) == "possessive"
        if is_possessor:
            nouns = _TYPES.intersection(lowers[last + 1 : min(last + 4, sentence.last)])
            is_possessor = not nouns
        if not is_possessor and is_noun(document.words[last]):
            noun = lowers[last]
    return Phrase(toponym, words.start, words.end, governor, role, noun, is_possessor)


def _governor(document: Document, first: int, name: int) -> tuple[int, str]:
    """The word that governs a name, walking back over its noun phrase."""
    lowers = document.lowers
    at, of = name - 1, -1
    stop = max(first, name - _FARTHEST_GOVERNOR)
    while at >= stop:
        part = part_of(lowers[at])
        if part == "irregular" and at > first and _qualifies(lowers[at - 1]):
            part = ""
        if part == "of":
            if at > first and lowers[at - 1] in DIRECTIONS:
                return at - 1, "at"
            if not (at > first and lowers[at - 1] in PARTS):
                of = at if of < 0 else of
        elif part not in {"", "words", "possessive", "joined", "participle"} or (
            part == "joined" and not _joins_phrase(document, at, of)
        ):
            return (at, part) if of < 0 else _behind_of(of, at, part)
        elif part == "participle" and not (at > first and _qualifies(lowers[at - 1])):
            return (at, part) if of < 0 else (of, "of")
        elif not part and not _is_within_phrase(document.words[at]):
            break
        at -= 1
    return (of, "of") if of >= 0 else (-1, "")


def _behind_of(of: int, at: int, part: str) -> tuple[int, str]:
    """What governs "of X" from further away: "at the gate of her Tunis villa"."""
    if part == "at":
        return at, "within"
    return (at, "part") if part in {"irregular", "auxiliary"} else (of, "of")


def _qualifies(word: str) -> bool:
    """Whether a word makes the verb after it an adjective: "the besieged", "war-torn"."""
    return word == "-" or part_of(word) in {"words", "possessive"}


def _joins_phrase(document: Document, at: int, of: int) -> bool:
    """Whether an "and" stands within a noun phrase: "the lanes and alleys of"."""
    following = document.lowers[at + 1]
    return (
        following in PARTS
        or following.endswith("ern")
        or of == at + 2
        or document.words[max(at - 1, 0)][0].isupper()
    )


def _is_within_phrase(word: str) -> bool:
    return word[0].isalnum() or word in "-'’."


def _link(document: Document, phrases: list[Phrase], i: int) -> None:
    """Say how a name hangs together with the one before it."""
    before, after = phrases[i - 1], phrases[i]
    gap = document.lowers[before.last : after.first]
    if not gap or len(gap) > _WIDEST_LINK:
        return
    if _is_described(gap):  # "Amara, 15 km (9 miles) south of Kut"
        phrases[i] = after._replace(inner=i - 1)
    elif len(gap) <= _WIDEST_NEST:
        _link_near(document, phrases, i, gap)


def _is_described(gap: Sequence[str]) -> bool:
    """Whether the words between two names say how the first lies to the second."""
    return gap[0] in _OPENING and gap[-1] == "of" and not DIRECTIONS.isdisjoint(gap[:-1])


def _link_near(
    document: Document, phrases: list[Phrase], i: int, gap: Sequence[str]
) -> None:
    """Say how a name hangs together with the one a few words before it."""
    before, after = phrases[i - 1], phrases[i]
    noun = gap[0] if gap[0] in _TYPES else ""
    parts = [part_of(word) for word in (gap[1:] if noun else gap)]
    if not parts:
        if noun in SETTLEMENTS:  # "the Belarus capital Minsk"
            phrases[i - 1] = before._replace(inner=i)
    elif not _PARTING.isdisjoint(parts[1:]):
        pass
    elif parts[0] == "possessive":
        phrases[i - 1] = before._replace(inner=i)
    elif _is_list(document, phrases, i, parts):
        _join(phrases, i)
    elif parts[0] == "comma":
        if _size(before) < _size(after) or not _sizes_known(before, after):
            phrases[i] = after._replace(inner=i - 1)
    elif parts[0] in _LEADING_OUT:
        _nest(phrases, i, noun)


def _nest(phrases: list[Phrase], i: int, noun: str) -> None:
    """Say which lies within the other: "X in Y", "the X town of Y"."""
    before, after = phrases[i - 1], phrases[i]
    if noun in SETTLEMENTS or (noun in DIVISIONS and _size(before) > _size(after)):
        phrases[i - 1] = before._replace(inner=i)
        phrases[i] = after._replace(governor=before.governor, role=before.role)
    else:
        phrases[i] = after._replace(inner=i - 1)


def _is_list(
    document: Document, phrases: Sequence[Phrase], i: int, parts: Sequence[str]
) -> bool:
    """Whether a name and the one before it are of one list."""
    if parts[0] != "comma":
        return parts[0] == "joined"
    before, after = phrases[i - 1], phrases[i]
    is_within = _sizes_known(before, after) and _size(before) < _size(after)
    is_alike = _sizes_known(before, after) and _size(before) == _size(after)
    return (
        not is_within
        and (is_alike or LOCATIVES.isdisjoint(parts))
        and _continues(document, phrases, i)
    )


def _join(phrases: list[Phrase], i: int) -> None:
    """Put a name into the list of the one before it."""
    before, after = phrases[i - 1], phrases[i]
    number = before.list_of if before.list_of >= 0 else i - 1
    phrases[i - 1] = before._replace(list_of=number)
    if after.role not in {"at", "to"}:
        after = after._replace(governor=before.governor, role=before.role)
    phrases[i] = after._replace(list_of=number, inner=before.inner)


def _continues(document: Document, phrases: Sequence[Phrase], i: int) -> bool:
    """Whether "A, B" is followed by "and C": a list."""
    for j in range(i + 1, min(i + 8, len(phrases))):
        gap = document.lowers[phrases[j - 1].last : phrases[j].first]
        if not gap or len(gap) > 5:
            return False
        parts = [part_of(word) for word in gap]
        if "joined" in parts and not any(part in _PARTING for part in parts):
            return True
        if parts[0] != "comma":
            return False
    return False


def _size(phrase: Phrase) -> int:
    place = phrase.toponym.place
    return 1 if place is None else _SIZES.get(place.kind, 1)


def _sizes_known(before: Phrase, after: Phrase) -> bool:
    return before.toponym.place is not None and after.toponym.place is not None
