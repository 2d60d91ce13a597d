"""How much speaks for each place name of a sentence as the place of an event.

The weights were tuned on one half of a set of news sentences and checked on the other;
only their order and the least one that is taken matter.
"""

from collections.abc import Sequence
from typing import Final

from .attach_clauses import ClauseCosts
from .attach_words import FIGURATIVE, MOVING, OFFICES, ON_PEOPLE, PLACE_NOUNS, part_of
from .phrases import Phrase
from .text import Document, Sentence, Span

__all__ = ["is_figurative", "weigh"]

_WEIGHTS: Final = {
    "at": 3.0,
    "within": 2.3,
    "part": 0.6,
    "to": 1.3,
    "against": 1.2,
    "from": 0.2,
    "by": -1.0,
    "of": 0.4,
    "": 0.5,
    "comma": 0.5,
    "joined": 0.3,
    "irregular": 2.0,
    "participle": 1.6,
    "auxiliary": 0.0,
    "reporting": -1.0,
}
_OTHER_WEIGHT: Final = 0.3
_OBJECT: Final = 3.0
_OBJECT_PART: Final = 2.3
_OBJECT_OF_DEED: Final = 0.3
_BESIDE: Final = 2.5
_SUBJECT: Final = 2.2
_PARTICIPLE_OBJECT: Final = 2.6
_A_WORD: Final = 0.04
_MOST_WORDS: Final = 25
_BEFORE: Final = 0.5
_CONTAINER: Final = 1.0
_METONYM: Final = 2.0
_OFFICE: Final = 2.0
_POSSESSOR: Final = 1.0
_QUALIFIER: Final = 1.5
_QUALIFIER_AT: Final = 0.3
_FRONTED_COST: Final = 1.2
_FRONT: Final = 3
_OBJECT_WORDS: Final = 7
_BE: Final = frozenset({"is", "are", "was", "were", "been", "being", "be"})
_ADVERBS: Final = frozenset({"still", "also", "now", "then", "not", "again", "once"})
_GOVERNED: Final = frozenset({"at", "of", "against", "within", "to"})


def weigh(
    document: Document,
    sentence: Sentence,
    costs: ClauseCosts,
    trigger: Span,
    phrase: Phrase,
) -> float:
    """How much speaks for a name as the place of a trigger, both in one sentence."""
    verb = document.lowers[trigger.end - 1]
    weight = _role_weight(document, trigger, verb, phrase) - _qualms(
        document.lowers, trigger, phrase
    )
    if phrase.first >= trigger.end:
        opening = max(phrase.governor, trigger.end - 1)
        cost = costs.between(trigger.end - 1, opening)
        return weight - cost - _A_WORD * min(phrase.first - trigger.end, _MOST_WORDS)
    start = _verb_group(document, sentence.first, trigger.start)
    cost = costs.between(phrase.last - 1, start) + _BEFORE
    cost += _A_WORD * min(trigger.start - phrase.last, _MOST_WORDS)
    if _is_fronted(sentence, phrase) or (
        phrase.first - sentence.first <= _FRONT and _is_passive(document, trigger)
    ):
        cost = min(cost, _FRONTED_COST)
    return weight - cost


def is_figurative(lowers: Sequence[str], trigger: Span) -> bool:
    """Whether the words after a verb are those of sports, films or figures."""
    return not FIGURATIVE.isdisjoint(lowers[trigger.end : trigger.end + _OBJECT_WORDS])


def _role_weight(document: Document, trigger: Span, verb: str, phrase: Phrase) -> float:
    """How much a name's role speaks for it."""
    role, governor = phrase.role, phrase.governor
    if verb not in ON_PEOPLE and _is_subject(document, trigger, phrase):
        return _SUBJECT
    if _is_object(trigger, phrase):
        own = _OBJECT_PART if role == "part" else _OBJECT
        return _OBJECT_OF_DEED if verb in ON_PEOPLE else own
    if (governor == trigger.end and role in _GOVERNED - {"at"}) or (
        role == "to" and verb in MOVING
    ):
        return max(_BESIDE, _WEIGHTS.get(role, 0.0))
    if role in {"irregular", "participle"}:
        return _object_elsewhere(document, trigger, phrase)
    return _WEIGHTS.get(role, _OTHER_WEIGHT)


def _object_elsewhere(document: Document, trigger: Span, phrase: Phrase) -> float:
    """How much speaks for the object of another verb."""
    if document.lowers[phrase.governor] in ON_PEOPLE:
        return _OBJECT_OF_DEED
    if _is_trailing(document, trigger, phrase):
        return _PARTICIPLE_OBJECT
    return _WEIGHTS[phrase.role]


def _qualms(lowers: Sequence[str], trigger: Span, phrase: Phrase) -> float:
    """What speaks against a name: who serves there, what it only qualifies."""
    qualms = 0.0
    role, governor = phrase.role, phrase.governor
    if governor > 0 and role in _GOVERNED and governor != trigger.end:
        qualms += _OFFICE * (lowers[governor - 1] in OFFICES)
    if phrase.is_possessor and role != "at":
        qualms += _POSSESSOR
    elif phrase.noun and phrase.noun not in PLACE_NOUNS:
        qualms += _QUALIFIER_AT if role == "at" else _QUALIFIER
    if phrase.inner >= 0:
        qualms += _CONTAINER
    if phrase.toponym.is_metonym:
        qualms += _METONYM
    return qualms


def _is_subject(document: Document, trigger: Span, phrase: Phrase) -> bool:
    """Whether a name is what "was captured"."""
    return (
        phrase.role in {"", "comma"}
        and phrase.last <= trigger.start
        and _is_passive(document, trigger)
    )


def _verb_group(document: Document, first: int, start: int) -> int:
    """First word of "was then captured"."""
    while start > first:
        word = document.lowers[start - 1]
        if not (part_of(word) == "auxiliary" or word in _ADVERBS or word.endswith("ly")):
            break
        start -= 1
    return start


def _is_object(trigger: Span, phrase: Phrase) -> bool:
    """Whether a trigger governs a name, itself or as a verb that the walk back passed."""
    return trigger.start <= phrase.governor < trigger.end or (
        phrase.governor < trigger.start and trigger.end <= phrase.first
    )


def _is_passive(document: Document, trigger: Span) -> bool:
    """Whether a trigger has a form of "be" right before it: "was captured"."""
    start = _verb_group(document, max(trigger.start - 4, 0), trigger.start)
    return not _BE.isdisjoint(document.lowers[start : trigger.start])


def _is_trailing(document: Document, trigger: Span, phrase: Phrase) -> bool:
    """Whether a trigger only says what came of an action: "attacked X, killing"."""
    return (
        phrase.last <= trigger.start
        and document.lowers[trigger.end - 1].endswith("ing")
        and document.lowers[trigger.start - 1] in {",", "and"}
    )


def _is_fronted(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase opens its sentence: "In Idlib, …"."""
    return phrase.role == "at" and phrase.governor - sentence.first <= 3
