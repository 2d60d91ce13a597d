"""Spelling keys: what two spellings of one place name have in common.

``fold`` makes spellings equal that differ in case, accents, apostrophes, hyphens or, for
Latin and Cyrillic, in script. ``drop_articles`` goes on to forget articles and spaces.
Which place a name means is decided in ``lookup``, not here.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from ..data.schema import SETTLEMENTS, Kind

__all__ = [
    "NameQuery",
    "drop_articles",
    "fold",
    "loosen",
    "name_parts",
    "parse_name",
    "part_article",
    "skeleton",
    "sound",
]

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
        text = name.lower()
        if "'" in text or "`" in text:
            text = text.replace("'", "").replace("`", "")
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
    words = key.split(" ")
    if not key.isascii():
        words = [_without_arabic_article(word) for word in words]
    return "".join([word for word in words if word not in _ARTICLES]) or key


def _without_arabic_article(word: str) -> str:
    bare = word.removeprefix(_ARABIC_ARTICLE)
    return bare if len(bare) >= _SHORTEST_AFTER_ARTICLE else word


_DIGRAPHS: Final = (
    *(("kh", "k"), ("gh", "g"), ("sh", "c"), ("ch", "c"), ("dj", "j"), ("th", "t")),
    *(("dh", "d"), ("ph", "f"), ("q", "k"), ("v", "f")),
)
_ENDING: Final = re.compile("(?<=.)(?:[ae][ht])$", re.MULTILINE)
_ALIKE_VOWELS: Final = (("e", "i"), ("y", "i"), ("o", "u"))
_REPEATED: Final = re.compile(r"(.)(?=\1)")
_LONG_VOWEL: Final = re.compile("[aiu]+w(?![aiu])")
_VOWELS: Final = re.compile("[aiu]+")
_VOWELS_AND_W: Final = "aiuw"
_FUSED_ARTICLE: Final = re.compile(r"(?<= )[ae]([dlnrstz])(?=\1)")


def loosen(key: str) -> str:
    """A `drop_articles` key as far as ways to write Arabic in Latin letters agree.

    e and y as i, o as u, v as f, digraphs as one letter, q as k, no letter twice, endings
    -ah and -at as -a. Letters of scripts other than Latin stay. Of many keys, a line each,
    it makes as many lines, and so do `sound` and `skeleton`: far faster than one by one.

    Examples
    --------
    >>> loosen("mansoura"), loosen("mansurah"), loosen("foah"), loosen("fuah")
    ('mansura', 'mansura', 'fua', 'fua')
    """
    text = _ENDING.sub("a", key)
    for letters, letter in (*_DIGRAPHS, *_ALIKE_VOWELS):
        text = text.replace(letters, letter)
    return _REPEATED.sub("", text)


def sound(loose_key: str) -> str:
    """A `loosen` key in which every vowel is the same.

    Examples
    --------
    >>> sound(loosen("einissa")), sound(loosen("aynisa")), sound(loosen("suwayda"))
    ('anasa', 'anasa', 'sawada')
    """
    return _VOWELS.sub("a", _LONG_VOWEL.sub("a", loose_key))


def skeleton(loose_key: str) -> str:
    """The consonants of a `loosen` key: it without vowels and w.

    Examples
    --------
    >>> skeleton(loosen("jarabulus")), skeleton(loosen("jarablus"))
    ('jrbls', 'jrbls')
    """
    for letter in _VOWELS_AND_W:
        loose_key = loose_key.replace(letter, "")
    return loose_key


def part_article(key: str) -> str:
    """A `fold` key with articles parted that are written as one word: "deir ezzor".

    Examples
    --------
    >>> part_article("deir ezzor"), part_article("dahiyat assad"), part_article("assad")
    ('deir zor', 'dahiyat sad', 'assad')
    """
    return _FUSED_ARTICLE.sub("", key)


_QUARTERS: Final = SETTLEMENTS | {Kind.DISTRICT}
_DIVISIONS: Final = frozenset({Kind.ADMIN1, Kind.ADMIN2})
_DISTRICTS: Final = frozenset({Kind.ADMIN2, Kind.DISTRICT})
_AIRPORTS: Final = frozenset({Kind.AIRPORT, Kind.FACILITY})
_WATERS: Final = frozenset({Kind.WATER})
_ANY: Final[frozenset[Kind]] = frozenset()
_TYPE_WORDS: Final[dict[str, frozenset[Kind]]] = {
    fold(word): kinds
    for words, kinds in (
        (
            (
                "province governorate oblast state county prefecture department "
                "muhafazat muhafazah wilaya vilayet krai division provincia "
                "محافظة ولاية область провинция"
            ),
            _DIVISIONS,
        ),
        ("district subdistrict raion rayon canton قضاء ناحية район", _DISTRICTS),
        ("city town village municipality hamlet مدينة بلدة قرية город село", SETTLEMENTS),
        ("suburb neighbourhood neighborhood quarter camp حي مخيم", _QUARTERS),
        ("airport airbase airfield مطار аэропорт", _AIRPORTS),
        ("river lake sea نهر بحيرة река озеро", _WATERS),
        ("region area منطقة", _ANY),
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
    """Empty: any."""

    def with_parted_article(self) -> "NameQuery":
        """The query with `part_article` of its keys."""
        return NameQuery(part_article(self.key), part_article(self.bare_key), self.kinds)


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
    if " " not in key:
        return NameQuery(key, key, _ANY)
    words = key.split(" ")
    if words[-1] in _TYPE_WORDS:
        return NameQuery(key, " ".join(words[:-1]), _TYPE_WORDS[words[-1]])
    if words[0] in _TYPE_WORDS:
        rest = words[2:] if words[1] in {"of", "de"} and words[2:] else words[1:]
        return NameQuery(key, " ".join(rest), _TYPE_WORDS[words[0]])
    return NameQuery(key, key, _ANY)


_PARTS: Final = re.compile(r"[/()\[\]]| or | aka ")
_MOST_PARTS: Final = 4


def name_parts(name: str) -> list[str]:
    """The names in one that gives several, each with the type word at the end.

    Empty if it gives one.

    Examples
    --------
    >>> name_parts("Tadmur/Palmyra town"), name_parts("Al-Rai town (Choban Bey)")
    (['Tadmur town', 'Palmyra town'], ['Al-Rai town', 'Choban Bey'])
    """
    parts = [part.strip() for part in _PARTS.split(name) if part.strip()][:_MOST_PARTS]
    if len(parts) < 2:
        return []
    *firsts, last = parts
    type_word = last.rpartition(" ")[2]
    if fold(type_word) not in _TYPE_WORDS:
        return parts
    typed = [f"{part} {type_word}" for part in firsts]
    return typed if last == type_word else [*typed, last]
