"""UCDP GED as events: what each code becomes, and what becomes of rows that say nothing."""

import csv
import gzip
import io
import zipfile

import numpy as np
import pandas as pd
import pytest

from conflictmap.data import EVENT_COLUMNS, ReportError, parse_edtf, read_ucdp
from conflictmap.data.datasets import is_dataset
from conflictmap.data.place_precision import UCDP_CODES

ROW = {
    "id": "901",
    "date_start": "2031-03-04",
    "date_end": "2031-03-04",
    "date_prec": "1",
    "where_prec": "1",
    "where_coordinates": "Qasr Mithal town",
    "adm_1": "Hamah Governorate",
    "latitude": "35.4",
    "longitude": "36.9",
    "geom_wkt": "POINT (36.9 35.4)",
    "country": "Syria",
    "type_of_violence": "1",
    "side_a": "Government of Syria",
    "side_b": "Blue Front, Green Front",
    "source_article": '"Mountain Courier,2031-03-05,Shells fall on Qasr Mithal"',
    "source_office": "Mountain Courier",
    "source_headline": "Shells fall on Qasr Mithal",
    "source_original": "a resident",
    "event_clarity": "1",
    "low": "2",
    "best": "3",
    "high": "5",
}


def table(*rows, columns=tuple(ROW)):
    """CSV of rows that differ from `ROW` in what is given; ids count on."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({**ROW, "id": str(901 + i), **row} for i, row in enumerate(rows))
    return text.getvalue()


def moved(lon, lat, **row):
    point = {"longitude": str(lon), "latitude": str(lat)}
    return {**point, "geom_wkt": f"POINT ({lon} {lat})", **row}


@pytest.fixture
def read(tmp_path):
    def read(*rows, **options):
        path = tmp_path / "made.csv"
        path.write_text(table(*rows, **options), "utf-8")
        return read_ucdp(path)

    return read


@pytest.fixture
def read_one(read):
    def read_one(**row):
        dataset = read(row)
        assert dataset.rejected == ()
        return dataset.events.iloc[0]

    return read_one


@pytest.fixture
def reason(read):
    """Why the second of two rows is rejected."""

    def reason(**row):
        dataset = read({}, row)
        assert list(dataset.events["event_id"]) == ["901"]
        ((number, why),) = dataset.rejected
        assert number == 3
        return why

    return reason


# The frame


def test_events_have_the_declared_columns_and_the_name_of_the_division(read):
    events = read({}).events
    assert list(events.columns) == [*EVENT_COLUMNS, "admin1_name"]
    for name, dtype in EVENT_COLUMNS.items():
        found = events[name].dtype
        if str(found) == "category":
            assert dtype == "str"
            assert found.categories.dtype == "str"
        else:
            assert str(found) == dtype, name


def test_texts_that_repeat_are_categoricals_of_what_occurs(read):
    wrong = {"where_coordinates": "Never Mapped", "latitude": "x"}
    events = read({}, {"where_coordinates": "Tell Mithal village"}, wrong).events
    assert [*events["place"].cat.categories] == ["Qasr Mithal town", "Tell Mithal village"]
    for name in ("date", "publisher", "status", "summary", "country", "precision"):
        assert str(events[name].dtype) == "category", name


def test_a_row_becomes_an_event(read_one):
    event = read_one()
    assert event["report"] == "made"
    assert event["event_id"] == "901"
    assert (event["lon"], event["lat"], event["country"]) == (36.9, 35.4, "SY")
    assert (event["place"], event["place_name"]) == ("Qasr Mithal town",) * 2
    assert event["admin1_name"] == "Hamah Governorate"
    assert (event["place_source"], event["status"]) == ("UCDP GED", "reported")
    assert (event["line"], event["conflicts_with"]) == (2, ())


def test_events_stand_in_the_file_s_order_and_count_from_zero(read):
    events = read({"id": "9"}, {"latitude": "x"}, {"id": "10"}, {"id": "1"}).events
    assert list(events["event_id"]) == ["9", "10", "1"]
    assert list(events.index) == [0, 1, 2]
    assert list(events["line"]) == [2, 4, 5]


def test_the_title_names_country_and_years(read):
    rows = ({}, {"date_start": "2033-01-01", "date_end": "2033-01-01"})
    assert read(*rows).title == "UCDP GED: Syria, 2031–2033"
    assert read({}).title == "UCDP GED: Syria, 2031"


def test_the_title_counts_countries_when_there_are_many(read):
    names = ("Syria", "Iraq", "Lebanon", "Jordan")
    places = ((38, 35), (44, 33), (35.8, 33.9), (36, 31))
    rows = [moved(*p, country=n) for n, p in zip(names, places, strict=True)]
    assert read(*rows).title == "UCDP GED: 4 countries, 2031"


def test_there_are_sentences_for_readers(read):
    dataset = read({})
    assert any("not who attacked" in note for note in dataset.notes)
    assert dataset.publisher == "Uppsala Conflict Data Program"


# What happened, and who


@pytest.mark.parametrize(
    ("code", "event_type", "sub_type"),
    [
        ("1", "State-based violence", "State-based violence"),
        ("2", "Non-state violence", "Non-state violence"),
        ("3", "Violence against civilians", "One-sided violence"),
    ],
)
def test_the_type_claims_no_more_than_the_code(read_one, code, event_type, sub_type):
    event = read_one(type_of_violence=code)
    assert (event["event_type"], event["sub_event_type"]) == (event_type, sub_type)


@pytest.mark.parametrize("code", ["1", "2"])
def test_of_two_fighting_sides_neither_is_the_target(read_one, code):
    event = read_one(type_of_violence=code)
    assert event["initiators"] == ("Government of Syria", "Blue Front", "Green Front")
    assert event["targets"] == ()
    assert event["summary"] == "Government of Syria – Blue Front, Green Front"


def test_in_one_sided_violence_the_second_side_is_the_target(read_one):
    event = read_one(type_of_violence="3", side_a="Blue Front", side_b="Civilians")
    assert (event["initiators"], event["targets"]) == (("Blue Front",), ("Civilians",))
    assert event["summary"] == "Blue Front against Civilians"


def test_a_side_without_a_name_is_called_so(read_one):
    event = read_one(side_a="  ", side_b="Blue Front")
    assert event["initiators"] == ("Blue Front",)
    assert event["summary"] == "an unnamed side – Blue Front"


def test_events_that_were_counted_together_say_so(read):
    events = read({"event_clarity": "1"}, {"event_clarity": "2"}).events
    assert ["several events" in text for text in events["summary"]] == [False, True]


def test_deaths_are_the_best_estimate_and_the_range(read_one):
    event = read_one()
    deaths = [event[f"fatalities{end}"] for end in ("_low", "", "_high")]
    assert deaths == [2, 3, 5]


def test_a_best_estimate_outside_its_range_stays_as_it_is_given(read_one):
    event = read_one(low="4", best="3", high="2")
    deaths = [event[f"fatalities{end}"] for end in ("_low", "", "_high")]
    assert deaths == [4, 3, 2]


def test_deaths_that_are_not_told_are_null_and_not_0(read):
    events = read({"low": "", "best": " ", "high": "7"}, {"best": "0"}).events
    assert pd.isna(events.loc[0, ["fatalities_low", "fatalities"]]).all()
    assert (events.loc[0, "fatalities_high"], events.loc[1, "fatalities"]) == (7, 0)


# When


@pytest.mark.parametrize(
    ("code", "start", "end", "edtf"),
    [
        ("1", "2031-03-04", "2031-03-04", "2031-03-04"),
        ("2", "2031-03-04", "2031-03-06", "2031-03-04/2031-03-06"),
        ("3", "2031-03-03", "2031-03-09", "2031-03-03/2031-03-09"),
        ("4", "2031-03-01", "2031-03-31", "2031-03"),
        ("4", "2031-03-01", "2031-03-30", "2031-03-01/2031-03-30"),
        ("5", "2031-01-01", "2031-12-31", "2031"),
        ("5", "2031-01-01", "2032-12-31", "2031-01-01/2032-12-31"),
        ("4", "2032-02-01", "2032-02-29", "2032-02"),
        ("2", "2031-03-04", "2031-03-04", "2031-03-04~"),
        ("1", "1968-12-31", "1969-01-01", "1968-12-31/1969-01-01"),
        ("1", "2031-03-04 00:00:00.000", "2031-03-04T00:00:00Z", "2031-03-04"),
    ],
)
def test_dates_are_a_day_a_month_a_year_or_a_span(read_one, code, start, end, edtf):
    event = read_one(date_prec=code, date_start=start, date_end=end)
    assert event["date"] == edtf
    first, last = event["date_start"].date(), event["date_end"].date()
    assert (str(first), str(last)) == (start[:10], end[:10])
    bounds = parse_edtf(edtf)
    assert (bounds.start, bounds.end) == (first, last)


def test_each_date_is_that_of_its_own_row(read):
    days = [f"2031-03-{day:02}" for day in (9, 4, 9, 1, 4)]
    events = read(*({"date_start": day, "date_end": day} for day in days)).events
    assert list(events["date"]) == days


# Where


@pytest.mark.parametrize(
    ("code", "precision", "kind", "radius_m"),
    [
        ("1", "settlement", "town", 5_000),
        ("2", "region", "town", 25_000),
        ("3", "admin2", "admin2", 90_000),
        ("4", "admin1", "admin1", 250_000),
        ("5", "region", "region", 100_000),
        ("6", "country", "country", 500_000),
        ("7", "region", "water", 250_000),
    ],
)
def test_the_precision_follows_the_code(read_one, code, precision, kind, radius_m):
    event = read_one(where_prec=code)
    found = (event["precision"], event["kind"], event["uncertainty_m"])
    assert found == (precision, kind, radius_m)


def test_what_is_less_precise_to_ucdp_has_no_smaller_radius_than_a_settlement():
    radii_m = [radius_m for *_, radius_m in UCDP_CODES.values()]
    assert min(radii_m) == radii_m[0]
    assert radii_m[1] == 25_000  # the codebook's "within 25 km"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Tell Mithal village", "village"),
        ("Mithal City", "city"),
        ("Mithal airport", "airport"),
        ("Mithal quarter suburb", "district"),
        ("Hill 905", "other"),
        ("", "other"),
    ],
)
def test_the_last_word_of_a_name_says_what_a_place_is(read, name, kind):
    rows = ({"where_coordinates": name}, {"where_coordinates": "Other town"})
    assert list(read(*rows).events["kind"]) == [kind, "town"]


def test_a_place_without_a_name_is_called_by_its_coordinates(read):
    events = read({"where_coordinates": " "}, {}, {"where_coordinates": ""}).events
    assert list(events["place"].isna()) == [True, False, True]
    names = ["35.4000, 36.9000", "Qasr Mithal town", "35.4000, 36.9000"]
    assert list(events["place_name"]) == names


@pytest.mark.parametrize(
    ("name", "code", "at"),
    [
        ("Yemen (North Yemen)", "YE", (44.2, 15.3)),
        ("DR Congo (Zaire)", "CD", (27.5, -2.9)),
        ("Russia (Soviet Union)", "RU", (45.7, 43.3)),
        ("Myanmar (Burma)", "MM", (96.1, 21.9)),
        ("Atlantis", None, (-30, 30)),
        ("", None, (-30, 30)),
    ],
)
def test_countries_have_their_code(read_one, name, code, at):
    found = read_one(**moved(*at, country=name))["country"]
    assert (None if pd.isna(found) else found) == code


# Who says so


def test_the_source_is_its_publisher_its_claimant_and_its_text(read_one):
    event = read_one()
    assert (event["publisher"], event["claimed_by"]) == ("Mountain Courier", "a resident")
    text = "Mountain Courier,2031-03-05,Shells fall on Qasr Mithal"
    assert event["source_text"] == text


def test_publishers_are_named_once(read_one):
    event = read_one(source_office="Courier; Herald;Courier;")
    assert event["publisher"] == "Courier, Herald"


@pytest.mark.parametrize("original", ["", "mountain courier"])
def test_a_publisher_is_not_its_own_claimant(read_one, original):
    assert pd.isna(read_one(source_original=original)["claimed_by"])


def test_several_articles_are_told_apart(read_one):
    event = read_one(source_article='"Courier,2031-03-05,One";"Herald,2031-03-06,Two"')
    assert event["source_text"] == "Courier,2031-03-05,One; Herald,2031-03-06,Two"


def test_without_an_article_the_headline_stands_for_it(read_one):
    assert read_one(source_article="")["source_text"] == "Shells fall on Qasr Mithal"


def test_an_event_without_any_source_says_nothing(read_one):
    none = ("source_article", "source_office", "source_headline", "source_original")
    event = read_one(**dict.fromkeys(none, ""))
    assert pd.isna(event[["publisher", "claimed_by", "source_text"]]).all()


def test_columns_that_only_add_may_be_missing(read):
    optional = {"adm_1", "event_clarity", "geom_wkt", *(n for n in ROW if "source" in n)}
    dataset = read({}, columns=[name for name in ROW if name not in optional])
    assert dataset.rejected == ()
    event = dataset.events.iloc[0]
    assert pd.isna(event[["admin1_name", "publisher", "claimed_by", "source_text"]]).all()
    assert event["fatalities"] == 3


# Rows that are no events


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"latitude": "north"}, "is no number"),
        ({"longitude": ""}, "is no number"),
        ({"latitude": "nan"}, "is no number"),
        ({"latitude": "inf"}, "is no number"),
        ({"longitude": "-1e400"}, "is no number"),
        (moved(200, 35), "is not on earth"),
        (moved(36, 999), "is not on earth"),
        (moved(35.2, 136.7), "are swapped: no such latitude"),
        (moved(15.5, 48.0, country="Yemen (North Yemen)"), "in another country"),
        ({"latitude": "36.9", "longitude": "35.4"}, "swapped: geom_wkt"),
        ({"latitude": "35.9"}, "are not those of geom_wkt"),
        (moved(0, 0), "0, 0"),
        (moved("0.0", "-0.00"), "0, 0"),
        (moved(36.9, 88.5), "nearer to a pole"),
        ({"date_start": ""}, "date_start is no day"),
        ({"date_start": "2031-02-30"}, "date_start is no day"),
        ({"date_start": "4 March 2031"}, "date_start is no day"),
        ({"date_end": "03/04/2031"}, "date_end is no day"),
        ({"date_end": "2031-13-01"}, "date_end is no day"),
        ({"date_end": "2031-03-03"}, "ends before it begins"),
        ({"where_prec": "0"}, "where_prec is no code from 1 to 7"),
        ({"where_prec": "2.5"}, "where_prec is no code"),
        ({"date_prec": "6"}, "date_prec is no code from 1 to 5"),
        ({"type_of_violence": ""}, "type_of_violence is no code from 1 to 3"),
        ({"best": "some"}, "best is no number of people"),
        ({"low": "-1"}, "low is no number of people"),
        ({"high": "2.5"}, "high is no number of people"),
        ({"high": "1e300"}, "high is no number of people"),
        ({"id": " "}, "has no id"),
        ({"id": "901"}, "id is that of an earlier row"),
    ],
)
def test_a_row_that_says_nothing_sure_is_left_out_with_the_reason(reason, row, words):
    assert words in reason(**row)


def test_a_point_over_the_border_is_not_taken_for_swapped(read_one):
    assert read_one(**moved(35.5, 37.8))["country"] == "SY"


def test_a_country_across_the_antimeridian_has_its_events_on_both_sides(read):
    assert read(moved(-179.5, 66, country="Russia (Soviet Union)")).rejected == ()


def test_a_row_with_too_many_cells_is_left_out_and_those_after_it_keep_their_numbers(
    tmp_path,
):
    heading, first, second, third = table({}, {}, {"latitude": "x"}).splitlines()
    path = tmp_path / "x.csv"
    path.write_text(f"{heading}\n{first},more\n{second}\n{third}\n", "utf-8")
    dataset = read_ucdp(path)
    assert list(dataset.events["event_id"]) == ["902"]
    assert list(dataset.events["line"]) == [3]
    assert dataset.rejected == (
        (2, "it has more cells than the heading"),
        (4, "latitude or longitude is no number"),
    )


def test_a_row_that_breaks_off_is_left_out(tmp_path):
    heading, first, _ = table({}, {}).splitlines()
    path = tmp_path / "x.csv"
    path.write_text(f"{heading}\n{first}\n902,2031-03-04,2031-0\n", "utf-8")
    ((number, why),) = read_ucdp(path).rejected
    assert (number, why) == (3, "date_end is no day of the calendar (2016-01-31)")


def test_blank_rows_count_as_rows_but_are_no_events(tmp_path):
    heading, first, second = table({}, {}).splitlines()
    path = tmp_path / "x.csv"
    path.write_text(f"{heading}\n{first}\n\n{second}\n ,\n\n", "utf-8")
    dataset = read_ucdp(path)
    assert dataset.rejected == ()
    assert list(dataset.events["line"]) == [2, 4]


def test_a_line_break_in_a_text_is_part_of_one_row(read):
    dataset = read({"source_headline": "one\ntwo", "source_article": ""}, {"best": "x"})
    assert dataset.events.loc[0, "source_text"] == "one\ntwo"
    assert [number for number, _ in dataset.rejected] == [3]


# Files


def test_a_table_without_rows_is_a_dataset_without_events(read):
    dataset = read()
    assert len(dataset.events) == 0
    assert list(dataset.events.columns) == [*EVENT_COLUMNS, "admin1_name"]
    assert (dataset.title, dataset.rejected) == ("UCDP GED", ())


def test_a_table_whose_rows_are_all_rejected_is_a_dataset_without_events(read):
    dataset = read({"latitude": "x"}, {"best": "x"})
    assert len(dataset.events) == 0
    assert len(dataset.rejected) == 2


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_told(tmp_path, content):
    path = tmp_path / "x.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(ReportError, match=r"x\.csv: nothing in it"):
        read_ucdp(path)


def test_missing_columns_are_told_with_the_file_and_what_was_expected(read):
    with pytest.raises(ReportError) as caught:
        read({}, columns=[name for name in ROW if name not in {"where_prec", "best"}])
    message = str(caught.value)
    assert "made.csv" in message
    assert "no column 'where_prec', 'best'" in message
    assert "expected id, date_start" in message


def test_another_table_is_told_to_be_no_ucdp_ged(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("name;lon;lat\nIdlib;36.6;35.9\n", "utf-8")
    with pytest.raises(ReportError, match="not a table of UCDP GED"):
        read_ucdp(path)


def test_two_columns_of_one_name_are_told(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(table({}, columns=[*ROW, "best"]), "utf-8")
    with pytest.raises(ReportError, match="two columns are called 'best'"):
        read_ucdp(path)


def test_an_open_quote_is_told(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(table({}) + '"903,2031-03-04\n', "utf-8")
    with pytest.raises(ReportError, match="no table of comma-separated cells"):
        read_ucdp(path)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_any_encoding_with_a_mark_and_any_line_end_is_read(tmp_path, encoding, newline):
    path = tmp_path / "x.csv"
    text = table({"where_coordinates": "قصر مثال town"}).replace("\n", newline)
    path.write_bytes(text.encode(encoding))
    assert read_ucdp(path).events.loc[0, "place"] == "قصر مثال town"


def test_an_old_western_encoding_is_read(tmp_path):
    path = tmp_path / "x.csv"
    headline = "Des obus tombés sur la mosquée, un musée et un lycée de la cité"
    row = {"source_article": "", "source_headline": headline}
    path.write_bytes(table(row, row).encode("cp1252"))
    assert read_ucdp(path).events.loc[0, "source_text"] == headline


@pytest.mark.parametrize("content", [b"id,best\n1,\0\n", b"\xff\xd8\xff\xe0", b"%PDF-1.7"])
def test_what_is_no_text_is_told(tmp_path, content):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(ReportError, match=r"x\.csv"):
        read_ucdp(path)


def zipped(path, *names, text):
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, text)
    return path


def test_packed_files_are_read_and_named_without_their_endings(tmp_path):
    plain = tmp_path / "made.csv"
    plain.write_text(table({}), "utf-8")
    packed = tmp_path / "made.csv.gz"
    packed.write_bytes(gzip.compress(table({}).encode()))
    names = ("GED.csv", "__MACOSX/._GED.csv", "readme.txt")
    archive = zipped(tmp_path / "made.ZIP", *names, text=table({}))
    first, *others = (read_ucdp(path).events for path in (plain, packed, archive))
    for other in others:
        pd.testing.assert_frame_equal(first, other)
    assert first.loc[0, "report"] == "made"


@pytest.mark.parametrize(("names", "count"), [((), 0), (("a.csv", "b.csv"), 2)])
def test_an_archive_has_one_table(tmp_path, names, count):
    path = zipped(tmp_path / "x.zip", "readme.txt", *names, text=table({}))
    with pytest.raises(ReportError, match=f"{count} tables .* in it; expected one"):
        read_ucdp(path)


@pytest.mark.parametrize("name", ["x.zip", "x.csv.gz"])
@pytest.mark.parametrize("cut", [0, 40])
def test_a_damaged_archive_is_told(tmp_path, name, cut):
    whole = gzip.compress(table({}).encode())
    path = tmp_path / name
    path.write_bytes(whole[:cut] or b"no archive at all")
    with pytest.raises(ReportError, match="damaged"):
        read_ucdp(path)


def test_a_file_that_is_not_there_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_ucdp(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.csv", True), ("a.CSV.GZ", True), ("a.zip", True), ("a.yaml", False), ("a", False)],
)
def test_data_sets_are_known_by_their_ending(tmp_path, name, expected):
    assert is_dataset(tmp_path / name) is expected


# Hostile and odd texts

ODD = [
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    'he said "no", twice',
    "a;b|c\tend",
    "NA",
    "null",
    "\u202eoverride",
    "𐐷 and 👩‍👩‍👧",
    "\\N \\u003c ${x} {{x}}",
    "x" * 20_000,
]


@pytest.mark.parametrize("text", ODD)
def test_texts_come_through_as_they_are(read_one, text):
    event = read_one(
        where_coordinates=text,
        side_a=text.replace(",", ""),
        source_office=text.replace(";", ""),
        source_original=f"{text} too",
    )
    assert event["place"] == event["place_name"] == text
    assert event["initiators"][0] == text.replace(",", "")
    assert event["publisher"] == text.replace(";", "")
    assert event["claimed_by"] == f"{text} too"


def test_an_id_stays_a_text(read):
    events = read({"id": "007"}, {"id": "SYR-1"}, {"id": "1e3"}).events
    assert list(events["event_id"]) == ["007", "SYR-1", "1e3"]


def test_the_same_file_gives_the_same_frame(read):
    rows = [
        {"side_b": f"Front {n % 3}", "date_end": f"2031-03-{9 + n:02}"} for n in range(9)
    ]
    pd.testing.assert_frame_equal(read(*rows).events, read(*rows).events)


def test_rows_are_not_looked_at_one_by_one(tmp_path):
    # as many distinct cells in twenty times the rows: the time grows by far less
    import sys

    def calls(count):
        path = tmp_path / f"{count}.csv"
        rows = ({"side_b": f"Front {n % 5}"} for n in range(count))
        path.write_text(table(*rows), "utf-8")
        counted = 0

        def profile(frame, event, _):
            nonlocal counted
            counted += event == "call" and "conflictmap" in frame.f_globals["__name__"]

        sys.setprofile(profile)
        try:
            read_ucdp(path)
        finally:
            sys.setprofile(None)
        return counted

    calls(10)
    few = calls(50)
    assert calls(1_000) == few
    assert few < 1_000


def test_numbers_are_of_every_row(read):
    rows = [moved(36 + n / 7, 35 + n / 9, best=str(n)) for n in range(1, 9)]
    events = read(*rows).events
    assert np.allclose(events["lon"], [36 + n / 7 for n in range(1, 9)], rtol=0, atol=1e-12)
    assert list(events["fatalities"]) == [*range(1, 9)]
