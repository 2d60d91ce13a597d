"""Tables in nobody's format: the columns that are guessed, and what their cells become."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
import shapely

from conflictmap.data import EVENT_COLUMNS, ReportError, read_dataset
from conflictmap.data.plain_tables import plain_dataset

ROW = {
    "Ref": "K-1",
    "When": "2031-03-14",
    "Town": "Qasr Mithal",
    "Province": "Hama",
    "Country": "Syria",
    "Longitude": "36.91234",
    "Latitude": "35.41234",
    "Type": "Armed clash",
    "Actor": "Blue Front; Green Front",
    "Target": "Red Front",
    "Killed": "3",
    "Injured": "5",
    "Source": "Mountain Courier",
    "Notes": "Shots at the mill.",
}


def table(*rows, columns=tuple(ROW), delimiter=","):
    """CSV of rows that differ from `ROW` in what is given; references count on."""
    text = io.StringIO()
    writer = csv.DictWriter(
        text, columns, extrasaction="ignore", lineterminator="\n", delimiter=delimiter
    )
    writer.writeheader()
    writer.writerows({**ROW, "Ref": f"K-{i}", **row} for i, row in enumerate(rows, 1))
    return text.getvalue()


@pytest.fixture
def read_text(tmp_path):
    def read_text(text, name="made.csv", **options):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return read_dataset(path, **options)

    return read_text


@pytest.fixture
def read(read_text):
    def read(*rows, given=None, **options):
        return read_text(table(*rows, **options), columns=given)

    return read


@pytest.fixture
def read_one(read):
    def read_one(**row):
        dataset = read(row)
        assert dataset.rejected == ()
        return dataset.events.iloc[0]

    return read_one


# The guess


def test_the_guess_is_told_as_our_names_and_the_headings(read):
    assert dict(read({}).columns) == {
        "lon": "Longitude",
        "lat": "Latitude",
        "date": "When",
        "place": "Town",
        "admin1": "Province",
        "country": "Country",
        "event_type": "Type",
        "initiators": "Actor",
        "targets": "Target",
        "fatalities": "Killed",
        "wounded": "Injured",
        "publisher": "Source",
        "summary": "Notes",
        "id": "Ref",
    }


def test_a_row_becomes_an_event(read_one):
    event = read_one()
    assert (event["report"], event["event_id"], event["line"]) == ("made", "K-1", 2)
    assert (event["lon"], event["lat"], event["country"]) == (36.91234, 35.41234, "SY")
    assert (event["place"], event["place_name"]) == ("Qasr Mithal", "Qasr Mithal")
    assert event["admin1_name"] == "Hama"
    assert (event["event_type"], event["sub_event_type"]) == ("Battles", "Armed clash")
    assert event["initiators"] == ("Blue Front", "Green Front")
    assert event["targets"] == ("Red Front",)
    assert (event["fatalities"], event["wounded"]) == (3, 5)
    assert (event["publisher"], event["summary"]) == (
        "Mountain Courier",
        "Shots at the mill.",
    )
    assert (event["date"], event["status"]) == ("2031-03-14", "reported")


def test_events_have_the_declared_columns(read):
    events = read({}, {"Killed": ""}).events
    assert list(events.columns) == [*EVENT_COLUMNS, "admin1_name"]
    for name, dtype in EVENT_COLUMNS.items():
        found = str(events[name].dtype)
        assert found == dtype or (found == "category" and dtype == "str"), name


@pytest.mark.parametrize(
    ("headings", "row", "found"),
    [
        (
            "خط الطول,خط العرض,التاريخ,المكان,الدولة,عدد القتلى,الجرحى,المصدر,الوصف,النوع",
            "36.9,35.4,٢٠٣١-٠٣-١٤,قصر مثال,سوريا,٣,٥,البريد,قصف,قصف مدفعي",
            "lon lat date place country fatalities wounded publisher summary event_type",
        ),
        (
            "Longitude,Latitude,Date de l'événement,Localité,Pays,Morts,Blessés,Résumé",
            "36.9,35.4,14 mars 2031,Qasr Mithal,Syrie,3,5,Des tirs",
            "lon lat date place country fatalities wounded summary",
        ),
        (
            "Longitud,Latitud,Fecha,Municipio,País,Muertos,Heridos,Fuente,Descripción",
            "36.9,35.4,14/3/2031,Qasr Mithal,Siria,3,5,Correo,Disparos",
            "lon lat date place country fatalities wounded publisher summary",
        ),
        (
            "X,Y,event_date,location_name,Number killed,geo_precision,side_a,side_b",
            "36.9,35.4,2031-03-14,Qasr Mithal,3,1,Blue Front,Red Front",
            "lon lat date place fatalities precision initiators targets",
        ),
        (
            "Site latitude (WGS84),Site longitude (WGS84),eventDate,Name of town",
            "35.4,36.9,2031-03-14,Qasr Mithal",
            "lat lon date place",
        ),
    ],
)
def test_headings_are_known_in_four_languages(read_text, headings, row, found):
    dataset = read_text(f"{headings}\n{row}\n")
    asked = dict(zip(found.split(), headings.split(","), strict=True))
    assert {ours: dataset.columns.get(ours) for ours in asked} == asked
    event = dataset.events.iloc[0]
    assert (event["lon"], event["lat"]) == (36.9, 35.4)
    assert str(event["date_start"].date()) == "2031-03-14"
    assert pd.isna(event["country"]) or event["country"] == "SY"
    assert pd.isna(event["fatalities"]) or event["fatalities"] == 3


def test_a_heading_whose_cells_are_something_else_is_not_taken(read):
    rows = ({"When": "early", "Killed": "few"}, {"When": "late", "Killed": "many"})
    columns = read(*rows).columns
    assert not {"date", "fatalities"} & columns.keys()


def test_deaths_of_some_are_not_taken_for_all(read_text):
    text = "lon,lat,civilian deaths,deaths_a\n36.9,35.4,3,4\n"
    assert "fatalities" not in read_text(text).columns


def test_dates_and_coordinates_are_known_without_headings(read_text):
    text = "a,b,c,d\n136.9123,35.4123,14/03/2031,x\n96.5555,-33.3333,2/3/2031,y\n"
    assert dict(read_text(text).columns) == {"lon": "a", "lat": "b", "date": "c"}


def test_two_columns_that_may_both_be_latitudes_are_not_told_apart(read_text):
    with pytest.raises(ReportError, match="no column says where"):
        read_text("a,b\n36.9123,35.4123\n")


def test_a_table_that_says_nowhere_where_is_told_with_its_columns(read_text):
    with pytest.raises(ReportError) as caught:
        read_text("Ref,Longitude,Killed\n1,36.9,3\n")
    message = str(caught.value)
    assert "made.csv" in message
    assert "'Longitude' is its lon" in message
    assert "its columns are Ref, Longitude, Killed" in message


def test_columns_that_are_given_go_before_the_guess(read):
    given = {"place": "Province", "lon": "longitude", "summary": ""}
    dataset = read({}, given=given)
    assert dataset.columns["place"] == "Province"
    assert dataset.columns["lon"] == "Longitude"
    assert "summary" not in dataset.columns
    assert dataset.events.loc[0, "place"] == "Hama"
    assert dataset.events.loc[0, "summary"] == "Armed clash"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"longitud": "Longitude"}, "for 'longitud'; expected lon, lat.*did you mean"),
        ({"lon": "Longitud"}, "no column 'Longitud' .*did you mean 'Longitude'"),
        ({"date_order": "year"}, "'year': expected 'day' or 'month'"),
    ],
)
def test_given_columns_that_are_not_there_are_told(read, given, words):
    with pytest.raises(ReportError, match=words):
        read({}, given=given)


def test_other_columns_can_be_given_to_a_table_of_a_known_format(read_text):
    heading = "event_id_cnty,event_date,event_type,sub_event_type,actor1,country,latitude"
    text = f"{heading},longitude,x\nA1,2031-03-14,Battles,Armed clash,B,Syria,35,37,Hama\n"
    assert read_text(text).columns == {}
    assert read_text(text, columns={"place": "x"}).columns["place"] == "x"


# Dates


def dates_of(read, *words, **options):
    return read(*({"When": word} for word in words), **options)


@pytest.mark.parametrize(
    ("word", "edtf"),
    [
        ("2031-03-14", "2031-03-14"),
        ("2031/3/14 23:10", "2031-03-14"),
        ("20310314", "2031-03-14"),
        ("14.3.31", "2031-03-14"),
        ("14 March 2031", "2031-03-14"),
        ("Fri, 14 Mar 2031", "2031-03-14"),
        ("Mar 14, 2031", "2031-03-14"),
        ("14 de marzo de 2031", "2031-03-14"),
        ("14 août 2031", "2031-08-14"),
        ("١٤ تشرين الثاني ٢٠٣١", "2031-11-14"),
        ("2031-03-14T10:00:00+03:00", "2031-03-14"),
        ("March 2031", "2031-03"),
        ("2031-03", "2031-03"),
        ("2031", "2031"),
        ("2031-03-14~", "2031-03-14~"),
        ("2031-03-14/2031-03-16", "2031-03-14/2031-03-16"),
        ("2031/..", "2031/.."),
        ("", None),
        ("n/a", None),
    ],
)
def test_dates_are_read_in_whatever_way_they_are_written(read, word, edtf):
    dataset = dates_of(read, word)
    assert dataset.rejected == ()
    found = dataset.events.loc[0, "date"]
    assert (None if pd.isna(found) else found) == edtf


@pytest.mark.parametrize(
    ("shown", "first"), [("31/03/2031", "2031-04-03"), ("03/31/2031", "2031-03-04")]
)
def test_other_dates_of_the_column_say_whether_the_day_stands_first(read, shown, first):
    dataset = dates_of(read, "03/04/2031", shown)
    assert list(dataset.events["date"]) == [first, "2031-03-31"]
    assert not any("day or month" in note for note in dataset.notes)


def test_a_column_that_can_be_read_two_ways_says_so(read):
    dataset = dates_of(read, "03/04/2031", "05/06/2031")
    assert list(dataset.events["date"]) == ["2031-04-03", "2031-06-05"]
    assert any("'03/04/2031'" in note and "day/month" in note for note in dataset.notes)


@pytest.mark.parametrize(
    ("order", "date"), [("day", "2031-04-03"), ("month", "2031-03-04")]
)
def test_the_order_of_day_and_month_can_be_given(read, order, date):
    dataset = dates_of(read, "03/04/2031", given={"date_order": order})
    assert dataset.events.loc[0, "date"] == date
    assert not any("day/month" in note for note in dataset.notes)


def test_a_date_is_left_out_if_the_column_shows_both_orders(read):
    dataset = dates_of(read, "31/03/2031", "03/31/2031", "03/04/2031", "05/05/2031")
    assert list(dataset.events["line"]) == [2, 3, 5]
    ((row, reason),) = dataset.rejected
    assert row == 4
    assert "can be read two ways" in reason


def test_two_columns_of_days_are_a_span(read_text):
    text = (
        "lon,lat,start date,end date\n36.9,35.4,2031-03-14,2031-03-16\n"
        "36.9,35.4,2031-03-01,2031-03-31\n36.9,35.4,2031-03-14,\n"
    )
    dates = list(read_text(text).events["date"])
    assert dates == ["2031-03-14/2031-03-16", "2031-03", "2031-03-14"]


# Rows that are no events


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"Longitude": "x"}, "latitude or longitude is no number"),
        ({"Longitude": ""}, "latitude or longitude is no number"),
        ({"Longitude": "nan", "Latitude": "nan"}, "latitude or longitude is no number"),
        ({"Latitude": "inf"}, "latitude or longitude is no number"),
        ({"Longitude": "0", "Latitude": "0.0"}, "0, 0"),
        ({"Longitude": "35.4", "Latitude": "136.9"}, "swapped: no such latitude"),
        ({"Longitude": "15.5", "Latitude": "48.0", "Country": "Yemen"}, "another country"),
        ({"Longitude": "236.9"}, "not on earth"),
        ({"Latitude": "88"}, "nearer to a pole"),
        ({"When": "some day"}, "When is no date that can be read"),
        ({"When": "2031-02-30"}, "When is no date that can be read"),
        ({"When": "1066-10-14"}, "dated before 1900"),
        ({"When": "2331-03-14"}, "dated after 2100"),
        ({"When": "2031-03-14/2031-03-10"}, "no date that can be read"),
        ({"Killed": "-3"}, "Killed is no number of people"),
        ({"Killed": "2.5"}, "Killed is no number of people"),
        ({"Injured": "some"}, "Injured is no number of people"),
        ({"Ref": "K-1"}, "its id is that of an earlier row"),
        (
            dict.fromkeys(("Longitude", "Latitude", "Town", "Province", "Country"), ""),
            "neither coordinates nor the name of a place",
        ),
    ],
)
def test_a_row_that_says_nothing_sure_is_left_out_with_the_reason(read, row, words):
    dataset = read({}, row, {})
    assert list(dataset.events["line"]) == [2, 4]
    ((number, reason),) = dataset.rejected
    assert number == 3
    assert words in reason


def test_no_event_is_at_0_0(read):
    rows = [{"Longitude": "0", "Latitude": "0"}, {"Longitude": "", "Latitude": ""}, {}]
    events = read(*rows).events
    assert not ((events["lon"] == 0) & (events["lat"] == 0)).any()


def test_rows_with_too_many_cells_are_left_out(read_text):
    lines = table({}, {}, {}).splitlines()
    lines[2] += ",more"
    dataset = read_text("\n".join(lines))
    assert list(dataset.events["line"]) == [2, 4]
    assert dataset.rejected == ((3, "it has more cells than the heading"),)


def test_ids_without_a_column_are_the_rows(read):
    columns = [name for name in ROW if name != "Ref"]
    assert list(read({}, {}, columns=columns).events["event_id"]) == ["row-2", "row-3"]


def test_a_row_without_an_id_is_called_by_its_number(read):
    dataset = read({}, {"Ref": ""}, {"Ref": " "})
    assert list(dataset.events["event_id"]) == ["K-1", "row-3", "row-4"]


def test_a_column_of_few_codes_is_not_taken_for_ids(read_text):
    rows = "".join(f"36.9,35.4,{n % 2}\n" for n in range(10))
    assert "id" not in read_text(f"lon,lat,code\n{rows}").columns


# Where


def test_rows_with_a_name_and_no_coordinates_wait_for_the_gazetteer(read):
    event = read({"Longitude": "", "Latitude": "-"}).events.iloc[0]
    assert (event["place"], event["admin1_name"]) == ("Qasr Mithal", "Hama")
    missing = ["lon", "lat", "place_name", "precision", "uncertainty_m", "kind"]
    assert pd.isna(event[[*missing, "place_source", "place_matched"]]).all()


def test_a_row_that_names_only_a_division_or_a_country_means_that(read):
    bare = {"Longitude": "", "Latitude": "", "Town": ""}
    events = read(bare, {**bare, "Province": ""}).events
    assert list(events["place"]) == ["Hama", "Syria"]
    assert list(events["kind"]) == ["admin1", "country"]
    assert events["lon"].isna().all()


def test_a_point_whose_precision_is_not_told_is_that_of_a_settlement(read):
    dataset = read({})
    event = dataset.events.iloc[0]
    assert (event["precision"], event["uncertainty_m"]) == ("settlement", 5_000)
    assert any("does not say how exactly" in note for note in dataset.notes)


@pytest.mark.parametrize(
    ("heading", "word", "precision", "radius_m"),
    [
        ("precision", "exact", "exact", 1_000),
        ("precision", "District", "admin2", 90_000),
        ("precision", "محافظة", "admin1", 250_000),
        ("geo_precision", "2", "region", 25_000),
        ("geo_precision", "3", "admin1", 250_000),
        ("where_prec", "3", "admin2", 90_000),
        ("uncertainty_km", "0.5", "exact", 500),
        ("uncertainty_m", "4,000", "settlement", 4_000),
        ("radius_km", "40", "region", 40_000),
    ],
)
def test_precision_is_told_in_words_codes_or_radii(
    read_text, heading, word, precision, radius_m
):
    dataset = read_text(f'lon,lat,{heading}\n36.9,35.4,"{word}"\n')
    event = dataset.events.iloc[0]
    assert (event["precision"], event["uncertainty_m"]) == (precision, radius_m)
    assert dataset.notes == ()


def test_an_unknown_precision_costs_the_row(read_text):
    text = (
        "lon,lat,precision,uncertainty_m\n36,35,town,\n36,35,so-so,\n36,35,,-4\n36,35,,70\n"
    )
    assert read_text(text).rejected == (
        (3, "precision is no precision that is known"),
        (4, "its uncertainty is no distance"),
    )


def test_decimal_commas_are_read(read_text):
    text = 'x;y;Killed\n36,91234;35,4;"1,200"\n36,5;35;-\n'
    events = read_text(text).events
    assert list(events["lon"]) == [36.91234, 36.5]
    assert events.loc[0, "fatalities"] == 1_200
    assert pd.isna(events.loc[1, "fatalities"])


@pytest.mark.parametrize(
    ("country", "code"),
    [("Syria", "SY"), ("SYR", "SY"), ("sy", "SY"), ("سوريا", "SY"), ("Atlantis", None)],
)
def test_countries_are_known_by_name_and_code(read_one, country, code):
    found = read_one(Country=country)["country"]
    assert (None if pd.isna(found) else found) == code


# What, and who says so


@pytest.mark.parametrize(
    ("word", "pair"),
    [
        ("airstrike", ("Explosions/Remote violence", "Air/drone strike")),
        ("PEACEFUL PROTEST", ("Protests", "Peaceful protest")),
        ("battle", ("Battles", "Battles")),
        ("Sniping", ("Sniping", "Sniping")),
        ("اشتباكات", ("Battles", "Armed clash")),
        ("", ("Type not stated", "Type not stated")),
    ],
)
def test_types_are_acled_s_where_the_words_are(read_one, word, pair):
    event = read_one(Type=word)
    assert (event["event_type"], event["sub_event_type"]) == pair


def test_without_notes_a_summary_says_no_more_than_the_type(read):
    events = read({"Notes": "", "Type": "Sniping"}, {}, {"Notes": "", "Type": ""}).events
    assert list(events["summary"])[:2] == ["Sniping", "Shots at the mill."]
    assert pd.isna(events.loc[2, "summary"])


def test_statuses_are_this_project_s_words(read_text):
    text = "lon,lat,status\n36,35,Claimed\n36,35,denied\n36,35,odd\n36,35,\n"
    statuses = list(read_text(text).events["status"])
    assert statuses == ["claimed", "denied", "reported", "reported"]


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1+1", "@SUM(A1)", "-2+3"])
def test_formulas_stay_the_texts_they_are(read, text):
    event = read({}, {"Notes": text, "Town": text}).events.iloc[1]
    assert (event["summary"], event["place"]) == (text, text)


def test_long_notes_keep_every_word_and_line(read):
    notes = [f"Line {n}\nand, so “on”" for n in range(30)]
    assert list(read(*({"Notes": note} for note in notes)).events["summary"]) == notes


# Texts already in columns


def test_columns_of_text_and_shapes_become_a_dataset():
    cells = pd.DataFrame({"When": ["2031-03-14", "x", "2031-03-15"]}, index=[1, 2, 3])
    square = shapely.box(36, 35, 37, 36)
    shapes = np.array([shapely.Point(36.9, 35.4), None, square], object)
    dataset = plain_dataset(cells, "made.geojson", geometry=shapes)
    assert dataset.rejected == (
        (2, "When is no date that can be read (such as 2016-01-31)"),
    )
    assert dataset.columns == {"date": "When"}
    assert list(dataset.events["report"]) == ["made", "made"]
    assert list(dataset.events["lon"]) == [36.9, 36.5]
    assert list(dataset.shapes) == [None, square]


def test_an_area_reaches_to_its_furthest_corner():
    square = np.array([shapely.box(36, 35, 37, 36)], object)
    cells = pd.DataFrame({"x": ["y"]})
    event = plain_dataset(cells, "x", geometry=square).events.iloc[0]
    assert event["uncertainty_m"] == pytest.approx(71_700, rel=0.01)
    assert event["precision"] == "region"


def test_the_point_of_an_area_lies_in_it():
    hook = shapely.Polygon([(0, 10), (9, 10), (9, 19), (8, 19), (8, 11), (0, 11)])
    event = plain_dataset(
        pd.DataFrame({"x": ["y"]}), "x", geometry=np.array([hook], object)
    ).events.iloc[0]
    assert not hook.contains(hook.centroid)
    assert hook.contains(shapely.Point(event["lon"], event["lat"]))


def test_a_missing_shape_with_a_name_is_looked_for():
    cells = pd.DataFrame({"Town": ["Qasr Mithal", ""]})
    shapes = np.array([shapely.Point(), None], object)
    dataset = plain_dataset(cells, "x", geometry=shapes)
    assert list(dataset.events["place"]) == ["Qasr Mithal"]
    assert dataset.events["lon"].isna().all()
    assert len(dataset.rejected) == 1


def test_categoricals_are_taken_as_texts_are():
    cells = pd.DataFrame({"lon": ["36.9"] * 3, "lat": ["35.4"] * 3})
    plain = plain_dataset(cells, "x").events
    coded = plain_dataset(cells.astype("category"), "x").events
    pd.testing.assert_frame_equal(plain, coded)
