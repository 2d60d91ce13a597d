"""What the words around a place name do in a sentence, by the word list ``where``.

Each word has at most one part to play: a preposition, a break between clauses, a verb.
"""

from typing import Final

from ...data.lexicon import load_lexicon

__all__ = [
    "AFTER_NAMES",
    "ANAPHORS",
    "DIRECTIONS",
    "DIVISIONS",
    "FACILITIES",
    "FIGURATIVE",
    "LOCATIVES",
    "MOVING",
    "OFFICES",
    "ON_PEOPLE",
    "PARTS",
    "PLACE_NOUNS",
    "REPORTING",
    "SETTLEMENTS",
    "is_noun",
    "part_of",
]

_LEXICON: Final = load_lexicon("where")
_PARTS_PLAYED: Final[dict[str, str]] = {
    word: part
    for table in ("determiners", "verbs", "breaks", "prepositions")  # the last one wins
    for part, words in _LEXICON[table].items()
    if part not in {"adjectives", "on_people", "moving"}
    for word in words
} | {"of": "of", "'s": "possessive", "’s": "possessive"}

REPORTING: Final = frozenset(_LEXICON["reporting"]["verbs"])
"""Verbs of saying."""
SETTLEMENTS: Final = frozenset(_LEXICON["nouns"]["settlement"])
"""Nouns for a settlement: "the town of"."""
DIRECTIONS: Final = frozenset(_LEXICON["nouns"]["direction"])
"""Before "of": close to a place."""
DIVISIONS: Final = frozenset(_LEXICON["nouns"]["division"])
"""Nouns for a part of a country or a city."""
PARTS: Final = SETTLEMENTS | DIVISIONS | frozenset(_LEXICON["nouns"]["part"])
"""Nouns before "of" that leave the name after it the place: "the outskirts of"."""
FACILITIES: Final = frozenset(_LEXICON["nouns"]["facility"])
"""Nouns that a name qualifies by standing where it is: "airport"."""
OFFICES: Final = frozenset(_LEXICON["nouns"]["office"])
"""People who are known by where they serve: "the governor of", "the leader in"."""
PLACE_NOUNS: Final = FACILITIES | DIVISIONS | SETTLEMENTS
"""Nouns that a name qualifies by being where they are."""
ON_PEOPLE: Final = frozenset(_LEXICON["verbs"]["on_people"])
"""Verbs whose object is no place."""
MOVING: Final = frozenset(_LEXICON["verbs"]["moving"])
"""Verbs of movement: "to" says where."""
FIGURATIVE: Final = frozenset(_LEXICON["figurative"]["words"])
"""Words beside a verb that then tells of sports, films or figures."""
AFTER_NAMES: Final = frozenset(_LEXICON["after"]["words"])
"""Words after a name which it doesn't qualify."""
LOCATIVES: Final = frozenset({"at", "to", "against"})
"""Parts played by prepositions that can say where."""
ANAPHORS: Final[dict[str, tuple[str, ...]]] = {}
"""Nouns that refer to a place named before, with the kinds it may have."""

for _kind, _words in _LEXICON["anaphors"].items():
    for _word in _words:
        ANAPHORS[_word] = (*ANAPHORS.get(_word, ()), _kind)

_ADJECTIVES: Final = frozenset(_LEXICON["verbs"]["adjectives"])
_SHORTEST_PAST: Final = 5


def part_of(word: str) -> str:
    """The part that a lower-case word plays; "" for a noun or an adjective.

    Every unknown word in -ed is taken for a verb, in -ing for a participle.
    """
    part = _PARTS_PLAYED.get(word)
    if part is None:
        if word in REPORTING:
            return "reporting"
        if len(word) >= _SHORTEST_PAST and word not in _ADJECTIVES:
            if word.endswith("ed"):
                return "irregular"
            if word.endswith("ing"):
                return "participle"
        return ""
    return part


def is_noun(word: str) -> bool:
    """Whether a lower-case word can be a noun after a name that qualifies it."""
    return (
        word.isalpha()
        and word.islower()
        and word not in AFTER_NAMES
        and part_of(word) == ""
        and not word.endswith("ly")
    )
