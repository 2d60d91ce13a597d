"""The basemap of a page: what is in it, each line once, and how large it is."""

from collections import Counter

import numpy as np
import orjson
import pytest
import shapely

from conflictmap.data import tables
from conflictmap.maps.basemap import basemap_block, pack
from conflictmap.maps.land import land_within
from conflictmap.maps.landlines import border_lines, land_of, name_spots
from conflictmap.maps.towns import town_columns

SYRIA = (35.7, 32.3, 42.4, 37.3)
IDLIB = (36.63393, 35.93062)
FIJI = (176.5, -19.3, -178.5, -15.9)
WORLD = (-170.0, -60.0, 190.0, 75.0)
TWENTY = "AF BF CD CF CO ET HT IQ LB LY ML MM NE NG PS SD SO SY UA YE"


@pytest.fixture(scope="module")
def syria(lookup):
    return basemap_block(SYRIA, {IDLIB: "Idlib city"}, lookup, max_towns=300)


@pytest.fixture(scope="module")
def ukraine(lookup):
    return basemap_block((30, 45, 38, 51), {}, lookup, max_towns=20)


def unpacked(paths, units):
    return [np.cumsum(np.reshape(path, (-1, 2)), axis=0) / units for path in paths]


def size(block):
    return len(orjson.dumps(block))


def test_shapes_are_whole_numbers_and_steps():
    square = shapely.box(1.0, 2.0, 1.5, 2.5)
    (ring,) = pack(square)
    assert np.cumsum(np.reshape(ring, (-1, 2)), axis=0).tolist() == [
        [15000, 20000],
        [15000, 25000],
        [10000, 25000],
        [10000, 20000],
    ]
    assert pack(square, 10) == [[15, 20, 0, 5, -5, 0, 0, -5]]


def test_a_border_of_two_countries_is_there_once():
    west, east = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    north = shapely.box(0, 1, 2, 2)
    north = shapely.Polygon([(0, 1), (1, 1), (2, 1), (2, 2), (0, 2)])
    outer, inner = border_lines(np.array([west, east, north]), ["A", "A", "B"])
    assert outer.equals(shapely.LineString([(0, 1), (2, 1)]))
    assert inner.equals(shapely.LineString([(1, 0), (1, 1)]))


def test_without_shapes_there_are_no_borders():
    outer, inner = border_lines(np.array([], dtype=object), [])
    assert outer.is_empty
    assert inner.is_empty


def test_land_has_no_borders_in_it():
    parts = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    assert land_of(parts).equals(shapely.box(0, 0, 2, 1))


def test_a_name_stands_in_the_widest_part_of_its_shape():
    boot = shapely.Polygon([(0, 0), (9, 0), (9, 4), (1, 4), (1, 10), (0, 10)])
    points, room = name_spots(np.array([boot]))
    assert shapely.contains_xy(boot, *points[0])
    assert room[0] == pytest.approx(9.0)


def test_the_borders_drawn_are_those_of_the_tables(syria):
    drawn = shapely.multilinestrings(
        [shapely.linestrings(line) for line in unpacked(syria["borders"], syria["units"])]
    )
    outlines = tables.read_countries(SYRIA).set_index("code").geometry
    shared = shapely.intersection(outlines["SY"].boundary, outlines["IQ"].boundary)
    assert shared.length > 3
    assert (
        shapely.hausdorff_distance(shapely.intersection(drawn, shared.buffer(1e-3)), shared)
        < 1e-2
    )


def test_names_are_in_latin_and_in_arabic(syria):
    countries = dict(
        zip(syria["countries"]["name"], syria["countries"]["native"], strict=True)
    )
    divisions = dict(
        zip(syria["divisions"]["name"], syria["divisions"]["native"], strict=True)
    )
    towns = dict(zip(syria["towns"]["name"], syria["towns"]["native"], strict=True))
    assert countries["Syria"] == "سوريا"
    assert divisions["Hamah"] == "حماة"
    assert divisions["Quneitra"] == "القنيطرة"
    assert towns["Aleppo"] == "حلب"
    assert syria["titles"]["SY"] == "محافظة"
    assert syria["titles"]["TR"] == "ولاية"


def test_a_town_that_the_report_mentions_has_its_word_and_comes_first(syria):
    towns = syria["towns"]
    assert (towns["name"][0], towns["native"][0]) == ("Idlib city", "إدلب")
    assert towns["population"][0] > 100_000
    assert towns["mentioned"].count(True) == 1
    assert "Idlib" not in towns["name"]


def test_the_largest_towns_of_every_part_are_there_and_villages_near_the_events(lookup):
    near = (36.0, 35.0)
    block = basemap_block(SYRIA, {}, lookup, max_towns=100, near=np.array([near]))
    towns = block["towns"]
    assert {"Aleppo", "Damascus", "Deir ez-Zor"} <= set(towns["name"])
    distance = np.hypot(np.array(towns["lon"]) - near[0], np.array(towns["lat"]) - near[1])
    close = [towns["name"][i] for i in np.flatnonzero(distance < 0.4)]
    assert close
    without = basemap_block(SYRIA, {}, lookup, max_towns=100)
    assert set(close) - set(without["towns"]["name"])


def test_events_all_over_the_world_add_no_towns(lookup):
    random = np.random.default_rng(7)
    near = np.stack(
        [random.uniform(-180, 180, 100_000), random.uniform(-60, 70, 100_000)], 1
    )
    block = basemap_block(WORLD, {}, lookup, max_towns=100, near=near, countries=["SY"])
    assert len(block["towns"]["name"]) == 100


def test_without_towns_only_those_mentioned_are_there(lookup):
    block = basemap_block(
        SYRIA, {IDLIB: "Idlib"}, lookup, max_towns=0, near=np.array([IDLIB])
    )
    assert block["towns"]["name"] == ["Idlib"]


def test_only_countries_in_the_first_view_have_divisions(syria):
    assert "Hamah" in syria["divisions"]["name"]
    assert not {"Alexandria", "Al Iskandariyah"} & set(syria["divisions"]["name"])


def test_what_two_states_count_as_theirs_has_a_disputed_border(ukraine):
    lines = shapely.multilinestrings(
        [
            shapely.linestrings(line)
            for line in unpacked(ukraine["disputed"], ukraine["units"])
        ]
    )
    perekop = shapely.Point(33.65, 46.15)
    assert lines.distance(perekop) < 0.2


def test_land_reaches_the_antimeridian_from_both_sides(lookup):
    block = basemap_block((175.0, 62.0, -172.0, 70.0), {}, lookup, max_towns=10)
    assert len(block["boxes"]) == 2
    rings = np.concatenate(unpacked(block["land"], block["units"]))
    assert rings[:, 0].max() == 180.0
    assert rings[:, 0].min() == -180.0


def test_a_view_across_the_antimeridian_has_both_sides(lookup):
    block = basemap_block(FIJI, {}, lookup, max_towns=10)
    (west, *_), (*_, east, _) = block["boxes"]
    assert west > 170
    assert east < -170
    assert "Fiji" in block["countries"]["name"]


def test_the_basemap_of_a_country_is_small(syria):
    assert size(syria) < 60_000


def test_the_basemap_of_the_world_is_small_where_events_are_in_twenty_countries(lookup):
    codes = set(TWENTY.split())
    block = basemap_block(WORLD, {}, lookup, max_towns=300, countries=codes)
    assert size(block) < 800_000
    assert {"Hamah", "Kharkiv"} <= set(block["divisions"]["name"])
    assert "Bavaria" not in block["divisions"]["name"]


def test_the_same_bounds_give_the_same_basemap(syria, lookup):
    again = basemap_block(SYRIA, {IDLIB: "Idlib city"}, lookup, max_towns=300)
    assert orjson.dumps(again) == orjson.dumps(syria)


def test_a_vast_map_is_the_same_after_others(lookup):
    made = [
        basemap_block(WORLD, {}, lookup, max_towns=50, countries=codes)
        for codes in (["SY"], ["SY", "UA"], ["SY"])
    ]
    assert orjson.dumps(made[0]) == orjson.dumps(made[2])
    assert made[1]["divisions"] != made[0]["divisions"]


def test_the_names_of_a_vast_map_stand_within_it(lookup):
    block = basemap_block((-10.0, -30.0, 50.0, 30.0), {}, lookup, max_towns=0)
    ((west, south, east, north),) = block["boxes"]
    for names in (block["countries"], block["divisions"]):
        assert names["name"]
        assert west <= min(names["lon"])
        assert max(names["lon"]) <= east
        assert south <= min(names["lat"])
        assert max(names["lat"]) <= north


def test_lines_and_rings_of_a_collection_are_packed_and_points_left_out():
    line, square = shapely.LineString([(0, 0), (1, 0)]), shapely.box(0, 0, 1, 1)
    speck = shapely.LineString([(2, 2), (2.001, 2)])
    packed = pack(shapely.GeometryCollection([line, speck, square]), 10)
    assert packed == [[0, 0, 10, 0], [10, 0, 0, 10, -10, 0, 0, -10]]
    assert pack(shapely.MultiLineString(), 10) == []


def test_land_that_is_cut_along_a_border_is_drawn_all_the_same():
    (box,) = boxes = ((32.0, 32.0, 39.0, 36.0),)  # along it GEOS finds no coverage
    drawn = land_within(boxes, {"SY"})
    land = shapely.union_all(drawn.land)
    assert land.contains(shapely.Point(36.7, 34.7))
    assert not land.contains(shapely.Point(33.0, 34.0))  # the sea
    assert shapely.box(*box).buffer(1e-9).contains(land)


def test_few_answers_of_hundreds_of_towns_are_kept_and_many_of_some():
    class Lookup:
        """Knows no towns, but how often those of a box were asked for."""

        def __init__(self):
            self.asked = Counter()

        def towns(self, box, *, limit):  # noqa: ARG002  as of a lookup
            self.asked[box] += 1
            return []

    lookup, near = Lookup(), np.array([[0.1, 0.1]])
    for west in [*range(150), 0]:
        town_columns(((west, 0, west + 1, 1),), {}, lookup, 300, near)
    assert lookup.asked[0, 0, 1, 1] == 2
    assert lookup.asked[0, 0, 0.25, 0.25] == 1
