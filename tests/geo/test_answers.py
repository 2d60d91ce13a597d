"""Answers of online geocoders, whatever they hold, become places or nothing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.data import Kind
from conflictmap.geo import Match
from conflictmap.geo.services.answers import ONLINE_SCORE, parse_answer, tidy_text

LON, LAT = 36.8, 35.4  # between Hama and Idlib


def nominatim(**fields):
    return {
        "addresstype": "village",
        "type": "administrative",
        "class": "boundary",
        "name": "Kafr Nabudah",
        "boundingbox": ["35.3", "35.5", "36.7", "36.9"],
        "address": {"country_code": "sy"},
        **fields,
    }


def photon(**fields):
    said = {"osm_key": "place", "osm_value": "town", "name": "Suran", "countrycode": "SY"}
    return {"properties": {**said, "extent": [36.7, 35.5, 36.9, 35.3], **fields}}


def opencage(**fields):
    bounds = {
        "southwest": {"lat": 35.3, "lng": 36.7},
        "northeast": {"lat": 35.5, "lng": 36.9},
    }
    return {
        "components": {"_type": "city", "country_code": "sy", **fields},
        "bounds": bounds,
    }


def arcgis(**fields):
    extent = {"xmin": 36.7, "ymin": 35.3, "xmax": 36.9, "ymax": 35.5}
    said = {"Type": "City", "Country": "SYR", "PlaceName": "Suran", **fields}
    return {"attributes": said, "extent": extent}


def geonames(**fields):
    return {"fcode": "PPLA2", "fcl": "P", "countryCode": "SY", "name": "Sūrān", **fields}


def parse(raw, *, lon=LON, lat=LAT, address="Suran, Hama, Syria"):
    return parse_answer(address, lon, lat, raw)


EACH = pytest.mark.parametrize(
    "answer", [nominatim, photon, opencage, arcgis, geonames], ids=lambda f: f.__name__
)


@EACH
def test_every_service_tells_the_country(answer):
    assert parse(answer()).country == "SY"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (nominatim(), Kind.VILLAGE),
        (nominatim(addresstype="state"), Kind.ADMIN1),
        (nominatim(addresstype="aeroway"), Kind.AIRPORT),
        (nominatim(addresstype=None, type="city", **{"class": "place"}), Kind.CITY),
        (photon(), Kind.TOWN),
        (photon(osm_key="boundary", osm_value="administrative", type="state"), Kind.ADMIN1),
        (
            photon(osm_key="natural", osm_value="peak", type="other", extent=None),
            Kind.OTHER,
        ),
        (photon(osm_key="amenity", osm_value="hospital", type="house"), Kind.FACILITY),
        (photon(osm_key="waterway", osm_value="river"), Kind.WATER),
        (opencage(), Kind.CITY),
        (arcgis(), Kind.CITY),
        (arcgis(Type="State or Province", Addr_type="Locality"), Kind.ADMIN1),
        (geonames(), Kind.VILLAGE),
        (geonames(fcode="ADM1", fcl="A"), Kind.ADMIN1),
        (geonames(fcode="MT", fcl="T"), Kind.REGION),
        ({}, Kind.OTHER),
    ],
)
def test_the_kind_is_what_the_service_says(raw, kind):
    assert parse(raw).kind is kind


@pytest.mark.parametrize(
    "raw",
    [
        photon(osm_key="amenity", osm_value="cafe", type="house", name="Paris"),
        photon(osm_key="highway", osm_value="residential", type="street"),
        nominatim(addresstype="shop", type="bakery", **{"class": "shop"}),
        nominatim(addresstype="road", type="primary", **{"class": "highway"}),
        nominatim(addresstype="place", type="house", **{"class": "place"}),
        arcgis(Type="Restaurant", Addr_type="POI"),
    ],
)
def test_streets_shops_and_houses_are_no_places_of_a_report(raw):
    assert parse(raw) is None


@pytest.mark.parametrize("answer", [nominatim, photon, opencage, arcgis])
def test_the_radius_reaches_the_furthest_corner_of_the_extent(answer):
    # 0.1° of latitude is 11.1 km and 0.1° of longitude 9.1 km there: 14.3 km
    assert parse(answer()).uncertainty_m == pytest.approx(14_300, rel=0.01)


def test_the_radius_is_larger_where_the_point_is_not_in_the_middle():
    assert parse(nominatim(), lat=35.3).uncertainty_m > 20_000


def test_without_an_extent_a_radius_is_assumed_by_kind():
    assert parse(geonames()).uncertainty_m == 10_000
    assert parse(geonames(fcode="ADM1")).uncertainty_m == 100_000


def test_the_radius_is_never_nothing():
    raw = nominatim(boundingbox=[str(LAT), str(LAT), str(LON), str(LON)])
    assert parse(raw).uncertainty_m == 100


def test_something_wide_of_unknown_kind_is_a_region():
    assert parse(nominatim(addresstype="?", type="?")).kind is Kind.REGION


@pytest.mark.parametrize(
    "box", [None, [], ["a"] * 4, [1, 2, 3], [95, 96, 0, 1], [2, 1, 0, 1], [math.nan] * 4]
)
def test_an_extent_that_is_none_counts_as_not_said(box):
    assert parse(nominatim(boundingbox=box)).uncertainty_m == 10_000


def test_the_name_is_the_services_own():
    assert parse(nominatim()).name == "Kafr Nabudah"


@pytest.mark.parametrize("name", [None, "", 7, "\x00"])
def test_without_a_name_the_first_part_of_the_address_is_it(name):
    assert parse(nominatim(name=name)).name == "Suran"


def test_a_place_without_any_name_is_none():
    assert parse({}, address=None) is None


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        (0, 0),
        ("0", "0.0"),
        (None, None),
        (181, 0),
        (0, 91),
        ("x", 1),
        (math.nan, 1),
        (True, 1),
    ],
)
def test_a_place_without_proper_coordinates_is_none(lon, lat):
    assert parse(nominatim(), lon=lon, lat=lat) is None


def test_coordinates_may_be_written_as_text():
    assert parse(nominatim(), lon="36.8", lat="35.4").lon == 36.8


@pytest.mark.parametrize("code", [None, "", "XX", 7, "syria", ["SY"]])
def test_an_unknown_country_is_none(code):
    assert parse(photon(countrycode=code)).country is None


def test_what_reaches_over_a_pole_is_no_place():
    ocean = photon(osm_key="place", osm_value="ocean", extent=[-180, 90, 180, 66])
    assert parse(ocean, lat=85.0) is None


def test_a_country_may_reach_over_a_pole_for_it_has_an_outline():
    russia = photon(osm_value="country", countrycode="RU", extent=[19, 82, 180, 41])
    assert parse(russia, lon=97.0, lat=64.7).kind is Kind.COUNTRY


def test_nothing_is_claimed_that_a_service_does_not_know():
    place = parse(geonames(geonameId=1, population=9_000))
    assert (place.geonameid, place.population, place.admin1) == (None, None, None)
    assert (place.score, place.matched) == (ONLINE_SCORE, Match.ONLINE)


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("  a \n b\t", "a b"),
        ("a\x1b[31mb", "a [31mb"),
        ("a\u202eb", "a b"),
        ("حماة", "حماة"),
        ("x" * 9999, "x" * 200),
        (None, ""),
        (7, ""),
    ],
)
def test_texts_are_one_short_line(text, tidy):
    assert tidy_text(text) == tidy


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5)
    ),
    max_leaves=10,
)
KEYS = (
    "properties components attributes bounds extent fcl bbox name boundingbox address "
    "type class osm_key _type countrycode"
)
FIELDS = st.dictionaries(
    st.sampled_from(KEYS.split()),
    JSON | st.dictionaries(st.sampled_from(["extent", "Type", "osm_value"]), JSON),
)


@given(address=JSON, lon=JSON, lat=st.floats(-90, 90) | JSON, raw=FIELDS | JSON)
def test_no_answer_is_an_error(address, lon, lat, raw):
    place = parse_answer(address, lon, lat, raw)
    if place is not None:
        assert abs(place.lon) <= 180
        assert abs(place.lat) <= 90
        assert 100 <= place.uncertainty_m <= 20_010_000
        assert 0 < len(place.name) <= 200
        assert place.name.isprintable()


@given(st.text())
def test_tidying_twice_is_tidying_once(text):
    assert tidy_text(tidy_text(text)) == tidy_text(text)
