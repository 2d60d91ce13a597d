"""A frame of names geocoded: nothing lost, nothing invented, each name looked up once."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from conflictmap.data import Kind
from conflictmap.geo.frames import PLACE_COLUMNS, geocode_frame
from conflictmap.geo.places import Match, Place


class Stub:
    """A lookup that knows two towns and keeps what it was asked."""

    def __init__(self):
        self.asked = []

    def candidates(self, name, **options):
        self.asked.append((name, options["country_codes"], options["fuzzy"]))
        lon = {"Hama": 36.76, "Idlib": 36.63}.get(name)
        if lon is None:
            return []
        return [
            Place(
                *(name, lon, 35.5, Kind.CITY, "SY", "10", 7, 9, 3e3, 0.9, Match.EXACT, "s")
            )
        ]


@pytest.fixture
def stub():
    return Stub()


def frame_of(*names, **columns):
    return pd.DataFrame({"town": pd.Series(names, dtype=object), **columns})


# What comes back


def test_each_row_has_its_place(stub):
    found = geocode_frame(frame_of("Hama", "Idlib"), "town", lookup=stub)
    assert [(point.x, point.y) for point in found.geometry] == [
        (36.76, 35.5),
        (36.63, 35.5),
    ]
    assert found["place_name"].tolist() == ["Hama", "Idlib"]
    assert found.loc[0, list(PLACE_COLUMNS)].tolist() == [
        *("Hama", "city", "SY", "10", 7, 3e3, 0.9, "exact", "s"),
    ]


def test_the_result_is_a_geodataframe_in_degrees(stub):
    found = geocode_frame(frame_of("Hama"), "town", lookup=stub)
    assert isinstance(found, gpd.GeoDataFrame)
    assert found.crs == "EPSG:4326"
    assert found.active_geometry_name == "geometry"


def test_index_and_columns_are_kept_in_order(stub):
    frame = frame_of("Hama", "x", "Idlib", dead=[1, 2, 3])
    frame.index = pd.Index(["b", "a", "b"], name="event")  # not unique
    found = geocode_frame(frame, "town", lookup=stub)
    pd.testing.assert_frame_equal(pd.DataFrame(found[["town", "dead"]]), frame)
    assert list(found.columns) == ["town", "dead", *PLACE_COLUMNS, "geometry"]


def test_the_frame_that_was_given_is_not_changed(stub):
    frame = frame_of("Hama", "x")
    before = frame.copy(deep=True)
    geocode_frame(frame, "town", lookup=stub)
    pd.testing.assert_frame_equal(frame, before)


def test_a_frame_that_has_a_geometry_gets_the_places(stub):
    frame = gpd.GeoDataFrame(frame_of("Hama"), geometry=[shapely.Point(0, 0)], crs=3857)
    found = geocode_frame(frame, "town", lookup=stub)
    assert found.geometry[0] == shapely.Point(36.76, 35.5)
    assert found.crs == "EPSG:4326"


# What is not found


@pytest.mark.parametrize("name", ["Xyzzy", "", None, float("nan"), pd.NA, 5, 1.5, b"Hama"])
def test_what_is_not_found_is_empty_and_null(name, stub):
    found = geocode_frame(frame_of("Hama", name), "town", lookup=stub)
    assert found.geometry[1].is_empty
    assert found.geometry[1].geom_type == "Point"
    assert found.loc[1, list(PLACE_COLUMNS)].isna().all()
    assert found["place_name"][0] == "Hama"


@pytest.mark.parametrize(
    "frame", [frame_of(), frame_of("x"), frame_of(None), frame_of("Hama", "x")]
)
def test_the_columns_dtypes_do_not_depend_on_what_is_found(frame, stub):
    found = geocode_frame(frame, "town", lookup=stub)
    assert len(found) == len(frame)
    for column, dtype in PLACE_COLUMNS.items():
        assert found[column].dtype == pd.Series([], dtype=dtype).dtype, column


def test_an_empty_frame_gives_an_empty_frame_in_degrees(stub):
    found = geocode_frame(frame_of(), "town", lookup=stub)
    assert len(found) == 0
    assert found.crs == "EPSG:4326"
    assert stub.asked == []


def test_a_column_that_is_not_there_is_an_error(stub):
    with pytest.raises(KeyError, match="village"):
        geocode_frame(frame_of("Hama"), "village", lookup=stub)
    with pytest.raises(KeyError, match="iso"):
        geocode_frame(frame_of("Hama"), "town", country_column="iso", lookup=stub)


# What is asked


def test_each_distinct_name_is_looked_up_once(stub):
    geocode_frame(frame_of(*["Hama", "x", None, "Idlib"] * 100), "town", lookup=stub)
    assert [name for name, *_ in stub.asked] == ["Hama", "x", "Idlib"]


def test_a_categorical_column_is_a_column_of_names(stub):
    frame = frame_of("Hama", "Idlib", "Hama").astype("category")
    found = geocode_frame(frame, "town", lookup=stub)
    assert found["place_name"].tolist() == ["Hama", "Idlib", "Hama"]


@pytest.mark.parametrize("country", ["SY", ["SY"], ("SY",)])
def test_a_country_is_text_or_a_list(country, stub):
    geocode_frame(frame_of("Hama"), "town", country=country, lookup=stub)
    assert stub.asked == [("Hama", ("SY",), False)]


def test_a_row_s_country_goes_before_the_frame_s(stub):
    frame = frame_of("Hama", "Hama", "Hama", "Hama", iso=["SY", None, np.nan, ""])
    geocode_frame(frame, "town", country="LB", country_column="iso", lookup=stub)
    assert stub.asked == [("Hama", ("SY",), False), ("Hama", ("LB",), False)]


def test_alike_spellings_are_asked_for_if_they_are_wanted(stub):
    geocode_frame(frame_of("Hama"), "town", fuzzy=True, lookup=stub)
    assert stub.asked == [("Hama", (), True)]


# On the real index


def test_the_country_decides_between_namesakes(lookup):
    frame = frame_of("Tripoli", "Tripoli", "Tripoli", iso=["LB", "LY", "SY"])
    found = geocode_frame(frame, "town", country_column="iso", lookup=lookup)
    assert found["place_country"].tolist()[:2] == ["LB", "LY"]
    assert found["place_country"].isna().tolist() == [False, False, True]


def test_a_place_without_a_geonames_id_has_a_null_one(lookup):
    found = geocode_frame(frame_of("Donbas", "Hama"), "town", lookup=lookup)
    assert found["place_geonameid"].isna().tolist() == [True, False]
    assert found["place_geonameid"][1] == 170017
    assert found["place_kind"].tolist() == ["region", "city"]


def test_the_shipped_places_are_looked_through_by_default(lookup):
    found = geocode_frame(frame_of("Hama"), "town")
    assert found["place_geonameid"].tolist() == [lookup.candidates("Hama")[0].geonameid]


def test_a_column_of_that_name_is_not_overwritten(stub):
    frame = frame_of("Hama", place_kind=["theirs"])
    with pytest.raises(ValueError, match="has a column 'place_kind' already; rename it"):
        geocode_frame(frame, "town", lookup=stub)
