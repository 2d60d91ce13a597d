"""CSV of events: what spreadsheets make of it, and its HXL tags."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.data import EVENT_COLUMNS, read_events, write_events
from conflictmap.data.export_csv import HXL_TAGS, safe_cell, unsafe_cell

RUN = re.compile(r"[\s\"]*[=+\-@＝＋－＠]")
NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]\d+)?")
TRICKY = st.text(st.sampled_from("=+-@＝;'\"\t\r\n a,1"), max_size=12)


@pytest.fixture
def lines(located, tmp_path):
    def lines(**options):
        path = write_events(located.events, tmp_path / "events.csv", **options)
        return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))

    return lines


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2", "'-2"),
        ("+963 11", "'+963 11"),
        ("\t=1", "'\t'=1"),
        ("\rtext", "'\rtext"),
        ('" =1"', '\'" =1"'),
        ("＝1", "'＝1"),
        ("one;=2", "one;'=2"),
        ('one\n "-2', "one\n \"'-2"),
        ("'=1", "''=1"),
        ("", "'"),
        ("'", "''"),
    ],
)
def test_what_may_run_as_a_formula_gets_an_apostrophe(text, cell):
    assert safe_cell(text) == cell


@pytest.mark.parametrize("text", ["Army; Police", "he said, 'no'", "a-b = c", "'tis", "#1"])
def test_what_runs_nowhere_stays_as_it_is(text):
    assert safe_cell(text) == text


@given(text=TRICKY)
def test_reading_takes_back_exactly_what_was_added(text):
    assert unsafe_cell(safe_cell(text)) == text


@given(text=TRICKY)
def test_no_part_of_a_cell_can_run_wherever_a_spreadsheet_parts_it(text):
    parts = re.split(r"[;\t\r\n]", safe_cell(text))
    assert not any(RUN.match(part) for part in parts)


def test_an_empty_cell_is_a_missing_text():
    assert unsafe_cell("") is None


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_of_a_file_runs_whatever_the_spreadsheet_takes_for_separator(
    separator, located, tmp_path
):
    events = located.events.assign(
        summary='=1;"=2\t@3\n+4', quote='"\r\n=HYPERLINK("x";"y")', lon=-70.5
    )
    text = write_events(events, tmp_path / "e.csv").read_text("utf-8-sig")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    cells = [cell for row in rows for cell in row]
    cells += re.split(rf"[\r\n{separator}]", text)
    assert [c for c in cells if RUN.match(c) and not NUMBER.match(c)] == []
    assert len(cells) > len(events)


def test_the_file_says_that_it_is_utf_8_and_ends_lines_as_the_rfc_says(located, tmp_path):
    content = write_events(located.events, tmp_path / "events.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfreport,event_id,")
    assert content.endswith(b"\r\n")


def test_the_heading_is_the_columns_and_the_shape(lines):
    assert lines()[0] == [*EVENT_COLUMNS, "wkt"]


def test_the_shape_is_wkt_with_at_most_seven_decimals(lines):
    cells = [line[-1] for line in lines()[1:]]
    assert cells[0].startswith("POLYGON ((")
    assert "" in cells  # an event that was not placed
    assert not re.search(r"\d\.\d{8}", "".join(cells))


def test_hxl_tags_stand_below_the_heading(lines):
    heading, tags, *_ = lines(hxl=True)
    tag_of = dict(zip(heading, tags, strict=True))
    assert tag_of["date_start"] == "#date+start"
    assert (tag_of["lat"], tag_of["lon"]) == ("#geo+lat", "#geo+lon")
    assert tag_of["fatalities"] == "#affected+killed"


def test_every_column_has_a_tag_of_its_own_as_hxl_spells_them():
    assert list(HXL_TAGS) == [*EVENT_COLUMNS, "wkt"]
    assert len(set(HXL_TAGS.values())) == len(HXL_TAGS)
    pattern = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
    assert all(pattern.fullmatch(tag) for tag in HXL_TAGS.values())


def test_a_file_with_tags_reads_back_as_one_without(located, tmp_path):
    plain = write_events(located.events, tmp_path / "plain.csv")
    tagged = write_events(located.events, tmp_path / "tagged.csv", hxl=True)
    assert tagged.stat().st_size > plain.stat().st_size
    assert read_events(tagged).equals(read_events(plain))


def test_a_file_without_the_shapes_is_an_error_that_names_their_column(located, tmp_path):
    path = write_events(located.events, tmp_path / "events.csv")
    path.write_bytes(path.read_bytes().replace(b",wkt\r\n", b",shape\r\n"))
    with pytest.raises(ValueError, match="without the columns wkt"):
        read_events(path)


def test_tags_in_another_format_are_an_error(located, tmp_path):
    with pytest.raises(ValueError, match=r"HXL tags are written to \.csv only"):
        write_events(located.events, tmp_path / "events.kml", hxl=True)
