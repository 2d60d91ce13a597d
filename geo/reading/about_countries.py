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
_COUNTY: Final = 1.0
_STATE: Final = 1.5
_ABBREVIATED: Final = 2.0
_VOTE: Final = 0.3
_CODES: Final = {"US": "US", "U.S.": "US", "UK": "GB", "U.K.": "GB", "U.S": "US"}
_LONGEST: Final = 4


def count_countries(document: Document, counties: int = 0) -> dict[str, float]:
    """How much each country is spoken of, by code.

    Parameters
    ----------
    document
        The text.
    counties
        How often it names something like "Lexington County", which is American.
    """
    counts: dict[str, float] = defaultdict(float)
    cues = load_vocabulary().cues
    for i, word in enumerate(document.words):
        if word[0].isupper() or not word.isascii():
            code, weight = _spoken_of(document, i)
            if code is not None:
                counts[code] += weight
        elif word in cues:
            counts[cues[word]] += _CUE
    if counties:
        counts["US"] += _COUNTY * counties
    return counts


def _spoken_of(document: Document, at: int) -> tuple[str | None, float]:
    """Code of the country that a word speaks of, and how much."""
    vocabulary, word = load_vocabulary(), document.words[at]
    code = vocabulary.demonyms.get(word) or _CODES.get(word)
    if code is None and document.lowers[at] in vocabulary.country_starts:
        code = _named_at(document.lowers, at)
    if code is not None:
        return code, _POWER if code in _POWERS else 1.0
    code = vocabulary.capitals.get(word)
    if code is not None:
        return code, _CAPITAL * (_POWER if code in _POWERS else 1.0)
    if word in vocabulary.states:
        return vocabulary.states[word], _STATE
    is_short = word in vocabulary.abbreviations or (
        f"{word}." in vocabulary.abbreviations and document.words[at + 1 : at + 2] == ["."]
    )
    return ("US" if is_short else None), _ABBREVIATED


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
