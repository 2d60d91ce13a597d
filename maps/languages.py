"""The languages in which a site speaks."""

from collections.abc import Mapping
from typing import Final

from .words import Words
from .words_ar import ARABIC
from .words_en import ENGLISH

__all__ = ["LANGUAGES", "words_in"]

LANGUAGES: Final[Mapping[str, Words]] = {"en": ENGLISH, "ar": ARABIC}


def words_in(lang: str) -> Words:
    """The words of a BCP 47 language such as "ar-SY", as the page of a map chooses them.

    English for one that is not in `LANGUAGES`.
    """
    return LANGUAGES.get(lang.lower().partition("-")[0], ENGLISH)
