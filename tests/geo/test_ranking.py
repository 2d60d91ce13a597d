"""Ranking: each place once whatever its sources, and scores that are shares."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.data import Kind
from conflictmap.geo.places import Match
from conflictmap.geo.ranking import Candidate, keep_within, place_of, rank, unique

PLACE = {
    "id": 1,
    "weight": 1e3,
    "name": "Hama",
    "lon": 36.76,
    "lat": 35.13,
    "kind": "town",
    "country": "SY",
    "admin1": "10",
    "geonameid": None,
    "population": 9_000,
    "uncertainty_m": 1e3,
    "source": "test",
}


def candidate(layer=0, chance=1.0, matched=Match.EXACT, **changes):
    row = tuple({**PLACE, **changes}.values())
    return Candidate(row[1], chance, matched, layer, row)


def names(candidates):
    return [each.row[2] for each in candidates]


# One index


def test_a_place_found_by_two_spellings_is_there_once_as_the_closest_match():
    weak = candidate(matched=Match.ALTERNATE)._replace(weight=5.0)
    for order in ([weak, candidate()], [candidate(), weak]):
        assert unique(order) == [candidate()]


def test_namesakes_of_one_index_are_all_kept():
    found = [candidate(id=i, lon=36.76 + i / 1e4) for i in range(3)]
    assert unique(found) == found


def test_nothing_has_no_candidates():
    assert unique([]) == []


# Several indexes


def test_one_geonames_id_is_one_place_with_the_upper_layer_s_position():
    lower = candidate(geonameid=7, lon=36.0, name="Old")
    upper = candidate(1, geonameid=7, lon=38.0, name="New")
    for order in ([lower, upper], [upper, lower]):
        (found,) = unique(order)
        assert found.row[2:4] == ("New", 38.0)


def test_two_geonames_ids_are_two_places_even_at_one_point():
    found = unique([candidate(geonameid=7), candidate(1, geonameid=8)])
    assert len(found) == 2


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        *(({}, 1), ({"lon": 36.78}, 1), ({"lon": 37.3}, 2), ({"lat": 35.6}, 2)),
        *(({"name": "al-Hama"}, 1), ({"name": "HAMA"}, 1), ({"name": "Homs"}, 2)),
        *(({"kind": "city"}, 1), ({"kind": "village"}, 1), ({"kind": "airport"}, 2)),
        *(({"country": "LB"}, 2), ({"geonameid": 7}, 1), ({"admin1": "11"}, 1)),
        ({"lon": 36.96, "uncertainty_m": 30_000.0}, 1),
    ],
)
def test_one_name_near_by_is_one_place_and_far_away_two(changes, count):
    assert len(unique([candidate(), candidate(1, **changes)])) == count


@pytest.mark.parametrize(("lon", "count"), [(-179.99, 1), (-179.0, 2)])
def test_near_by_reaches_over_the_antimeridian(lon, count):
    found = unique([candidate(lon=179.99), candidate(1, lon=lon)])
    assert len(found) == count


def test_near_by_is_narrower_in_degrees_far_north():
    there = {"lat": 80.0, "lon": 20.1}  # 1.9 km, for 0.1° of longitude
    assert len(unique([candidate(lat=80.0, lon=20.0), candidate(1, **there)])) == 1


def test_two_places_of_one_layer_are_not_merged_by_their_name():
    found = [candidate(1), candidate(1, id=2), candidate(0, id=3, lon=50.0)]
    assert len(unique(found)) == 3


def test_a_division_is_one_by_its_code_however_far_apart_and_whatever_its_name():
    shipped = candidate(kind="admin1", name="Hamah", lon=37.2)
    added = candidate(1, kind="admin1", name="Hama Governorate", lon=36.0)
    assert names(unique([shipped, added])) == ["Hama Governorate"]
    assert len(unique([shipped, candidate(1, kind="admin1", admin1="11", lon=38.0)])) == 2


def test_a_division_of_a_dump_takes_the_place_of_the_shipped_outline():
    shipped = candidate(kind="admin1", lon=37.2)
    dump = candidate(1, kind="admin1", lon=36.0, geonameid=170016)
    (found,) = unique([shipped, dump])
    assert found.row[3] == 37.2


def test_a_country_is_one_wherever_its_point_is():
    shipped = candidate(kind="country", lon=38.0, name="Syria")
    dump = candidate(1, kind="country", lon=39.0, name="Syrian Arab Republic", geonameid=1)
    assert names(unique([shipped, dump])) == ["Syria"]


def test_a_merged_place_has_the_greater_weight_and_the_closer_match():
    lower = candidate(geonameid=7, weight=9e5)
    upper = candidate(1, 0.7, Match.SKELETON, geonameid=7, weight=300.0)
    (found,) = unique([lower, upper])
    assert (found.layer, found.weight) == (1, 9e5)
    assert (found.matched, found.chance) == (Match.EXACT, 1.0)


def test_a_place_in_three_layers_is_there_once_as_the_last_has_it():
    layers = [candidate(i, geonameid=7, name=f"Name {i}") for i in range(3)]
    assert names(unique(layers)) == ["Name 2"]


# Scores

CANDIDATES = st.lists(
    st.tuples(st.floats(1.0, 1e9), st.floats(0.1, 1.0)), min_size=1, max_size=20
).map(
    lambda pairs: [
        candidate(id=i, weight=weight, chance=chance, lon=float(i))
        for i, (weight, chance) in enumerate(pairs)
    ]
)
NEAR = st.none() | st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(CANDIDATES, NEAR)
def test_scores_are_shares_of_one_and_the_largest_comes_first(candidates, near):
    scores = [place.score for place in rank(candidates, near, 100)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert sum(scores) <= 1 + 1e-4 * len(scores)  # each is rounded to four digits


@given(CANDIDATES, st.integers(0, 30))
def test_fewer_candidates_are_the_first_of_more(candidates, limit):
    assert rank(candidates, None, limit) == rank(candidates, None, 100)[:limit]


@given(st.floats(0.1, 1.0), NEAR)
def test_the_score_of_an_only_candidate_is_the_chance_of_its_match(chance, near):
    (found,) = rank([candidate(chance=chance)], near, 10)
    assert found.score == round(chance, 4)


def test_equal_candidates_come_in_the_order_of_the_index():
    found = rank([candidate(id=2, name="B"), candidate(id=1, name="A")], None, 10)
    assert [place.name for place in found] == ["A", "B"]


def test_half_the_weight_counts_at_100_km():
    here = candidate(id=1, lat=0.0, lon=0.0)
    there = candidate(id=2, lat=0.0, lon=0.898315)  # 100 km on the equator of WGS84
    near, far = rank([here, there], (0.0, 0.0), 2)
    assert near.score == pytest.approx(2 * far.score, rel=1e-3)  # rounded to 1e-4


def test_a_matchs_chance_lowers_its_score():
    weak, sure = (rank([candidate(chance=c), candidate(id=2)], None, 2) for c in (0.5, 1.0))
    assert weak[-1].score == pytest.approx(sure[-1].score / 2)


# Places


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        *(("SY", "SY"), ("", None), ("IQ|SY|TR", "IQ"), ("A1|B1|C1|D1|E1", "A1")),
        ("A1|B1|C1|D1|E1|F1", None),
    ],
)
def test_a_place_in_a_few_countries_has_the_main_one(country, expected):
    row = candidate(country=country).row
    assert place_of(row, 1.0, Match.EXACT).country == expected


def test_a_place_without_a_source_is_geonames():
    place = place_of(candidate(source=None, geonameid=7).row, 0.5, Match.EXACT)
    assert (place.source, place.kind, place.score) == ("GeoNames 7", Kind.TOWN, 0.5)


def test_the_countries_of_a_candidate_are_all_it_lies_in():
    assert candidate(country="IQ|SY|TR").countries == ["IQ", "SY", "TR"]


# Within

INSIDE = {"A": (0.0, 0.0), "B": (179.5, 1.0), "C": (-179.5, -1.0), "D": (10.0, 80.0)}


@pytest.mark.parametrize(
    ("within", "kept"),
    [
        *(((-1, -1, 1, 1), "A"), ((170, -2, -170, 2), "BC"), ((170, -2, 190, 2), "BC")),
        *(((-190, -2, -170, 2), "BC"), ((-180, -90, 180, 90), "ABCD"), ((0, 0, 0, 0), "A")),
        *(((1, -1, -1, 1), "BC"), ((0, 50, 360, 90), "D"), ((20, -2, 10, 2), "ABC")),
        *((shapely.box(-1, -1, 1, 1), "A"), (shapely.box(0, 0, 20, 80), "AD")),
        *((shapely.Polygon(), ""), (shapely.Point(0, 0), "A")),
    ],
)
def test_places_within_bounds_or_a_polygon_are_kept(within, kept):
    found = [candidate(name=n, lon=lon, lat=lat) for n, (lon, lat) in INSIDE.items()]
    assert "".join(names(keep_within(found, within))) == kept


def test_nothing_within_is_nothing():
    assert keep_within([], (0, 0, 1, 1)) == keep_within([], shapely.box(0, 0, 1, 1)) == []
