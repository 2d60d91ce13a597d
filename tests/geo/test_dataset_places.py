"""Rows of data sets that only name their places: found, or left out with the reason."""

import numpy as np
import pandas as pd
import pytest
import shapely

from conflictmap.data import EVENT_COLUMNS, read_dataset
from conflictmap.data.plain_tables import plain_dataset
from conflictmap.geo import geocode_dataset, locate_dataset

HEADING = "When,Town,Governorate,Country,lon,lat,precision"
POINT = "2031-03-14,Qasr Mithal,Hama,Syria,36.9,35.4,"


@pytest.fixture
def read(tmp_path):
    def read(*rows):
        path = tmp_path / "made.csv"
        path.write_text("\n".join([HEADING, *rows]), "utf-8")
        return read_dataset(
            path, columns={"admin1": "Governorate", "precision": "precision"}
        )

    return read


@pytest.fixture
def geocode_one(read, lookup):
    def geocode_one(row):
        dataset = geocode_dataset(read(row), lookup)
        assert dataset.rejected == ()
        return dataset.events.iloc[0]

    return geocode_one


def test_a_town_is_found_in_its_country(geocode_one):
    event = geocode_one(",Idlib,,Syria,,,")
    assert (event["lon"], event["lat"]) == pytest.approx((36.634, 35.931), abs=0.05)
    assert (event["country"], event["admin1"], event["kind"]) == ("SY", "12", "city")
    assert (event["place"], event["place_name"]) == ("Idlib", "Idlib")
    assert (event["precision"], event["place_matched"]) == ("settlement", "exact")
    assert 0 < event["uncertainty_m"] < 10_000
    assert 0 < event["place_score"] <= 1
    assert event["geonameid"] > 0
    assert event["place_source"].startswith("GeoNames")


def test_the_division_decides_between_namesakes(read, lookup):
    dataset = geocode_dataset(
        read(",Saraqib,Idlib,Syria,,,", ",Saraqib,Homs,Syria,,,"), lookup
    )
    assert list(dataset.events["admin1"]) == ["12"]
    ((row, reason),) = dataset.rejected
    assert row == 3
    assert "no place 'Saraqib' is found in Homs, SY" in reason


def test_a_division_that_is_not_known_does_not_hide_the_town(geocode_one):
    assert geocode_one(",Idlib,Sector 9,Syria,,,")["admin1"] == "12"


def test_a_division_or_country_that_is_all_that_is_named_is_meant(read, lookup):
    events = locate_dataset(read(",,Hama,Syria,,,", ",,,Syria,,,"), lookup)
    assert list(events["kind"]) == ["admin1", "country"]
    assert list(events["precision"]) == ["admin1", "country"]
    assert list(events.geometry.geom_type) == ["MultiPolygon", "MultiPolygon"]
    assert events.geometry.iloc[0].contains(shapely.Point(36.75783, 35.13179))
    assert not events.geometry.iloc[0].contains(shapely.Point(37.16117, 36.20124))


def test_names_without_a_country_are_looked_for_where_the_others_are(read, lookup):
    rows = (POINT, ",Aleppo,,,,,", ",Hama,,Syria,,,")
    events = geocode_dataset(read(*rows), lookup).events
    assert list(events["country"]) == ["SY", "SY", "SY"]


def test_what_is_not_found_is_left_out_and_listed_with_its_row(read, lookup):
    wrong = ",Nowherestan-on-Sea,,Syria,,,"
    dataset = geocode_dataset(read(POINT, wrong, ",Hama,,Syria,,,", wrong), lookup)
    assert list(dataset.events["line"]) == [2, 4]
    assert [row for row, _ in dataset.rejected] == [3, 5]
    assert "'Nowherestan-on-Sea' is found in SY" in dataset.rejected[0][1]


def test_a_slip_of_the_pen_is_told_with_the_likeliest_name(read, lookup):
    ((_, reason),) = geocode_dataset(read(",Saraqeeeb,,Syria,,,"), lookup).rejected
    assert "did you mean 'Saraqib'?" in reason


def test_rows_that_were_rejected_before_stay_in_the_order_of_the_file(read, lookup):
    rows = (",Hama,,Syria,x,35,", ",Nowherestan-on-Sea,,Syria,,,", ",,,,0,0,")
    dataset = geocode_dataset(read(*rows), lookup)
    assert [row for row, _ in dataset.rejected] == [2, 3, 4]


def test_what_has_coordinates_stays_as_it_is(read, lookup):
    before = read(POINT)
    assert geocode_dataset(before, lookup) is before
    both = geocode_dataset(read(POINT, ",Hama,,Syria,,,"), lookup).events
    first, again = (frame.astype("object").head(1) for frame in (before.events, both))
    assert first.equals(again)


def test_events_that_are_found_are_not_said_to_be_an_analyst_s(read, lookup):
    events = locate_dataset(read(POINT, ",Idlib,,Syria,,,"), lookup)
    assert list(events["place_matched"]) == ["analyst", "exact"]
    assert events["place_score"].iloc[0] == 1.0
    assert events["place_score"].iloc[1] < 1.0
    assert list(events["admin1"]) == ["10", "12"]
    assert not events.geometry.is_empty.any()


def test_each_distinct_name_is_looked_up_once(read, lookup, monkeypatch):
    asked = []
    candidates = type(lookup).candidates

    def counted(self, name, **options):
        asked.append(name)
        return candidates(self, name, **options)

    monkeypatch.setattr(type(lookup), "candidates", counted)
    geocode_dataset(read(*[",Hama,,Syria,,,"] * 30, *[",Idlib,,Syria,,,"] * 30), lookup)
    assert sorted(asked) == ["Hama", "Idlib"]


def test_columns_keep_their_types(read, lookup):
    events = locate_dataset(read(POINT, ",Hama,,Syria,,,"), lookup)
    for name, dtype in EVENT_COLUMNS.items():
        found = str(events[name].dtype)
        assert found == dtype or (found == "category" and dtype == "str"), name


def test_a_table_of_names_alone_is_placed(tmp_path, lookup):
    path = tmp_path / "names.csv"
    path.write_text("city,country\nHama,Syria\nMosul,Iraq\n", "utf-8")
    events = locate_dataset(read_dataset(path), lookup)
    assert list(events["country"]) == ["SY", "IQ"]


def test_what_a_phrase_describes_is_placed_and_drawn(read, lookup):
    dataset = geocode_dataset(
        read(",15 km south of Idlib,,Syria,,,", ",Idlib,,Syria,,,"), lookup
    )
    assert dataset.rejected == ()
    event = dataset.events.iloc[0]
    assert event["place_matched"] == "described"
    assert event["lat"] == pytest.approx(35.931 - 15 / 111, abs=0.01)
    assert event["precision"] == "region"
    assert dataset.shapes[0].contains(shapely.Point(event["lon"], event["lat"]))
    assert dataset.shapes[1] is None
    events = locate_dataset(dataset)
    assert events.geometry.iloc[0].equals(dataset.shapes[0])
    assert events["uncertainty_m"].iloc[0] == event["uncertainty_m"]


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("15 km south of Nowherestan", "no place '15 km south of Nowherestan'"),
        ("90000 km south of Idlib", "is not a distance on earth"),
    ],
)
def test_a_phrase_that_cannot_be_placed_is_left_out(read, lookup, phrase, words):
    ((_, reason),) = geocode_dataset(read(f",{phrase},,Syria,,,"), lookup).rejected
    assert words in reason


# Shapes that a data set gives


def test_areas_are_drawn_as_they_are_given(lookup):
    square = shapely.box(36.0, 35.0, 36.5, 35.5)
    shapes = np.array([square, shapely.Point(36.9, 35.4), None], object)
    cells = pd.DataFrame({"Town": ["A", "B", "Hama"], "Country": ["Syria"] * 3})
    events = locate_dataset(plain_dataset(cells, "x", geometry=shapes), lookup)
    assert events.geometry.iloc[0].equals(square)
    assert events["uncertainty_m"].iloc[0] == pytest.approx(36_000, rel=0.02)
    assert events.geometry.iloc[1].contains(shapely.Point(36.9, 35.4))
    assert events["place_name"].iloc[2] == "Ḩamāh"
    assert not events.geometry.iloc[2].is_empty
