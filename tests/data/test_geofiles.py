"""Files of shapes as data sets: our own exports as they were, others as tables."""

import json
import sys

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from conflictmap.data import EVENT_COLUMNS, MissingExtraError, ReportError, write_events
from conflictmap.data.geofiles import read_geofile

OURS = pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".parquet"])
POINT, AREA = shapely.Point(36.75, 35.13), shapely.box(36.0, 35.0, 36.2, 35.1)
SHAPES = (POINT, AREA)


def table(*shapes, crs="EPSG:4326", **columns):
    """A table of somebody, a row a shape."""
    told = {"when": ["2031-03-04", "2031-04-05"], "town": ["Qasr", "Tell"], **columns}
    cut = {name: values[: len(shapes)] for name, values in told.items()}
    return gpd.GeoDataFrame(cut, geometry=[*shapes], crs=crs)


def saved(frame, path):
    if path.suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_file(path, driver="GPKG" if path.suffix == ".gpkg" else "GeoJSON")
    return path


def edited(path, **properties):
    """The GeoJSON file with these properties of its first event."""
    content = json.loads(path.read_bytes())
    content["features"][0]["properties"] |= properties
    path.write_text(json.dumps(content), "utf-8")
    return path


# Our own


@OURS
def test_our_own_export_comes_back_as_it_was(ending, located, tmp_path):
    dataset = read_geofile(write_events(located.events, tmp_path / f"events{ending}"))
    assert (dataset.title, dataset.rejected) == ("events", ())
    columns = [*EVENT_COLUMNS]
    pd.testing.assert_frame_equal(
        dataset.events[columns].astype(EVENT_COLUMNS),
        pd.DataFrame(located.events[columns]),
    )
    away = [
        0.0 if told is None else shapely.hausdorff_distance(got, told)
        for got, told in zip(dataset.shapes, located.events.geometry, strict=True)
    ]
    assert max(away) <= 1e-7


@OURS
def test_the_publisher_of_all_events_is_that_of_the_data_set(ending, located, tmp_path):
    path = write_events(located.events, tmp_path / f"events{ending}")
    assert read_geofile(path).publisher == located.report.source.publisher


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ({"status": "sure"}, "its status is none of reported, claimed"),
        ({"precision": "good"}, "its precision is none of exact, settlement"),
        ({"kind": "moon"}, "its kind is none of city, town"),
        ({"event_id": None}, "it has no event_id"),
        ({"event_type": None}, "it has no event_type"),
        ({"date": "soon"}, "its date is no EDTF"),
        ({"date_end": "1999-01-01"}, "it ends before it begins"),
        ({"fatalities": -1}, "its fatalities is no number of people"),
        ({"fatalities": "many"}, "fatalities: 'many' is not what this column holds"),
        ({"lat": 95.0}, "no such latitude"),
        ({"lat": None}, "only one of its lon and lat is given"),
        ({"lon": 0.0, "lat": 0.0}, "0, 0"),
        ({"uncertainty_m": -1.0}, "its uncertainty_m is no radius on earth"),
        ({"initiators": [1]}, "initiators: [1] is not what this column holds"),
        (
            dict.fromkeys(("lon", "lat", "precision", "uncertainty_m")),
            "it has a shape but no lon and lat",
        ),
    ],
)
def test_a_row_that_was_made_wrong_costs_only_itself(properties, reason, located, tmp_path):
    path = write_events(located.events, tmp_path / "events.geojson")
    dataset = read_geofile(edited(path, **properties))
    ((row, told),) = dataset.rejected
    assert row == 1
    assert reason in told
    assert dataset.events["event_id"].tolist() == located.events["event_id"].tolist()[1:]
    assert len(dataset.shapes) == len(dataset.events)


def test_an_event_that_stands_twice_counts_once(located, tmp_path):
    twice = pd.concat([located.events, located.events.head(1)])
    dataset = read_geofile(write_events(twice, tmp_path / "events.gpkg"))
    assert dataset.rejected == (
        (len(twice), "its event_id is that of an earlier event of its report"),
    )


def test_with_columns_given_our_own_is_read_as_a_table_of_anybody(located, tmp_path):
    path = write_events(located.events, tmp_path / "events.gpkg")
    assert read_geofile(path, {"summary": "quote"}).columns["summary"] == "quote"


# Of others


@OURS
def test_points_and_areas_say_where_events_were(ending, tmp_path):
    dataset = read_geofile(saved(table(POINT, AREA), tmp_path / f"mine{ending}"))
    assert dataset.columns["place"] == "town"
    assert dataset.events["place"].tolist() == ["Qasr", "Tell"]
    assert dataset.events["lon"].tolist() == pytest.approx([36.75, 36.1])
    assert dataset.events["lat"].tolist() == pytest.approx([35.13, 35.05])
    assert dataset.shapes[0] is None
    assert shapely.equals(dataset.shapes[1], AREA)


@pytest.mark.parametrize("ending", [".gpkg", ".parquet"])
def test_other_systems_are_converted(ending, tmp_path):
    frame = table(POINT, AREA).to_crs("EPSG:32637")
    dataset = read_geofile(saved(frame, tmp_path / f"mine{ending}"))
    assert dataset.events["lon"].tolist() == pytest.approx([36.75, 36.1], abs=1e-4)


def test_the_system_that_old_geojson_states_is_heeded(tmp_path):
    path = saved(table(POINT, AREA).to_crs("EPSG:3857"), tmp_path / "mine.geojson")
    assert b'"crs"' in path.read_bytes()
    assert read_geofile(path).events["lat"].tolist()[0] == pytest.approx(35.13)


def test_a_system_that_nobody_knows_is_an_error_that_says_so(tmp_path):
    path = saved(table(POINT).to_crs("EPSG:3857"), tmp_path / "mine.geojson")
    path.write_bytes(path.read_bytes().replace(b"EPSG::3857", b"EPSG::1"))
    with pytest.raises(ReportError, match=r"its CRS .* is not known"):
        read_geofile(path)


def test_without_a_system_degrees_are_taken_for_degrees(tmp_path):
    path = saved(table(POINT, AREA, crs=None), tmp_path / "mine.parquet")
    assert read_geofile(path).events["lon"].tolist()[0] == 36.75


def test_without_a_system_what_is_no_degree_is_an_error(tmp_path):
    frame = table(shapely.Point(4_090_000.0, 4_180_000.0), crs=None)
    with pytest.raises(ReportError, match=r"they are no degrees, such as 4\.09e"):
        read_geofile(saved(frame, tmp_path / "mine.parquet"))


def test_one_point_off_the_earth_costs_only_itself(tmp_path):
    frame = table(POINT, shapely.Point(36.0, 4_180_000.0), crs=None)
    dataset = read_geofile(saved(frame, tmp_path / "mine.parquet"))
    assert [row for row, _ in dataset.rejected] == [2]
    assert len(dataset.events) == 1


def test_a_row_without_a_shape_keeps_the_name_of_its_place(tmp_path):
    dataset = read_geofile(saved(table(POINT, None), tmp_path / "mine.gpkg"))
    assert dataset.events["place"].tolist() == ["Qasr", "Tell"]
    assert np.isnan(dataset.events["lon"][1])


def test_heights_are_left_out(tmp_path):
    frame = table(shapely.Point(36.75, 35.13, 812.0), shapely.force_3d(AREA, 5.0))
    dataset = read_geofile(saved(frame, tmp_path / "mine.gpkg"))
    assert not shapely.has_z(dataset.shapes[1])


def test_a_shape_that_is_none_costs_only_its_row(tmp_path):
    path = saved(table(POINT, AREA), tmp_path / "mine.geojson")
    path.write_bytes(path.read_bytes().replace(b'"Polygon"', b'"Pentagon"'))
    dataset = read_geofile(path)
    ((row, reason),) = dataset.rejected
    assert row == 2
    assert reason.startswith("its geometry is no shape")
    assert dataset.events["place"].tolist() == ["Qasr"]


def test_numbers_and_days_are_read_as_a_table_of_texts_would_be(tmp_path):
    frame = table(
        *SHAPES, deaths=[3.0, None], when=pd.to_datetime(["2031-03-04", "2031-04-05"])
    )
    dataset = read_geofile(saved(frame, tmp_path / "mine.gpkg"))
    assert dataset.events["fatalities"].tolist() == [3, pd.NA]
    assert dataset.events["date"].tolist() == ["2031-03-04", "2031-04-05"]


def test_columns_can_be_given(tmp_path):
    path = saved(table(*SHAPES, note=["a", "b"]), tmp_path / "mine.gpkg")
    assert read_geofile(path, {"summary": "note"}).events["summary"].tolist() == ["a", "b"]


def test_an_id_of_features_is_that_of_events(tmp_path):
    path = tmp_path / "mine.geojson"
    path.write_text(table(*SHAPES).set_index(pd.Index(["a7", "b8"])).to_json(), "utf-8")
    assert read_geofile(path).events["event_id"].tolist() == ["a7", "b8"]


def test_a_feature_without_properties_is_read(tmp_path):
    path = saved(table(POINT, AREA), tmp_path / "mine.geojson")
    content = json.loads(path.read_bytes())
    content["features"][1]["properties"] = None
    path.write_text(json.dumps(content), "utf-8")
    assert read_geofile(path).events["lat"].tolist() == pytest.approx([35.13, 35.05])


def test_parquet_without_shapes_is_a_table(tmp_path):
    path = tmp_path / "mine.parquet"
    frame = pd.DataFrame(table(*SHAPES).drop(columns="geometry"))
    frame.assign(longitude=[36.75, 36.1], latitude=[35.13, 35.0]).to_parquet(path)
    assert read_geofile(path).events["lon"].tolist() == [36.75, 36.1]


def test_of_several_layers_the_one_called_events_is_read(tmp_path):
    path = tmp_path / "mine.gpkg"
    table(POINT).to_file(path, layer="other", driver="GPKG")
    table(AREA).to_file(path, layer="events", driver="GPKG")
    assert read_geofile(path).events["lon"].tolist() == pytest.approx([36.1])


def test_several_layers_are_an_error_that_names_them(tmp_path):
    path = tmp_path / "mine.gpkg"
    table(POINT).to_file(path, layer="north", driver="GPKG")
    table(AREA).to_file(path, layer="south", driver="GPKG")
    with pytest.raises(ReportError, match=r"2 layers in it \(north, south\)"):
        read_geofile(path)


@OURS
@pytest.mark.parametrize(
    "content", [b"", b"x" * 99, b'{"type": "Topology"}', b"SQLite format 3\0" + b"x" * 99]
)
def test_a_file_that_is_something_else_is_an_error_that_names_it(ending, content, tmp_path):
    path = tmp_path / f"mine{ending}"
    path.write_bytes(content)
    with pytest.raises(ReportError, match=f"mine{ending}"):
        read_geofile(path)


def test_what_only_calls_itself_a_geopackage_is_not_given_to_other_drivers(tmp_path):
    other = saved(table(POINT), tmp_path / "other.geojson")
    path = tmp_path / "mine.gpkg"
    path.write_text(
        f'<OGRVRTDataSource><OGRVRTLayer name="other"><SrcDataSource>{other}'
        "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    with pytest.raises(ReportError, match="no GeoPackage"):
        read_geofile(path)


@OURS
def test_a_file_that_is_not_there_is_an_os_error(ending, tmp_path):
    with pytest.raises(FileNotFoundError):
        read_geofile(tmp_path / f"none{ending}")


def test_another_ending_is_an_error_that_lists_the_known_ones(tmp_path):
    with pytest.raises(ReportError, match=r"expected \.geojson, \.json, \.gpkg, \.parquet"):
        read_geofile(tmp_path / "mine.shp")


def test_without_pyarrow_the_error_names_the_extra(located, tmp_path, monkeypatch):
    path = write_events(located.events, tmp_path / "events.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    monkeypatch.delattr("pyarrow.parquet", raising=False)
    with pytest.raises(MissingExtraError, match=r"conflictmap\[parquet\]"):
        read_geofile(path)
    with pytest.raises(MissingExtraError, match=r"conflictmap\[parquet\]"):
        write_events(located.events, tmp_path / "new.parquet")
    assert list(tmp_path.iterdir()) == [path]
