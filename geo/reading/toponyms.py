"""Which words of a text name places, and which places.

Names are parted from their runs of capitals, weighed by what stands around them, in the
light of the countries that the text is about, and resolved together.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from ..lookup import PlaceLookup, upper_codes
from ..together import candidates_together
from .about_countries import count_countries, likeliest_countries
from .known_names import Known, known_names
from .metonyms import is_metonym, stands_for_governments
from .model import Toponym
from .name_choice import Chosen, choose, sure_weights
from .name_pieces import Piece, PieceKind, part_runs
from .name_queries import place_of_site, query_of
from .name_runs import find_runs
from .text import Document, Span
from .uncased import choose_uncased
from .vocabulary import load_vocabulary

if TYPE_CHECKING:
    from .recogniser import Recogniser

__all__ = ["TopoReading", "find_toponyms"]

_MOST_PLACES: Final = 4


class TopoReading(NamedTuple):
    """The places that a text names."""

    toponyms: tuple[Toponym, ...]
    """In the order of the text, not overlapping."""
    countries: tuple[str, ...]
    """What the text is about, ISO 3166-1 alpha-2: as given, else as found."""
    others: tuple[Span, ...]
    """Names of people, organisations and the like, in the order of the text."""


def find_toponyms(
    document: Document,
    lookup: PlaceLookup,
    *,
    country_codes: str | Sequence[str] = (),
    recogniser: "Recogniser | None" = None,
) -> TopoReading:
    """The places that a text names, each with its runners-up.

    Parameters
    ----------
    document
        The text.
    lookup
        Where to look.
    country_codes
        Where the text is about, ISO 3166-1 alpha-2; empty: found from the text. Only
        there are small places and alike spellings taken.
    recogniser
        Says which spans are names of places, in the stead of what is here.
    """
    ask = known_names(lookup).get
    pieces = part_runs(document, find_runs(document), ask)
    countries = upper_codes(country_codes)
    if not countries:
        counts = count_countries(document, _counties(document, pieces))
        countries = likeliest_countries(counts, sure_weights(document, pieces))
    if recogniser is None:
        chosen = sorted(
            choose(document, pieces, countries) + choose_uncased(document, ask, countries)
        )
    else:
        chosen = list(_recognised(document, recogniser(document), ask))
    others = tuple(
        document.span(piece.first, piece.last)
        for piece in pieces
        if piece.kind in {PieceKind.PERSON, PieceKind.OTHER}
    )
    return TopoReading(_resolved(document, chosen, lookup, countries), countries, others)


def _counties(document: Document, pieces: Iterable[Piece]) -> int:
    words = load_vocabulary().county_words
    return sum(
        piece.kind is PieceKind.NATURE and document.lowers[piece.last - 1] in words
        for piece in pieces
    )


def _recognised(
    document: Document, spans: Iterable[Span], ask: Callable[[str], Known | None]
) -> Iterator[Chosen]:
    """The names that a recogniser gives, in order, without those that overlap."""
    end = 0
    for span in sorted(spans):
        first, last = document.word_span(span)
        if first >= max(end, 0) and first < last:
            known = ask(document.slice(first, last))
            kind = "" if known is None else known.kind
            yield Chosen(first, last, document.sentence_at(first), kind)
            end = last


def _resolved(
    document: Document,
    chosen: Sequence[Chosen],
    lookup: PlaceLookup,
    countries: tuple[str, ...],
) -> tuple[Toponym, ...]:
    ask = known_names(lookup).get
    queries = [query_of(document, name, ask) for name in chosen]
    asked = [query for query in queries if query]
    found = iter(
        candidates_together(asked, lookup, country_codes=countries, limit=_MOST_PLACES)
    )
    toponyms = []
    for name, query in zip(chosen, queries, strict=True):
        start, end = document.span(name.first, name.last)
        span = Span(start, end - name.cut)
        text = document.text[span.start : span.end]
        places = tuple(next(found)) if query else ()
        if name.is_facility and query != text:
            places = tuple(place_of_site(place) for place in places)
        is_government = _is_government(document, name, text)
        toponyms.append(Toponym(span, text, query or text, places, is_government))
    return tuple(toponyms)


def _is_government(document: Document, name: Chosen, text: str) -> bool:
    can_be = name.kind == "country" or text.lower() in stands_for_governments()
    return name.is_inside or (
        can_be and is_metonym(document, Span(name.first, name.last), name.sentence)
    )
