"""Tables of places: which columns are understood, which rows are not used and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.data import GazetteerError, Kind
from conflictmap.geo.sources.dumps import Rejected
from conflictmap.geo.sources.tabular import find_columns, read_table


def read(text, rejected=None):
    content = text.encode() if isinstance(text, str) else text
    lines = content.splitlines(keepends=True)
    rejected = Rejected() if rejected is None else rejected
    return list(read_table(lines, rejected, source="places.csv"))


def reasons(text):
    """Why rows were not used, and the first line of each reason."""
    rejected = Rejected()
    read(text, rejected)
    return rejected.first_lines


def one(columns, cells):
    (row,) = read(f"name,lon,lat,{columns}\nHama,36.76,35.13,{cells}\n")
    return row


def test_a_name_and_a_position_are_enough():
    (row,) = read("name,lon,lat\nHama,36.76,35.13\n")
    assert (row.name, row.lon, row.lat, row.kind) == ("Hama", 36.76, 35.13, Kind.VILLAGE)
    assert (row.country, row.admin1, row.geonameid, row.population) == (
        "",
        None,
        None,
        None,
    )
    assert (row.source, row.uncertainty_m) == ("places.csv", 1000.0)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_delimiter_is_found(delimiter):
    text = "Name,Longitude,LATITUDE\nHama,36.76,35.13\n".replace(",", delimiter)
    assert [row.lon for row in read(text)] == [36.76]


@pytest.mark.parametrize("lon", ["lon", "LON", "longitude", "Lng", "long", "x"])
@pytest.mark.parametrize("lat", ["lat", "Latitude", "Y"])
def test_columns_are_known_by_many_headings_in_any_order(lon, lat):
    (row,) = read(f"{lat} ,id, {lon},name\n35.13,7,36.76,Hama\n")
    assert (row.lon, row.lat) == (36.76, 35.13)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm():
    (row,) = read(b"\xef\xbb\xbfname,lon,lat\r\nHama,36.76,35.13\r\n")
    assert (row.name, row.lat) == ("Hama", 35.13)


def test_a_quoted_cell_may_hold_the_delimiter_and_a_line_end():
    (row,) = read('name,lon,lat,names\nHama,36.76,35.13,"Epiphania,Hamath\nof old"\n')
    assert row.names == ["Epiphania", "Hamath\nof old"]


@pytest.mark.parametrize("cell", ["Hamath|Epiphania", "Hamath; Epiphania"])
def test_further_names_are_parted_by_any_usual_mark(cell):
    assert one("alternatenames", cell).names == ["Hamath", "Epiphania"]


def test_a_comma_in_a_name_is_kept_when_another_mark_parts_names():
    assert one("names", '"Hama, City of|Hamath"').names == ["Hama, City of", "Hamath"]


@pytest.mark.parametrize("cell", ["SY", "sy", "Syria", "SYR", "syria"])
def test_a_country_may_be_a_code_or_a_name(cell):
    assert one("country", cell).country == "SY"


def test_a_country_that_is_not_known_is_left_to_the_position():
    assert one("country", "Narnia").country == ""


def test_a_division_is_a_code_and_no_name():
    assert one("admin1", "10").admin1 == "10"
    assert one("admin1", "Hama Governorate").admin1 is None


def test_people_say_kind_and_radius():
    row = one("population", "460602")
    assert (row.population, row.kind, row.uncertainty_m) == (460602, Kind.CITY, 3000.0)


def test_a_stated_kind_and_radius_stand():
    row = one("kind,uncertainty_km", "Facility,0.25")
    assert (row.kind, row.uncertainty_m) == (Kind.FACILITY, 250.0)
    assert one("uncertainty_m", "75").uncertainty_m == 75.0


def test_a_geonames_id_is_kept():
    assert one("geonameid", "170017").geonameid == 170017


def test_decimal_commas_are_read():
    (row,) = read("name;lon;lat\nHama;36,76;35,13\n")
    assert (row.lon, row.lat) == (36.76, 35.13)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Hama,,35", "no coordinates"),
        ("Hama", "no coordinates"),
        ("Hama,east,35", "coordinates that are no numbers"),
        ("Hama,nan,35", "coordinates that are no numbers"),
        ("Hama,inf,35", "coordinates that are no numbers"),
        ("Hama,181,35", "coordinates that are not on earth"),
        ("Hama,36,-190", "coordinates that are not on earth"),
        ("Hama,35,120", "latitude beyond 90°, longitude within: are they swapped?"),
        (",36,35", "no name"),
        (" ,36,35", "no name"),
        ("x" * 201 + ",36,35", "a name of more than 200 characters"),
    ],
)
def test_a_row_that_cannot_be_used_is_counted_with_its_line(row, reason):
    assert reasons(f"name,lon,lat\nIdlib,36.6,35.9\n{row}\n") == {reason: 3}


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        *(("population", "many"), ("population", "-1"), ("population", "1e300")),
        *(("geonameid", "1.5"), ("geonameid", "9" * 30), ("kind", "castle")),
        *(("uncertainty_km", "near"), ("uncertainty_m", "-5"), ("uncertainty_km", "1e9")),
    ],
)
def test_a_row_with_a_wrong_optional_value_is_not_used(column, cell):
    assert len(reasons(f"name,lon,lat,{column}\nHama,36,35,{cell}\n")) == 1


def test_rows_after_a_bad_one_are_used():
    rejected = Rejected()
    rows = read("name,lon,lat\nA,x,y\n\nB,1,2\nC,x,y\nD,3,4\n", rejected)
    assert [row.name for row in rows] == ["B", "D"]
    assert rejected.counts == {"coordinates that are no numbers": 2}


def test_a_quote_that_never_ends_does_not_take_the_rest_along():
    text = 'name,lon,lat\n"Hama,1,2\n' + "Idlib,3,4\n" * 20_000
    rejected = Rejected()
    assert len(read(text, rejected)) > 5_000
    assert rejected.counts["not a row of a table"] == 1


def test_missing_columns_are_an_error_that_names_those_there_are():
    with pytest.raises(GazetteerError, match=r"headings 'town', 'lon'; expected name, lon"):
        read("town,lon\nHama,36\n")


def test_an_empty_table_is_an_error():
    with pytest.raises(GazetteerError, match="expected name, lon"):
        read("")


def test_other_encodings_are_an_error_that_names_the_line():
    with pytest.raises(
        GazetteerError, match=r"line 3 is not UTF-8 .*save the table as CSV"
    ):
        read("name,lon,lat\nHama,1,2\nMáscara,1,2\n".encode("latin-1"))


def test_a_heading_is_none_without_all_three_columns():
    assert find_columns("name,lon") is None
    assert find_columns("name\tlat\tlon") == ("\t", {"name": 0, "lat": 1, "lon": 2})


@given(st.binary(max_size=300))
def test_any_bytes_give_rows_on_earth_or_an_error_of_ours(content):
    try:
        rows = read(b"name,lon,lat,population,kind,uncertainty_m\n" + content)
    except GazetteerError:
        return
    assert all(abs(row.lon) <= 180 and abs(row.lat) <= 90 and row.name for row in rows)
