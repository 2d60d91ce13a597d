"""Where the name that begins at a word ends: of a place, a person, an organisation.

Each answer follows from the words in a run of capitals and from what the gazetteer knows.
"""

from collections.abc import Callable
from typing import Final

from .known_names import Known
from .state_words import STATE_CODES
from .text import Document
from .vocabulary import Vocabulary, load_vocabulary

__all__ = ["GLUE", "NameEnds"]

GLUE: Final = frozenset("-'’‘ʻ`–.")
"""What joins the words of one name."""

_MOST_NAMES: Final = 5
"""Words with capitals in a name."""
_LONGEST_PHRASE: Final = 10
_LONGEST_FEATURE: Final = 6
_WELL_PEOPLED: Final = 10_000
_COMPLEMENTS: Final = frozenset({"of", "de", "for", "on"})
_BREAKS: Final = frozenset({"of", "on", "the", "for"})
_CODES: Final = frozenset({"US", "U.S.", "UK"})
_PART_OF_NAMES: Final = frozenset(
    (  # noqa: SIM905
        "north south east west new old big great little white black red green blue upper "
        "lower northern southern eastern western deep high first point"
    ).split()
)


class NameEnds:
    """Ends of the names in one document.

    Parameters
    ----------
    document
        The text.
    ask
        What the gazetteer knows of a name.
    """

    __slots__ = ("ask", "document", "lowers", "vocabulary", "words")

    def __init__(self, document: Document, ask: Callable[[str], Known | None]) -> None:
        self.document = document
        self.ask = ask
        self.words = document.words
        self.lowers = document.lowers
        self.vocabulary: Vocabulary = load_vocabulary()

    def text(self, first: int, last: int) -> str:
        """The text of some words."""
        return self.document.slice(first, last)

    def is_common(self, at: int) -> bool:
        """Whether a word is no name, though it has a capital."""
        return self.lowers[at] in self.vocabulary.common and self.words[at] not in _CODES

    def may_begin_name(self, at: int) -> bool:
        """Whether a common word may be part of a name: "Red River"."""
        return self.lowers[at] in _PART_OF_NAMES

    def is_typed(self, at: int) -> bool:
        """Whether a word for a kind of place stands here: "Imam Sahib district"."""
        return at < len(self.words) and self.lowers[at] in self.vocabulary.type_words

    def goes_on(self, at: int) -> bool:
        """Whether a word is one more of a name, and not what parts two names."""
        return (
            self.words[at][0].isupper()
            and self.lowers[at] not in self.vocabulary.common
            and self.lowers[at] not in self.vocabulary.titles
            and self.lowers[at] not in self.vocabulary.type_words
        )

    def count(self, first: int, last: int) -> int:
        """Words with capitals, those that hyphens join counted once."""
        return sum(
            self.words[i][0].isupper() and (i == first or self.words[i - 1] not in GLUE)
            for i in range(first, last)
        )

    def not_place(self, at: int) -> int | None:
        """End of a phrase that is no place although a part of it is one."""
        vocabulary = self.vocabulary
        if self.lowers[at] not in vocabulary.not_place_starts:
            return None
        for end in range(min(at + _LONGEST_PHRASE, len(self.words)), at, -1):
            if tuple(self.lowers[at:end]) in vocabulary.not_places:
                return end
        return None

    def known(self, at: int, last: int, *, least: int) -> int | None:
        """End of the longest name, of at least so many words, that is a place's."""
        ends = []
        names = 0
        for i in range(at, last):
            word = self.words[i]
            if not word[0].isalpha() or self._is_before_glue(i, last):
                continue
            names += word[0].isupper()
            if names > _MOST_NAMES:
                break
            is_hyphened = i - 1 > at and self.words[i - 1] in GLUE
            if is_hyphened or (names >= least and word[0].isupper()):
                ends.append(i + 1)
        for end in reversed(ends):
            if self.ask(self.text(at, end)) is not None:
                return end
        return None

    def _is_before_glue(self, i: int, last: int) -> bool:
        return i + 1 < last and self.words[i + 1] in GLUE and self.words[i + 1] != "."

    def unknown(self, at: int, last: int) -> int:
        """End of a name that nobody knows."""
        end = at + 1
        while end < last:
            is_other = self.words[end][0].isupper() and not self.goes_on(end)
            if is_other or self.lowers[end] in _BREAKS:
                break
            end += 1
        while end - 1 > at and not self.words[end - 1][0].isalnum():
            end -= 1
        return end

    def person(self, at: int, last: int) -> int:
        """End of a person's name, more titles included."""
        end, names = at, 0
        while end < last and names < _MOST_NAMES:
            is_title = self.lowers[end] in self.vocabulary.titles
            if self.words[end][0].isupper():
                if self.lowers[end] in self.vocabulary.common and not is_title and names:
                    break
                names += not is_title
            elif self.lowers[end] in _BREAKS:
                break
            end += 1
        return end

    def is_first_name(self, at: int, last: int, known_end: int | None) -> bool:
        """Whether a person's name begins here: a given name, and another after it."""
        if self.lowers[at] not in self.vocabulary.first_names:
            return False
        after = at + 1
        while after < last and not self.words[after][0].isalpha():
            after += 1
        if after >= last or (self.words[after][0].isupper() and not self.goes_on(after)):
            return False
        if known_end is None or known_end <= after:
            return True
        known = self.ask(self.text(at, known_end))
        return known is None or not (known.is_famous or known.population >= _WELL_PEOPLED)

    def organisation(self, at: int, last: int) -> int | None:
        """End of an organisation's name."""
        end = 0
        for i in range(at, last):
            if not end and self.lowers[i] in _BREAKS:
                return None
            is_head = self.lowers[i] in self.vocabulary.organisations
            is_word = i == at or self.words[i - 1] not in GLUE
            if is_head and is_word and self.words[i][0].isupper():
                end = i + 1
        if not end:
            return None
        if self.known(at, end, least=2) == end:
            known = self.ask(self.text(at, end))
            if self._is_in_state(end) or (known is not None and known.is_famous):
                return None
        if end < last and self.lowers[end] in _COMPLEMENTS:
            end += 1
            while end < last and (self.goes_on(end) or not self.words[end][0].isupper()):
                end += 1
        return end

    def _is_in_state(self, end: int) -> bool:
        """Whether ", MA" or ", Texas" follows."""
        words = self.words
        return words[end : end + 1] == [","] and any(
            word in STATE_CODES or word in self.vocabulary.states
            for word in words[end + 1 : end + 2]
        )

    def feature(self, at: int, last: int) -> int | None:
        """End of a name that says itself what it is: "Lake X", "X County", "X Street"."""
        lower, vocabulary = self.lowers[at], self.vocabulary
        if lower in vocabulary.nature_before or lower in vocabulary.facilities_before:
            end = self._feature_after_noun(at, last)
            if end is not None:
                return end
        for i in range(at + 1, min(last, at + _LONGEST_FEATURE)):
            if not self.words[i][0].isupper():
                continue
            if self._is_feature_noun(i):
                if not any(self.is_proper(j) for j in range(at, i)):
                    return None
                return self._with_more_nouns(i + 1, last)
            if self.lowers[i] in self.vocabulary.titles or self.is_typed(i):
                return None
        return None

    def _feature_after_noun(self, at: int, last: int) -> int | None:
        after = at + 2 if self.words[at + 1 : at + 2] in (["."], ["-"]) else at + 1
        is_article = self.words[after + 1 : after + 2] == ["-"]
        if after < last and (
            self.words[after].isdigit() or is_article or self.goes_on(after)
        ):
            return self.known(at, last, least=2) or self.unknown(after, last)
        return None

    def _is_feature_noun(self, at: int) -> bool:
        lower, vocabulary = self.lowers[at], self.vocabulary
        return (
            lower in vocabulary.county_words
            or lower in vocabulary.nature_after
            or lower in vocabulary.facilities
        )

    def _with_more_nouns(self, end: int, last: int) -> int:
        while end < last and self.lowers[end] in self.vocabulary.facilities:
            end += 1
        return end + 1 if end < last and self.words[end].isdigit() else end

    def is_proper(self, at: int) -> bool:
        """Whether a word tells one place from others."""
        lower, vocabulary = self.lowers[at], self.vocabulary
        return (
            self.words[at][0].isalpha()
            and (lower in _PART_OF_NAMES or not self.is_common(at))
            and lower not in vocabulary.type_words
            and lower not in vocabulary.organisations
            and lower not in vocabulary.facilities
        )

    def small_facility(self, at: int) -> int | None:
        """End of "military airport" after a name."""
        lowers, vocabulary = self.lowers, self.vocabulary
        for end in range(at, min(at + 3, len(lowers))):
            if lowers[end] in vocabulary.facilities_small and self.words[end].islower():
                return end + 1
            if lowers[end] not in vocabulary.facility_adjectives:
                return None
        return None
