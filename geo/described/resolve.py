"""Described places: from "15 km south-west of Idlib" and Idlib to a shape and a radius.

What a phrase says is read in ``locatives``; here its anchors are known. The rules are in
``offsets`` and ``vicinities``.
"""

from collections.abc import Callable, Sequence
from typing import Final

from ..locatives import Locative
from ..places import Place
from . import offsets, vicinities
from .description import Described, DoubtfulPlaceError, Request
from .forms import Form

__all__ = ["Described", "DoubtfulPlaceError", "resolve_locative"]

_LONGEST_KM: Final = 20_000.0

_RULES: Final[dict[Form, Callable[[Request], Described]]] = {
    Form.OFFSET: offsets.single_offset,
    Form.TWO_OFFSETS: offsets.two_offsets,
    Form.DISTANCE: offsets.distance,
    Form.BETWEEN: offsets.between,
    Form.BESIDE: vicinities.beside,
    Form.NEAR: vicinities.near,
    Form.COUNTRYSIDE: vicinities.countryside,
    Form.PART: vicinities.part,
    Form.BORDER: vicinities.border,
    Form.ALONG: vicinities.along,
    Form.ROAD: vicinities.road,
}


def resolve_locative(
    locative: Locative,
    anchors: Sequence[Place],
    *,
    neighbours: Sequence[Place] = (),
    countries: Sequence[str] = (),
) -> Described:
    """Shape, centre and radius of a described place.

    Parameters
    ----------
    locative
        What is said, from `parse_locative`.
    anchors
        The place of each of its anchors, in their order.
    neighbours
        Settlements round the first anchor: what is near it ends half-way to those that
        have half as many people or more.
    countries
        ISO 3166-1 alpha-2, of those that the report is on: whose border "the border with
        Turkey" is, and which part of a river.

    Raises
    ------
    DoubtfulPlaceError
        If what is said is contradictory or may mean several things.
    """
    request = Request(locative, tuple(anchors), tuple(neighbours), tuple(countries))
    lengths = [locative.length, *(locative.second or ())[:1]]
    for length in lengths:
        if length is not None and not 0.0 < length.km <= _LONGEST_KM:
            raise request.refuse(
                f"{length.stated} is not a distance on earth; expected more than 0 and at "
                f"most {_LONGEST_KM:,.0f} km"
            )
    if len(anchors) > 1 and len({(place.lon, place.lat) for place in anchors}) == 1:
        raise request.refuse("its names mean one and the same place; say which are meant")
    return _RULES[locative.form](request)
