"""Places, events and checks: from names to coordinates, shapes and findings."""

from typing import TYPE_CHECKING

from ..data.exports import lazy_exports

if TYPE_CHECKING:
    from .checks import Finding
    from .events import LocatedReport, check_report, locate_report
    from .gazetteer import Gazetteer
    from .geodesy import distance_azimuth
    from .lookup import PlaceLookup
    from .places import Match, Place

__all__ = [
    "Finding",
    "Gazetteer",
    "LocatedReport",
    "Match",
    "Place",
    "PlaceLookup",
    "check_report",
    "distance_azimuth",
    "locate_report",
]

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "Finding": "checks",
        "Gazetteer": "gazetteer",
        "LocatedReport": "events",
        "Match": "places",
        "Place": "places",
        "PlaceLookup": "lookup",
        "check_report": "events",
        "distance_azimuth": "geodesy",
        "locate_report": "events",
    },
)
