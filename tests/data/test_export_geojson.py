"""GeoJSON of events as RFC 7946 wants it, and as GDAL reads it."""

import json
import re

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import shape

from conflictmap.data import EVENT_COLUMNS, read_events, write_events

POINT = shapely.Point(36.0, 35.0)


@pytest.fixture
def written(located, tmp_path):
    """The parsed file of the shipped report's events, with these shapes in turn."""

    def written(*shapes):
        events = located.events
        if shapes:
            events = events.head(len(shapes)).set_geometry([*shapes], crs="EPSG:4326")
        path = write_events(events, tmp_path / "events.geojson")
        return json.loads(path.read_bytes())

    return written


def test_it_is_in_wgs84_without_saying_so(written):
    assert set(written()) == {"type", "bbox", "features"}


def test_a_feature_is_called_by_its_report_and_its_id(written, located):
    first = located.events.iloc[0]
    assert written()["features"][0]["id"] == f"{first['report']}/{first['event_id']}"


def test_properties_are_the_columns(written):
    assert list(written()["features"][0]["properties"]) == [*EVENT_COLUMNS]


def test_names_are_arrays_and_days_iso_8601(written, located):
    told = written()["features"][0]["properties"]
    assert told["initiators"] == list(located.events["initiators"][0])
    assert told["date_start"] == f"{located.events['date_start'][0]:%Y-%m-%d}"


def test_an_event_that_was_not_placed_is_a_feature_without_geometry(written, located):
    features = written()["features"]
    nowhere = [one for one in features if one["geometry"] is None]
    assert len(features) == len(located.events)
    assert len(nowhere) == located.events.geometry.isna().sum() > 0
    assert "bbox" not in nowhere[0]


def test_degrees_have_at_most_seven_decimals(written):
    shapes = [one["geometry"] for one in written()["features"]]
    assert re.search(r"\.\d{7}\b", json.dumps(shapes))
    assert not re.search(r"\.\d{8}", json.dumps(shapes))


def test_outer_rings_run_counterclockwise_and_holes_clockwise(written):
    clockwise = shapely.Polygon(
        [(0, 0), (0, 9), (9, 9), (9, 0)], [[(1, 1), (2, 1), (2, 2), (1, 2)]]
    )
    (feature,) = written(clockwise)["features"]
    found = shape(feature["geometry"])
    assert found.exterior.is_ccw
    assert not found.interiors[0].is_ccw


@pytest.mark.parametrize("lon", [179.5, -179.5, 181.0])
def test_a_shape_across_the_antimeridian_is_cut_there(written, lon):
    (feature,) = written(shapely.Point(lon, -17.0).buffer(2.0))["features"]
    parts = [part.bounds for part in shape(feature["geometry"]).geoms]
    assert sorted((part[0] > 0, part[2] > 0) for part in parts) == [
        (False, False),
        (True, True),
    ]
    assert {180.0, -180.0} < {edge for part in parts for edge in part}


def test_the_bounds_of_what_is_cut_run_from_the_eastern_to_the_western_hemisphere(written):
    top = written(shapely.box(179.0, -18.0, 182.0, -16.0), shapely.box(170.0, 1, 171.0, 2))
    assert top["features"][0]["bbox"] == [179.0, -18.0, -178.0, -16.0]
    assert top["features"][1]["bbox"] == [170.0, 1.0, 171.0, 2.0]
    assert top["bbox"] == [170.0, -18.0, -178.0, 2.0]


def test_a_point_past_180_degrees_is_where_it_is_on_earth(written):
    (feature,) = written(shapely.Point(-181.0, 5.0))["features"]
    assert feature["geometry"]["coordinates"] == [179.0, 5.0]


def test_a_collection_of_polygons_is_a_multipolygon(written):
    boxes = [shapely.box(0, 0, 1, 1), shapely.MultiPolygon([shapely.box(3, 3, 4, 4)])]
    (feature,) = written(shapely.GeometryCollection(boxes))["features"]
    assert feature["geometry"]["type"] == "MultiPolygon"


def test_a_part_that_only_touches_the_antimeridian_makes_no_line(written):
    touching = shapely.MultiPolygon(
        [shapely.box(170, 0, 180, 1), shapely.box(181, 3, 182, 4)]
    )
    (feature,) = written(touching)["features"]
    assert feature["geometry"]["type"] == "MultiPolygon"


def test_other_programs_read_every_event_and_column(located, tmp_path):
    path = write_events(located.events, tmp_path / "events.geojson")
    found = gpd.read_file(path)
    assert found.crs == "EPSG:4326"
    assert len(found) == len(located.events)
    assert {*EVENT_COLUMNS} < {*found.columns}
    assert found["summary"].tolist() == located.events["summary"].tolist()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"[", "no JSON"),
        (b'{"type": "Topology"}', "no GeoJSON"),
        (b'{"type": "FeatureCollection", "features": [1]}', "not all of its features"),
        (b'{"type": "FeatureCollection", "features": [{"type": "Feature"}]}', "properties"),
    ],
)
def test_what_is_no_geojson_is_an_error_that_says_so(content, told, tmp_path):
    path = tmp_path / "mine.geojson"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=told):
        read_events(path)


def test_a_geometry_that_is_no_shape_is_an_error_that_says_where(located, tmp_path):
    path = write_events(located.events, tmp_path / "events.geojson")
    path.write_bytes(path.read_bytes().replace(b'"Polygon"', b'"Pentagon"', 1))
    with pytest.raises(ValueError, match="feature 1: its geometry is no shape"):
        read_events(path)
