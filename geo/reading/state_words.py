"""What follows "Alexandria," in American papers: names and abbreviations of states."""

from typing import Final

from .text import Document
from .vocabulary import load_vocabulary

__all__ = ["STATE_CODES", "abbreviation_end", "state_words"]

STATE_CODES: Final = frozenset(
    (  # noqa: SIM905
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE "
        "NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC"
    ).split()
)
"""Codes of the American states, as addresses have them."""

_LONGEST: Final = 3
_FIRST_OF_TWO: Final = frozenset({"New", "North", "South", "West", "Rhode"})
_WEST_VIRGINIA: Final = ["W", ".", "Va", "."]


def state_words(document: Document, at: int) -> int:
    """Words of the name of a state or country that begins at a word; 0: none."""
    vocabulary = load_vocabulary()
    words = document.words
    if at >= len(words) or not words[at][0].isupper():
        return 0
    if words[at] in vocabulary.states:
        return 1
    end = abbreviation_end(document, at, is_after_comma=True)
    if end is not None:
        return end - at
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        if tuple(document.lowers[at : at + length]) in vocabulary.country_names:
            return length
    if words[at] in _FIRST_OF_TWO and words[at + 1 : at + 2] and words[at + 1].istitle():
        return 2
    return int(words[at] in STATE_CODES)


def abbreviation_end(
    document: Document, at: int, *, is_after_comma: bool = False
) -> int | None:
    """End of the abbreviated name of a state that begins at a word, its dot included.

    Without a comma before it, "Miss." and "Mass." are no states, but "N.Y." is.
    """
    words, abbreviations = document.words, load_vocabulary().abbreviations
    if words[at] in abbreviations:
        return at + 1
    if words[at : at + 4] == _WEST_VIRGINIA:
        return at + 4
    if words[at + 1 : at + 2] != ["."] or f"{words[at]}." not in abbreviations:
        return None
    is_glued = document.starts[at + 1] == document.ends[at]
    is_apposed = is_after_comma or words[at - 1 : at] == [","]
    return at + 2 if is_glued and is_apposed else None
