"""The columns of events: of few rows as of many."""

import numpy as np
import orjson
import pandas as pd
import pytest

from conflictmap.data import EVENT_COLUMNS, PayloadError, Report
from conflictmap.geo import locate_report
from conflictmap.maps import event_values
from conflictmap.maps.event_columns import event_tables, event_texts
from conflictmap.maps.event_values import (
    are_among,
    are_missing,
    coded,
    coded_objects,
    distinct_rows,
    filled,
    in_order,
    values_in_order,
    values_of,
)
from conflictmap.maps.view import first_view

WORDS = pd.Series(["b", None, "a", "b"], dtype="str")
COLUMNS = [WORDS.to_numpy(), WORDS, WORDS.astype("category"), WORDS.astype(object)]


def told(events):
    """All that a page holds of events."""
    values, order = values_in_order(events)
    tables = event_tables(values)
    texts = {name: list(column) for name, column in event_texts(values, None).items()}
    everything = (
        tables.header,
        tables.events,
        tables.places,
        tables.points,
        texts,
        first_view(values),
        order,
    )
    return orjson.dumps(everything, option=orjson.OPT_SERIALIZE_NUMPY)


@pytest.fixture(scope="module")
def located(lookup):
    """A report with areas, discs, contradictions and counts, and events without."""
    places = (
        "Idlib",
        "Hama province",
        "near Palmyra",
        "Syria",
        None,
        "Idlib",
        "Nowhereton",
    )
    events = [
        {
            "id": f"e{number}",
            "type": "Attack" if number % 2 else "Diplomacy",
            "summary": f"s{number}",
            **({"place": place} if place else {}),
            **({"date": f"2025-02-{20 - number}"} if number != 3 else {"date": "2025"}),
            **({"targets": ["A", "B"]} if number % 3 else {}),
            **({"conflicts_with": ["e0"], "fatalities": 3} if number == 5 else {}),
        }
        for number, place in enumerate(places)
    ]
    report = Report(title="t", country=["SY"], published="2025-03-01", events=events)
    return locate_report(report, lookup)


@pytest.fixture(scope="module")
def varied(located):
    return located.events


def test_plain_columns_are_told_like_the_frame_that_is_made_of_them(located):
    assert told(located.told) == told(located.events)


@pytest.mark.parametrize("repeated", [False, True])
def test_few_rows_are_told_like_many(varied, repeated, monkeypatch):
    names = ["status", "place_name", "country", "sub_event_type", "precision"]
    events = varied.astype(dict.fromkeys(names, "category")) if repeated else varied
    few = told(events)
    monkeypatch.setattr(event_values, "_FEW", 0)
    assert told(events) == few


@pytest.mark.parametrize("most", [0, 500])
@pytest.mark.parametrize(
    "change", [lambda days: days.dt.tz_localize("UTC"), lambda days: days.astype(object)]
)
def test_days_are_the_same_in_a_time_zone_and_as_objects(varied, change, most, monkeypatch):
    monkeypatch.setattr(event_values, "_FEW", most)
    ends = ["date_start", "date_end"]
    is_open = varied["event_id"] == "e1"
    events = varied.assign(date_end=varied["date_end"].mask(is_open))
    other = events.assign(**{name: change(events[name]) for name in ends})
    assert (other[ends].dtypes != events[ends].dtypes).all()
    assert told(other) == told(events)


@pytest.mark.parametrize("listed", [lambda said: said or None, np.array, list])
def test_lists_of_a_table_that_was_read_are_told_like_tuples(varied, listed):
    names = ["initiators", "targets", "conflicts_with"]
    other = varied.assign(**{name: varied[name].map(listed) for name in names})
    assert told(other) == told(varied)


def test_whole_numbers_stay_whole_beside_those_that_are_missing(varied):
    values = values_of(varied)
    for name in ("geonameid", "fatalities"):
        whole = [value for value in values[name].tolist() if value is not pd.NA]
        assert len(whole) < len(values)
        assert {type(value) for value in whole} == {int}


def test_values_come_in_the_order_of_the_frame_s_rows(varied):
    values, order = values_in_order(varied)
    ordered, same = in_order(varied)
    assert list(values["event_id"]) == ordered["event_id"].tolist()
    assert order.tolist() == same.tolist()
    assert list(values.shapes) == list(ordered.geometry)


def test_a_missing_column_is_named(varied):
    with pytest.raises(PayloadError, match="'wounded'"):
        values_in_order(varied.drop(columns="wounded"))


def test_other_coordinates_are_refused(varied):
    with pytest.raises(PayloadError, match="EPSG:4326"):
        values_in_order(varied.to_crs(3857))


@pytest.mark.parametrize("column", COLUMNS)
def test_words_are_numbered_as_they_appear_and_what_is_missing_is_not(column):
    words, codes = coded(column)
    assert (words, codes.tolist()) == (["b", "a"], [0, -1, 1, 0])


@pytest.mark.parametrize("column", COLUMNS)
def test_what_is_missing_is_none_of_some_words(column):
    assert are_among(column, {"b", "c"}).tolist() == [True, False, False, True]
    assert are_missing(column).tolist() == [False, True, False, False]


@pytest.mark.parametrize("column", COLUMNS)
def test_something_else_stands_for_what_is_missing_and_the_column_is_left(column):
    assert list(filled(column, "x")) == ["b", "x", "a", "b"]
    assert are_missing(column).any()


def test_lists_that_rows_share_are_looked_at_once():
    one, other = ["a"], ["a"]
    column = np.empty(3, dtype=object)
    column[:] = [one, other, one]
    lists, codes = coded_objects(column)
    assert lists[0] is one
    assert lists[1] is other
    assert codes.tolist() == [0, 1, 0]


@pytest.mark.parametrize("repeat", [1, 1_000])
def test_distinct_numbers_are_known_by_their_first_rows(repeat):
    first, codes = distinct_rows(np.array([7, 3, 7] * repeat))
    assert first.tolist() == [0, 1]
    assert codes.tolist() == [0, 1, 0] * repeat


@pytest.mark.parametrize("most", [0, 500])
def test_a_frame_of_nullable_types_is_told_like_another(varied, most, monkeypatch):
    monkeypatch.setattr(event_values, "_FEW", most)
    events = varied.assign(uncertainty_m=varied["uncertainty_m"].round())
    other = events.assign(**events[[*EVENT_COLUMNS]].convert_dtypes())
    assert str(other["uncertainty_m"].dtype) == "Int64"
    assert told(other) == told(events)
