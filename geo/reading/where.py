"""Where an event happened: from a trigger to the place names that say so.

By syntax and distance, without a parser: each name of the sentence is weighed by what
governs it (`phrases`) and by the clauses between it and the trigger (`attach_clauses`).
Which words tell of an event is decided elsewhere.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from .attach_clauses import ClauseCosts
from .attach_words import (
    DIVISIONS,
    FACILITIES,
    FIGURATIVE,
    OFFICES,
    MOVING,
    ON_PEOPLE,
    REPORTING,
    SETTLEMENTS,
    part_of,
)
from .attach_unnamed import unnamed_places
from .coreference import anaphors, referent
from .model import Toponym
from .phrases import Phrase, phrase_of, place_phrases
from .text import Document, Sentence, Span

__all__ = ["EventPlaces"]

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
_SUBJECT: Final = 2.2
_LEAST: Final = 0.7
_LEAST_CARRIED: Final = 0.0
_LEAST_INNER: Final = 0.0
_SETTING: Final = frozenset({"at", "within", "irregular"})
_FARTHEST_SETTING: Final = 3
_A_WORD: Final = 0.04
_BEFORE: Final = 0.5
_CONTAINER: Final = 1.0
_METONYM: Final = 2.0
_OFFICE: Final = 1.5
_PART: Final = 2.3
_BE: Final = frozenset({"is", "are", "was", "were", "been", "being", "be"})
_OBJECT_WORDS: Final = 7
_PARTICIPLE_OBJECT: Final = 2.6
_FRONTED_COST: Final = 1.2


class EventPlaces:
    """Where the events of a text happened.

    Parameters
    ----------
    document
        The text.
    toponyms
        Its place names, in any order; those without places too.
    """

    __slots__ = ("_anaphors", "_costs", "_document", "_phrases", "_starts", "_toponyms")

    def __init__(self, document: Document, toponyms: Sequence[Toponym]) -> None:
        self._document = document
        self._toponyms = sorted(toponyms, key=_by_span)
        self._starts = [toponym.span.start for toponym in self._toponyms]
        self._phrases: dict[int, list[Phrase]] = {}
        self._anaphors: dict[int, list[Phrase]] = {}
        self._costs: dict[int, ClauseCosts] = {}

    def at(self, trigger: Span, *, carry: bool = True) -> list[Toponym]:
        """Place names that say where an event happened; several if they are a list.

        Parameters
        ----------
        trigger
            The words [first, last) that tell of it.
        carry
            Whether earlier sentences may say it where its own does not.
        """
        lowers = self._document.lowers
        if lowers[trigger.end - 1] in REPORTING or _is_figurative(lowers, trigger):
            return []
        number = self._document.sentence_at(trigger.start)
        phrases = self._in_sentence(number)
        if carry:
            phrases = phrases + self._referring(number)
        weighed = self._weighed(number, trigger, phrases)
        best = max(range(len(phrases)), key=weighed.__getitem__, default=-1)
        # a name that little speaks for is still likelier than one from a sentence before
        least = _LEAST_CARRIED if carry and number else _LEAST
        if best < 0 or weighed[best] < least:
            return self._setting(number) if carry else []
        inner = phrases[best].inner
        while inner >= 0 and weighed[inner] >= _LEAST_INNER:
            best, inner = inner, phrases[inner].inner
        return _with_list(phrases, best)

    def _weighed(self, number: int, trigger: Span, phrases: list[Phrase]) -> list[float]:
        """How much speaks for each phrase of a sentence."""
        if not phrases:
            return []
        costs = self._costs_of(number)
        sentence = self._document.sentences[number]
        return [
            _weight(self._document, sentence, costs, trigger, phrase) for phrase in phrases
        ]

    def _setting(self, number: int) -> list[Toponym]:
        """Where the sentences before, in the paragraph, are set; the last one counts."""
        sentences = self._document.sentences
        paragraph = sentences[number].paragraph
        for before in range(number - 1, max(number - 1 - _FARTHEST_SETTING, -1), -1):
            if sentences[before].paragraph != paragraph:
                break
            phrases = self._in_sentence(before)
            for i in range(len(phrases) - 1, -1, -1):
                if phrases[i].role in _SETTING and phrases[i].inner < 0:
                    return _with_list(phrases, i)
        return []

    def _referring(self, number: int) -> list[Phrase]:
        """Phrases of a sentence that stand for a place named before."""
        found = self._anaphors.get(number)
        if found is None:
            sentence = self._document.sentences[number]
            since = bisect_left(self._starts, sentence.start)
            found = []
            for anaphor in anaphors(self._document, sentence):
                before = bisect_left(self._starts, self._document.starts[anaphor.first])
                toponym = referent(anaphor, before, self._toponyms, since=since)
                if toponym is not None:
                    words = Span(anaphor.first, anaphor.last)
                    found.append(phrase_of(self._document, sentence, words, toponym))
            self._anaphors[number] = found
        return found

    def _in_sentence(self, number: int) -> list[Phrase]:
        """Phrases of the place names of a sentence."""
        phrases = self._phrases.get(number)
        if phrases is None:
            sentence = self._document.sentences[number]
            first = bisect_left(self._starts, sentence.start)
            last = bisect_left(self._starts, sentence.end)
            known = self._toponyms[first:last]
            unnamed = unnamed_places(self._document, sentence, known)
            named = sorted((*known, *unnamed), key=_by_span)
            phrases = place_phrases(self._document, sentence, named)
            self._phrases[number] = phrases
        return phrases

    def _costs_of(self, number: int) -> ClauseCosts:
        costs = self._costs.get(number)
        if costs is None:
            costs = ClauseCosts(self._document, self._document.sentences[number])
            self._costs[number] = costs
        return costs


def _with_list(phrases: Sequence[Phrase], chosen: int) -> list[Toponym]:
    """A place, and those that are listed with it."""
    number = phrases[chosen].list_of
    if number < 0:
        return [phrases[chosen].toponym]
    return [phrase.toponym for phrase in phrases if phrase.list_of == number]


def _by_span(toponym: Toponym) -> Span:
    return toponym.span


def _weight(
    document: Document, sentence: Sentence, costs: ClauseCosts, trigger: Span, phrase: Phrase
) -> float:
    """How much speaks for a name as the place of a trigger."""
    verb = document.lowers[trigger.end - 1]
    weight = _role_weight(document, trigger, verb, phrase)
    if phrase.first >= trigger.end:
        opening = max(phrase.governor, trigger.end - 1)
        weight -= costs.between(trigger.end - 1, opening)
        weight -= _A_WORD * min(phrase.first - trigger.end, 25)
    else:
        start = _verb_group(document, sentence.first, trigger.start)
        cost = costs.between(phrase.last - 1, start) + _BEFORE
        cost += _A_WORD * min(trigger.start - phrase.last, 25)
        if _is_fronted(sentence, phrase) or (
            phrase.first - sentence.first <= 3 and _is_passive(document, trigger)
        ):
            cost = min(cost, _FRONTED_COST)
        weight -= cost
    if phrase.inner >= 0:
        weight -= _CONTAINER
    if phrase.toponym.is_metonym:
        weight -= _METONYM
    return weight


def _role_weight(document: Document, trigger: Span, verb: str, phrase: Phrase) -> float:
    """How much a name's role speaks for it."""
    weight = _WEIGHTS.get(phrase.role, _OTHER_WEIGHT)
    if _is_object(trigger, phrase):
        weight = 0.3 if verb in ON_PEOPLE else _OBJECT if phrase.role != "part" else _PART
    elif phrase.governor == trigger.end and phrase.role in {"of", "against", "to"}:
        weight = 2.5
    elif phrase.role == "to" and verb in MOVING:
        weight = 2.5
    elif phrase.governor >= 0 and phrase.role in {"irregular", "participle"}:
        if document.lowers[phrase.governor] in ON_PEOPLE:
            weight = 0.3
        elif _is_trailing(document, trigger, phrase):
            weight = _PARTICIPLE_OBJECT
    weight -= _qualms(document, trigger, phrase)
    if phrase.is_possessor and phrase.role != "at":
        weight -= 1.0
    elif phrase.noun and phrase.noun not in FACILITIES | DIVISIONS | SETTLEMENTS:
        weight -= 0.3 if phrase.role == "at" else 1.5
    if phrase.role in {"", "comma"} and phrase.last <= trigger.start:
        if _is_passive(document, trigger) and verb not in ON_PEOPLE:
            weight = _SUBJECT
    return weight


def _qualms(document: Document, trigger: Span, phrase: Phrase) -> float:
    """What speaks against a name by the nouns around it: offices, sports, figures."""
    lowers = document.lowers
    governor = phrase.governor
    if governor > 0 and phrase.role in {"at", "of", "against", "within", "to"}:
        before = lowers[governor - 1]
        if before in OFFICES and governor != trigger.end:
            return _OFFICE
    return 0.0


def _is_figurative(lowers: Sequence[str], trigger: Span) -> bool:
    """Whether the words after a verb are those of sports, films or figures."""
    return not FIGURATIVE.isdisjoint(lowers[trigger.end : trigger.end + _OBJECT_WORDS])


def _verb_group(document: Document, first: int, start: int) -> int:
    """First word of "was then captured"."""
    while start > first and (
        part_of(document.lowers[start - 1]) == "auxiliary"
        or document.lowers[start - 1].endswith("ly")
    ):
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
