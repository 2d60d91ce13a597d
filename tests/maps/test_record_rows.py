"""Events become the rows of a record, and the same frame again."""

import pandas as pd
import pytest
import shapely

from conflictmap.data import EVENT_COLUMNS, Report
from conflictmap.geo import locate_report
from conflictmap.maps.record_rows import frame_of, rows_of
from conflictmap.maps.records import ReportRecord, record_from_json, record_to_json


@pytest.fixture
def kept():
    """A frame after it was kept in a record, as JSON."""

    def kept(*frames):
        records = []
        for number, frame in enumerate(frames):
            rows, shapes = rows_of(frame)
            record = ReportRecord(f"r{number}", "r.yaml", "", rows=rows, shapes=shapes)
            records.append(record_from_json(record_to_json(record)))
        return frame_of(records)

    return kept


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


def test_a_record_of_another_form_is_none():
    assert record_from_json(b'{"format": 99}') is None
    assert record_from_json(b"[]") is None
    assert record_from_json(b"{") is None
