"""Events to files and back: every format, every column, hostile texts, all the earth."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflictmap.data import EVENT_COLUMNS, ReportError
from conflictmap.data.export import EXPORT_ENDINGS, read_events, write_events

ENDINGS = pytest.mark.parametrize("ending", EXPORT_ENDINGS)
HOSTILE = (
    *("=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", '"=1'),
    *("", " ", "'", "''=1", "a;=b", "a\n-b", 'a";"=b', "null", "NaN", "\ufeff", "#tag"),
    *('say "no", then', "<b>&amp;</b>", "]]>", "json:x", '["a"]', "a; b", "\\", "\x01\x1f"),
    *("\x7f\x85\u2028", "مدينة حلب", "\u202egnp.exe", "🏳️‍🌈", "＝1", "007", "2024-01-02"),
)
TEXTS = st.one_of(
    st.none(),
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
)
NAMES = st.lists(TEXTS.filter(lambda text: text is not None), max_size=3).map(tuple)
DAYS = st.dates(pd.Timestamp("1700-01-01").date(), pd.Timestamp("2300-01-01").date())
NUMBERS = {
    "datetime64[s]": st.one_of(st.none(), DAYS),
    "float64": st.one_of(st.just(np.nan), st.floats(allow_nan=False, allow_infinity=False)),
    "Int64": st.one_of(st.none(), st.integers(-(2**53), 2**53)),
    "str": TEXTS,
    "object": NAMES,
}


@st.composite
def shapes(draw):
    """Points, discs, discs with a hole and pairs of discs; some go on past 180."""
    kind = draw(st.sampled_from(["none", "point", "disc", "ring", "pair"]))
    lon, lat = draw(st.floats(-180.0, 180.0)), draw(st.floats(-80.0, 80.0))
    disc = shapely.Point(lon, lat).buffer(draw(st.floats(0.01, 9.0)))
    return {
        "none": None,
        "point": shapely.Point(lon, lat),
        "disc": disc,
        "ring": disc - shapely.affinity.scale(disc, 0.5, 0.5),
        "pair": disc | shapely.affinity.translate(disc, 0.0, 30.0 if lat < 0 else -30.0),
    }[kind]


@st.composite
def frames(draw):
    """A few events; each column takes its values in turn from a few that were drawn."""
    pools = {
        dtype: draw(st.lists(values, min_size=1, max_size=5))
        for dtype, values in NUMBERS.items()
    }
    geometry = draw(st.lists(shapes(), max_size=4))
    columns = {
        name: pd.Series(
            [pools[dtype][(at + row) % len(pools[dtype])] for row in range(len(geometry))],
            dtype=dtype,
        )
        for at, (name, dtype) in enumerate(EVENT_COLUMNS.items())
    }
    return gpd.GeoDataFrame(pd.DataFrame(columns), geometry=geometry, crs="EPSG:4326")


def made(*texts, geometry=None, **columns):
    """An event a text, which is its summary; nothing else is known of it."""
    frame = pd.DataFrame({"summary": texts}, columns=[*EVENT_COLUMNS]).assign(**columns)
    for name, dtype in EVENT_COLUMNS.items():
        if dtype == "object":
            frame[name] = [()] * len(texts)
    frame = frame.astype({name: EVENT_COLUMNS[name] for name in EVENT_COLUMNS})
    return gpd.GeoDataFrame(frame, geometry=[geometry] * len(texts), crs="EPSG:4326")


def assert_equal(found, frame):
    """Columns, dtypes, values and nulls alike; shapes within 1e-7 degrees."""
    columns = [*EVENT_COLUMNS]
    assert list(found.columns) == [*columns, "geometry"]
    assert found.crs == frame.crs
    pd.testing.assert_frame_equal(
        pd.DataFrame(found[columns]), pd.DataFrame(frame[columns]), check_exact=True
    )
    for got, told in zip(found.geometry, frame.geometry, strict=True):
        assert (got is None) == (told is None)
        if told is not None:
            assert got.geom_type == told.geom_type
            assert shapely.hausdorff_distance(got, told) <= 1e-7
            assert got.area == pytest.approx(told.area, abs=1e-5)


@ENDINGS
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(frame=frames())
def test_what_is_written_reads_back_equal(ending, frame, tmp_path):
    path = write_events(frame, tmp_path / f"events{ending}")
    assert_equal(read_events(path), frame)


@ENDINGS
def test_the_shipped_report_reads_back_equal(ending, located, tmp_path):
    path = write_events(located.events, tmp_path / f"events{ending}")
    assert_equal(read_events(path), located.events)


@ENDINGS
def test_hostile_texts_read_back_as_they_were(ending, tmp_path):
    frame = made(*HOSTILE, event_id=HOSTILE)
    frame["initiators"] = pd.Series([(text, "b") for text in HOSTILE])
    assert_equal(read_events(write_events(frame, tmp_path / f"e{ending}")), frame)


@ENDINGS
def test_what_is_written_in_parts_reads_back_equal(ending, located, tmp_path, monkeypatch):
    for module in ("export_frames", "export_files"):
        monkeypatch.setattr(f"conflictmap.data.{module}._PART_ROWS", 5)
    path = write_events(located.events, tmp_path / f"events{ending}")
    assert_equal(read_events(path), located.events)


@ENDINGS
def test_no_event_at_all_reads_back_as_an_empty_frame(ending, tmp_path):
    frame = made()
    assert_equal(read_events(write_events(frame, tmp_path / f"e{ending}")), frame)


@ENDINGS
def test_categoricals_read_back_as_texts(ending, tmp_path):
    frame = made("a", "b", "a", None)
    coded = frame.assign(summary=frame["summary"].astype("category"))
    assert_equal(read_events(write_events(coded, tmp_path / f"e{ending}")), frame)


@ENDINGS
def test_what_no_format_can_hold_is_replaced(ending, tmp_path):
    frame = made("x")
    names = pd.Series([("a\ud800", "b\0")])
    frame["initiators"] = names
    found = read_events(write_events(frame, tmp_path / f"e{ending}"))
    assert found["initiators"][0] == ("a\ufffd", "b\ufffd")


@ENDINGS
@pytest.mark.parametrize("lon", [179.9, -179.9])
def test_a_disc_across_the_antimeridian_goes_on_past_180(ending, lon, tmp_path):
    frame = made("x", geometry=shapely.Point(lon, -17.0).buffer(0.5))
    assert_equal(read_events(write_events(frame, tmp_path / f"e{ending}")), frame)


@ENDINGS
def test_an_event_that_was_not_placed_stays_without_a_shape(ending, tmp_path):
    frame = made("placed", geometry=shapely.Point(36.0, 35.0))
    frame = pd.concat([frame, made("nowhere", geometry=shapely.Point())], ignore_index=True)
    found = read_events(write_events(frame, tmp_path / f"e{ending}"))
    assert found["summary"].tolist() == ["placed", "nowhere"]
    assert found.geometry.isna().tolist() == [False, True]


@ENDINGS
def test_the_same_events_make_the_same_bytes(ending, located, tmp_path):
    paths = [
        write_events(located.events.copy(), tmp_path / f"{name}{ending}") for name in "ab"
    ]
    first, second = (path.read_bytes() for path in paths)
    assert first == second


@ENDINGS
def test_another_crs_is_converted(ending, tmp_path):
    frame = made("x", geometry=shapely.Point(36.0, 35.0))
    path = write_events(frame.to_crs("EPSG:3857"), tmp_path / f"e{ending}")
    assert_equal(read_events(path), frame)


@ENDINGS
def test_other_columns_and_the_index_are_left_out(ending, tmp_path):
    frame = made("a", "b")
    indexed = frame.assign(mine=1).set_index(pd.Index([7, 9]))
    assert_equal(read_events(write_events(indexed, tmp_path / f"e{ending}")), frame)


@pytest.mark.parametrize("ending", [".geojson", ".kml"])
def test_what_cannot_be_written_leaves_what_was_there(ending, tmp_path):
    path = tmp_path / f"events{ending}"
    path.write_bytes(b"old")
    with pytest.raises(ReportError, match="from 899 to 901 degrees of longitude"):
        write_events(made("x", geometry=shapely.box(899, 1, 901, 2)), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@ENDINGS
def test_a_folder_that_is_not_there_is_an_os_error(ending, tmp_path):
    with pytest.raises(FileNotFoundError):
        write_events(made("x"), tmp_path / "none" / f"e{ending}")


@ENDINGS
@pytest.mark.parametrize("content", [b"", b"\0" * 99, b"{}", b"a,b\r\n1,2\r\n", b"<kml/>"])
def test_a_file_that_is_no_export_is_an_error_that_names_it(ending, content, tmp_path):
    path = tmp_path / f"mine{ending}"
    path.write_bytes(content)
    with pytest.raises(ReportError, match=f"mine{ending}"):
        read_events(path)


@ENDINGS
def test_a_file_that_is_not_there_is_an_os_error(ending, tmp_path):
    with pytest.raises(FileNotFoundError):
        read_events(tmp_path / f"none{ending}")


def test_an_unknown_ending_is_an_error_that_lists_the_known_ones(tmp_path):
    with pytest.raises(ReportError, match=r"\.shp; expected \.geojson, \.gpkg, \.parquet"):
        write_events(made("x"), tmp_path / "events.shp")


def test_a_missing_column_is_an_error_that_names_it(tmp_path):
    with pytest.raises(ReportError, match="without the column 'quote'"):
        write_events(made("x").drop(columns="quote"), tmp_path / "events.csv")


def test_a_frame_without_a_crs_is_an_error(tmp_path):
    with pytest.raises(ReportError, match="no CRS"):
        write_events(made("x").set_crs(None, allow_override=True), tmp_path / "e.csv")


def test_a_value_that_its_column_cannot_hold_is_an_error_that_says_where(tmp_path):
    path = write_events(made("a", "b", wounded=5), tmp_path / "events.csv")
    path.write_bytes(path.read_bytes().replace(b",5,", b",five,"))
    with pytest.raises(ReportError, match=r"events\.csv: event 1: wounded: 'five' is not"):
        read_events(path)


def test_a_column_that_is_not_there_is_null_throughout(tmp_path):
    frame = made("a", "b", wounded=5)
    path = write_events(frame, tmp_path / "events.csv")
    path.write_bytes(path.read_bytes().replace(b",wounded,", b",hurt,"))
    assert_equal(read_events(path), frame.assign(wounded=pd.array([None] * 2, "Int64")))
