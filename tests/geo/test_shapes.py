"""The shape and the precision of each kind of place."""

import geopandas as gpd
import pytest
import shapely

from conflictmap.data import Kind, Precision, ReportError, tables
from conflictmap.geo import Match, Place, shapes
from conflictmap.geo.described.planes import (
    from_plane,
    part_of,
    to_plane,
    unwrapped,
)
from conflictmap.geo.shapes import (
    place_shapes,
    precision_of,
    region_outline,
    without_lines,
)


def place(kind=Kind.CITY, matched=Match.EXACT, radius_m=3_000.0, **fields):
    options = {
        "name": "X",
        "lon": 36.6,
        "lat": 35.9,
        "country": "SY",
        "admin1": None,
        "geonameid": None,
        "population": None,
        "score": 1.0,
        "source": "a test",
        **fields,
    }
    return Place(kind=kind, matched=matched, uncertainty_m=radius_m, **options)


def shape_of(place):
    return place_shapes([place])[place]


@pytest.mark.parametrize(
    ("kind", "matched"),
    [
        (Kind.CITY, Match.ANALYST),
        (Kind.REGION, Match.DESCRIBED),
        (Kind.FACILITY, Match.EXACT),
        (Kind.OTHER, Match.EXACT),
    ],
)
@pytest.mark.parametrize(
    ("radius_m", "precision"),
    [
        *((1_000, Precision.EXACT), (1_001, Precision.SETTLEMENT)),
        *((10_000, Precision.SETTLEMENT), (10_001, Precision.REGION)),
    ],
)
def test_the_radius_tells_the_precision_where_the_kind_does_not(
    kind, matched, radius_m, precision
):
    assert precision_of(place(kind, matched, radius_m)) is precision


@pytest.mark.parametrize(
    ("kind", "precision"),
    [("airport", "exact"), ("city", "settlement"), ("water", "region")],
)
def test_the_kind_tells_the_precision_of_what_is_found(kind, precision):
    assert precision_of(place(Kind(kind), radius_m=50_000)) == precision


def test_a_country_is_its_outline_and_a_town_a_disc():
    country = place(Kind.COUNTRY)
    assert shape_of(country).equals(shapes.country_outline("SY"))
    assert shape_of(place()).geom_type == "Polygon"


def test_a_facility_is_a_point_only_if_it_is_known_well():
    assert shape_of(place(Kind.FACILITY, radius_m=500)).geom_type == "Point"
    assert shape_of(place(Kind.FACILITY, radius_m=5_000)).geom_type == "Polygon"


def test_what_is_drawn_already_keeps_its_shape():
    described, drawn = place(matched=Match.DESCRIBED, radius_m=500), shapely.box(0, 0, 1, 1)
    assert place_shapes([described], {described: drawn}) == {described: drawn}


def test_no_places_have_no_shapes():
    assert place_shapes([]) == {}


def test_a_disc_round_a_pole_is_refused():
    with pytest.raises(ReportError, match="reaches the pole"):
        shape_of(place(lat=89.99))


@pytest.fixture
def regions(monkeypatch):
    """A table of regions with one river."""
    river = shapely.MultiLineString([[(38, 36), (39, 36), (40, 35)]])
    frame = gpd.GeoDataFrame({"name": ["Euphrates"]}, geometry=[river], crs="EPSG:4326")

    def read_regions(bounds=None, *, name=None):
        assert bounds is None
        return frame[frame["name"] == name]

    monkeypatch.setattr(tables, "read_regions", read_regions, raising=False)
    shapes.region_outline.cache_clear()
    yield river
    shapes.region_outline.cache_clear()


def test_a_river_of_the_regions_is_its_line(regions):
    river = place(Kind.WATER, name="Euphrates", source="conflictmap regions (a test)")
    assert shape_of(river).equals(regions)


def test_a_region_that_is_not_drawn_is_a_disc(regions):
    assert regions is not None
    other = place(Kind.REGION, name="Y", source="conflictmap regions (a test)")
    assert shape_of(other).geom_type == "Polygon"


# Planes


@pytest.mark.parametrize(("lon", "lat"), [(36, 35), (179.9, -17), (20, 65)])
def test_a_shape_comes_back_from_the_plane_as_it_was(lon, lat):
    shape = shapely.box(lon - 0.2, lat - 0.2, lon + 0.2, lat + 0.2)
    back = from_plane(to_plane(shape, lon, lat), lon, lat)
    assert shapely.equals_exact(back, shape, tolerance=1e-9)  # degrees: a tenth of a mm


def test_parts_on_both_sides_of_the_antimeridian_become_one():
    split = shapely.union_all([shapely.box(179, 0, 180, 1), shapely.box(-180, 0, -179, 1)])
    whole = unwrapped(split, 179.5)
    assert whole.geom_type == "Polygon"
    assert whole.bounds == (179, 0, 181, 1)


@pytest.mark.parametrize("direction", ["N", "E", "SW", "NNE", "NbE"])
def test_a_part_lies_in_the_whole_and_is_smaller(direction):
    outline = shapes.country_outline("LB")
    part = part_of(outline, direction)
    assert 0 < part.area < outline.area
    assert part.difference(outline).area < 1e-12  # square degrees: rounding


def test_two_halves_are_the_whole():
    outline = shapes.country_outline("LB")
    halves = [part_of(outline, direction) for direction in "NS"]
    assert sum(half.area for half in halves) == pytest.approx(outline.area)


@pytest.mark.parametrize("name", ["M5", "Euphrates"])
def test_a_road_or_river_is_drawn_as_the_strip_it_may_lie_in(name):
    line = region_outline(name)
    at = place(lon=line.representative_point().x, lat=line.representative_point().y)
    strip = without_lines(at, line)
    assert strip.geom_type in {"Polygon", "MultiPolygon"}
    assert strip.contains(line)
    assert without_lines(at, strip) is strip
