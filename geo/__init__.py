"""Places, events and checks: from names to coordinates, shapes and findings."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .checks import Finding
    from .events import LocatedReport, check_report, locate_report
    from .gazetteer import Gazetteer
    from .geodesy import distance_azimuth
    from .lookup import Match, Place, PlaceLookup

_HOMES = {
    "Finding": "checks",
    "Gazetteer": "gazetteer",
    "LocatedReport": "events",
    "Match": "lookup",
    "Place": "lookup",
    "PlaceLookup": "lookup",
    "check_report": "events",
    "distance_azimuth": "geodesy",
    "locate_report": "events",
}

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


def __getattr__(name: str) -> object:
    """The public name `name`, imported when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
