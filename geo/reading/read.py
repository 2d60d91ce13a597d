"""Reading a text: what it names, what it says happened there, and how far apart things are.

The order of the parts: words, names, places, events, claims. Nothing is corrected: what
was not understood is left out, what is doubtful says so by its score and runners-up.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from .boilerplate import find_boilerplate
from .described_names import place_described
from .distances import find_claims
from .happenings import find_happenings
from .merging import merge_events
from .model import Reading
from .place_phrases import describe_places
from .text import Document
from .toponyms import find_toponyms

if TYPE_CHECKING:
    from ..lookup import PlaceLookup
    from .recogniser import Recogniser

__all__ = ["read_text"]


def read_text(
    text: str,
    lookup: "PlaceLookup",
    *,
    published: date | None = None,
    country_codes: str | Sequence[str] = (),
    recogniser: "Recogniser | None" = None,
) -> Reading:
    """Toponyms, events and distance claims of a text, each with its spans.

    Parameters
    ----------
    text
        As it was published; offsets refer to it in code points.
    lookup
        Where places come from.
    published
        The day to which "on Sunday" refers; without it only full dates are read.
    country_codes
        What the text is about, ISO 3166-1 alpha-2; empty: found from the text.
    recogniser
        Says which spans are names, in the stead of our own; see `load_recogniser`.
    """
    document = Document(text, find_boilerplate(text))
    names = find_toponyms(
        document, lookup, country_codes=country_codes, recogniser=recogniser
    )
    claims = find_claims(document, names.toponyms)
    toponyms = place_described(document, names.toponyms, claims)
    events = merge_events(find_happenings(document, toponyms, published, names.countries))
    return Reading(
        text=text,
        countries=names.countries,
        toponyms=toponyms,
        events=describe_places(document, events, claims),
        claims=claims,
    )
