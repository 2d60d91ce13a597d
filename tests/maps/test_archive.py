"""What an archive's page is told of its reports."""

import pytest

from conflictmap.maps.archive import reports_part, tellings_part
from conflictmap.maps.payload import events_payload
from conflictmap.maps.records import ReportRecord


def record(name="a", **fields):
    return ReportRecord(name=name, path=f"{name}.yaml", key="k", **fields)


def change(*records):
    return [entry["change"] for entry in reports_part(records)]


def test_a_report_is_listed_with_what_its_record_says():
    one = record("a b", title="T", published="2024-12-01", event_count=3, placed_count=2)
    (entry,) = reports_part([one])
    assert (entry["name"], entry["title"], entry["href"]) == ("a b", "T", "a%20b.html")
    assert (entry["events"], entry["placed"], entry["error"]) == (3, 2, None)


def test_reports_keep_the_order_of_their_records():
    names = ["b", "a", "c"]
    assert [entry["name"] for entry in reports_part(map(record, names))] == names


def test_verdicts_come_the_worst_first_and_those_that_are_not_given_are_left_out():
    counts = {"straight_line": 1, "road": 2, "contradicts": 1, "unusual": 0}
    (entry,) = reports_part([record(verdicts=counts)])
    assert list(entry["verdicts"].items()) == [
        ("contradicts", 1),
        ("road", 2),
        ("straight_line", 1),
    ]


def test_no_report_of_a_first_building_is_new():
    assert change(record("a"), record("b")) == [None, None]


def test_a_report_that_the_latest_building_added_is_new():
    added = record("b", generation=3)
    assert change(record("a"), record("c", generation=2), added) == [None, None, "new"]


def test_a_report_that_the_latest_building_changed_says_how_many_events():
    counts = {"added": 1, "changed": 1, "withdrawn": 0}
    assert change(record(generation=2, change=counts)) == [counts]


def test_what_an_earlier_building_changed_is_no_news():
    earlier = record(generation=2, change={"added": 0, "changed": 1, "withdrawn": 0})
    assert change(earlier, record("b", generation=3)) == [None, "new"]


def test_a_report_that_failed_says_why():
    (entry,) = reports_part([record(error="a.yaml:3: no such field")])
    assert entry["error"] == "a.yaml:3: no such field"


def test_an_event_that_several_tell_of_is_found_by_its_row_on_the_page(located):
    events = located.events.iloc[::-1]
    texts = events_payload(events).payload["texts"]
    shown = list(texts["columns"][texts["fields"].index("id")])
    assert shown != list(events["event_id"])
    part = tellings_part([{"event": name, "told": []} for name in shown], events)
    assert [one["row"] for one in part] == list(range(len(shown)))


def test_an_event_that_is_not_there_cannot_be_told_of(located):
    with pytest.raises(KeyError, match="nowhere"):
        tellings_part([{"event": "nowhere", "told": []}], located.events)
