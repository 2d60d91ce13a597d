"""What else a name may mean: the candidates that were not chosen, for readers to judge."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from ..data.drafts import fingerprint
from .geodesy import distance_azimuth
from .places import Match, Place

if TYPE_CHECKING:
    from ..data.reports import Report

__all__ = ["is_settled", "places_not_chosen"]

_MOST: Final = 5
_APART_M: Final = 5_000.0
"""Nearer than this, two entries stand for one place: a town, and the district of it."""
_LEAST_SCORE: Final = 0.001
"""Of what is worth telling: a thousand to one is no doubt."""


def places_not_chosen(chosen: Place, ranked: Iterable[Place]) -> tuple[Place, ...]:
    """At most five of a name's candidates beside the chosen place, in their order.

    Those within 5 km of it or of each other are one place; those with a score below 0.001
    are left out. A described place has none: it was worked out, not picked.
    """
    if chosen.matched is Match.DESCRIBED:
        return ()
    kept = [chosen]
    for place in ranked:
        if len(kept) > _MOST or place.score < _LEAST_SCORE:
            break
        if all(_are_apart(place, other) for other in kept):
            kept.append(place)
    return tuple(kept[1:])


def is_settled(name: str, report: "Report") -> bool:
    """Whether an analyst fixed the place of a name under the report's ``places``.

    What a machine wrote there is settled by a review of the report, or of that entry.
    """
    entry = report.places.get(name)
    if entry is None or report.reading == "reviewed":
        return entry is not None
    written = report.read and report.read.places.get(name)
    is_changed = written != fingerprint(entry.model_dump(exclude_none=True))
    return report.read is not None and is_changed


def _are_apart(one: Place, other: Place) -> bool:
    distance_m, _ = distance_azimuth(one.lon, one.lat, other.lon, other.lat)
    return bool(distance_m[0] >= _APART_M)
