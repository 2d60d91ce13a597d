"""When what a text tells of happened: its dates as EDTF, and which date an action has.

A date belongs to the nearest action of its sentence, words between them that begin
another clause counting as distance. "Said on Monday" dates the words of a source, not
what they tell of. What nothing dates has no date.
"""

from bisect import bisect_left
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final

from ...data.lexicon import load_lexicon
from ..described.words import parse_number
from .date_mentions import QUOTES, STOPS, DateMention, read_mentions
from .text import Document, Sentence, Span

__all__ = ["DateMention", "DateReader"]

_FURTHEST: Final = 60
"""Words between a date and its action."""
_COSTLIEST: Final = 48
_NEIGHBOURS: Final = 6
"""Dates looked at on each side of an action."""
_OF_NOUN: Final = _COSTLIEST
_OPEN: Final = 12
_OF_SPEECH: Final = 20
_OF_ANOTHER_PAST: Final = 40
_NOUN_PHRASE: Final = 4
_CLAUSE: Final = 15
_PARTING: Final = STOPS | {"in", "on", "at", "of", "to", "for", "and", "after", "before"}
_OF_VERB: Final = frozenset({"in", "during", "by", "of"})
_COMES: Final = frozenset({"came", "comes", "follows", "followed"})
_PRONOUNS: Final = frozenset({"it", "they", "he", "she", "this", "these", "there", "both"})
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both"})


class DateReader:
    """The dates of a text, and which of them tells when an action happened.

    Parameters
    ----------
    document
        The text.
    published
        Its day of publication. Without it only dates that state their year count.

    Attributes
    ----------
    mentions
        In order.
    """

    __slots__ = ("_document", "_firsts", "mentions")

    def __init__(self, document: Document, published: date | None) -> None:
        self._document = document
        self.mentions = read_mentions(document, published)
        self._firsts = [mention.words.start for mention in self.mentions]

    def date_of(self, trigger: Span) -> DateMention | None:
        """The date of the action that the words `trigger` tell of, or ``None``.

        Notes
        -----
        A day on which it was said comes out as approximate ("2024-11-30~"), and only
        where it stands before the verb of saying: "On Saturday the ministry said".
        """
        if not self.mentions:
            return None
        number = self._document.sentence_at(trigger.start)
        sentence = self._document.sentences[number]
        found = self._nearest(trigger, sentence)
        if found is None:
            return self._carried(trigger, number)
        return _said(found) if found.speech else found

    def _nearest(self, trigger: Span, sentence: Sentence) -> DateMention | None:
        at = bisect_left(self._firsts, trigger.start)
        best, least = None, _COSTLIEST
        for mention in self.mentions[max(at - _NEIGHBOURS, 0) : at + _NEIGHBOURS]:
            if sentence.first <= mention.words.start < sentence.last:
                cost = self._cost(trigger, mention, sentence)
                if cost < least:
                    best, least = mention, cost
        return best

    def _cost(self, trigger: Span, mention: DateMention, sentence: Sentence) -> int:
        """How far a date is from an action, in words; more than `_COSTLIEST`: not its."""
        is_before = mention.words.start < trigger.start
        if mention.speech == "after" or (mention.is_clausal and not is_before):
            return _COSTLIEST
        if mention.speech == "before" and not is_before:
            return _COSTLIEST
        first, last = (
            (mention.words.end, trigger.start)
            if is_before
            else (trigger.end, mention.words.start)
        )
        if last - first > _FURTHEST:
            return _COSTLIEST
        lowers = self._document.lowers
        is_opening = is_before and mention.words.start <= sentence.first + 1
        if not is_before and first < last and lowers[first] in _RELATIVES:
            cost_of_own_clause = _barriers().get(lowers[first], 0)
        else:
            cost_of_own_clause = 0
        cost = self._between(first, last, is_opening=is_opening) - cost_of_own_clause
        if not is_before and any(
            lowers[i] in _RELATIVES and lowers[i + 1] in ("had", "has", "have")
            for i in range(first, last)
        ):
            cost += _OF_ANOTHER_PAST
        if mention.is_of_noun and not self._is_noun_of(trigger, mention):
            cost += _OF_NOUN
        if mention.kind == "open":
            cost += _OPEN
        return cost + (_OF_SPEECH if mention.speech else 0)

    def _between(self, first: int, last: int, *, is_opening: bool) -> int:
        """What the words between a date and an action cost."""
        lowers = self._document.lowers
        barriers = _barriers()
        if is_opening and first < last and lowers[first] == ",":
            first += 1  # "On Sunday, ..." dates what follows
        words = sum(lowers[i][0].isalnum() for i in range(first, last))
        return (words // 2 if is_opening else words) + sum(
            barriers.get(lowers[i], 0) for i in range(first, last)
        )

    def _is_noun_of(self, trigger: Span, mention: DateMention) -> bool:
        """Whether a date stands right before its noun, or says when the verb was."""
        lowers = self._document.lowers
        gap = range(mention.words.end, trigger.start)
        if trigger.start >= mention.words.end and len(gap) <= _NOUN_PHRASE:
            return not any(lowers[i] in _PARTING for i in gap)
        opening = lowers[mention.words.start]
        before = lowers[mention.words.start - 1] if mention.words.start else ""
        return opening in _OF_VERB or before in _OF_VERB

    def _carried(self, trigger: Span, number: int) -> DateMention | None:
        """The date of what came before, if the text goes on telling of the same thing."""
        document = self._document
        sentence = document.sentences[number]
        if not number or _is_future(document.lowers, sentence.first, sentence.last):
            return None
        if self._points_back(trigger, sentence):
            floor = 0
        elif self._goes_on(trigger, number):
            floor = document.sentences[number - 1].first
        else:
            return None
        at = bisect_left(self._firsts, sentence.first)
        for mention in reversed(self.mentions[max(at - _NEIGHBOURS, 0) : at]):
            if mention.words.start < floor:
                break
            if mention.kind in ("day", "interval") and mention.speech != "after":
                return mention
        return None

    def _goes_on(self, trigger: Span, number: int) -> bool:
        """Whether a sentence tells more of what the one before it told of."""
        document = self._document
        lowers = document.lowers
        sentence, before = document.sentences[number], document.sentences[number - 1]
        opening = lowers[sentence.first]
        if opening in QUOTES and sentence.first + 1 < sentence.last:
            opening = lowers[sentence.first + 1]
        if opening in _PRONOUNS:
            return True
        if before.paragraph != sentence.paragraph:
            return False
        floor = max(sentence.first, trigger.start - _CLAUSE)
        if "had" in lowers[floor : trigger.start]:
            return True
        floor = max(sentence.first, trigger.start - _NOUN_PHRASE)
        return not _DEFINITE.isdisjoint(lowers[floor : trigger.start])

    def _points_back(self, trigger: Span, sentence: Sentence) -> bool:
        """Whether "The raid came as" or "another six" means the day told of last."""
        words, lowers = self._document.words, self._document.lowers
        for i in range(trigger.end, min(trigger.end + 25, sentence.last - 1)):
            if lowers[i] == "another" and parse_number(words[i + 1]) is not None:
                return True
        opening = range(sentence.first, min(sentence.first + 5, trigger.start))
        came = [i for i in opening if lowers[i] in _COMES]
        if lowers[sentence.first] not in _DEFINITE or not came:
            return False
        return not any(
            lowers[i] in ("after", "since") for i in range(came[0], trigger.start)
        )


_RELATIVES: Final = frozenset({"that", "which", "who"})


def _said(mention: DateMention) -> DateMention:
    """A day of speech, for what it told of: about that day."""
    return replace(mention, edtf=f"{mention.edtf}~") if mention.kind == "day" else mention


def _is_future(lowers: list[str], first: int, last: int) -> bool:
    return any(lowers[i] in ("will", "would", "shall", "'ll") for i in range(first, last))


@cache
def _barriers() -> dict[str, int]:
    barriers: dict[str, int] = load_lexicon("dates")["barriers"]
    return barriers
