"""The places that a name may mean and that were not chosen for it."""

from dataclasses import replace
from itertools import combinations

import pytest

from conflictmap.data import Report
from conflictmap.data.drafts import fingerprint
from conflictmap.geo import locate_report
from conflictmap.geo.geodesy import distance_azimuth
from conflictmap.geo.not_chosen import places_not_chosen

IDLIB_ID, HAMA_ID = 169389, 170017
DEGREE_KM = 111.2  # of a meridian near the equator and of the equator, within 0.6 %


@pytest.fixture
def others_of(lookup):
    """What else the place of a report's only event may mean."""

    def others_of(name, country=("SY",), **fields):
        event = {"id": "a", "type": "Attack", "summary": "s", "place": name}
        report = Report(title="t", country=country, events=(event,), **fields)
        return locate_report(report, lookup).others.get(name, ())

    return others_of


@pytest.fixture
def place(lookup):
    """A place so many kilometres east of (0, 0)."""
    (idlib,) = lookup.candidates("Idlib", country_codes="SY", limit=1)

    def place(east_km, score=0.1):
        lon = east_km / DEGREE_KM
        return replace(idlib, name=f"{east_km} km", lon=lon, lat=0.0, score=score)

    return place


def test_a_town_is_told_from_the_province_that_is_named_for_it(others_of):
    (province,) = others_of("Idlib")
    assert (province.name, province.kind, province.country) == ("Idlib", "admin1", "SY")


def test_at_most_five_are_kept_the_likeliest_first(others_of):
    others = others_of("Blahodatne", country=("UA",))
    scores = [place.score for place in others]
    assert len(others) == 5
    assert scores == sorted(scores, reverse=True)


def test_all_are_other_places_than_the_chosen_one_and_each_other(lookup):
    event = {"id": "a", "type": "Attack", "summary": "s", "place": "Blahodatne"}
    located = locate_report(Report(title="t", country=("UA",), events=(event,)), lookup)
    places = [located.places["Blahodatne"], *located.others["Blahodatne"]]
    apart_m = [
        distance_azimuth(one.lon, one.lat, other.lon, other.lat)[0][0]
        for one, other in combinations(places, 2)
    ]
    assert min(apart_m) > 5_000.0


def test_what_lies_within_five_kilometres_is_the_same_place(place):
    ranked = [place(0), place(4.9), place(5.2), place(9.5), place(11)]
    names = [other.name for other in places_not_chosen(place(0), ranked)]
    assert names == ["5.2 km", "11 km"]


def test_the_likeliest_is_an_other_where_another_was_chosen(place):
    others = places_not_chosen(place(100), [place(0, 0.9), place(100, 0.1)])
    assert [other.name for other in others] == ["0 km"]


def test_what_is_next_to_impossible_is_left_out(place):
    others = places_not_chosen(place(0), [place(10, 0.001), place(20, 0.0009)])
    assert [other.name for other in others] == ["10 km"]


def test_a_name_that_means_one_place_has_no_others(others_of):
    assert others_of("Saraqib") == ()


def test_a_described_place_has_no_others(others_of):
    assert others_of("15 km south-west of Idlib") == ()


@pytest.mark.parametrize(
    "entry",
    [
        {"geonameid": IDLIB_ID},
        {"name": "Idlib province"},
        {"lon": 36.6, "lat": 35.9, "uncertainty_km": 3},
    ],
)
def test_a_place_that_an_analyst_fixed_has_no_others(entry, others_of):
    assert others_of("Idlib", places={"Idlib": entry}) == ()


def test_a_place_that_a_machine_chose_has_others(others_of):
    places = {"Idlib": {"geonameid": IDLIB_ID}}
    (province,) = others_of("Idlib", places=places, reading="machine")
    assert province.kind == "admin1"


def test_the_entry_of_a_draft_has_others_until_an_analyst_changes_it(others_of):
    draft = {
        "reading": "machine",
        "read": {"places": {"Idlib": fingerprint({"geonameid": IDLIB_ID})}},
    }
    unchanged = others_of("Idlib", places={"Idlib": {"geonameid": IDLIB_ID}}, **draft)
    changed = others_of("Idlib", places={"Idlib": {"geonameid": HAMA_ID}}, **draft)
    assert [place.kind for place in unchanged] == ["admin1"]
    assert changed == ()
