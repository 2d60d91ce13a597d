"""What is asked of the gazetteer for a name in a text: with the type word beside it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ...data.schema import Kind
from ..places import Match, Place
from .known_names import Known
from .name_choice import Chosen
from .text import Document
from .uncased import bare_word
from .vocabulary import load_vocabulary

__all__ = ["place_of_site", "query_of"]

_SINGULAR: Final = {
    "provinces": "province",
    "governorates": "governorate",
    "oblasts": "oblast",
    "districts": "district",
    "cities": "city",
    "towns": "town",
    "villages": "village",
    "hamlets": "village",
    "hamlet": "village",
    "capital": "city",
    "port": "city",
}
_ASKED: Final = frozenset(
    "province governorate oblast district city town village".split()  # noqa: SIM905
)
_ROUND_A_TOWN_M: Final = 5_000.0
"""How far from the centre of a town what is named for it may lie."""

Ask = Callable[[str], Known | None]


def query_of(document: Document, name: Chosen, ask: Ask) -> str:
    """The name to look up for a name in a text; "" if there is no sense in looking.

    With its type word where the gazetteer knows such a place; the name of the state for
    its abbreviation; "Tabqa airport" or else "Tabqa" for "Tabqa military airport".
    """
    text = document.slice(name.first, name.last)
    text = text[: len(text) - name.cut]
    abbreviations = load_vocabulary().abbreviations
    state = abbreviations.get(text.replace(" ", ""))
    if state is not None:
        return state
    if name.is_facility and ask(text) is None:
        return _site_query(document, name, ask)
    if not text.isascii() and ask(text) is None and ask(bare_word(text)) is not None:
        return bare_word(text)
    word = _SINGULAR.get(name.type_word, name.type_word)
    if word in _ASKED and ask(f"{text} {word}") is not None:
        return f"{text} {word}"
    return text


def _site_query(document: Document, name: Chosen, ask: Ask) -> str:
    """The known place that a facility's name begins with, or what it is called else."""
    vocabulary = load_vocabulary()
    noun = document.lowers[name.last - 1]
    if noun not in vocabulary.facilities_small:
        return ""
    last = name.last - 1
    while (
        last > name.first + 1
        and document.lowers[last - 1] in vocabulary.facility_adjectives
    ):
        last -= 1
    town = document.slice(name.first, last)
    if town.isupper() or not town[:1].isupper():
        return ""
    typed = f"{town} {noun}"
    return typed if ask(typed) is not None else town


def place_of_site(place: Place) -> Place:
    """A place as that of a facility which is named for it: less certain."""
    if place.kind is Kind.AIRPORT:
        return place
    return replace(
        place,
        kind=Kind.FACILITY,
        geonameid=None,
        population=None,
        uncertainty_m=place.uncertainty_m + _ROUND_A_TOWN_M,
        matched=Match.DESCRIBED,
    )
