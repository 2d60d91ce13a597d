"""How far apart two words of a sentence are, counted in the clauses between them."""

from typing import Final

from .attach_words import part_of
from .text import Document, Sentence

__all__ = ["ClauseCosts"]

_COSTS: Final = {
    "comma": 0.25,
    "strong": 1.5,
    "mark": 0.3,
    "joined": 0.2,
    "contrast": 1.2,
    "circumstance": 0.2,
    "relative": 0.6,
    "reporting": 1.5,
    "irregular": 0.8,
    "auxiliary": 0.6,
    "participle": 0.1,
}
_VERBS: Final = frozenset({"irregular", "auxiliary"})
_BEFORE_ADJECTIVES: Final = frozenset(
    {"words", "possessive", "at", "of", "against", "by", "to"}
)


class ClauseCosts:
    """The cost of going from word to word in a sentence: breaks and verbs add to it."""

    __slots__ = ("_first", "_sums", "_verbs")

    def __init__(self, document: Document, sentence: Sentence) -> None:
        total, before, verbs = 0.0, "", ""
        sums = []
        for word in document.lowers[sentence.first : sentence.last]:
            part = part_of(word)
            if part == "irregular" and before in _BEFORE_ADJECTIVES:
                part = ""
            if part in _VERBS and verbs in _VERBS:
                pass  # "was shot and killed", "has been killed": one verb
            elif part in _COSTS:
                total += _COSTS[part]
            if part or not word.endswith("ly"):
                verbs = verbs if part == "joined" else part
            before = part
            sums.append(total)
        self._sums = sums
        self._first = sentence.first

    def between(self, left: int, right: int) -> float:
        """What the words after `left` and before `right` cost."""
        if right <= left + 1:
            return 0.0
        return self._sums[right - 1 - self._first] - self._sums[left - self._first]
