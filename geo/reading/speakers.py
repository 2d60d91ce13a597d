"""Who is named by the words before or after a verb of saying: the noun phrase there."""

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from ...data.lexicon import load_lexicon
from .forms import noun_forms
from .model import Party
from .parties import Actor
from .text import Document, Sentence

__all__ = ["Speaker", "SpeakerFinder"]

_LONGEST: Final = 12
_STOPS: Final = frozenset(',;:()—–"“”.!?')
_INSIDE: Final = frozenset({"of", "for"})
_BE: Final = frozenset({"is", "was", "are", "were", "been"})
_RELATIVES: Final = frozenset({"who", "which", "that"})


class Speaker(NamedTuple):
    """Somebody who says so."""

    party: Party
    side: str
    """government, nonstate, source, media …; "" if unknown."""


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("reporting")["speakers"][name])


@cache
def _sources() -> frozenset[str]:
    heads = load_lexicon("actors")["heads"]["sources"]
    return frozenset(form for head in heads for form in noun_forms(head.split(" ")[-1]))


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(load_lexicon("actors")["pronouns"])


class SpeakerFinder:
    """The speakers of a text; a pronoun means the one who spoke last."""

    def __init__(self, document: Document, actors: Sequence[Actor]) -> None:
        self._document = document
        self._by_word = {i: a for a in actors for i in range(a.first, a.last)}
        self.last: Speaker | None = None

    def before(self, verb: int, sentence: Sentence) -> Speaker | None:
        """Who is named before a verb: "the observatory, which …, said"."""
        lowers = self._document.lowers
        end = self._end_before(verb, sentence)
        first = self._chunk_from(end, sentence)
        if first > sentence.first and lowers[first - 1] in _RELATIVES:
            end = first - 1
            first = self._chunk_from(end, sentence)
        if first >= end:
            return None
        if lowers[end - 1] in _pronouns():
            return self.last
        if not _words("nobody").isdisjoint(lowers[first:end]):
            return None
        return self.named(first, end)

    def quoted(self, verb: int, sentence: Sentence) -> Speaker | None:
        """Who is named before "quoted … as saying" or "was quoted … as saying"."""
        is_passive = verb > sentence.first and self._document.lowers[verb - 1] in _BE
        return self.before(verb - is_passive, sentence)

    def after(self, word: int, sentence: Sentence, *, is_verb: bool) -> Speaker | None:
        """Who is named after a word: ", said Mr Doe", "according to the ministry"."""
        lowers = self._document.lowers
        first = word + 1
        if first >= sentence.last:
            return None
        if is_verb and lowers[first] in _words("none"):
            return None
        ends = _STOPS if is_verb else _STOPS | _words("links") | _words("prepositions")
        last = first
        while last < min(sentence.last, first + _LONGEST) and lowers[last] not in ends:
            last += 1
        return self.named(first, last)

    def named(self, first: int, last: int) -> Speaker | None:
        """Who is named at the end of words [first, last); ``None`` if nobody is."""
        document = self._document
        first = self._noun_from(first, last)
        while first < last and document.lowers[first] in _words("articles"):
            first += 1
        if first >= last:
            return None
        inside = range(last - 1, first - 1, -1)
        actor = next((self._by_word[i] for i in inside if i in self._by_word), None)
        span = document.span(first, last)
        whole = Party(span, document.slice(first, last))
        if actor is not None:
            is_whole = actor.last >= last - 1 or actor.side in {"source", "media"}
            return Speaker(actor.party(document) if is_whole else whole, actor.side)
        if any(document.lowers[i] in _sources() for i in inside):
            return Speaker(whole, "source")
        name = document.words[last - 1]
        return Speaker(whole, "") if name[0].isupper() and name.isalpha() else None

    def _end_before(self, verb: int, sentence: Sentence) -> int:
        """End of the noun before a verb: without dates, adverbs and what is in brackets."""
        lowers = self._document.lowers
        end = self._before_bracket(verb, sentence)
        while end > sentence.first and lowers[end - 1] in _words("between"):
            end -= 1
        return self._before_bracket(self._before_aside(end, sentence), sentence)

    def _before_bracket(self, end: int, sentence: Sentence) -> int:
        """Where what is in brackets before a word begins: "the Observatory (SOHR) said"."""
        lowers = self._document.lowers
        if end <= sentence.first or lowers[end - 1] != ")":
            return end
        opening = range(end - 2, max(sentence.first, end - _LONGEST) - 1, -1)
        return next((i for i in opening if lowers[i] == "("), end)

    def _before_aside(self, end: int, sentence: Sentence) -> int:
        """Where an aside between commas begins: "the council, which is there, says"."""
        lowers = self._document.lowers
        if end <= sentence.first or lowers[end - 1] != ",":
            return end
        openers = _RELATIVES | _words("articles")
        for at in range(end - 2, max(sentence.first, end - 2 * _LONGEST), -1):
            if lowers[at] == ",":
                if lowers[at + 1] in openers:
                    return at
                return end - 1 if self._is_apposed(at, end - 1, sentence) else end
        return end

    def _is_apposed(self, comma: int, end: int, sentence: Sentence) -> bool:
        """Whether a name between commas is an office's: "its envoy, Ali Saleh, said"."""
        return (
            comma > sentence.first
            and comma + 1 < end
            and self._document.lowers[comma - 1] in _sources()
            and all(word[0].isupper() for word in self._document.words[comma + 1 : end])
        )

    def _chunk_from(self, end: int, sentence: Sentence) -> int:
        """First word of what stands before a word without a stop."""
        lowers = self._document.lowers
        stops = _STOPS | _words("links")
        first = end
        while (
            first > sentence.first
            and end - first < _LONGEST
            and lowers[first - 1] not in stops
        ):
            first -= 1
        return first

    def _noun_from(self, first: int, last: int) -> int:
        """First word of the noun phrase that ends words [first, last)."""
        lowers = self._document.lowers
        for at in range(last - 1, first - 1, -1):
            is_inside = at > first and lowers[at - 1] in _INSIDE
            if lowers[at] in _words("articles") and not is_inside:
                return at + 1
            if lowers[at] in _words("prepositions") and at + 1 < last:
                return at + 1
        return first
