"""Names that no gazetteer holds, placed by what the text itself says of them.

"Zaita is 20 km east of Raqqa" places Zaita; "the Hotel Orient in Tunis" is
somewhere in Tunis. Of namesakes the one is chosen that lies as far away as stated.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from ...data.schema import SETTLEMENTS, Kind
from ..checks import direction_holds
from ..described.description import DoubtfulPlaceError
from ..described.resolve import resolve_locative
from ..geodesy import distance_azimuth
from ..locatives import parse_locative
from ..places import Place
from .model import ClaimRead, Toponym
from .text import Document

__all__ = ["place_described"]

_LEAST_SLACK_KM: Final = 5.0
_SLACK: Final = 0.3
_REACH: Final = 14
_INTO: Final = frozenset({"in", "of"})
_DIRECTIONS: Final = ("north", "south", "east", "west")
_UNITS: Final = frozenset("km kilometres kilometers kms miles mile metres meters m".split())  # noqa: SIM905
_STOPS: Final = frozenset(".;:()")
_WHOLE: Final = SETTLEMENTS | {Kind.DISTRICT}


def place_described(
    document: Document, toponyms: Sequence[Toponym], claims: Iterable[ClaimRead]
) -> tuple[Toponym, ...]:
    """Toponyms with places for those of which the text says where they are.

    Parameters
    ----------
    toponyms
        In the order of the text.
    claims
        The distances that the text states between them.
    """
    places: dict[str, Place] = {}
    for claim in claims:
        place = _stated(claim)
        if place is not None:
            places.setdefault(claim.end.name, place)
    for number, toponym in enumerate(toponyms):
        if toponym.place is None and toponym.name not in places:
            around = _around(document, toponyms, number)
            if around is not None:
                places[toponym.name] = around
    return tuple(_with_place(toponym, places.get(toponym.name)) for toponym in toponyms)


def _with_place(toponym: Toponym, place: Place | None) -> Toponym:
    if place is None or place == toponym.place:
        return toponym
    others = tuple(other for other in toponym.places if other != place)
    return replace(toponym, places=(place, *others))


def _stated(claim: ClaimRead) -> Place | None:
    """The place of a claim's subject: a namesake so far away, or where it must be."""
    start, subject = claim.start.place, claim.end
    if start is None or claim.km is None or claim.direction is None:
        return None
    for place in subject.places:
        if _fits(claim, start, place):
            return place
    if subject.places:
        return None
    unit = f"{claim.miles:g} miles" if claim.miles else f"{claim.km:g} km"
    locative = parse_locative(f"{unit} {claim.direction} of {claim.start.name}")
    if locative is None:
        return None
    try:
        return resolve_locative(locative, [start]).to_place(locative, [start])
    except DoubtfulPlaceError:
        return None


def _fits(claim: ClaimRead, start: Place, place: Place) -> bool:
    distances_m, azimuths = distance_azimuth(start.lon, start.lat, place.lon, place.lat)
    stated = claim.km or 0.0
    slack_km = max(_LEAST_SLACK_KM, _SLACK * stated)
    return abs(float(distances_m[0]) / 1000.0 - stated) <= slack_km and direction_holds(
        claim.direction or "N",
        float(azimuths[0]),
        radials_m=start.uncertainty_m + place.uncertainty_m,
        distance_m=float(distances_m[0]),
    )


def _around(document: Document, toponyms: Sequence[Toponym], number: int) -> Place | None:
    """The settlement that a name is said to lie in: "the Hotel Orient in Tunis"."""
    if number + 1 >= len(toponyms):
        return None
    toponym, following = toponyms[number], toponyms[number + 1]
    place = following.place
    if place is None or place.kind not in _WHOLE or following.is_metonym:
        return None
    first = document.word_span(toponym.span).end
    last = document.word_span(following.span).start
    between = document.lowers[first:last]
    if len(between) > _REACH or not _STOPS.isdisjoint(between):
        return None
    is_inside = not _INTO.isdisjoint(between[-3:]) and not _is_beside(between)
    return place if is_inside else None


def _is_beside(between: Sequence[str]) -> bool:
    """Whether the words end in "north of" or "5 km of", which is not inside."""
    if between[-1:] != ["of"]:
        return False
    before = between[-2] if len(between) > 1 else ""
    return before.startswith(_DIRECTIONS) or before in _UNITS
