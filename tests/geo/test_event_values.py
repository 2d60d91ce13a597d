"""Events as plain columns, and the frame that is made of them."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from conflictmap.data import EVENT_COLUMNS
from conflictmap.geo.event_values import EventValues, joined_values, values_of_rows


@pytest.fixture
def values(located):
    return located.told


def test_every_column_is_there_once_and_as_long_as_the_shapes(values):
    assert list(values.columns) == list(EVENT_COLUMNS)
    assert {len(column) for column in values.columns.values()} == {len(values.shapes)}


def test_the_frame_says_what_the_columns_say(values, located):
    for name in EVENT_COLUMNS:
        column, known = located.events[name], ~pd.isna(values[name])
        assert column.notna().tolist() == known.tolist()
        assert column[known].tolist() == pd.Series(values[name])[known].tolist()
    assert list(values.shapes) == list(located.events.geometry)


def test_the_frame_has_the_declared_types(values):
    frame = values.to_frame()
    assert {name: str(frame[name].dtype) for name in EVENT_COLUMNS} == EVENT_COLUMNS
    assert frame.crs == "EPSG:4326"


def test_a_report_makes_its_frame_once_and_keeps_one_that_it_was_given(located):
    assert located.events is located.events
    given = located.events.iloc[:1]
    assert replace(located, told=given).events is given


def test_a_number_that_is_not_stated_is_no_zero():
    rows = [{"fatalities": 0}, {"fatalities": None}, {}]
    frame = values_of_rows(rows, [None] * 3).to_frame()
    assert frame["fatalities"].fillna(-1).tolist() == [0, -1, -1]
    assert frame["lon"].isna().all()


def test_no_rows_make_an_empty_frame_of_the_same_columns():
    frame = values_of_rows([], []).to_frame()
    assert len(frame) == 0
    assert list(frame.columns) == [*EVENT_COLUMNS, "geometry"]


def test_some_rows_and_columns_are_taken_in_their_order(values, located):
    rows = np.array([2, 0])
    names = ["event_id", "status"]
    for some in (values, EventValues(pd.DataFrame(located.events), values.shapes)):
        taken = some.take(rows, names)
        assert list(taken["event_id"]) == [values["event_id"][2], values["event_id"][0]]
        assert list(taken.shapes) == [values.shapes[2], values.shapes[0]]
        assert list(taken.columns) == names


def test_numbers_that_are_missing_are_nan(values, located):
    lon = values.numbers("lon")
    assert np.isnan(lon).any()
    assert np.array_equal(lon, located.events["lon"], equal_nan=True)
    assert np.isnan(values.numbers("wounded")).all()


def test_joined_events_are_those_of_the_first_and_then_of_the_second(values, located):
    frame = joined_values([values, values]).to_frame()
    count = len(located.events)
    for half in (frame.iloc[:count], frame.iloc[count:].reset_index(drop=True)):
        pd.testing.assert_frame_equal(pd.DataFrame(half), pd.DataFrame(located.events))


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA])
def test_a_number_is_missing_however_that_is_said(values, missing):
    counts = np.array([3, *[missing] * (len(values) - 1)], dtype=object)
    frame = EventValues({**values.columns, "wounded": counts}, values.shapes).to_frame()
    assert frame["wounded"].tolist() == [3, *[pd.NA] * (len(values) - 1)]
