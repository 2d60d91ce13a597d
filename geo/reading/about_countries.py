"""Which countries a text is about: those it names, and whose people and states it names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from .text import Document
from .vocabulary import load_vocabulary

__all__ = ["count_countries", "likeliest_countries"]

_LEAST: Final = 0.5
_SHARE: Final = 0.34
_MOST: Final = 4
_POWER: Final = 0.5
"""What a mention of America or Russia counts: they act in many wars of others."""
_POWERS: Final = frozenset({"US", "RU", "GB", "FR"})
_CUE: Final = 0.5
_CAPITAL: Final = 0.6
_STATE: Final = 1.5
_ABBREVIATED: Final = 2.0
_VOTE: Final = 0.3
_CODES: Final = {"US": "US", "U.S.": "US", "UK": "GB", "U.K.": "GB", "U.S": "US"}
_LONGEST: Final = 4


def count_countries(document: Document) -> dict[str, float]:
    """How much each country is spoken of, by code."""
    vocabulary = load_vocabulary()
    words, lowers = document.words, document.lowers
    demonyms, starts = vocabulary.demonyms, vocabulary.country_starts
    states, cues = vocabulary.states, vocabulary.cues
    counts: dict[str, float] = defaultdict(float)
    for i, word in enumerate(words):
        if not word[0].isupper():
            code = cues.get(word)
            if code is not None:
                counts[code] += _CUE
            if word.isascii():
                continue
        code = demonyms.get(word) or _CODES.get(word)
        if code is None and lowers[i] in starts:
            code = _named_at(lowers, i)
        if code is not None:
            counts[code] += _POWER if code in _POWERS else 1.0
        elif word in vocabulary.capitals:
            code = vocabulary.capitals[word]
            counts[code] += _CAPITAL * (_POWER if code in _POWERS else 1.0)
        elif word in states:
            counts[states[word]] += _STATE
        elif word in vocabulary.abbreviations or (
            words[i + 1 : i + 2] == ["."] and f"{word}." in vocabulary.abbreviations
        ):
            counts["US"] += _ABBREVIATED
    return counts


def _named_at(lowers: list[str], at: int) -> str | None:
    """Code of the country whose name begins at a word."""
    names = load_vocabulary().country_names
    for length in range(_LONGEST, 0, -1):
        code = names.get(tuple(lowers[at : at + length]))
        if code is not None:
            return code
    return None


def likeliest_countries(
    counts: Mapping[str, float], votes: Iterable[dict[str, float]]
) -> tuple[str, ...]:
    """The countries a text is about, the likeliest first.

    Parameters
    ----------
    counts
        From `count_countries`.
    votes
        For names that are surely places: the weights of the places so called, by country.
    """
    total = defaultdict(float, counts)
    for weights in votes:
        whole = sum(weights.values())
        for code, weight in weights.items():
            if code:
                total[code] += _VOTE * weight / whole
    if not total:
        return ()
    ranked = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    top = ranked[0][1]
    return tuple(
        code
        for code, count in ranked[:_MOST]
        if count >= max(_SHARE * top, _LEAST if code in counts else 0.0) or (count == top)
    )
