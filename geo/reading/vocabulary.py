"""The word lists that toponyms rest on, as sets: what data/lexicon/toponyms.toml holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from ...data import tables
from ...data.lexicon import load_lexicon
from .text import Document

__all__ = ["Vocabulary", "load_vocabulary"]

_MOST_WORDS: Final = 4
_NOT_IN_TEXT: Final = frozenset({"us", "car", "opt", "prc", "rok", "png", "abd"})
"""Names of countries that are words when they are in small letters."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Sets of words in small letters; what they mean stands beside them in the file."""

    type_words: frozenset[str]
    county_words: frozenset[str]
    nature_after: frozenset[str]
    nature_before: frozenset[str]
    facilities: frozenset[str]
    facilities_before: frozenset[str]
    facilities_small: frozenset[str]
    site_words: frozenset[str]
    facility_adjectives: frozenset[str]
    organisations: frozenset[str]
    media: frozenset[str]
    titles: frozenset[str]
    person_after: frozenset[str]
    first_names: frozenset[str]
    common: frozenset[str]
    civic_words: frozenset[str]
    locatives: frozenset[str]
    strong_locatives: frozenset[str]
    before_of: frozenset[str]
    before_on: frozenset[str]
    before_for: frozenset[str]
    point_words: frozenset[str]
    measures: frozenset[str]
    hyphened: frozenset[str]
    hyphened_places: frozenset[str]
    modifiers: frozenset[str]
    metonym_verbs: frozenset[str]
    metonym_nouns: frozenset[str]
    metonym_before: frozenset[str]
    not_places: frozenset[tuple[str, ...]]
    """Phrases as their words in small letters."""
    not_place_starts: frozenset[str]
    abbreviations: Mapping[str, str]
    """Names of states by their abbreviation, with its dots: "La." is Louisiana."""
    country_names: Mapping[tuple[str, ...], str]
    """Codes by the words of a country's name, in small letters."""
    country_starts: frozenset[str]
    demonyms: Mapping[str, str]
    """Codes by an adjective or noun such as "Syrian", as written."""
    capitals: Mapping[str, str]
    """Codes by the name of a capital of one word, as written."""
    states: Mapping[str, str]
    """Codes by a state's name, as written."""
    cues: Mapping[str, str]
    """Codes by a word of that country's newspapers."""


_LISTS: Final = (  # noqa: SIM905
    "type_words county_words nature_after nature_before facilities "
    "facilities_before facilities_small site_words facility_adjectives "
    "organisations media titles person_after first_names common civic_words "
    "locatives strong_locatives before_of before_on before_for point_words measures "
    "hyphened hyphened_places modifiers metonym_verbs metonym_nouns metonym_before"
).split()


@cache
def load_vocabulary() -> Vocabulary:
    """The word lists, loaded once."""
    lists = load_lexicon("toponyms")
    not_places = {tuple(_words(name)) for name in lists["not_places"]}
    names = _country_names()
    return Vocabulary(
        **{name: frozenset(lists[name].split()) for name in _LISTS},
        not_places=frozenset(not_places),
        not_place_starts=frozenset(words[0] for words in not_places),
        abbreviations=lists["abbreviations"],
        country_names=names,
        country_starts=frozenset(words[0] for words in names),
        demonyms={
            demonym: country.code
            for country in tables.load_countries()
            for demonym in country.demonyms
        },
        capitals={
            country.capital: country.code
            for country in tables.load_countries()
            if country.capital.isalpha()
        }
        | {"Kiev": "UA"},
        states=_by_word(lists["states"]),
        cues=_by_word(lists["cues"]),
    )


def _by_word(lists: Mapping[str, str]) -> dict[str, str]:
    return {word: code for code, words in lists.items() for word in words.split()}


def _country_names() -> dict[tuple[str, ...], str]:
    names: dict[tuple[str, ...], str] = {}
    for country in tables.load_countries():
        for name in (country.name, *country.names):
            words = tuple(_words(name))
            if len(words) <= _MOST_WORDS and words != ("georgia",):
                names.setdefault(words, country.code)
    return {words: code for words, code in names.items() if words[0] not in _NOT_IN_TEXT}


def _words(name: str) -> list[str]:
    """The words of a name as a `Document` parts them."""
    return Document(name).lowers
