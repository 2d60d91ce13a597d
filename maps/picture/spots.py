"""The places of a report's events, where they are in the picture."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from ...data.schema import Precision
from ...geo.places import Match
from ..options import PALETTE, STYLED_AS, GroupStyle
from .lettering import one_line
from .marks import Look

if TYPE_CHECKING:
    import geopandas as gpd

    from .view import View

__all__ = ["Spot", "find_spots", "homes_of"]

_POINT_LIKE: Final = frozenset({Precision.EXACT, Precision.SETTLEMENT})
_Where = tuple[float, float, str]  # longitude, latitude, precision

_COLUMNS: Final = ("lon", "lat", "precision", "place_matched", "event_type", "status")
_LONGEST_NAME: Final = 36  # characters
_STYLES: Final[dict[str, GroupStyle]] = {style.name: style for style in PALETTE}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with events, whose middle is in the frame."""

    words: str  # what the report calls it
    at: tuple[float, float]  # units
    shape: Any  # degrees
    precision: str
    is_area: bool
    is_described: bool
    looks: Counter[Look]  # of its events, those that happened first

    @property
    def is_faint(self) -> bool:
        """Whether all of it is background or planned."""
        return all(look.is_faint for look in self.looks)


def find_spots(events: "gpd.GeoDataFrame", view: "View") -> list[Spot]:
    """Places in the frame, in the order of the events."""
    placed = events[events["lon"].notna()]
    looks: dict[_Where, Counter[Look]] = {}
    first_rows = []
    columns = (placed[name].tolist() for name in _COLUMNS)
    for row, (lon, lat, precision, matched, event_type, status) in enumerate(
        zip(*columns, strict=True)
    ):
        where = (lon, lat, precision)
        if where not in looks:
            looks[where] = Counter()
            first_rows.append(row)
        is_area = matched == Match.DESCRIBED or precision not in _POINT_LIKE
        looks[where][Look(_style_of(event_type), status, is_area)] += 1
    firsts = placed.iloc[first_rows]
    names = firsts["place"].fillna(firsts["place_name"])
    spots = (
        Spot(
            words=one_line(words, _LONGEST_NAME),
            at=view.point(where[0], where[1]),
            shape=shape,
            precision=where[2],
            is_area=any(look.is_area for look in seen),
            is_described=matched == Match.DESCRIBED,
            looks=Counter(dict(sorted(seen.items(), key=_faint_last))),
        )
        for (where, seen), words, shape, matched in zip(
            looks.items(), names, firsts.geometry, firsts["place_matched"], strict=True
        )
    )
    return [spot for spot in spots if view.holds(spot.at)]


@cache
def _style_of(event_type: str) -> GroupStyle:
    """The style of an event type; a data set's own types keep their names."""
    if event_type in STYLED_AS:
        return replace(_STYLES[STYLED_AS[event_type]], name=event_type)
    return _STYLES.get(event_type, PALETTE[-1])


def _faint_last(item: tuple[Look, int]) -> bool:
    return item[0].is_faint


def homes_of(spots: Iterable[Spot]) -> dict[tuple[float, float], Counter[Look]]:
    """What there is at each point."""
    homes: dict[tuple[float, float], Counter[Look]] = {}
    for spot in spots:
        homes.setdefault(spot.at, Counter()).update(spot.looks)
    return homes
