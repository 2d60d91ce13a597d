"""ACLED and GDELT as events: what each code becomes."""

import csv
import io
import zipfile

import pandas as pd
import pytest

from conflictmap.data import EVENT_TYPES, read_dataset
from conflictmap.data.cameo import CAMEO

ACLED = {
    "event_id_cnty": "SYR1",
    "event_date": "2031-03-14",
    "year": "2031",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Blue Front",
    "assoc_actor_1": "Green Front; Blue Front; River Men",
    "inter1": "2",
    "actor2": "Red Front",
    "assoc_actor_2": "",
    "inter2": "2",
    "interaction": "22",
    "country": "Syria",
    "admin1": "Hama",
    "location": "Qasr Mithal",
    "latitude": "35.4000",
    "longitude": "36.9000",
    "geo_precision": "1",
    "source": "Mountain Courier; Valley Post; Mountain Courier",
    "source_scale": "National",
    "notes": "Shots at the mill.",
    "fatalities": "3",
    "tags": "",
    "timestamp": "1925000000",
}
GDELT = {
    0: "900000001",
    1: "20310314",
    2: "203103",
    3: "2031",
    4: "2031.2000",
    6: "REBEL",
    16: "MILITARY",
    25: "1",
    26: "194",
    27: "194",
    28: "19",
    29: "4",
    51: "4",
    52: "Qasr Mithal, Hamah, Syria",
    53: "SY",
    56: "35.4",
    57: "36.9",
    59: "20310314101500",
    60: "https://www.courier.example/shells",
}


@pytest.fixture
def acled(tmp_path):
    def acled(*rows, columns=tuple(ACLED)):
        text = io.StringIO()
        writer = csv.DictWriter(text, columns, extrasaction="ignore")
        writer.writeheader()
        made = ({**ACLED, "event_id_cnty": f"SYR{n}", **r} for n, r in enumerate(rows, 1))
        writer.writerows(made)
        path = tmp_path / "acled.csv"
        path.write_text(text.getvalue(), "utf-8")
        return read_dataset(path)

    return acled


@pytest.fixture
def acled_one(acled):
    def acled_one(**row):
        dataset = acled(row)
        assert dataset.rejected == ()
        return dataset.events.iloc[0]

    return acled_one


def gdelt_lines(*rows):
    made = ({**GDELT, 0: str(900000001 + n), **row} for n, row in enumerate(rows))
    return "".join("\t".join(row.get(n, "") for n in range(61)) + "\n" for row in made)


@pytest.fixture
def gdelt(tmp_path):
    def gdelt(*rows):
        path = tmp_path / "20310314101500.export.CSV"
        path.write_text(gdelt_lines(*rows), "utf-8")
        return read_dataset(path)

    return gdelt


# ACLED


def test_acled_s_columns_become_an_event(acled_one):
    event = acled_one()
    assert (event["event_id"], event["line"], event["report"]) == ("SYR1", 2, "acled")
    assert (event["event_type"], event["sub_event_type"]) == ("Battles", "Armed clash")
    assert event["initiators"] == ("Blue Front", "Green Front", "River Men")
    assert event["targets"] == ("Red Front",)
    assert (event["summary"], event["fatalities"]) == ("Shots at the mill.", 3)
    assert event["publisher"] == "Mountain Courier, Valley Post"
    assert event["source_text"] == "Mountain Courier, Valley Post (National)"
    assert (event["place"], event["admin1_name"]) == ("Qasr Mithal", "Hama")
    assert (event["lon"], event["lat"], event["country"]) == (36.9, 35.4, "SY")
    assert (event["place_source"], event["date"]) == ("ACLED", "2031-03-14")


def test_acled_has_a_title_a_publisher_and_notes(acled):
    dataset = acled({}, {"event_date": "14 March 2032"})
    assert dataset.title == "ACLED: Syria, 2031–2032"
    assert "ACLED" in dataset.publisher
    assert any("lowest number" in note for note in dataset.notes)


@pytest.mark.parametrize(
    "sub_type",
    [sub for subs in EVENT_TYPES.values() for sub in subs],
)
def test_every_sub_event_type_is_itself(acled_one, sub_type):
    assert acled_one(sub_event_type=sub_type)["sub_event_type"] == sub_type


def test_a_sub_event_type_that_is_new_stays_as_it_is(acled_one):
    event = acled_one(sub_event_type="Tunnel collapse")
    assert (event["event_type"], event["sub_event_type"]) == ("Battles", "Tunnel collapse")


@pytest.mark.parametrize(
    ("code", "date"),
    [("1", "2031-03-14"), ("2", "2031-03-11/2031-03-17"), ("3", "2031-03")],
)
def test_acled_s_time_precision_widens_the_date(acled_one, code, date):
    assert acled_one(time_precision=code)["date"] == date


@pytest.mark.parametrize(
    ("code", "precision", "kind", "radius_m"),
    [
        ("1", "settlement", "other", 5_000),
        ("2", "region", "other", 25_000),
        ("3", "admin1", "admin1", 250_000),
    ],
)
def test_acled_s_geo_precision_is_a_class(acled_one, code, precision, kind, radius_m):
    event = acled_one(geo_precision=code)
    found = (event["precision"], event["kind"], event["uncertainty_m"])
    assert found == (precision, kind, radius_m)


def test_acled_s_further_columns_may_be_missing(acled):
    kept = ("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1")
    dataset = acled({}, columns=(*kept, "country", "latitude", "longitude"))
    event = dataset.events.iloc[0]
    assert dataset.rejected == ()
    assert pd.isna(event[["fatalities", "publisher", "source_text", "place"]]).all()
    assert event["place_name"] == "35.4000, 36.9000"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"event_id_cnty": ""}, "it has no id"),
        ({"event_id_cnty": "SYR1"}, "id is that of an earlier row"),
        ({"event_date": ""}, "event_date is no day"),
        ({"event_date": "2031-03"}, "event_date is no day"),
        ({"event_date": "1831-03-14"}, "dated before 1900"),
        ({"event_date": "2231-03-14"}, "dated after 2100"),
        ({"time_precision": "4"}, "time_precision is no code from 1 to 3"),
        ({"geo_precision": ""}, "geo_precision is no code from 1 to 3"),
        ({"event_type": "", "sub_event_type": " "}, "it has no type"),
        ({"latitude": ""}, "is no number"),
        ({"latitude": "0", "longitude": "0"}, "0, 0"),
        ({"latitude": "136.9"}, "swapped"),
        ({"latitude": "15", "longitude": "98", "country": "Yemen"}, None),
        ({"latitude": "48", "longitude": "15.5", "country": "Yemen"}, "another country"),
        ({"fatalities": "-1"}, "fatalities is no number of people"),
    ],
)
def test_rows_of_acled_that_say_nothing_sure_are_left_out(acled, row, words):
    rejected = acled({}, row, {}).rejected
    assert [number for number, _ in rejected] == ([] if words is None else [3])
    assert words is None or words in rejected[0][1]


def test_acled_s_ambiguous_dates_are_left_out_if_the_table_shows_both(acled):
    days = ("31/03/2031", "03/31/2031", "03/04/2031")
    ((number, why),) = acled(*({"event_date": day} for day in days)).rejected
    assert number == 4
    assert "two ways" in why


# GDELT


def test_a_line_of_gdelt_becomes_an_event(gdelt):
    dataset = gdelt({})
    assert dataset.rejected == ()
    event = dataset.events.iloc[0]
    assert (event["event_id"], event["line"]) == ("900000001", 1)
    assert event["sub_event_type"] == "Shelling/artillery/missile attack"
    assert (event["initiators"], event["targets"]) == (("REBEL",), ("MILITARY",))
    assert (event["lon"], event["lat"], event["country"]) == (36.9, 35.4, "SY")
    assert (event["place"], event["admin1_name"]) == ("Qasr Mithal, Hamah, Syria", "Hamah")
    assert (event["publisher"], event["date"]) == ("courier.example", "2031-03-14")
    assert event["source_text"] == "https://www.courier.example/shells"
    assert "CAMEO 194, by machine" in event["summary"]
    assert pd.isna(event["fatalities"])


def test_gdelt_says_that_nobody_has_read_it(gdelt):
    dataset = gdelt({})
    assert dataset.title == "GDELT: Syria, 2031"
    assert any("coded by machine" in note for note in dataset.notes)
    assert any("several times" in note for note in dataset.notes)


def test_rows_of_gdelt_that_tell_of_no_conflict_are_counted_and_no_errors(gdelt):
    rows = [{26: code} for code in ("010", "036", "112", "20", "195", "141")]
    dataset = gdelt(*rows)
    assert list(dataset.events["line"]) == [5, 6]
    assert dataset.rejected == ()
    assert any(note.startswith("4 rows of GDELT") for note in dataset.notes)


@pytest.mark.parametrize(
    ("code", "sub_type"),
    [
        ("145", "Violent demonstration"),
        ("1451", "Violent demonstration"),
        ("173", "Arrests"),
        ("181", "Abduction/forced disappearance"),
        ("1821", "Sexual violence"),
        ("1823", "Attack"),
        ("1831", "Suicide bomb"),
        ("190", "Use of military force, not told which"),
        ("193", "Armed clash"),
        ("1952", "Air/drone strike"),
    ],
)
def test_cameo_codes_claim_no_more_than_they_say(gdelt, code, sub_type):
    assert gdelt({26: code}).events.loc[0, "sub_event_type"] == sub_type


def test_types_of_cameo_are_event_types():
    assert {event_type for event_type, _ in CAMEO.values()} <= EVENT_TYPES.keys()
    for event_type, sub_type in CAMEO.values():
        owners = [name for name, subs in EVENT_TYPES.items() if sub_type in subs]
        assert owners in ([], [event_type])


@pytest.mark.parametrize(
    ("code", "where", "precision", "division"),
    [
        ("1", "Syria", "country", None),
        ("2", "Texas, United States", "admin1", "Texas"),
        ("3", "Austin, Texas, United States", "settlement", "Texas"),
        ("4", "Qasr Mithal, Hamah, Syria", "settlement", "Hamah"),
        ("5", "Hamah, Syria", "admin1", "Hamah"),
    ],
)
def test_the_type_of_place_is_its_precision(gdelt, code, where, precision, division):
    event = gdelt({51: code, 52: where}).events.iloc[0]
    assert event["precision"] == precision
    name = event["admin1_name"]
    assert (None if pd.isna(name) else name) == division


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({51: "0", 56: "", 57: ""}, "it has no place"),
        ({51: ""}, "it has no place"),
        ({56: ""}, "is no number"),
        ({56: "0", 57: "0"}, "0, 0"),
        ({1: "20310230"}, "SQLDATE is no day"),
        ({1: "19200101"}, None),
        ({0: "900000001"}, "earlier row"),
    ],
)
def test_rows_of_gdelt_that_say_nothing_sure_are_left_out(gdelt, row, words):
    rejected = gdelt({}, row).rejected
    assert [number for number, _ in rejected] == ([] if words is None else [2])
    assert words is None or words in rejected[0][1]


def test_gdelt_in_an_archive_is_the_same(gdelt, tmp_path):
    plain = gdelt({}, {26: "195"})
    path = tmp_path / "20310314101500.export.CSV.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("20310314101500.export.CSV", gdelt_lines({}, {26: "195"}))
    packed = read_dataset(path).events.drop(columns="report")
    pd.testing.assert_frame_equal(packed, plain.events.drop(columns="report"))


def test_gdelt_with_a_heading_is_known_by_it(tmp_path):
    heading = (
        "GlobalEventID,SQLDATE,Actor1Name,Actor2Name,EventCode,ActionGeo_Type,"
        "ActionGeo_FullName,ActionGeo_Lat,ActionGeo_Long,SOURCEURL"
    )
    row = '7,20310314,REBEL,,193,4,"Qasr Mithal, Hamah, Syria",35.4,36.9,no address'
    path = tmp_path / "bq.csv"
    path.write_text(f"{heading}\n{row}\n", "utf-8")
    event = read_dataset(path).events.iloc[0]
    assert (event["event_id"], event["line"]) == ("7", 2)
    assert (event["initiators"], event["targets"]) == (("REBEL",), ())
    assert pd.isna(event["publisher"])
