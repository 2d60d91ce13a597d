"""What a place is called in Arabic, among the spellings that a gazetteer gives.

GeoNames lists the names of a place without saying which language each is in: those in
Arabic letters may be Persian, Kurdish or Urdu, old names, or misspelt. The one that
sounds most like the place's own name is taken, and of equals the most careful spelling.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.fuzz import ratio

from ..data import tables
from .names import drop_articles, fold, loosen, skeleton

__all__ = ["arabic_name", "country_names", "place_name"]

_MARKS: Final = re.compile("[\u0640\u064b-\u0652\u200e\u200f]")
_ARABIC: Final = re.compile(
    r"[\u0621-\u063a\u0641-\u064a]+(?:[ -][\u0621-\u063a\u0641-\u064a]+)*"
)
_BROKEN: Final = re.compile(r"(.)\1\1|(?:^|[ -]).(?:[ -]|$)|ة(?![ -]|$)")
"""A letter thrice, a letter for a word, or a ta marbuta within one."""
_KIND_WORDS: Final = re.compile("^(?:محافظة|ولاية|شعبية|منطقة|إقليم|قرية|بلدة|استان) ")
_CAREFUL: Final = re.compile("[أإآةىطصضظثذعح]")
_SOUNDS: Final = str.maketrans(
    dict(
        zip(
            "اأإآىةبتثجحخدذرزسشصضطظعغفقكلمنهويؤئء",
            [*("a" * 6), *"bttjhkddrzscsdtdagfkklmnhuiui", ""],
            strict=True,
        )
    )
)
_ALIKE: Final = 60.0
"""Per cent of the consonants that a name in Arabic shares with one in Latin letters."""
_CARE: Final = 4.0
"""Per cent of likeness that a careful letter, such as a hamza, makes up for."""
_ARTICLE: Final = re.compile("(?:al|el|a[dnrstz]|ash)[ -]", re.IGNORECASE)


@cache
def country_names() -> dict[str, str]:
    """The Arabic name of each country, by ISO 3166-1 alpha-2 code: Unicode CLDR's."""
    found = {
        country.code: next(filter(None, map(_plain, country.names)), None)
        for country in tables.load_countries()
    }
    known = {code: name for code, name in found.items() if name is not None}
    return known | tables.load_arabic_names().countries


def place_name(country: str | None, name: str, others: Iterable[str]) -> str | None:
    """`arabic_name`, if the tables do not know better for a place of this country."""
    known = tables.load_arabic_names().places.get((country or "", name))
    return known or arabic_name(name, others)


def arabic_name(name: str, others: Iterable[str]) -> str | None:
    """The Arabic name of a place; ``None`` if no other name is one that sounds alike.

    Parameters
    ----------
    name
        The place's own name in Latin letters.
    others
        Its other names, in any script.

    Examples
    --------
    >>> arabic_name("Hamah", ["حماه", "حماة", "Hama", "Хама"])
    'حماة'
    >>> arabic_name("Diyala", ["بعقوبة", "ديالى"]), arabic_name("Kyiv", ["Киев"])
    ('ديالى', None)
    """
    latin, found = [name], []
    for other in others:
        if other.isascii():
            latin.append(other)
        elif text := _plain(other):
            found.append(text)
    if not found:
        return None
    care = _CARE if any(map(_ARTICLE.match, latin)) else 0.0
    best = max(
        dict.fromkeys(found),
        key=lambda text: _likeness(name, text) + care * text.startswith("ال"),
    )
    bones = _bones(best)
    known = any(ratio(bones, _latin_bones(other)[1]) >= _ALIKE for other in latin)
    return best if known else None


def _plain(text: str) -> str | None:
    """A name without vowel marks and words for its kind, if its letters are Arabic."""
    bare = _MARKS.sub("", text)
    if not _ARABIC.fullmatch(bare) or _BROKEN.search(bare):
        return None
    return _KIND_WORDS.sub("", bare)


def _likeness(name: str, text: str) -> float:
    """Per cent of consonants and of all sounds shared, with what care is worth."""
    loose, bones = _latin_bones(name)
    sounds = loosen(_sounds(text))
    care = _CARE * len(_CAREFUL.findall(text))
    return ratio(bones, skeleton(sounds)) + ratio(loose, sounds) + care


def _sounds(text: str) -> str:
    return drop_articles(text).translate(_SOUNDS).replace(" ", "").replace("-", "")


def _bones(text: str) -> str:
    return skeleton(loosen(_sounds(text)))


@lru_cache(maxsize=256)
def _latin_bones(name: str) -> tuple[str, str]:
    """A name as far as ways to spell Arabic agree, and its consonants."""
    loose = loosen(drop_articles(fold(name)))
    return loose, skeleton(loose)
