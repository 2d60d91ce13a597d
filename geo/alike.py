"""Alike spellings: names that no key of the index equals, in the country they are in.

First those with one consonant skeleton, which the many ways to spell Arabic, Hebrew and
Persian vowels leave alone; then, if asked, those a few edits away (rapidfuzz). How often
either is right depends on how much of the country the gazetteer knows. Without a country
only spellings with the same first letter count.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from ..data import tables
from .index import Index
from .names import loosen, skeleton, sound

__all__ = ["Alike", "AlikeKeys"]

_MOST_KEYS: Final = 60_000
_LETTERS_PER_KEY: Final = 9.0
_ALIKE_FIRSTS: Final = ("aeiouyw", "kqg", "fvp", "scz", "dj", "th")
_MOST_ALIKE: Final = 8
_LEAST_ALIKE: Final = 85.0
_LEAST_ALIKE_IN_SOUND: Final = 70.0
_LEAST_SUGGESTED: Final = 75.0
_LEAST_SUGGESTED_ABROAD: Final = 85.0
_EDITS: Final = 2
_SHORTEST_WITH_EDITS: Final = 4
_LETTERS_PER_EDIT: Final = 5
_CHANCE_OF_SOUND: Final = 0.8
_CHANCE_OF_SKELETON: Final = 0.7
_CHANCE_OF_EDITS: Final = 0.4
_HALF_KNOWN: Final = 300.0
"""Spellings per million people at which half of a country's places are known."""


class Alike(NamedTuple):
    """A key of the index that is like a name's."""

    key: str
    chance: float
    """That it is the same name, if the gazetteer knew all names."""
    known: float = 1.0
    """The share of the country's names that it knows."""
    is_close: bool = True
    """Whether so near that a well-known place is likelier than one of no renown."""


class _Skeletons(NamedTuple):
    """Keys by their consonants: columns, for a container a key would be slow to make."""

    keys: list[str]
    loose: list[str]
    """Each key's `loosen`."""
    last: dict[str, int]
    """Number of the last key with some consonants."""
    before: list[int]
    """Number of the key before each that has the same consonants, or -1."""

    def with_bones(self, bones: str) -> Iterator[tuple[str, str]]:
        """Keys with some consonants, and their `loosen`."""
        at = self.last.get(bones, -1) if self.keys else -1
        while at >= 0:
            yield self.keys[at], self.loose[at]
            at = self.before[at]


class AlikeKeys:
    """The spellings of some index files, read a country at a time."""

    def __init__(self, indexes: Sequence[Index]) -> None:
        self._indexes = indexes
        self._keys = lru_cache(maxsize=256)(self._read_keys)
        self._skeletons = lru_cache(maxsize=512)(self._read_skeletons)
        self._count = lru_cache(maxsize=512)(self._read_count)

    def with_skeleton(self, key: str, countries: Sequence[str]) -> list[Alike]:
        """Keys with the consonants of `key` that sound like it or are nearly equal."""
        from rapidfuzz import fuzz  # noqa: PLC0415

        loose = loosen(key)
        bones, said = skeleton(loose), sound(loose)
        alike = []
        for country in countries:
            known = self._share_known(country)
            for found, other in self._skeletons(country, _firsts(key)).with_bones(bones):
                ratio = fuzz.ratio(loose, other)
                if ratio >= _LEAST_ALIKE_IN_SOUND and sound(other) == said:
                    chance = _CHANCE_OF_SOUND * ratio / 100.0
                    alike.append(Alike(found, chance, known, loose == other))
                elif ratio >= _LEAST_ALIKE:
                    chance = _CHANCE_OF_SKELETON * ratio / 100.0
                    alike.append(Alike(found, chance, known, is_close=False))
        return _best(alike)

    def with_few_edits(self, key: str, countries: Sequence[str]) -> list[Alike]:
        """Keys two edits away that are one edit away when both are loosened."""
        from rapidfuzz import process  # noqa: PLC0415
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        loose, alike = loosen(key), []
        most = _EDITS if len(key) >= _SHORTEST_WITH_EDITS else 0
        for country, keys in self._blocks(key[:1], countries):
            known = self._share_known(country) if country else 1.0
            for found, edits, _ in process.extract(
                key, keys, scorer=OSA.distance, limit=_MOST_ALIKE, score_cutoff=most
            ):
                if OSA.distance(loose, loosen(found)) <= len(key) // _LETTERS_PER_EDIT:
                    alike.append(Alike(found, _CHANCE_OF_EDITS / max(edits, 1), known))
        return _best(alike)

    def most_alike(self, key: str, countries: Sequence[str]) -> str | None:
        """The key most like `key`, for a message; without countries, only a close one."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        cutoff = _LEAST_SUGGESTED if countries else _LEAST_SUGGESTED_ABROAD
        found = [
            best
            for _, keys in self._blocks(key[:1], countries)
            if (
                best := process.extractOne(
                    key, keys, scorer=fuzz.ratio, score_cutoff=cutoff
                )
            )
        ]
        return str(max(found, key=lambda best: best[1])[0]) if found else None

    def _blocks(
        self, first: str, countries: Sequence[str]
    ) -> Iterator[tuple[str, Sequence[str]]]:
        """The keys to compare with, by country; by first letter where they are many."""
        for country in countries:
            is_many = self._count(country) > _MOST_KEYS
            yield country, self._keys(country, first if is_many else None)
        if not countries:
            yield "", self._keys(None, first)

    def _read_keys(self, country: str | None, first: str | None) -> list[str]:
        """Keys of a country, or those with a first letter, or both; sorted."""
        asked = {"country": country, "first": first}
        given = {column: value for column, value in asked.items() if value is not None}
        where = " AND ".join(f"{column} = ?" for column in given)
        keys: set[str] = set()
        for index in self._indexes:
            query = f"SELECT keys FROM spellings WHERE {where}"  # noqa: S608
            for (text,) in index.ask(query, tuple(given.values())):
                keys.update(text.split("\n"))
        return sorted(keys)

    def _read_skeletons(self, country: str, firsts: str) -> _Skeletons:
        """Keys that begin with one of some letters, by consonants."""
        keys = [key for first in firsts for key in self._keys(country, first)[:_MOST_KEYS]]
        lines = loosen("\n".join(keys))  # all at once
        last: dict[str, int] = {}
        before = []
        for i, bones in enumerate(skeleton(lines).split("\n")):
            before.append(last.get(bones, -1))
            last[bones] = i
        return _Skeletons(keys, lines.split("\n"), last, before)

    def _read_count(self, country: str) -> float:
        """About how many keys a country has."""
        query = "SELECT coalesce(sum(length(keys)), 0) FROM spellings WHERE country = ?"
        letters = sum(index.ask(query, (country,))[0][0] for index in self._indexes)
        return float(letters) / _LETTERS_PER_KEY

    def _share_known(self, country: str) -> float:
        """How much of a country's names the gazetteer is taken to know, 0 to 1.

        By spellings per million people: few where only towns are known.
        """
        people = _populations().get(country, 0)
        density = self._count(country) / max(people / 1e6, 0.1)
        return density / (density + _HALF_KNOWN)


def _firsts(key: str) -> str:
    """The letters with which spellings of one name may begin."""
    first = key[:1]
    return next((group for group in _ALIKE_FIRSTS if first in group), first)


def _best(alike: list[Alike]) -> list[Alike]:
    """The likeliest keys: those nearly as likely as the first."""
    best = sorted(set(alike), key=lambda found: (-found.chance, found.key))
    return [found for found in best[:_MOST_ALIKE] if found.chance >= best[0].chance * 0.95]


@cache
def _populations() -> dict[str, int]:
    return {country.code: country.population for country in tables.load_countries()}
