"""Where an event happened: from a trigger to the place names that say so.

By syntax and distance, without a parser: each name of the sentence is weighed by what
governs it (`phrases`) and by the clauses between it and the trigger (`attach_clauses`).
Which words tell of an event is decided elsewhere.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from .attach_clauses import ClauseCosts
from .attach_weights import is_figurative, weigh
from .attach_words import REPORTING
from .coreference import anaphors, referent
from .model import Toponym
from .phrases import Phrase, phrase_of, place_phrases
from .text import Document, Span

__all__ = ["EventPlaces"]

_LEAST: Final = 0.7
_LEAST_CARRIED: Final = 0.0
_LEAST_INNER: Final = 0.0
_LONGEST_LIST: Final = 12
_FARTHEST_NAME: Final = 50
"""Words; beyond, no name is weighed, so that work for a trigger is bounded."""
_NOWHERE: Final = -99.0
_SETTING: Final = frozenset({"at", "within", "irregular"})
_FARTHEST_SETTING: Final = 3


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
        if lowers[trigger.end - 1] in REPORTING or is_figurative(lowers, trigger):
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
            weigh(self._document, sentence, costs, trigger, phrase)
            if abs(phrase.first - trigger.start) < _FARTHEST_NAME
            else _NOWHERE
            for phrase in phrases
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
            phrases = place_phrases(self._document, sentence, self._toponyms[first:last])
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
    near = phrases[max(chosen - _LONGEST_LIST, 0) : chosen + _LONGEST_LIST]
    return [phrase.toponym for phrase in near if phrase.list_of == number]


def _by_span(toponym: Toponym) -> Span:
    return toponym.span
