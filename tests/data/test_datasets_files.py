"""Files that hold tables: endings, encodings, workbooks, and tables read in parts."""

import datetime as dt
import gzip
import zipfile

import openpyxl
import pandas as pd
import pytest

from conflictmap.data import (
    MissingExtraError,
    ReportError,
    read_dataset,
    table_files,
    write_events,
)
from conflictmap.data.datasets import is_dataset

TEXT = (
    "When,Town,lon,lat,Killed\n2031-03-14,قصر مثال,36.9,35.4,3\n2031-03-15,B,36.8,35.3,\n"
)


@pytest.fixture
def write(tmp_path):
    def write(name, content=TEXT):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def workbook(tmp_path):
    def workbook(*sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets:
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "made.xlsx"
        book.save(path)
        return path

    return workbook


HEADING = ("When", "Town", "lon", "lat", "Killed", "Notes")


# Endings


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("x.csv", True),
        ("x.CSV.GZ", True),
        ("x.tsv", True),
        ("x.tab", True),
        ("x.zip", True),
        ("x.xlsx", True),
        ("x.geojson", True),
        ("x.gpkg", True),
        ("x.parquet", True),
        ("x.kml", True),
        ("20310314.export.CSV", True),
        ("x.txt", False),
        ("x.md", False),
        ("x.yaml", False),
        ("x.json", False),
        ("csv", False),
    ],
)
def test_a_data_set_is_known_by_its_ending(tmp_path, name, is_one):
    assert is_dataset(tmp_path / name) is is_one


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        ('{"type": "FeatureCollection", "features": []}', True),
        ('{"title": "A report", "events": []}', False),
    ],
)
def test_json_is_a_data_set_if_it_begins_as_geojson_does(write, content, is_one):
    assert is_dataset(write("x.json", content)) is is_one


@pytest.mark.parametrize(
    ("name", "mark"),
    [("made.tsv", "\t"), ("made.tab", "\t"), ("made.txt", "\t"), ("made.csv", ";")],
)
def test_cells_are_parted_as_the_heading_is(write, name, mark):
    events = read_dataset(write(name, TEXT.replace(",", mark))).events
    expected = read_dataset(write("made.csv")).events
    pd.testing.assert_frame_equal(events, expected)


def test_packed_tables_are_the_same(write, tmp_path):
    expected = read_dataset(write("made.csv")).events
    packed = write("made.csv.gz", gzip.compress(TEXT.encode()))
    archive = tmp_path / "made.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("folder/any.tsv", TEXT.replace(",", "\t"))
        file.writestr("readme.txt", "nothing")
    for path in (packed, archive):
        pd.testing.assert_frame_equal(read_dataset(path).events, expected)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_encodings_with_a_mark_are_read(write, encoding):
    path = write("made.csv", TEXT.encode(encoding))
    assert read_dataset(path).events.loc[0, "place"] == "قصر مثال"


def test_a_table_has_a_known_ending(write):
    with pytest.raises(ReportError, match=r"x\.doc: not a data set.*\.csv, .*\.gpkg"):
        read_dataset(write("x.doc"))


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_an_empty_file_is_told(write, content):
    with pytest.raises(ReportError, match="nothing in it"):
        read_dataset(write("x.csv", content))


def test_a_heading_alone_is_a_data_set_without_events(write):
    dataset = read_dataset(write("x.csv", "When,lon,lat,Killed\n"))
    assert len(dataset.events) == 0
    assert dataset.rejected == ()
    assert dict(dataset.columns) == {
        "lon": "lon",
        "lat": "lat",
        "date": "When",
        "fatalities": "Killed",
    }


def test_a_row_of_hxl_tags_is_no_event(write):
    tagged = TEXT.replace("\n", "\n#date,#loc+name,#geo+lon,#geo+lat,#affected\n", 1)
    dataset = read_dataset(write("x.csv", tagged))
    assert dataset.rejected == ()
    assert list(dataset.events["line"]) == [3, 4]


def test_columns_without_a_heading_are_numbered(write):
    dataset = read_dataset(
        write("x.csv", "lon,lat,,\n36.9,35.4,B,\n"), columns={"place": "column 3"}
    )
    assert dataset.events.loc[0, "place"] == "B"


def test_two_columns_of_one_name_are_told(write):
    with pytest.raises(ReportError, match="two columns are called 'lat'"):
        read_dataset(write("x.csv", "lon,lat,lat\n36.9,35.4,1\n"))


@pytest.mark.parametrize("name", ["out.csv", "out.kml", "out.geojson"])
def test_an_export_of_ours_comes_back_as_it_was(located, tmp_path, name):
    dataset = read_dataset(write_events(located.events, tmp_path / name))
    assert dataset.rejected == ()
    assert list(dataset.events["event_id"]) == list(located.events["event_id"])
    assert list(dataset.events["place_matched"]) == list(located.events["place_matched"])


def test_an_export_of_ours_is_a_table_like_others_when_columns_are_given(located, tmp_path):
    path = write_events(located.events, tmp_path / "out.csv")
    assert read_dataset(path, columns={"place": "place_name"}).columns["place"]


# In parts


def rows_of(count, cell):
    return "".join(f"{cell(n)},36.9,35.4,N{n:03}\n" for n in range(count))


def test_a_table_read_in_parts_is_the_same_table(write, monkeypatch):
    rows = rows_of(40, lambda n: "" if n % 7 else "2031-03-14")
    path = write("x.csv", f"When,lon,lat,Notes\n{rows}")
    whole = read_dataset(path).events
    monkeypatch.setattr(table_files, "_CHUNK_ROWS", 7)
    pd.testing.assert_frame_equal(read_dataset(path).events, whole)


@pytest.mark.parametrize(
    "words", [("A", "007"), ("007", "A"), ("1.50", "x"), ("True", "x")]
)
def test_a_cell_keeps_its_text_in_whatever_part_it_stands(write, monkeypatch, words):
    monkeypatch.setattr(table_files, "_CHUNK_ROWS", 5)
    monkeypatch.setattr(table_files, "SAMPLE_ROWS", 4)
    first, last = words
    rows = rows_of(20, lambda n: first if n < 10 else last)
    path = write("x.csv", f"Town,lon,lat,Notes\n{rows}")
    events = read_dataset(path, columns={"place": "Town"}).events
    assert list(events["place"]) == [first] * 10 + [last] * 10


def test_rows_that_are_too_long_have_their_number_in_every_part(write, monkeypatch):
    monkeypatch.setattr(table_files, "_CHUNK_ROWS", 4)
    lines = rows_of(20, lambda _: "B").splitlines()
    for number in (0, 3, 4, 12):
        lines[number] += ",more"
    path = write("x.csv", "\n".join(["Town,lon,lat,Notes", *lines]))
    dataset = read_dataset(path)
    assert [row for row, _ in dataset.rejected] == [2, 5, 6, 14]
    assert list(dataset.events["line"]) == [
        n for n in range(2, 22) if n not in {2, 5, 6, 14}
    ]


def test_texts_are_the_same_without_pyarrow(write):
    path = write("x.csv")
    expected = read_dataset(path).events
    with pd.option_context("mode.string_storage", "python"):
        events = read_dataset(path).events
    assert events.astype("object").equals(expected.astype("object"))


# Workbooks


def test_cells_of_a_workbook_are_read_by_what_they_are(workbook):
    rows = [
        HEADING,
        (dt.datetime(2031, 3, 14), "Qasr Mithal", 36.9, 35.4, 3, "Shots"),  # noqa: DTZ001
        (dt.date(2031, 3, 15), "B", 36.8, 35, 2.0, None),
        (dt.datetime(2031, 3, 16, 22, 5), "C", "36.7", "35.2", "1", True),  # noqa: DTZ001
    ]
    dataset = read_dataset(workbook(("Events", rows)))
    assert dataset.rejected == ()
    events = dataset.events
    assert list(events["date"]) == ["2031-03-14", "2031-03-15", "2031-03-16"]
    assert list(events["lon"]) == [36.9, 36.8, 36.7]
    assert list(events["fatalities"]) == [3, 2, 1]
    assert list(events["line"]) == [2, 3, 4]
    assert events.loc[0, "report"] == "made"


def test_titles_above_the_heading_and_blank_rows_keep_their_numbers(workbook):
    row = ("2031-03-14", "B", 36.9, 35.4, 3, "")
    bad = (*row[:4], "x", "")
    rows = [("A list of events",), (), HEADING, row, (), row, bad]
    dataset = read_dataset(workbook(("Events", rows)))
    assert list(dataset.events["line"]) == [4, 6]
    assert dataset.rejected == ((7, "Killed is no number of people"),)


def test_the_first_sheet_with_cells_is_read_and_others_are_named(workbook):
    row = ("2031-03-14", "B", 36.9, 35.4, 3, "")
    dataset = read_dataset(
        workbook(("Empty", []), ("Events", [HEADING, row]), ("Codes", [("a", "b")]))
    )
    assert len(dataset.events) == 1
    assert any("'Events' is read, not 'Codes'" in note for note in dataset.notes)


def test_formulas_of_a_workbook_are_not_run(workbook):
    row = ("2031-03-14", "B", 36.9, 35.4, "=1+2", '=HYPERLINK("http://x","y")')
    dataset = read_dataset(workbook(("Events", [HEADING, row])))
    event = dataset.events.iloc[0]
    assert dataset.rejected == ()
    assert pd.isna(event["fatalities"])  # nothing was calculated when it was saved
    assert event["event_type"] == "Type not stated"


def test_a_workbook_of_acled_s_is_known(workbook):
    heading = (
        *("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1"),
        *("country", "latitude", "longitude"),
    )
    rows = [
        heading,
        ("A1", dt.date(2031, 3, 14), "Battles", "Armed clash", "B", "Syria", 35.4, 36.9),
    ]
    dataset = read_dataset(workbook(("x", rows)))
    assert dataset.title == "ACLED: Syria, 2031"
    assert dataset.events.loc[0, "date"] == "2031-03-14"


def test_an_empty_workbook_is_told(workbook):
    with pytest.raises(ReportError, match=r"made\.xlsx: nothing in it"):
        read_dataset(workbook(("a", []), ("b", [])))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", TEXT.encode()])
def test_what_is_no_workbook_is_told(write, content):
    with pytest.raises(ReportError, match=r"x\.xlsx: damaged, or no Excel workbook"):
        read_dataset(write("x.xlsx", content))


def test_a_zip_that_is_no_workbook_is_told(tmp_path):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", TEXT)
    with pytest.raises(ReportError, match="no Excel workbook"):
        read_dataset(path)


def test_without_openpyxl_the_extra_is_named(workbook, monkeypatch):
    path = workbook(("x", [HEADING]))
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r"conflictmap\[xlsx\]"):
        read_dataset(path)


def test_a_heading_with_line_breaks_and_commas_is_parted_as_it_is(write):
    text = '"Day\nof it";"Town, or\nplace";lon;lat\n2031-03-14;B;36,9;35,4\n'
    dataset = read_dataset(write("x.csv", text))
    assert dataset.columns["place"] == "Town, or\nplace"
    assert list(dataset.events["lon"]) == [36.9]


def test_a_line_without_end_is_no_reason_to_fail(write):
    text = f"lon,lat,Notes\n36.9,35.4,{'word ' * 60_000}\n"
    assert len(read_dataset(write("x.csv", text)).events.loc[0, "summary"]) == 299_999
    with pytest.raises(ReportError, match="no column says where") as caught:
        read_dataset(write("y.csv", "x" * 300_000))
    assert len(str(caught.value)) < 1_000
