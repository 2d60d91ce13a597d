"""The gazetteer as geopy and geopandas use it, without a network."""

import socket

import geopandas as gpd
import pytest
import shapely
from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from conflictmap.data import GazetteerError, Kind
from conflictmap.geo import Gazetteer, Match, Place
from conflictmap.geo.compile import write_index
from conflictmap.geo.rows import PlaceRow


@pytest.fixture(scope="module")
def gazetteer(lookup):  # noqa: ARG001  builds the index, once
    return Gazetteer()


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_args, **_options):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


# geopy


def test_it_is_a_geopy_geocoder(gazetteer):
    assert isinstance(gazetteer, Geocoder)


def test_a_name_gives_a_location(gazetteer):
    found = gazetteer.geocode("Hama")
    assert isinstance(found, Location)
    assert (found.latitude, found.longitude) == (35.13179, 36.75783)  # GeoNames 170017
    assert found.address == "Ḩamāh, Hamah, Syria"


def test_the_raw_location_holds_what_geocode_json_lists(gazetteer):
    raw = gazetteer.geocode("Hama").raw
    assert list(raw) == [
        *("name", "lon", "lat", "kind", "country", "admin1", "geonameid", "population"),
        *("uncertainty_m", "score", "matched", "source"),
    ]
    assert (raw["geonameid"], raw["kind"], raw["country"]) == (170017, "city", "SY")


def test_the_candidates_are_a_list_when_not_exactly_one_is_asked_for(gazetteer):
    found = gazetteer.geocode("Tripoli", exactly_one=False, limit=3)
    assert [each.raw["country"] for each in found[:2]] == ["LY", "LB"]
    assert len(found) == 3


@pytest.mark.parametrize("exactly_one", [True, False])
def test_an_unknown_name_gives_none_as_geopy_has_it(exactly_one, gazetteer):
    assert gazetteer.geocode("Qwertyuiopasdf", exactly_one=exactly_one) is None


@pytest.mark.parametrize("query", ["", "  ", None, 5, ["Hama"], "x" * 1001])
def test_a_query_that_is_no_name_is_geopys_error(query, gazetteer):
    with pytest.raises(GeocoderQueryError, match="place name"):
        gazetteer.geocode(query)


def test_a_query_near_nowhere_is_geopys_error(gazetteer):
    with pytest.raises(GeocoderQueryError, match=r"expected \(lon, lat\)"):
        gazetteer.geocode("Hama", near=(0, 91))


def test_the_other_options_reach_the_lookup(gazetteer):
    assert gazetteer.geocode("Tripoli", near=(35.8, 34.4)).raw["country"] == "LB"
    assert gazetteer.geocode("Idlb", fuzzy=True, country_codes="sy").raw["name"] == "Idlib"
    assert gazetteer.geocode("Hama", timeout=1).raw["geonameid"] == 170017


@pytest.mark.parametrize("codes", ["LB", ["lb"], " lb ", "LB,GR", ("GR", "LB")])
def test_country_codes_are_given_as_text_or_as_a_list(codes):
    assert Gazetteer(country_codes=codes).geocode("Tripoli").raw["country"] == "LB"


@pytest.mark.parametrize("codes", ["", [], ()])
def test_no_country_codes_mean_every_country(codes):
    assert Gazetteer(country_codes=codes).geocode("Tripoli").raw["country"] == "LY"


def test_a_call_s_country_codes_come_before_the_geocoder_s():
    gazetteer = Gazetteer(country_codes="SY")
    assert gazetteer.geocode("Tripoli") is None
    assert gazetteer.geocode("Tripoli", country_codes="LB").raw["country"] == "LB"
    assert gazetteer.geocode("Tripoli", country_codes=()).raw["country"] == "LY"


def test_it_works_as_a_context_manager():
    with Gazetteer() as gazetteer:
        assert gazetteer.geocode("Hama").raw["geonameid"] == 170017


# Reverse


@pytest.mark.parametrize(
    "point", [(35.13, 36.76), "35.13, 36.76", Point(35.13, 36.76), [35.13, 36.76]]
)
def test_a_point_gives_the_nearest_settlement(point, gazetteer):
    found = gazetteer.reverse(point)
    assert (found.raw["geonameid"], found.raw["matched"]) == (170017, "position")


def test_several_settlements_are_a_list(gazetteer):
    assert len(gazetteer.reverse((35.13, 36.76), exactly_one=False, limit=3)) == 3


def test_the_middle_of_the_ocean_gives_none(gazetteer):
    assert gazetteer.reverse((-45, -140)) is None
    assert gazetteer.reverse((90, 0), exactly_one=False) is None


@pytest.mark.parametrize("point", ["Hama", "", (float("nan"), 0), object()])
def test_what_is_no_point_is_geopys_error(point, gazetteer):
    with pytest.raises(GeocoderQueryError, match="is not a point"):
        gazetteer.reverse(point)


# Where, and what

NORTH_LEBANON = (35.5, 34.0, 36.5, 35.0)


@pytest.mark.parametrize("within", [NORTH_LEBANON, shapely.box(*NORTH_LEBANON)])
def test_only_places_within_are_found(within, gazetteer):
    assert gazetteer.geocode("Tripoli", within=within).raw["country"] == "LB"
    assert gazetteer.geocode("Hama", within=within) is None


@pytest.mark.parametrize(
    ("featuretype", "kind"),
    [
        *(("city", "city"), ("state", "admin1"), ("settlement", "city"), (None, "city")),
        *((["state", "airport"], "admin1"), ("admin1", "admin1"), ([], "city")),
    ],
)
def test_a_featuretype_is_nominatims_or_a_kind(featuretype, kind, gazetteer):
    assert gazetteer.geocode("Hama", featuretype=featuretype).raw["kind"] == kind


@pytest.mark.parametrize("featuretype", ["country", "airport", ["water", "region"]])
def test_nothing_of_another_featuretype_is_found(featuretype, gazetteer):
    assert gazetteer.geocode("Idlib", featuretype=featuretype) is None


@pytest.mark.parametrize("featuretype", ["town hall", "", "City", ["city", "x"]])
def test_a_featuretype_that_there_is_not_is_geopys_error(featuretype, gazetteer):
    with pytest.raises(GeocoderQueryError, match="expected one of settlement, city, state"):
        gazetteer.geocode("Hama", featuretype=featuretype)


# Together


def test_the_names_of_a_text_are_resolved_together(gazetteer):
    found = gazetteer.geocode_together(["Springfield", "Illinois", "Qwertyuiop"])
    assert found[0].address == "Springfield, Illinois, United States"
    assert isinstance(found[1], Location)
    assert found[2] is None


@pytest.mark.parametrize("country", ["LB", ["lb"], "LB,GR", None])
def test_the_country_of_a_text_is_given_or_the_geocoder_s(country):
    (found,) = Gazetteer(country_codes="LB").geocode_together(["Tripoli"], country=country)
    assert found.raw["country"] == "LB"


def test_no_names_have_no_locations(gazetteer):
    assert gazetteer.geocode_together([]) == []


# Layers and services


def test_layers_are_looked_through_as_well(tmp_path):
    row = PlaceRow("Kafr X", 36.6, 35.9, Kind.VILLAGE, "SY", "12", None, 9, 1e3, "mine")
    write_index(tmp_path / "mine.sqlite", [row], dict, label="Testing")
    with Gazetteer(layers=[tmp_path / "mine.sqlite"]) as gazetteer:
        found = gazetteer.geocode("Kafr X")
        assert (found.longitude, found.raw["source"]) == (36.6, "mine")
        assert found.address == "Kafr X, Idlib, Syria"
        assert gazetteer.geocode("Hama").raw["geonameid"] == 170017


def test_without_layers_only_the_shipped_places_are_looked_through():
    assert Gazetteer(layers=[]).geocode("Kafr X") is None


class Service:
    """An online service that knows one café, and keeps what it was asked."""

    name = "stub"

    def __init__(self):
        self.asked = []

    def candidates(self, name, **options):
        self.asked.append((name, options["country_codes"], options["limit"]))
        place = Place(
            *(name, 36.3, 33.5, Kind.OTHER, "SY", None, None, None, 50.0, 0.5),
            *(Match.ONLINE, "stub"),
        )
        return [place] if name == "Café Qwerty" else []


def test_a_service_is_asked_for_what_is_not_found():
    service = Service()
    gazetteer = Gazetteer(country_codes="SY", online=service)
    found = gazetteer.geocode("Café Qwerty")
    assert (found.raw["matched"], found.raw["source"]) == ("online", "stub")
    assert gazetteer.geocode("Xyzzy") is None
    assert service.asked == [("Café Qwerty", ("SY",), 1), ("Xyzzy", ("SY",), 1)]


def test_a_service_is_not_asked_for_what_is_found_or_known_elsewhere():
    service = Service()
    gazetteer = Gazetteer(country_codes="SY", online=service)
    assert gazetteer.geocode("Hama").raw["geonameid"] == 170017
    assert gazetteer.geocode("Paris") is None
    assert service.asked == []


# No network


@pytest.mark.parametrize("method", ["get_json", "get_text"])
def test_its_adapter_refuses_every_request(method, gazetteer):
    with pytest.raises(GazetteerError, match="works offline"):
        getattr(gazetteer.adapter, method)("https://example.org", timeout=1, headers={})


def test_a_request_through_geopy_is_refused(gazetteer):
    with pytest.raises(GazetteerError, match=r"'https://example.org' was not fetched"):
        gazetteer._call_geocoder("https://example.org", lambda _: None)  # noqa: SLF001


# geopandas


def test_geopandas_geocodes_with_it():
    frame = gpd.tools.geocode(["Hama", "إدلب"], provider=Gazetteer)
    assert frame.crs == "EPSG:4326"
    assert [(point.x, point.y) for point in frame.geometry] == [
        (36.75783, 35.13179),
        (36.63393, 35.93062),
    ]


def test_geopandas_leaves_unknown_and_empty_names_empty():
    frame = gpd.tools.geocode(["Hama", "Qwertyuiopasdf", ""], provider=Gazetteer)
    assert [point is None or point.is_empty for point in frame.geometry] == [
        *(False, True, True),
    ]


def test_geopandas_passes_options_on():
    frame = gpd.tools.geocode(["Tripoli"], provider=Gazetteer, country_codes="LB")
    assert frame["address"][0].endswith("Lebanon")


def test_geopandas_finds_names_for_points():
    points = gpd.GeoSeries.from_xy([36.76], [35.13], crs="EPSG:4326")
    frame = gpd.tools.reverse_geocode(points, provider=Gazetteer)
    assert frame["address"][0] == "Ḩamāh, Hamah, Syria"
