"""Whether two reports name the same side: actors by what their names have in common.

Names are known actors (``data/lexicon/actors.toml``: "HTS" is Hayat Tahrir al-Sham), or
countries ("Syrian army", "army of Syria" and "الجيش السوري" are Syria's), or the words
that are left without articles and without nouns that many actors share ("forces"). Two
names are one actor if their words are, or those of one are among the other's; a shared
word alone is not enough, as in "Islamic State" and "Islamic Jihad", nor is a shared
country where one name says more: "Syrian Democratic Forces" are not the Syrian army.

A side of nouns alone ("insurgents", "مسلحون") names nobody, and agrees with any side but
one of the other nature: insurgents are not an army. Of targets the nature says nothing:
what an army calls insurgents, a witness calls civilians.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple

from ..data import tables
from ..data.lexicon import load_lexicon
from .arabic import country_names
from .names import fold

__all__ = ["actor_key", "compare_sides"]

Agreement = Literal[-1, 0, 1]

_LINKING: Final = frozenset(
    "a an and of the al el its s de le la les "  # noqa: SIM905
    "suspected alleged unidentified unknown unnamed armed side group groups unit units "
    "force forces air affiliated backed led allied pro".split()
)
_GOVERNMENT: Final = "government"
_NONSTATE: Final = "nonstate"
_CIVILIANS: Final = "civilians"
_SIDES: Final = (_CIVILIANS, _NONSTATE, _GOVERNMENT)
_ARABIC_NOUNS: Final = {
    _GOVERNMENT: (
        "جيش قوات قوة حكومة نظام شرطة سلاح جو طيران طائرات جوية عسكرية مسلحة أمن سلطات "
        "وزارة دفاع خارجية حربي حربية الحربي مروحيات مدفعية جيوش"
    ),
    _NONSTATE: (
        "مسلحون مسلحين متمردون متمردين معارضة فصائل مقاتلون مقاتلين مقاتلو مجهولون "
        "مجهولين إرهابيون إرهابيين عناصر ميليشيا ميليشيات جماعة جماعات مجموعة"
    ),
    _CIVILIANS: "مدنيون مدنيين أهالي سكان أطفال نساء متظاهرون متظاهرين محتجون محتجين",
}
_ARABIC_ENDINGS: Final = ("يه", "يا", "ي", "ا")
_ARABIC_ADJECTIVES: Final = {"امريك": "US", "بريطان": "GB", "سعود": "SA", "فلسطين": "PS"}
"""Roots of adjectives that are not made of the country's own name."""
_SHORTEST_ROOT: Final = 2
_NOT_COUNTRIES: Final = frozenset({"", "car", "sar", "cin", "opt"})
"""Folded names of countries that are other words more often."""


class _Actor(NamedTuple):
    """What a name says: whose it is, who it is, and of which nature."""

    countries: frozenset[str]  # ISO 3166-1 alpha-2
    words: frozenset[str]
    side: str
    """government, nonstate, civilians or empty: not said."""
    is_named: bool
    """Whether it is somebody's name, not a description."""


def compare_sides(
    names: Sequence[str], others: Sequence[str], *, by_nature: bool
) -> Agreement:
    """1 if an actor is on both sides, -1 if the sides differ, 0 if it cannot be said.

    0 also if an actor is on both, but each side names another beside it.

    Parameters
    ----------
    by_nature
        Whether an army and insurgents, neither named, are different sides.

    Examples
    --------
    >>> compare_sides(["Syrian army"], ["the army of Syria"], by_nature=True)
    1
    >>> compare_sides(["Syrian army"], ["Syrian Democratic Forces"], by_nature=True)
    -1
    >>> compare_sides(["HTS"], ["insurgents"], by_nature=True)
    0
    """
    side, other = [_actor(name) for name in names], [_actor(name) for name in others]
    if any(_is_same(one, two) for one in side for two in other):
        differ = _names_another(side, other) and _names_another(other, side)
        return 0 if differ else 1
    if any(one.is_named for one in side) and any(two.is_named for two in other):
        return -1
    natures, others_natures = ({who.side for who in said} - {""} for said in (side, other))
    is_told = bool(natures and others_natures)
    return -1 if by_nature and is_told and not natures & others_natures else 0


def _names_another(side: Sequence[_Actor], other: Sequence[_Actor]) -> bool:
    """Whether a side names an actor that the other has not."""
    return any(
        one.is_named and not any(_is_same(one, two) for two in other) for one in side
    )


def actor_key(name: str) -> str | None:
    """The same text for names of one actor; ``None`` if the name names nobody.

    Examples
    --------
    >>> actor_key("Syrian army") == actor_key("the military of Syria"), actor_key("gunmen")
    (True, None)
    """
    actor = _actor(name)
    parts = (*sorted(actor.countries), *sorted(actor.words), actor.side)
    return "\n".join(parts) if actor.is_named else None


def _is_same(one: _Actor, two: _Actor) -> bool:
    if one.countries and two.countries and not one.countries & two.countries:
        return False
    if one.words or two.words:
        shorter, longer = sorted((one.words, two.words), key=len)
        return bool(shorter) and shorter <= longer
    return bool(one.countries and two.countries) and one.is_named and two.is_named


@lru_cache(maxsize=65536)
def _actor(name: str) -> _Actor:
    key = fold(name)
    known = _known().get(key) or _known().get(_without_nouns(key))
    if known is not None:
        usual, side = known
        countries, words = _of_country(fold(usual).split(" "))
        if side == _GOVERNMENT and countries:
            return _Actor(countries, frozenset(), side, is_named=True)
        return _Actor(frozenset(), frozenset({usual}), side, is_named=True)
    countries, words = _of_country([_bare(word) for word in key.split(" ")])
    nouns = _nouns()
    left = frozenset(word for word in words if word.isalnum() and word not in nouns)
    left -= {word for word in left if word.isdecimal()}  # years of a government
    sides = {nouns[word] for word in words if word in nouns} - {""}
    if left or not countries:
        side = sides.pop() if len(sides) == 1 and not left else ""
    else:
        side = next((which for which in _SIDES if which in sides), _GOVERNMENT)
    if left:  # small letters describe, where a script has them
        is_named = bool(countries) or name != name.lower() or name == name.upper()
    else:
        is_named = bool(countries) and side == _GOVERNMENT
    return _Actor(countries, left, side, is_named)


def _of_country(words: Sequence[str]) -> tuple[frozenset[str], list[str]]:
    """Codes of the countries that words name, and the other words."""
    countries, longest = _countries()
    found, left, at = set(), [], 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            code = countries.get(" ".join(words[at : at + length]))
            code = code or (_arabic_roots().get(_root(words[at])) if length == 1 else None)
            if code:
                found.add(code)
                at += length
                break
        else:
            left.append(words[at])
            at += 1
    return frozenset(found), left


def _without_nouns(key: str) -> str:
    """A folded name without the nouns of many actors at its ends: "IS fighters"."""
    words, nouns = key.split(" "), _nouns()
    while words and words[-1] in nouns:
        words.pop()
    while words and words[0] in nouns:
        words.pop(0)
    return " ".join(words)


def _bare(word: str) -> str:
    bare = word.removeprefix("ال")
    return bare if len(bare) >= _SHORTEST_ROOT else word


def _root(word: str) -> str:
    """An Arabic country's name or the adjective of it, without article and ending."""
    if not "\u0620" <= word[:1] <= "\u064a":
        return ""
    bare = _bare(word)
    for ending in _ARABIC_ENDINGS:
        if bare.endswith(ending) and len(bare) > len(ending) + _SHORTEST_ROOT - 1:
            return bare.removesuffix(ending)
    return bare


@cache
def _known() -> dict[str, tuple[str, str]]:
    """The usual name and the side of known actors, by folded alias."""
    return {
        fold(alias): (actor["name"], actor["side"])
        for actor in load_lexicon("actors")["actor"]
        for alias in (actor["name"], *actor["aliases"])
    }


@cache
def _nouns() -> dict[str, str]:
    """Folded words that name nobody, and the nature that they tell, if they do."""
    nouns = dict.fromkeys(_LINKING, "")
    heads = load_lexicon("actors")["heads"]
    for side in _SIDES:
        phrases = (*heads[side], *_ARABIC_NOUNS[side].split())
        for word in {word for phrase in phrases for word in fold(phrase).split(" ")}:
            nouns.setdefault(_bare(word), side)
    return nouns


@cache
def _countries() -> tuple[dict[str, str], int]:
    """Codes by the folded names and demonyms of countries, and the most words of one."""
    codes: dict[str, str] = {}
    for country in tables.load_countries():
        for name in (country.name, *country.demonyms, *country.names):
            words = fold(name).split(" ")
            codes.setdefault(" ".join(map(_bare, words)), country.code)
    for name in _NOT_COUNTRIES:
        codes.pop(name, None)
    return codes, max(name.count(" ") for name in codes) + 1


@cache
def _arabic_roots() -> dict[str, str]:
    roots = dict(_ARABIC_ADJECTIVES)
    for code, name in country_names().items():
        if " " not in name:
            roots.setdefault(_root(fold(name)), code)
    roots.pop("", None)
    return roots
