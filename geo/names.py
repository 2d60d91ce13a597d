"""Spelling keys: what two spellings of one place name have in common.

``fold`` makes spellings equal that differ in case, accents, apostrophes, hyphens or, for
Latin and Cyrillic, in script. ``drop_articles`` goes on to forget articles and spaces.
Which place a name means is decided in ``lookup``, not here.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from ..data.schema import Kind

__all__ = ["NameQuery", "drop_articles", "fold", "parse_name"]

_LETTER_PAIRS: Final = (  # noqa: SIM905
    # Latin letters that do not decompose
    "æ ae œ oe ø o ł l đ d ð d þ th ß ss ı i ə a ħ h ŋ n ɓ b ɗ d ƙ k ɛ e ɔ o ŧ t ƴ y ǝ e "
    # Cyrillic
    "а a б b в v г g ґ g д d е e є ie ж zh з z и i і i к k л l м m н n о o п p р r с s "
    "т t у u ф f х kh ц ts ч ch ш sh щ shch ы y э e ю iu я ia ђ dj ј j љ lj њ nj ћ c "
    "џ dz ѕ dz ә a ғ g қ q ң n ө o ү u ұ u һ h ѣ e ҳ h ҷ j ҡ q ҙ z "
    # Arabic, Persian and Kurdish variants of one letter
    "ى ي ی ي ې ي ے ي ة ه ۀ ه ە ه ہ ه ھ ه ک ك ڪ ك ٱ ا "
    # Hebrew letters at the end of a word
    "ך כ ם מ ן נ ף פ ץ צ"
).split()
_SILENT: Final = "ъьӏءـ"
_COMBINING: Final = "".join(
    char
    for first, last in ((0x300, 0x3100), (0xA600, 0xAC00), (0xFE20, 0xFE30))
    for char in map(chr, range(first, last))
    if unicodedata.combining(char)
)
_APOSTROPHES: Final = "'’‘`´ʹʻʼʽʾʿˈ׳״ʿ＇′"
_LETTERS: Final = str.maketrans(
    {
        **dict(zip(_LETTER_PAIRS[::2], _LETTER_PAIRS[1::2], strict=True)),
        **dict.fromkeys(_APOSTROPHES + _SILENT + _COMBINING, ""),
    }
)
_ASCII_LETTERS: Final = str.maketrans({"'": "", "`": ""})
_NOT_WORD: Final = re.compile(r"[\W_]+")

_ARTICLES: Final = frozenset(
    "al el ad ed an ar er as es ash esh at et az ez the".split()  # noqa: SIM905
)
_ARABIC_ARTICLE: Final = "ال"
_SHORTEST_AFTER_ARTICLE: Final = 2


def fold(name: str) -> str:
    """Key of a spelling: lower case, no accents or apostrophes, punctuation as spaces.

    Latin and Cyrillic become ASCII; other scripts stay, Arabic and Hebrew with their
    variant letters unified. Idempotent. Empty if `name` has no letter or digit.

    Examples
    --------
    >>> fold("Dayr az-Zawr"), fold("Хама"), fold("Ḩamāh")
    ('dayr az zawr', 'khama', 'hamah')
    """
    if name.isascii():
        text = name.lower().translate(_ASCII_LETTERS)
    else:
        # casefold before and after: it decomposes (İ), and NFKD composes capitals (℡)
        text = unicodedata.normalize("NFKD", name.casefold()).casefold()
        text = text.translate(_LETTERS)
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
    return text if text.isalnum() else _NOT_WORD.sub(" ", text).strip()


def drop_articles(key: str) -> str:
    """A `fold` key without articles and spaces; the key itself if nothing else is left.

    Examples
    --------
    >>> drop_articles("dayr az zawr"), drop_articles("al bab"), drop_articles("el")
    ('dayrzawr', 'bab', 'el')
    """
    if " " not in key and not key.startswith(_ARABIC_ARTICLE):
        return key
    words = [_without_arabic_article(word) for word in key.split(" ")]
    return "".join([word for word in words if word not in _ARTICLES]) or key


def _without_arabic_article(word: str) -> str:
    bare = word.removeprefix(_ARABIC_ARTICLE)
    return bare if len(bare) >= _SHORTEST_AFTER_ARTICLE else word


_SETTLEMENTS: Final = frozenset({Kind.CITY, Kind.TOWN, Kind.VILLAGE})
_DIVISIONS: Final = frozenset({Kind.ADMIN1, Kind.ADMIN2})
_DISTRICTS: Final = frozenset({Kind.ADMIN2, Kind.DISTRICT})
_TYPE_WORDS: Final[dict[str, frozenset[Kind]]] = {
    fold(word): kinds
    for words, kinds in (
        (
            (
                "province governorate oblast state region county prefecture department "
                "muhafazat muhafazah wilaya vilayet krai division provincia "
                "محافظة ولاية область"
            ),
            _DIVISIONS,
        ),
        ("district raion rayon canton قضاء ناحية район", _DISTRICTS),
        ("city town village municipality مدينة город", _SETTLEMENTS),
        ("airport airbase مطار", frozenset({Kind.AIRPORT})),
    )
    for word in words.split(" ")
}
"""Folded words that say what kind of place a name is, beside the name itself."""


@dataclass(frozen=True, slots=True)
class NameQuery:
    """A name as asked for: its key, and the key and kinds when a type word is in it."""

    key: str
    bare_key: str
    kinds: frozenset[Kind]


def parse_name(name: str) -> NameQuery:
    """What a name asks for: ``"Hama province"`` is the division called Hama.

    `kinds` is empty, and `bare_key` is `key`, when no type word stands at either end.

    Examples
    --------
    >>> parse_name("Province of Hama").bare_key
    'hama'
    >>> parse_name("Hama city").kinds == {Kind.CITY, Kind.TOWN, Kind.VILLAGE}
    True
    """
    key = fold(name).removeprefix("the ")
    words = key.split(" ")
    if len(words) > 1:
        if words[-1] in _TYPE_WORDS:
            return NameQuery(key, " ".join(words[:-1]), _TYPE_WORDS[words[-1]])
        if words[0] in _TYPE_WORDS:
            rest = words[2:] if words[1] in {"of", "de"} and words[2:] else words[1:]
            return NameQuery(key, " ".join(rest), _TYPE_WORDS[words[0]])
    return NameQuery(key, key, frozenset())
