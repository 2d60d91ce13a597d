"""Place names that no gazetteer holds, told by the words around them alone.

A capitalised phrase after "in the village of" or before "district" is a place, whoever
knows it. Persons, organisations, days and adjectives of nationality are left out.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from ...data.lexicon import load_lexicon
from .attach_words import AFTER_NAMES, FACILITIES, NAMING, PARTS, is_noun, part_of
from .model import Toponym
from .text import Document, Sentence, Span

__all__ = ["unnamed_places"]

_LEXICON: Final = load_lexicon("where")["unnamed"]
_NEVER: Final = frozenset(_LEXICON["never"])
_ORGANISATIONS: Final = frozenset(_LEXICON["organisations"])
_HYPHENS: Final = frozenset("-'’‘")
_PARTICLES: Final = frozenset(_LEXICON["particles"])
_LONGEST_NAME: Final = 9
_FARTHEST: Final = 5
_PREPOSITIONS: Final = frozenset(_LEXICON["prepositions"])
_ARTICLES: Final = frozenset({"the", "a", "an"})
_TYPES: Final = PARTS | FACILITIES


def unnamed_places(
    document: Document, sentence: Sentence, known: Sequence[Toponym]
) -> Iterator[Toponym]:
    """Places by their context only, in a sentence, beside those that are known."""
    taken = [toponym.span for toponym in known]
    names = list(_names(document, sentence))
    is_place_before = False
    for first, last in names:
        span = Span(document.starts[first], document.ends[last - 1])
        is_place = False
        if any(span.start < other.end and other.start < span.end for other in taken):
            is_place_before = True
            continue
        if not _is_other(document, first, last):
            is_place = _says_place(document, sentence, first, last) or (
                is_place_before and _continues_list(document, first)
            )
        if is_place:
            name = document.text[span.start : span.end]
            yield Toponym(span, name, name)
        is_place_before = is_place


def _names(document: Document, sentence: Sentence) -> Iterator[Span]:
    """Capitalised phrases as words [first, last): "Deir al-Asafir", "Mazar-e-Sharif"."""
    words = document.words
    at = sentence.first
    while at < sentence.last:
        if not (words[at][0].isupper() or _opens_article(document, sentence, at)):
            at += 1
            continue
        first, at = at, at + 1
        while at < sentence.last and at - first < _LONGEST_NAME:
            if _is_glue(document, sentence, at):
                at += 2
            elif words[at][0].isupper():
                at += 1
            elif _opens_article(document, sentence, at):
                at += 2
            else:
                break
        yield Span(first, at)


def _opens_article(document: Document, sentence: Sentence, at: int) -> bool:
    """Whether a word begins "al-Hamra"."""
    return document.lowers[at] in _PARTICLES and _is_glue(document, sentence, at + 1)


def _is_glue(document: Document, sentence: Sentence, at: int) -> bool:
    """Whether a hyphen or apostrophe stands within a name."""
    return (
        at + 1 < sentence.last
        and document.words[at] in _HYPHENS
        and document.starts[at] == document.ends[at - 1]
        and document.starts[at + 1] == document.ends[at]
        and (document.words[at + 1][0].isupper() or document.lowers[at + 1] in _PARTICLES)
    )


def _is_other(document: Document, first: int, last: int) -> bool:
    """Whether a name is a person, an organisation, a day or an adjective."""
    lowers = document.lowers
    tail = lowers[last - 1]
    if lowers[first] in _NEVER or tail in _ORGANISATIONS or last - first == _LONGEST_NAME:
        return True
    if last - first == 1 and (len(tail) < 3 or document.words[first].isupper()):
        return True
    following = lowers[last] if last < len(lowers) else ""
    if following == "-" or following.isdigit():
        return True
    return is_noun(following) and following not in _TYPES


def _says_place(document: Document, sentence: Sentence, first: int, last: int) -> bool:
    """Whether what stands around a name makes it a place."""
    lowers = document.lowers
    if last < sentence.last and lowers[last] in NAMING:
        return True
    stop = max(sentence.first, first - _FARTHEST)
    for at in range(first - 1, stop - 1, -1):
        word = lowers[at]
        if word in _PREPOSITIONS:
            is_named = at > sentence.first and lowers[at - 1] in NAMING
            is_led = word != "of" and (word != "on" or lowers[last - 1] in _TYPES)
            return is_named or is_led
        if word in NAMING and at == first - 1:  # "the village Abadam"
            return True
        if not _is_within_phrase(document.words[at]):
            return False
    return False


def _is_within_phrase(word: str) -> bool:
    """Whether a word may stand between a preposition and a name."""
    lower = word.lower()
    if part_of(lower) not in {"", "words", "possessive"}:
        return False
    if lower in AFTER_NAMES - _ARTICLES:
        return False
    return word[0].isalnum() or word in _HYPHENS or part_of(lower) == "possessive"


def _continues_list(document: Document, first: int) -> bool:
    """Whether a name follows a place by a comma or "and"."""
    return document.lowers[first - 1] in {"and", ",", "&"} and first > 0
