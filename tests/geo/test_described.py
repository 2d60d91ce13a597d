"""Shapes and radii of described places, against the formulas and the geodesic."""

import geopy.distance
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.data import Kind
from conflictmap.geo import Match, Place, shapes
from conflictmap.geo.described.resolve import DoubtfulPlaceError, resolve_locative
from conflictmap.geo.locatives import parse_locative

METRE = 1e-3
"""In km: geopy and PROJ agree to far less; a metre is what a reader could see."""
TEN_METRES = 1e-2
"""In km: half the last digit of the values that georeferencing guides print."""


def place(name="X", lon=36.63393, lat=35.93062, radius_km=0.0, **fields):
    options = {
        "kind": Kind.CITY,
        "country": "SY",
        "admin1": "12",
        "geonameid": 1,
        "population": 100_000,
        "score": 0.9,
        "matched": Match.EXACT,
        "source": "a test",
        **fields,
    }
    return Place(name=name, lon=lon, lat=lat, uncertainty_m=radius_km * 1000.0, **options)


def country(code, name, lon, lat, radius_km):
    return place(name, lon, lat, radius_km, kind=Kind.COUNTRY, country=code, admin1=None)


SYRIA = country("SY", "Syria", 38, 35, 470)
TURKEY = country("TR", "Turkey", 35, 39, 900)
FIJI = country("FJ", "Fiji", 178, -18, 800)


def resolve(text, *anchors, **options):
    return resolve_locative(parse_locative(text), anchors or (place(),), **options)


def km(one, other):
    """Geodesic kilometres between (lon, lat) points."""
    return geopy.distance.geodesic(one[::-1], other[::-1]).km


def vertices_km(shape, point):
    return [km(point, vertex) for vertex in shapely.get_coordinates(shape).tolist()]


# N km D of X


@pytest.mark.parametrize(
    ("text", "radius_km", "expected_km"),
    [
        ("10 km NE of X", 3.619, 6.20),  # with the precision of 10, d′ = 4.119
        ("15 km south-west of X", 0, 5.97),
        ("15 km south-west of X", 5, 8.78),
        ("10 km north of X", 0, 7.86),
    ],
)
def test_the_radius_of_an_offset_is_that_of_the_guide(text, radius_km, expected_km):
    found = resolve(text, place(radius_km=radius_km))
    assert found.uncertainty_m / 1000 == pytest.approx(expected_km, abs=TEN_METRES)


def test_an_offset_without_any_slack_has_only_the_error_of_its_angle():
    tiny = resolve("10.000001 km NE of X")  # good to half a millimetre
    assert tiny.uncertainty_m / 1000 == pytest.approx(3.90, abs=TEN_METRES)


@pytest.mark.parametrize(
    ("lon", "lat"), [(36.6, 35.9), (25.0, 60.0), (179.95, -16.0), (-179.99, 70.0)]
)
def test_a_sector_lies_between_its_distances_on_the_ellipsoid(lon, lat):
    found = resolve("15 km south-west of X", place(lon=lon, lat=lat, radius_km=2))
    away = vertices_km(found.shape, (lon, lat))
    assert min(away) == pytest.approx(15 - 2.5, abs=METRE)
    assert max(away) == pytest.approx(15 + 2.5, abs=METRE)
    assert km((lon, lat), (found.lon, found.lat)) == pytest.approx(15, abs=METRE)
    assert found.shape.is_valid
    assert found.shape.geom_type == "Polygon"
    west, _, east, _ = found.shape.bounds
    assert east - west < 1  # in one piece, not round the world
    assert -180 <= found.lon <= 180


@given(
    st.floats(-180, 180),
    st.floats(-75, 75),
    st.sampled_from(["N", "NE", "ENE", "SbW", "W"]),
    st.integers(1, 500),
)
def test_a_sector_is_valid_and_its_radius_covers_its_middle(lon, lat, point, stated_km):
    found = resolve(f"{stated_km} km {point} of X", place(lon=lon, lat=lat, radius_km=1))
    assert found.shape.is_valid
    middle = (found.lon, found.lat)
    assert km((lon, lat), middle) == pytest.approx(stated_km, abs=METRE)
    # the outer corners are the furthest of the plane's formula; the ellipsoid adds little
    assert max(vertices_km(found.shape, middle)) < found.uncertainty_m / 1000 * 1.8 + 1


def test_due_is_exact_so_that_only_the_slack_remains():
    found = resolve("10 km due north of X", place(radius_km=2))
    assert found.uncertainty_m == pytest.approx(2_500)
    assert found.lon == pytest.approx(36.63393)


# N km from X


@pytest.mark.parametrize("text", ["15 km north of Syria", "15 km from Syria"])
def test_a_distance_that_does_not_lead_out_of_an_area_is_refused(text):
    with pytest.raises(DoubtfulPlaceError, match="Syria is an area that reaches 470 km"):
        resolve(text, SYRIA)


def test_a_distance_without_a_direction_is_a_ring():
    found = resolve("10 km from X", place(radius_km=2))
    assert found.uncertainty_m == pytest.approx(12_500)
    assert (found.lon, found.lat) == (36.63393, 35.93062)
    (hole,) = found.shape.interiors
    centre = (found.lon, found.lat)
    assert vertices_km(found.shape.exterior, centre) == pytest.approx(
        [12.5] * 65, abs=METRE
    )
    assert vertices_km(hole, centre) == pytest.approx([7.5] * 65, abs=METRE)


def test_a_ring_round_a_place_that_reaches_further_has_no_hole():
    assert not resolve("2 km from X", place(radius_km=5)).shape.interiors


def test_within_a_distance_is_a_disc():
    assert not resolve("within 10 km of X").shape.interiors


def test_a_road_distance_may_be_nearer_in_a_straight_line():
    (hole,) = resolve("145 km from X by road", place(radius_km=0)).shape.interiors
    nearest = 145 / 1.45 - 0.5
    assert vertices_km(hole, (36.63393, 35.93062))[0] == pytest.approx(nearest, abs=METRE)


def test_a_distance_along_the_road_to_a_place_is_a_point_with_the_slack():
    start, end = place(radius_km=2), place("Y", 37.16, 36.2, geonameid=2)
    found = resolve("10 km from X on the road to Y", start, end)
    assert found.uncertainty_m == pytest.approx(2_500)
    assert km((start.lon, start.lat), (found.lon, found.lat)) == pytest.approx(
        10, abs=METRE
    )


def test_a_road_that_ends_before_the_distance_is_refused():
    near = place("Y", 36.7, 35.95, geonameid=2)
    with pytest.raises(DoubtfulPlaceError, match=r"Y is only 6\.3 km from X"):
        resolve("30 km from X on the road to Y", place(), near)


def test_a_road_in_another_direction_than_the_stated_one_is_refused():
    east = place("Y", 37.6, 35.93, geonameid=2)
    with pytest.raises(DoubtfulPlaceError, match="is 90°, not south"):
        resolve("10 km south of X on the road to Y", place(), east)


def test_two_offsets_are_the_point_they_lead_to():
    found = resolve("4 km east and 3 km north of X", place(radius_km=2))
    assert km((36.63393, 35.93062), (found.lon, found.lat)) == pytest.approx(5, abs=METRE)
    assert found.uncertainty_m == pytest.approx(2_000 + 2**0.5 * 500)
    assert (found.lon > 36.63393, found.lat > 35.93062) == (True, True)


@pytest.mark.parametrize("second", ["south", "north", "north-east"])
def test_two_offsets_along_one_axis_are_refused(second):
    with pytest.raises(DoubtfulPlaceError, match="one east or west"):
        resolve(f"5 km north and 3 km {second} of X")


@pytest.mark.parametrize("number", ["0", "-5", "20,001", "999999999"])
@pytest.mark.parametrize("rest", ["km from X", "km north of X"])
def test_a_distance_that_is_not_on_earth_is_refused(number, rest):
    with pytest.raises(DoubtfulPlaceError, match="expected more than 0 and at most 20,000"):
        resolve(f"{number} {rest}")


@pytest.mark.parametrize("text", ["15,000 km from X", "6,500 km north of X", "near X"])
def test_a_shape_that_would_contain_a_pole_is_refused(text):
    with pytest.raises(DoubtfulPlaceError, match="it reaches the pole"):
        resolve(text, place(lat=89.99 if text == "near X" else 35))


# Between, near, parts


def test_between_is_the_midpoint_and_half_the_distance():
    one, other = place(), place("Y", 36.75783, 35.13179, geonameid=2)
    found = resolve("between X and Y", one, other)
    half = km((one.lon, one.lat), (other.lon, other.lat)) / 2
    assert found.uncertainty_m / 1000 == pytest.approx(half, abs=METRE)
    for end in (one, other):
        away = km((found.lon, found.lat), (end.lon, end.lat))
        assert away == pytest.approx(half, abs=METRE)


def test_between_places_beyond_the_antimeridian_stays_in_one_piece():
    found = resolve(
        "between X and Y", place(lon=179, lat=0), place("Y", -179, 0, geonameid=2)
    )
    assert abs(found.lon) == pytest.approx(180)
    assert found.shape.bounds[2] - found.shape.bounds[0] < 3


def test_between_a_place_and_itself_is_refused():
    with pytest.raises(DoubtfulPlaceError, match="one and the same place"):
        resolve("between X and X", place(), place())


def test_near_is_ten_kilometres_more_on_every_side():
    found = resolve("near X", place(lat=60, radius_km=3))
    away = vertices_km(found.shape, (36.63393, 60))
    # discs are polygons, up to 0.12 % inside their circles
    assert (min(away), max(away)) == pytest.approx((13, 13), rel=0.0012)
    assert (found.lon, found.lat) == (36.63393, 60)


def test_near_stops_half_way_to_a_neighbour_of_the_same_size():
    neighbour = place("Y", 36.73393, geonameid=2, population=60_000)
    found = resolve("near X", place(radius_km=1), neighbours=[neighbour])
    there, here = (neighbour.lon, neighbour.lat), (36.63393, 35.93062)
    # the bisector is straight in the plane: a metre off the geodesic at this distance
    ours = [
        km(here, v) - km(there, v) for v in shapely.get_coordinates(found.shape).tolist()
    ]
    assert max(ours) < 2 * METRE
    assert max(vertices_km(found.shape, here)) > 10


def test_a_hamlet_next_door_does_not_stop_a_city():
    hamlet = place("Y", 36.73393, geonameid=2, population=300)
    alone, beside = (resolve("near X", neighbours=near) for near in ([], [hamlet]))
    assert alone.shape.equals(beside.shape)


def test_the_outskirts_on_one_side_are_that_side_only():
    found = resolve("northern outskirts of X", place(radius_km=3))
    assert found.shape.bounds[1] >= 35.93062 - 1e-9
    assert shapely.Point(36.63393, 36.0).within(found.shape)


def test_north_of_a_town_is_beyond_it():
    found = resolve("north of X", place(radius_km=3))
    assert not found.shape.contains(shapely.Point(36.63393, 35.94))
    assert found.shape.contains(shapely.Point(36.63393, 36.1))


def test_north_of_a_country_is_doubtful():
    with pytest.raises(DoubtfulPlaceError, match="may be inside or beyond its border"):
        resolve("north of Syria", SYRIA)


def test_northern_is_the_half_beyond_the_parallel_of_the_centroid():
    north, south = resolve("northern Syria", SYRIA), resolve("southern Syria", SYRIA)
    assert north.shape.bounds[1] == pytest.approx(south.shape.bounds[3])
    assert north.shape.contains(shapely.Point(37.16117, 36.20124))  # Aleppo
    assert south.shape.contains(shapely.Point(36.29128, 33.5102))  # Damascus
    assert north.kind is Kind.REGION
    assert north.shape.contains(shapely.Point(north.lon, north.lat))
    away = vertices_km(north.shape, (north.lon, north.lat))
    assert north.uncertainty_m / 1000 == pytest.approx(max(away), abs=METRE)


def test_north_eastern_is_the_quarter_of_both_halves():
    both = resolve("north-eastern Syria", SYRIA).shape
    north, east = (resolve(f"{d} Syria", SYRIA).shape for d in ("northern", "eastern"))
    # square degrees: nothing but the rounding of vertices
    assert both.symmetric_difference(north.intersection(east)).area < 1e-9


def test_central_is_the_inner_part():
    found = resolve("central X", place(radius_km=4))
    assert found.uncertainty_m == pytest.approx(2_000, rel=0.01)  # the disc is a polygon


def test_the_half_of_a_country_across_the_antimeridian_is_in_one_piece():
    found = resolve("northern Fiji", FIJI)
    west, _, east, _ = found.shape.bounds
    assert (east > 180, east - west < 10, abs(found.lon) <= 180) == (True, True, True)


def test_an_exact_place_has_no_northern_part():
    airport = place(kind=Kind.AIRPORT)
    with pytest.raises(DoubtfulPlaceError, match="not an area that has parts"):
        resolve("northern X", airport)


def test_a_name_with_accents_does_not_make_a_phrase_arabic():
    locative = parse_locative("north of Côte d'Ivoire")
    assert not locative.may_be_inside
    assert parse_locative("شمال سوريا").may_be_inside


def test_in_arabic_north_of_a_country_is_its_north():
    arabic = resolve("شمال سوريا", SYRIA)
    assert arabic.shape.equals(resolve("northern Syria", SYRIA).shape)


# Borders, roads, rivers

QAMISHLI, IDLIB = shapely.Point(41.23, 37.05), shapely.Point(36.63, 35.93)


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("Syria-Turkey border", (SYRIA, TURKEY)),
        ("border with Turkey", (TURKEY,)),
        ("near the Turkish border", (TURKEY,)),
    ],
)
def test_a_border_is_a_strip_to_either_side(text, anchors):
    found = resolve(text, *anchors, countries=["SY"])
    assert found.shape.contains(QAMISHLI)
    assert not found.shape.contains(IDLIB)
    assert found.kind is Kind.REGION


def test_a_distance_from_a_border_is_a_band_beside_it():
    at, off = (
        resolve(text, SYRIA, TURKEY).shape
        for text in ("Syria-Turkey border", "40 km from the Syria-Turkey border")
    )
    assert at.contains(QAMISHLI)
    assert not off.is_empty
    assert off.disjoint(at)


@pytest.mark.parametrize(
    ("text", "anchors", "countries", "reason"),
    [
        ("border with Turkey", (TURKEY,), [], "whose border with Turkey"),
        ("border with Fiji", (FIJI,), ["SY"], "Fiji shares no border with SY"),
        ("Syria-Fiji border", (SYRIA, FIJI), [], "shares no border with Fiji"),
        ("A-B border", (place(), SYRIA), [], "X is a city, not an area with a border"),
    ],
)
def test_a_border_that_is_not_there_is_refused(text, anchors, countries, reason):
    with pytest.raises(DoubtfulPlaceError, match=reason):
        resolve(text, *anchors, countries=countries)


def test_the_border_of_the_report_s_own_country_is_all_of_it():
    found = resolve("the Syrian border", SYRIA, countries=["SY"])
    assert found.shape.contains(QAMISHLI)
    assert not found.shape.contains(IDLIB)


def test_a_road_is_a_strip_round_the_straight_line():
    hama = place("Hama", 36.75783, 35.13179, geonameid=2)
    found = resolve("X-Hama road", place(), hama)
    for end in (place(), hama):
        assert found.shape.contains(shapely.Point(end.lon, end.lat))
    assert not found.shape.contains(shapely.Point(36.9, 35.6))  # some 18 km off


RIVER = shapely.MultiLineString([[(38, 36), (39, 35.8), (40, 35.3), (42, 34.5)]])


@pytest.fixture
def river(monkeypatch):
    """A river through Syria and Iraq, in the table of regions."""
    monkeypatch.setattr(shapes, "region_outline", lambda _: RIVER)
    return place("Euphrates", 40, 35.3, 300, kind=Kind.WATER, source="conflictmap regions")


def test_along_a_river_is_a_strip_in_the_report_s_countries(river):
    found = resolve("along the Euphrates", river, countries=["SY"])
    assert found.shape.contains(shapely.Point(39, 35.85))
    assert not found.shape.contains(shapely.Point(39, 36.2))
    assert not found.shape.contains(shapely.Point(41.9, 34.54))  # in Iraq
    assert resolve("along the Euphrates", river).shape.contains(shapely.Point(41.9, 34.54))


def test_near_a_river_is_a_strip_too(river):
    found = resolve("near the Euphrates", river)
    assert found.shape.contains(shapely.Point(39, 35.85))
    assert not found.shape.contains(shapely.Point(39, 36.2))


def test_along_a_town_is_refused():
    with pytest.raises(DoubtfulPlaceError, match="not a river, sea or road"):
        resolve("along X")


# The record


def test_the_record_says_the_rule_and_the_anchors():
    locative = parse_locative("15 km south-west of X")
    anchors = [place(geonameid=169389)]
    found = resolve_locative(locative, anchors).to_place(locative, anchors)
    assert (found.matched, found.source) == (Match.DESCRIBED, "15 km SW of GeoNames 169389")
    assert (found.name, found.score, found.country) == (locative.text, 0.9, "SY")
    assert (found.geonameid, found.population, found.admin1) == (None, None, None)


def test_the_score_is_the_lowest_and_the_country_the_common_one():
    locative = parse_locative("between X and Y")
    anchors = [place(), place("Y", 36, 37, geonameid=2, country="TR", score=0.3)]
    found = resolve_locative(locative, anchors).to_place(locative, anchors)
    assert (found.score, found.country) == (0.3, None)
    assert found.source == "between GeoNames 1 and GeoNames 2"
