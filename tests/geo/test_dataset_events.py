"""Events of data sets on the map: outlines by name, discs for the rest."""

import geopandas as gpd
import geopy.distance
import numpy as np
import pandas as pd
import pytest
import shapely

from conflictmap.data import EVENT_COLUMNS, Precision, parse_edtf, read_ucdp
from conflictmap.geo import locate_dataset

ROW = {
    "id": "1",
    "date_start": "2031-03-04",
    "date_end": "2031-03-06",
    "date_prec": "2",
    "where_prec": "1",
    "where_coordinates": "Qasr Mithal town",
    "adm_1": "Hamah Governorate",
    "latitude": "35.2",
    "longitude": "37.2",
    "country": "Syria",
    "type_of_violence": "1",
    "side_a": "Blue Front",
    "side_b": "Green Front",
    "low": "2",
    "best": "3",
    "high": "5",
}
HAMA_TOWN = shapely.Point(36.75783, 35.13179)
ALEPPO_TOWN = shapely.Point(37.16117, 36.20124)


@pytest.fixture
def locate(tmp_path):
    def locate(*rows):
        path = tmp_path / "made.csv"
        made = [{**ROW, "id": str(i), **row} for i, row in enumerate(rows)]
        pd.DataFrame(made, columns=list(ROW)).to_csv(path, index=False)
        dataset = read_ucdp(path)
        assert dataset.rejected == ()
        return locate_dataset(dataset)

    return locate


@pytest.fixture
def locate_one(locate):
    return lambda **row: locate(row).iloc[0]


def is_disc(event):
    """Whether the shape is a circle of the stated radius round the stated point."""
    here = (event["lat"], event["lon"])
    away_m = [
        geopy.distance.geodesic(here, (lat, lon)).m
        for lon, lat in shapely.get_coordinates(event["geometry"])
    ]
    return np.allclose(away_m, event["uncertainty_m"], rtol=0, atol=0.01)  # a centimetre


def reach_m(event):
    """How far the furthest vertex of the shape lies from the point."""
    here = (event["lat"], event["lon"])
    return max(
        geopy.distance.geodesic(here, (lat, lon)).m
        for lon, lat in shapely.get_coordinates(event["geometry"])
    )


# The frame


def test_events_are_a_frame_of_the_declared_columns(locate):
    events = locate({}, {"where_prec": "4"})
    assert isinstance(events, gpd.GeoDataFrame)
    assert list(events.columns) == [*EVENT_COLUMNS, "geometry"]
    assert events.crs == "EPSG:4326"
    for name, dtype in EVENT_COLUMNS.items():
        found = str(events[name].dtype)
        assert found == dtype or (found == "category" and dtype == "str"), name


def test_a_dataset_without_events_has_an_empty_frame_of_the_same_columns(locate):
    events = locate()
    assert list(events.columns) == [*EVENT_COLUMNS, "geometry"]
    assert len(events) == 0
    assert events.crs == "EPSG:4326"


def test_every_event_has_a_shape_and_stays_in_its_place(locate):
    rows = [{"where_prec": str(code), "longitude": f"37.{code}"} for code in range(1, 8)]
    events = locate(*rows)
    assert events.geometry.is_valid.all()
    assert not events.geometry.is_empty.any()
    assert list(events["lon"]) == [37 + code / 10 for code in range(1, 8)]
    assert set(events["precision"]) <= set(Precision)


def test_the_coders_word_is_that_of_an_analyst(locate_one):
    event = locate_one()
    assert (event["place_matched"], event["place_score"]) == ("analyst", 1.0)


def test_the_date_stays_what_the_data_set_says(locate_one):
    event = locate_one()
    interval = parse_edtf(event["date"])
    assert interval.start == event["date_start"].date()
    assert interval.end == event["date_end"].date()


def test_a_frame_can_be_written_and_read(locate, tmp_path):
    events = locate({}, {"where_prec": "4"}, {"where_prec": "6"})
    plain = events.drop(columns=["initiators", "targets", "conflicts_with"])
    plain.to_file(tmp_path / "x.gpkg")
    assert list(gpd.read_file(tmp_path / "x.gpkg")["place"]) == list(events["place"])


# Discs


@pytest.mark.parametrize("code", ["1", "2", "3", "5", "7"])
def test_what_has_no_outline_is_a_disc_of_its_radius(locate_one, code):
    assert is_disc(locate_one(where_prec=code))


def test_the_vaguer_the_code_the_larger_the_disc(locate):
    areas = locate(*({"where_prec": code} for code in "123")).to_crs(32637).area
    assert areas.is_monotonic_increasing
    assert areas.iloc[1] == pytest.approx(np.pi * 25_000**2, rel=0.01)  # 64 corners


def test_equal_discs_are_one_object_and_others_are_not(locate):
    rows = ({}, {"latitude": "35.3"}, {"best": "9"}, {"where_prec": "2"})
    first, moved, again, vaguer = locate(*rows).geometry.array
    assert first is again
    assert len({id(shape) for shape in (first, moved, vaguer)}) == 3
    assert first.centroid.y == pytest.approx(35.2, abs=1e-3)  # a disc is no sphere's
    assert moved.centroid.y == pytest.approx(35.3, abs=1e-3)


def test_a_disc_across_the_antimeridian_goes_on_past_180(locate_one):
    row = {"latitude": "66.0", "longitude": "179.9", "where_prec": "2"}
    event = locate_one(**row, country="Russia (Soviet Union)", adm_1="")
    west, _, east, _ = event["geometry"].bounds
    assert west < 180 < east
    assert east - west < 3


# Divisions


def test_a_division_is_its_outline(locate_one):
    event = locate_one(where_prec="4")
    assert event["geometry"].geom_type == "MultiPolygon"
    assert event["geometry"].contains(HAMA_TOWN)
    assert not event["geometry"].contains(ALEPPO_TOWN)
    assert (event["precision"], event["admin1"]) == ("admin1", "10")


def test_the_radius_of_an_outline_reaches_its_furthest_edge(locate):
    for _, event in locate({"where_prec": "4"}, {"where_prec": "6"}).iterrows():
        assert event["uncertainty_m"] >= reach_m(event)
        assert event["uncertainty_m"] < 2 * reach_m(event)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Hamah Governorate", "10"),
        ("Hama province", "10"),
        ("Ḩamāh", "10"),
        ("محافظة حماة", "10"),
        ("Deir ez Zor Governorate", "07"),
        ("Dayr az-Zawr", "07"),
        ("As Suwayda Governorate", "05"),
        ("Rif Dimashq Governorate", "08"),
        ("Damascus Governorate", "13"),
    ],
)
def test_a_division_is_found_by_any_of_its_spellings(locate_one, name, code):
    assert locate_one(adm_1=name)["admin1"] == code


def test_events_of_any_precision_know_their_division(locate):
    codes = locate(*({"where_prec": code} for code in "1234567"))["admin1"]
    assert list(codes) == ["10"] * 7


@pytest.mark.parametrize("name", ["", "Nowhere Governorate", "Kharkiv Oblast"])
def test_a_division_that_is_not_found_in_the_country_is_a_disc(locate_one, name):
    event = locate_one(where_prec="4", adm_1=name)
    assert pd.isna(event["admin1"])
    assert is_disc(event)
    assert event["uncertainty_m"] == 250_000
    assert event["precision"] == "admin1"


def test_the_same_name_in_two_countries_is_two_divisions(locate):
    iraqi = {"country": "Iraq", "longitude": "44.4", "latitude": "33.3"}
    lebanese = {"country": "Lebanon", "longitude": "35.9", "latitude": "33.9"}
    rows = (
        {"adm_1": "Damascus", "latitude": "33.5", "longitude": "36.3"},
        {"adm_1": "Baghdad province", **iraqi},
        {"adm_1": "Baghdad province", **lebanese},
    )
    events = locate(*({"where_prec": "4", **row} for row in rows))
    assert list(events["country"]) == ["SY", "IQ", "LB"]
    assert list(events["admin1"].notna()) == [True, True, False]
    assert list(events.geometry.geom_type) == ["MultiPolygon", "MultiPolygon", "Polygon"]


def test_an_outline_far_from_the_coordinates_is_not_taken(locate_one):
    event = locate_one(where_prec="4", longitude="40.9", latitude="36.5")
    assert event["admin1"] == "10"  # it is what the data set says
    assert is_disc(event)


def test_crimea_is_found_under_ukraine(locate_one):
    row = {"country": "Ukraine", "longitude": "34.1", "latitude": "45.2"}
    event = locate_one(where_prec="4", adm_1="Crimea", **row)
    assert event["admin1"] == "11"
    assert event["geometry"].contains(shapely.Point(34.1, 45.0))  # Simferopol


# Countries


def test_a_country_is_its_outline(locate_one):
    row = {"where_prec": "6", "adm_1": "", "longitude": "38", "latitude": "35"}
    event = locate_one(**row, where_coordinates="Syria")
    assert event["geometry"].contains(HAMA_TOWN)
    assert event["geometry"].contains(ALEPPO_TOWN)
    assert not event["geometry"].contains(shapely.Point(35.5, 33.89))  # Beirut
    assert (event["precision"], event["country"]) == ("country", "SY")


@pytest.mark.parametrize("name", ["", "Atlantis"])
def test_a_country_that_is_not_known_is_a_disc(locate_one, name):
    event = locate_one(where_prec="6", country=name, adm_1="Hamah Governorate")
    assert pd.isna(event["country"])
    assert is_disc(event)
    assert event["uncertainty_m"] == 500_000
    assert pd.isna(event["admin1"])  # a division of no country is none
