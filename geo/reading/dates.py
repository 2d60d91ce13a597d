"""When what a text tells of happened: its dates as EDTF, and which date an action has.

A date belongs to the nearest action of its sentence, words between them that begin
another clause counting as distance. "Said on Monday" dates the words of a source, not
what they tell of. What nothing dates has no date.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Literal

from ...data.lexicon import load_lexicon
from ..described.words import parse_number
from .date_phrases import find_phrases
from .date_values import DateKind, DateValue, date_value, joined_values, parsed_day
from .date_words import Phrase
from .text import Document, Sentence, Span

__all__ = ["DateMention", "DateReader"]

_FURTHEST: Final = 60
"""Words between a date and its action."""
_COSTLIEST: Final = 48
_NEIGHBOURS: Final = 6
"""Dates looked at on each side of an action."""
_MOST_FOREIGN: Final = 20
"""Dates in languages without a table that are parsed in one text: each takes ms."""
_OF_NOUN: Final = 30
_OPEN: Final = 12
_OF_SPEECH: Final = 20
_OF_ANOTHER_PAST: Final = 40
_NOUN_PHRASE: Final = 4
_NEAR: Final = 9
_CLAUSE: Final = 15
_QUOTES: Final = frozenset("\"'“”‘’«»")
_STOPS: Final = frozenset({",", ";", ":", "(", ")", "—", "--"}) | _QUOTES
_PARTING: Final = _STOPS | {"in", "on", "at", "of", "to", "for", "and", "after", "before"}
_OF_VERB: Final = frozenset({"in", "during", "by", "of"})
_COMES: Final = frozenset({"came", "comes", "follows", "followed"})
_PRONOUNS: Final = frozenset({"it", "they", "he", "she", "this", "these", "there", "both"})
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both"})

_Speech = Literal["", "before", "after"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date phrase of a text and what it means."""

    span: Span
    """In code points."""
    words: Span
    edtf: str
    kind: DateKind
    start: date
    end: date
    speech: str = ""
    """Whether it says when something was said: "after" the verb of saying ("said on
    Monday"), "before" it ("on Monday said"), or not ("")."""
    is_of_noun: bool = False
    is_clausal: bool = False


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

    __slots__ = ("_document", "_firsts", "_published", "mentions")

    def __init__(self, document: Document, published: date | None) -> None:
        self._document = document
        self._published = published
        phrases = find_phrases(document, is_dated=published is not None)
        self.mentions: tuple[DateMention, ...] = tuple(self._read(phrases))
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
        if opening in _QUOTES and sentence.first + 1 < sentence.last:
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

    def _read(self, phrases: list[Phrase]) -> Iterator[DateMention]:
        """Mentions of phrases; those that the text counts from another come out as days."""
        document = self._document
        day: date | None = None
        foreign = 0
        for i, phrase in enumerate(phrases):
            if phrase.joins:
                continue
            foreign += bool(phrase.foreign)
            if foreign > _MOST_FOREIGN and phrase.foreign:
                continue
            last = phrases[i + 1] if i + 1 < len(phrases) and phrases[i + 1].joins else None
            value = self._value(phrase, last, day)
            if value is None:
                continue
            words = Span(phrase.first, last.last if last else phrase.last)
            speech = self._speech(phrase, words, is_interval=value.kind == "interval")
            if value.kind == "day" and speech != "after" and not phrase.is_clausal:
                day = value.start
            yield DateMention(
                Span(document.starts[words.start], document.ends[words.end - 1]),
                words,
                value.edtf,
                value.kind,
                value.start,
                value.end,
                speech,
                phrase.is_of_noun,
                phrase.is_clausal,
            )

    def _value(
        self, phrase: Phrase, last: Phrase | None, day: date | None
    ) -> DateValue | None:
        base = self._published
        if phrase.foreign:
            found = parsed_day(phrase.foreign)
            if found is None:
                return None
            values = (found[1], found[2], found[2], found[0])
            return date_value("day", values, "", None)
        if phrase.is_anchored:
            base = day or (base if phrase.is_clausal else None)
        is_future = self._looks_ahead(phrase)
        if last is not None:
            return _joined(phrase, last, base, is_future=is_future)
        value = date_value(
            phrase.form, phrase.values, phrase.part, base, is_future=is_future
        )
        return _bounded(value, phrase.bound)

    def _looks_ahead(self, phrase: Phrase) -> bool:
        """Whether the clause round a date has a verb of the future."""
        lowers = self._document.lowers
        saying, future = _saying("verbs"), _future()
        is_first = phrase.first == 0
        for i in range(phrase.first - 1, max(phrase.first - 11, -1), -1):
            if lowers[i] in future:
                return True
            if lowers[i] in _STOPS or lowers[i] in saying or lowers[i] in ".!?":
                is_first = i == phrase.first - 1
                break
        if not is_first:
            return False
        for word in lowers[phrase.last : phrase.last + _NEAR]:
            if word in future:
                return True
            if word in saying or word == ".":
                break
        return False

    def _speech(self, phrase: Phrase, words: Span, *, is_interval: bool) -> _Speech:
        """Whether a date says when something was said."""
        if phrase.bound or phrase.is_clausal or phrase.is_of_noun or is_interval:
            return ""
        document = self._document
        sentence = document.sentences[document.sentence_at(words.start)]
        if self._follows_saying(words.start, sentence):
            return "after"
        lowers = document.lowers
        saying = _saying("verbs")
        at = words.end
        is_opening = words.start <= sentence.first + 1
        if is_opening and at < sentence.last and lowers[at] == ",":
            at += 1
        for i in range(at, min(at + (_NEAR if is_opening else 1), sentence.last)):
            if lowers[i] in saying:
                return "before"
            if lowers[i] in _STOPS:
                break
        return ""

    def _follows_saying(self, at: int, sentence: Sentence) -> bool:
        """Whether "said", "told Reuters" or "in a statement" stands right before a word."""
        words, lowers = self._document.words, self._document.lowers
        verbs, nouns, between = _saying("verbs"), _saying("nouns"), _saying("between")
        for i in range(at - 1, max(at - _NEAR, sentence.first - 1), -1):
            word = lowers[i]
            if word in verbs:
                return True
            if word in nouns and i == at - 1 and lowers[i - 1] not in ("the", "that"):
                return True
            if word not in between and word not in nouns and not words[i][0].isupper():
                return False
        return False


_RELATIVES: Final = frozenset({"that", "which", "who"})


def _joined(
    first: Phrase, last: Phrase, base: date | None, *, is_future: bool
) -> DateValue | None:
    """The time from one phrase to the next; what has no year counts from the later one."""
    end = date_value(last.form, last.values, last.part, base, is_future=is_future)
    if end is None:
        return None
    is_yearless = first.form != "year"
    start = date_value(
        first.form, first.values, first.part, end.end if is_yearless else base
    )
    return joined_values(start, end) if start else end


def _bounded(value: DateValue | None, bound: str) -> DateValue | None:
    """A date as the open start or end of a time, if "since" or "until" says so."""
    if value is None or bound not in ("since", "until"):
        return value
    first, _, last = value.edtf.partition("/")
    edtf = f"{first}/.." if bound == "since" else f"../{last or first}"
    return value._replace(edtf=edtf, kind="open")


def _said(mention: DateMention) -> DateMention:
    if mention.kind != "day":
        return mention
    return DateMention(
        mention.span,
        mention.words,
        f"{mention.edtf}~",
        mention.kind,
        mention.start,
        mention.end,
        mention.speech,
    )


def _is_future(lowers: list[str], first: int, last: int) -> bool:
    return any(lowers[i] in ("will", "would", "shall", "'ll") for i in range(first, last))


@cache
def _barriers() -> dict[str, int]:
    barriers: dict[str, int] = load_lexicon("dates")["barriers"]
    return barriers


@cache
def _saying(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("dates")["saying"][name])


@cache
def _future() -> frozenset[str]:
    return frozenset(load_lexicon("dates")["words"]["future"])
