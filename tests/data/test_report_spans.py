"""Spans of a report: where in its text a value stands, and what is refused."""

import pytest

from conflictmap.data import ReportError, read_report
from conflictmap.data.reports import make_report

TEXT = "Shells fell on Hama."
EVENT = {"id": "a", "type": "Attack", "summary": "s"}


def report_with(spans, text=TEXT):
    return make_report({"title": "t", "text": text, "events": [{**EVENT, "spans": spans}]})


def problem(tmp_path, spans, text=f"text: {TEXT}\n"):
    path = tmp_path / "r.yaml"
    event = f"  - {{id: a, type: Attack, summary: s, spans: {spans}}}\n"
    path.write_text(f"title: t\n{text}events:\n{event}", "utf-8")
    with pytest.raises(ReportError) as caught:
        read_report(path)
    return str(caught.value).removeprefix(f"{path}:")


def test_a_span_is_read_as_two_offsets():
    (event,) = report_with({"place": [15, 19]}).events
    assert TEXT[slice(*event.spans["place"])] == "Hama"


def test_a_span_may_end_where_the_text_does():
    assert report_with({"quote": [0, len(TEXT)]}).events[0].spans == {"quote": (0, 20)}


def test_offsets_count_code_points_and_not_bytes():
    assert report_with({"quote": [0, 4]}, text="حماة").events[0].spans["quote"] == (0, 4)


def test_an_event_may_state_who_was_wounded():
    content = {"title": "t", "events": [{**EVENT, "wounded": 12}]}
    assert make_report(content).events[0].wounded == 12


def test_a_span_without_a_text_is_refused(tmp_path):
    assert problem(tmp_path, "{place: [0, 1]}", text="") == (
        "3: events[0].spans: spans need the text that they refer to"
    )


@pytest.mark.parametrize("span", ["[3, 3]", "[4, 2]", "[15, 21]"])
def test_a_span_that_is_no_part_of_the_text_is_refused(tmp_path, span):
    assert problem(tmp_path, f"{{place: {span}}}") == (
        f"4: events[0].spans.place: {span} is no part of the text, which has 20 "
        "characters: expected [start, end], end exclusive"
    )


@pytest.mark.parametrize("span", ["5", "[1, 2, 3]", "x"])
def test_a_span_of_another_form_is_told_its_form(tmp_path, span):
    assert problem(tmp_path, f"{{place: {span}}}") == (
        "4: events[0].spans.place: expected [start, end]"
    )


def test_a_span_of_something_unknown_is_told_what_there_is(tmp_path):
    assert problem(tmp_path, "{plac: [0, 1]}").startswith(
        "4: events[0].spans.plac: Input should be 'trigger', 'place'"
    )


def test_a_distance_has_spans_of_its_own():
    claim = {"from": "A", "to": "B", "km": 3, "spans": {"claim": [0, 6]}}
    report = make_report({"title": "t", "text": TEXT, "distances": [claim]})
    assert report.distances[0].spans == {"claim": (0, 6)}
