"""GeoNames' dumps: what a line is, and what becomes of one that is malformed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.data import Kind
from conflictmap.geo.sources.dumps import Rejected, read_geonames

HAMA = {
    0: "170017",
    1: "Ḩamāh",
    2: "Hamah",
    3: "Hama,حماة",
    4: "35.13179",
    5: "36.75783",
    6: "P",
    7: "PPLA",
    8: "SY",
    10: "10",
    14: "460602",
    18: "2023-01-01",
}


def line(**changes):
    cells = HAMA | {int(key[1:]): value for key, value in changes.items()}
    return "\t".join(cells.get(i, "") for i in range(19)).encode() + b"\n"


def read(*lines):
    rejected = Rejected()
    return list(read_geonames(lines, rejected)), rejected


def one(**changes):
    (row,), rejected = read(line(**changes))
    assert rejected.counts == {}
    return row


def test_a_line_is_a_place():
    row = one()
    assert (row.name, row.lon, row.lat) == ("Ḩamāh", 36.75783, 35.13179)
    assert (row.kind, row.country, row.admin1) == (Kind.CITY, "SY", "10")
    assert (row.geonameid, row.population, row.uncertainty_m) == (170017, 460602, 3000.0)
    assert row.names == ["Hama", "حماة", "Hamah"]
    assert row.source is None


@pytest.mark.parametrize(
    ("feature", "code", "kind"),
    [
        *(
            ("P", "PPL", Kind.CITY),
            ("P", "PPLX", Kind.DISTRICT),
            ("A", "ADM1", Kind.ADMIN1),
        ),
        *(
            ("A", "ADM2", Kind.ADMIN2),
            ("A", "PCLI", Kind.COUNTRY),
            ("H", "STM", Kind.WATER),
        ),
        *(
            ("S", "AIRP", Kind.AIRPORT),
            ("S", "MSQE", Kind.FACILITY),
            ("L", "RGN", Kind.REGION),
        ),
        *(("T", "MT", Kind.OTHER), ("", "", Kind.CITY)),
    ],
)
def test_a_feature_s_code_says_its_kind(feature, code, kind):
    assert one(c6=feature, c7=code).kind is kind


@pytest.mark.parametrize("code", ["", "00"])
def test_no_division_is_none(code):
    assert one(c10=code).admin1 is None


def test_what_is_no_country_code_is_left_to_the_position():
    assert one(c8="SY|LB").country == ""


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"\xff\xfe\n", "not UTF-8"),
        (b"\n", "not 19 columns"),
        (line() + b"\t", None),
        (line().rstrip(b"\n") + b"\tmore\n", "not 19 columns"),
        (line(c4="north"), "not a number"),
        (line(c5="number 9"), "not a number"),
        (line(c0="id"), "not a number"),
        (line(c14="many"), "not a number"),
    ],
)
def test_a_malformed_line_is_counted_with_its_number(bad, reason):
    rows, rejected = read(line(), bad, line())
    expected = "not 19 columns" if reason is None else reason
    assert rejected.first_lines == {expected: 2}
    assert len(rows) == 2


@pytest.mark.parametrize(
    "changes",
    [
        *({"c4": "91"}, {"c5": "-180.1"}, {"c4": "nan"}, {"c5": "inf"}, {"c1": ""}),
        *({"c1": "x" * 201}, {"c0": "9" * 30}, {"c14": "9" * 30}, {"c14": "-1"}),
    ],
)
def test_a_place_that_cannot_be_is_counted(changes):
    rows, rejected = read(line(**changes))
    assert rows == []
    assert sum(rejected.counts.values()) == 1


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_any_cells_give_few_reasons_and_no_exception(cells):
    _, rejected = read(b"\t".join([*cells, b"\t" * (18 - len(cells))]), *cells)
    assert len(rejected.counts) <= 4
    assert all(len(reason) < 80 for reason in rejected.counts)


def test_a_place_that_several_countries_share_or_that_is_the_sea_s_has_a_kind():
    assert one(c6="H", c7="SEA", c8="").kind is Kind.WATER


def test_repeated_and_empty_alternate_names_do_no_harm():
    assert set(filter(None, one(c3=",Hama,,Hama,").names)) == {"Hama", "Hamah"}


@pytest.mark.parametrize("people", ["", "0"])
def test_a_place_of_which_no_people_are_known_is_kept(people):
    row = one(c14=people)
    assert (row.kind, row.uncertainty_m) == (Kind.VILLAGE, 1_000.0)
    assert not row.population


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
def test_any_line_end_is_taken(end):
    rows, rejected = read(line().rstrip(b"\n") + end)
    assert [row.geonameid for row in rows] == [170017]
    assert rejected.counts == {}


@pytest.mark.parametrize(("lon", "lat"), [("180", "90"), ("-180", "-90"), ("0", "0")])
def test_a_place_at_the_edge_of_the_earth_is_a_place(lon, lat):
    row = one(c5=lon, c4=lat)
    assert (row.lon, row.lat) == (float(lon), float(lat))


def test_the_first_line_of_each_reason_is_kept_and_all_are_counted():
    _, rejected = read(b"\n", line(c4="north"), b"\n", line(c4="south"), line())
    assert rejected.counts == {"not 19 columns": 2, "not a number": 2}
    assert rejected.first_lines == {"not 19 columns": 1, "not a number": 2}
