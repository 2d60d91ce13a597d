"""The map of a picture: land, shapes of places, stated distances, names, marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from ...data import tables
from ...data.schema import Precision
from .canvas import Canvas
from .distances import Stated, draw_numbers, draw_stated_line
from .labels import draw_names
from .lines import Box, Lines
from .marks import Mark, draw_mark, is_crowded, lay_out, lay_together
from .names import names_on
from .spots import Spot, find_spots, homes_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from ...geo.events import LocatedReport
    from ...geo.lookup import PlaceLookup
    from ..options import MapOptions
    from .view import View

__all__ = ["Drawn", "draw_map"]

_HATCH: Final = 6.5  # units between the lines of a hatching
_DIVISIONS_FROM: Final = 3.0  # zoom: from further off they would blacken the land
_DESCRIBED: Final = (4.5, 2.6)  # dashes, units
_FAINT: Final = (1.6, 2.4)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What there is on a map, for its legend."""

    spots: Sequence[Spot]  # none where there are too many to draw each
    marks: Sequence[Mark]
    stated: Sequence[Stated]
    unlabelled: Sequence[Stated]  # whose numbers had no room


def draw_map(  # noqa: PLR0913  what, where, and where names come from
    canvas: Canvas,
    view: "View",
    located: "LocatedReport",
    stated: Sequence[Stated],
    lookup: "PlaceLookup",
    *,
    options: "MapOptions",
    reserved: Box,
) -> Drawn:
    """Draw all that lies in the view's frame, and say what that is.

    Parameters
    ----------
    canvas, view
        Where, and what part of the world.
    located, stated
        The report, and what it states of distances.
    lookup
        Where towns come from.
    options
        How many of them.
    reserved
        What no name and no number may cover: the scale bar.
    """
    spots = find_spots(located.events, view)
    homes = homes_of(spots)
    if is_crowded(homes):
        marks, spots = lay_together(homes), []
    else:
        marks = lay_out(homes)
    taken = [*(mark.box for mark in marks), reserved]
    unlabelled = []
    with canvas.within(view.frame):
        _draw_land(canvas, view)
        for spot in sorted(spots, key=lambda spot: not spot.is_area):
            _draw_shape(canvas, view, spot)
        for one in stated:
            draw_stated_line(canvas, one)
        ends = [box for one in stated for box in one.end_boxes]
        for one in stated:
            plate = draw_numbers(canvas, one, [*taken, *ends], view.frame)
            if plate is None:
                unlabelled.append(one)
            else:
                taken.append(plate)
        taken += [box for one in stated for box in one.boxes]
        names = names_on(view, spots, located, lookup, max_towns=options.max_towns)
        draw_names(canvas, names, taken, view.frame)
        areas = {spot.at for spot in spots if spot.is_area}
        for mark in marks:
            _draw_leader(canvas, mark, is_area=mark.home in areas)
        for mark in marks:
            draw_mark(canvas, mark)
    return Drawn(spots, marks, stated, unlabelled)


def _draw_land(canvas: Canvas, view: "View") -> None:
    left, top, right, bottom = view.frame
    north, south = (view.project(np.array([[0.0, lat]]))[0, 1] for lat in (90.0, -90.0))
    canvas.fill(Lines.box(view.frame), "void")
    canvas.fill(Lines.box((left, max(top, north), right, min(bottom, south))), "sea")
    width = 0.8 * min(1.0, max(0.35, (view.zoom - 3.0) / 4.0))
    countries, disputed = (
        _read(view, tables.read_countries),
        _read(view, tables.read_disputed),
    )
    canvas.fill(countries, "land")
    if view.zoom > _DIVISIONS_FROM:
        divisions = _read(view, tables.read_divisions)
        canvas.stroke(view.without_seam(divisions), "division", width)
    canvas.stroke(view.without_seam(countries), "border", width * 1.35)
    canvas.stroke(disputed, "land", width * 1.35 + 0.8)
    canvas.stroke(disputed, "disputed", width * 1.35, dash=(4.0, 3.0))


def _read(view: "View", read: "Callable[[tables.Bounds], gpd.GeoDataFrame]") -> Lines:
    """A table's shapes in the frame."""
    shapes = (shape for box in view.boxes for shape in read(box).geometry)
    return view.close_seam(view.trace(shapes))


def _draw_shape(canvas: Canvas, view: "View", spot: Spot) -> None:
    """A town's disc; an area's outline, hatched, dashed where it is only described."""
    if shapely.get_dimensions(spot.shape) < 2:
        return
    shape = view.trace([spot.shape])
    if not spot.is_area:
        canvas.fill(shape, "ink", alpha=0.09)
        canvas.stroke(shape, "ink", 0.7, alpha=0.45)
        return
    if not spot.is_described:
        shape = view.close_seam(shape)
    is_light = spot.is_faint or spot.precision == Precision.COUNTRY
    canvas.hatch(shape, "ink", _HATCH, alpha=0.09 if is_light else 0.17)
    dash = _FAINT if spot.is_faint else _DESCRIBED if spot.is_described else ()
    canvas.stroke(
        view.without_seam(shape), "ink", 1.1, dash=dash, alpha=0.4 if spot.is_faint else 0.7
    )


def _draw_leader(canvas: Canvas, mark: Mark, *, is_area: bool) -> None:
    """The line from a mark to its place, and the place's dot; of an area, a square."""
    x, y = mark.home
    if not mark.is_moved:
        return
    canvas.stroke(Lines.of([mark.home, (mark.x, mark.y)]), "ink", 0.8, alpha=0.7)
    dot = Lines.circle(x, y, 2.6)
    if is_area:
        dot = Lines.box((x - 2.5, y - 2.5, x + 2.5, y + 2.5))
    canvas.fill(dot, "halo" if is_area else "ink")
    canvas.stroke(dot, "ink" if is_area else "halo", 0.9)
