"""Events become the columns of a record, and the same frame again."""

import pandas as pd
import pytest
import shapely

from conflictmap.data import EVENT_COLUMNS, Report
from conflictmap.geo import locate_report
from conflictmap.maps.gathered_records import gather_records
from conflictmap.maps.record_events import columns_of, rows_at
from conflictmap.maps.records import ReportRecord, record_from_json, record_to_json


def record_of(frame, name="r"):
    columns, shapes = columns_of(frame)
    record = ReportRecord(name, "r.yaml", "", events=columns, shapes=shapes)
    return record_from_json(record_to_json(record))


@pytest.fixture
def kept():
    """A frame after it was kept in a record, as JSON."""
    return lambda *frames: gather_records(map(record_of, frames)).frame


def plain(values):
    return [
        None if not isinstance(value, tuple) and pd.isna(value) else value
        for value in values
    ]


def assert_same(frame, other):
    for name in EVENT_COLUMNS:
        assert plain(other[name]) == plain(frame[name]), name
    pairs = zip(frame.geometry, other.geometry, strict=True)
    for shape, kept_shape in pairs:
        if shape is None or shape.is_empty:
            assert kept_shape is None or kept_shape.is_empty
        else:
            assert shapely.equals_exact(shape, kept_shape, 0.0)


def test_the_shipped_report_comes_back_as_it_was(located, kept):
    assert_same(located.events, kept(located.events))


def test_reports_follow_one_another(located, kept):
    both = kept(located.events, located.events)
    assert len(both) == 2 * len(located.events)
    assert_same(located.events, both[len(located.events) :].reset_index(drop=True))


def test_a_zero_is_kept_without_its_sign_which_another_report_would_take_away(located):
    columns, _ = columns_of(located.events.assign(lon=-0.0))
    assert {str(lon) for lon in columns["lon"]} == {"0.0"}


def test_every_kind_of_shape_comes_back(lookup, kept):
    places = ["Idlib", "Syria", "Hama province", "15 km south of Idlib", None]
    places += [{"lon": 36.5, "lat": 35.5, "uncertainty_km": 0.1}]
    events = [
        {"id": f"e{n}", "type": "Attack", "place": place, "summary": "s"}
        for n, place in enumerate(places)
    ]
    report = Report.model_validate({"title": "t", "country": ["SY"], "events": events})
    frame = locate_report(report, lookup).events
    assert_same(frame, kept(frame))


def test_no_events_are_an_empty_frame(kept):
    frame = kept()
    assert list(frame.columns) == [*EVENT_COLUMNS, "geometry"]
    assert len(frame) == 0
    assert frame.crs.to_epsg() == 4326


def test_each_event_knows_its_record(located):
    records = [record_of(located.events.iloc[:count], str(count)) for count in (2, 0, 3)]
    found = gather_records(records)
    assert found.record_of.tolist() == [0, 0, 2, 2, 2]
    assert [record.name for record in found.records] == ["2", "0", "3"]


def test_records_are_read_one_by_one_and_none_of_their_events_is_held(located):
    found = gather_records([record_of(located.events)])
    assert all(not record.events and not record.shapes for record in found.records)


def test_rows_taken_out_of_the_frame_are_those_of_the_record(located):
    record = record_of(located.events)
    frame = gather_records([record]).frame
    wanted = [3, 0, 7]
    rows = [{**record.rows[number]} for number in wanted]
    for row in rows:
        del row["shape"]
    assert list(rows_at(frame, wanted)) == rows


def test_a_record_of_another_form_is_none():
    assert record_from_json(b'{"format": 99}') is None
    assert record_from_json(b"[]") is None
    assert record_from_json(b"{") is None
