"""The dates that a text mentions, as EDTF, and whether they say when something was said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Literal

from ...data.lexicon import load_lexicon
from .date_phrases import find_phrases
from .date_values import DateKind, DateValue, date_value, joined_values, parsed_day
from .date_words import Phrase
from .text import Document, Sentence, Span

__all__ = ["QUOTES", "STOPS", "DateMention", "read_mentions"]

QUOTES: Final = frozenset("\"'“”‘’«»")
STOPS: Final = frozenset({",", ";", ":", "(", ")", "—", "--"}) | QUOTES
"""What ends a clause."""

_NEAR: Final = 9
_MOST_FOREIGN: Final = 20
"""Dates in languages without a table that are parsed in one text: each takes ms."""

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


def read_mentions(document: Document, published: date | None) -> tuple[DateMention, ...]:
    """Dates of a text in order, counted from its day of publication if that is known."""
    phrases = find_phrases(document, is_dated=published is not None)
    return tuple(_Reader(document, published).mentions(phrases))


class _Reader:
    """What reads the mentions of one text."""

    __slots__ = ("_document", "_published")

    def __init__(self, document: Document, published: date | None) -> None:
        self._document = document
        self._published = published

    def mentions(self, phrases: list[Phrase]) -> Iterator[DateMention]:
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
                document.span(*words),
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
            if lowers[i] in STOPS or lowers[i] in saying or lowers[i] in ".!?":
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
            if lowers[i] in STOPS:
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


@cache
def _saying(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("dates")["saying"][name])


@cache
def _future() -> frozenset[str]:
    return frozenset(load_lexicon("dates")["words"]["future"])
