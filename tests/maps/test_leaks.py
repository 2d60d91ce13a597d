"""The search for leaks: what a file tells on purpose is found, however it is written."""

import base64
import gzip
import io
import json
import sqlite3
import struct
import zipfile
import zlib
from urllib.parse import quote

import numpy as np
import pytest

from conflictmap.data.errors import LeakError
from conflictmap.geo import Withheld
from conflictmap.maps import find_leaks, render_map, require_no_leaks
from conflictmap.maps.columns import packed_table, packed_texts

NAMES = Withheld(("Kafr Nabl", "أبو سليم", "C4"))
LON, LAT = -36.56449, 35.61376
POINT = Withheld((), ((LON, LAT),))
CLEAN = "Shelling in Idlib on 2024-12-01 at 36.63, 35.93; 12 people"


def whats(content, withheld=NAMES, file="a"):
    content = content.encode() if isinstance(content, str) else content
    leaks = find_leaks([(file, content)], withheld)
    return list(dict.fromkeys(leak.what for leak in leaks))


def png(*chunks):
    def chunk(kind, data):
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    parts = [chunk(b"IHDR", b"\0" * 13), *(chunk(*each) for each in chunks)]
    return b"\x89PNG\r\n\x1a\n" + b"".join([*parts, chunk(b"IEND", b"")])


def zipped(name, content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def database(value):
    with sqlite3.connect(":memory:") as connection:
        connection.execute('CREATE TABLE "a ""b" (x, y)')
        connection.execute('INSERT INTO "a ""b" VALUES (?, 1)', (value,))
        connection.commit()
        return connection.serialize()


# Names


@pytest.mark.parametrize(
    "content",
    [
        "at Kafr Nabl.",
        "at KAFR NABL.",
        "at kafr-nabl.",
        "kafrnabl.html",
        "near Kāfr  Nabl",
        r"\u004bafr Nabl",
        r"Ka\u0066r\u0020Nabl",
        r"line\nKafr\tNabl",
        "Kafr&nbsp;Nabl",
        "&#75;afr Nabl",
        "Kafr%20Nabl",
        quote("Kafr Nabl".encode("utf-16-be")[1::2]),
        "%4Bafr%20Nabl",
        "\\u0026#75;afr Nabl",
        "кафр набл",
    ],
)
def test_a_name_is_found_however_it_is_escaped(content):
    assert whats(f"{CLEAN} {content} {CLEAN}") == ["Kafr Nabl"]


@pytest.mark.parametrize(
    "content",
    [
        "قال أبو سليم",
        "قال ابو سليم",
        json.dumps("قال أبو سليم"),
        "".join(f"&#{ord(letter)};" for letter in "أبو سليم"),
        quote("أبو سليم"),
    ],
)
def test_an_arabic_name_is_found_however_it_is_escaped(content):
    assert whats(content) == ["أبو سليم"]


def test_a_short_name_is_found_as_a_word_also_after_an_escaped_line_end():
    assert whats("AC45") == []
    assert whats(r'"first\nC4, then"') == ["C4"]


@pytest.mark.parametrize("name", ["A+B (x)* [y]", "^Salim$", "O'Hara\\d", "a|b|c|d"])
def test_a_name_is_no_expression(name):
    withheld = Withheld((name,))
    assert whats(f"x {name} y", withheld) == [name]
    assert whats(CLEAN, withheld) == []


def test_a_name_is_found_in_the_name_of_a_file():
    (leak,) = find_leaks([("places/kafr-nabl.html", b"")], NAMES)
    assert (leak.where, leak.what) == ("file name", "Kafr Nabl")


def test_clean_files_hold_no_leak():
    everything = NAMES | POINT
    assert (
        find_leaks([("a", CLEAN.encode()), ("b", b""), ("c", b"\xff\xfe")], everything)
        == []
    )


def test_nothing_withheld_is_nothing_to_find():
    assert whats("Kafr Nabl", Withheld()) == []


def test_the_offset_of_a_leak_is_in_bytes():
    (leak,) = find_leaks([("a", "éé Kafr Nabl".encode())], NAMES)
    assert leak.offset == 5


# Containers


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (gzip.compress(b"Kafr Nabl"), "gzip"),
        (gzip.compress(gzip.compress(b"Kafr Nabl")), "gzip gzip"),
        (zipped("doc.kml", "Kafr Nabl"), "doc.kml"),
        (zipped("kafr-nabl.kml", ""), "name"),
        (png((b"tEXt", b"Title\0Kafr Nabl")), ""),
        (png((b"zTXt", b"Title\0\0" + zlib.compress(b"Kafr Nabl"))), "Title"),
        (
            png((b"iTXt", b"Title\0\1\0\0\0" + zlib.compress(b"Kafr Nabl"))),
            "Title",
        ),
        (database("x" * 4000 + " Kafr Nabl " + "y" * 5000), 'table a "b'),
        ("Kafr Nabl".encode("utf-16"), ""),
        (base64.b64encode(b"Kafr Nabl " + bytes(900)), "base64"),
        (
            base64.b64encode(
                gzip.compress(b"Kafr Nabl" + np.random.default_rng(0).bytes(900))
            ),
            "base64 gzip",
        ),
    ],
)
def test_a_name_is_found_inside_what_can_be_opened(content, where):
    found = find_leaks([("a", content)], NAMES)
    assert where in {leak.where for leak in found}
    assert {leak.what for leak in found} == {"Kafr Nabl"}


def test_a_name_is_found_in_a_parquet_file_of_lists_and_texts():
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    for column in (["Kafr Nabl"], [["x", "Kafr Nabl"]], [{"a": "Kafr Nabl"}]):
        file = io.BytesIO()
        parquet.write_table(pa.table({"a": column}), file, compression="zstd")
        assert "columns" in {
            leak.where for leak in find_leaks([("a", file.getvalue())], NAMES)
        }


@pytest.mark.parametrize(
    "content",
    [
        b"\x1f\x8b Kafr Nabl, no gzip",
        b"PK\x03\x04 Kafr Nabl, no zip",
        b"PAR1 Kafr Nabl, no parquet",
        b"SQLite format 3\0 Kafr Nabl, no database",
        b"\x89PNG\r\n\x1a\n Kafr Nabl, no picture",
        b'<script type="application/json" id="payload">{Kafr Nabl</script>',
        b"\xff\xff Kafr Nabl, no UTF-8",
    ],
)
def test_a_damaged_file_is_searched_as_it_is(content):
    assert whats(content) == ["Kafr Nabl"]


# Coordinates


@pytest.mark.parametrize(
    "content",
    [
        "[-36.56449,35.61376]",
        '{"lat": 35.61376, "lon": -36.56449}',
        "-36.5645 35.6138",
        "-36.564 35.614",
        "36.5644900000001,35.61376",
        "36,56449; 35,61376",
        "POINT (-36.56449 35.61376)",
        f"{round((LON + 180) * 1e5)}, {round((LAT + 90) * 1e5)}",
        f"{round(LON * 1e4)}, {round(LAT * 1e4)}",
        struct.pack("<dd", LON, LAT),
        struct.pack(">dd", LON, LAT),
    ],
)
def test_a_point_is_found_however_it_is_written(content):
    assert whats(content, POINT) == ["-36.56449, 35.61376"]


def test_halves_of_a_point_in_different_rows_are_no_leak():
    between = "1.0, 2.0\n" * 30
    assert whats(f"-36.56449, 1.0\n{between}2.0, 35.61376", POINT) == []


@pytest.mark.parametrize(
    "content",
    ["-36.56449", "35.61376", "36.56, 35.61", "136.56449, 35.61376", "36.5655, 35.6148"],
)
def test_half_a_point_or_another_one_is_no_leak(content):
    assert whats(content, POINT) == []


def test_a_point_of_few_decimals_is_found():
    assert whats("[36.5, 35.25]", Withheld((), ((36.5, 35.25),))) == ["36.5, 35.25"]


# Pages


@pytest.fixture(scope="module")
def document(located, lookup):
    return render_map(located, lookup)


def with_payload(document, **keys):
    before, mark, rest = document.partition('id="payload">')
    payload, end, after = rest.partition("</script>")
    payload = json.dumps({**json.loads(payload), **keys})
    return f"{before}{mark}{payload}{end}{after}"


def test_a_name_in_a_payload_is_found(document):
    leaky = with_payload(document, notes=["at Kafr Nabl"])
    (leak,) = find_leaks([("a.html", leaky.encode())], NAMES)
    assert leak.where == "payload"


def test_a_key_that_the_page_does_not_know_is_searched(document):
    assert whats(with_payload(document, notes=[{"Kafr Nabl": 1}])) == ["Kafr Nabl"]


@pytest.mark.parametrize(
    "name", ["conflicts", "geodesic_km", "uncertainty", "function", "inset-inline"]
)
def test_words_of_the_page_itself_are_no_leak(name, document):
    assert name in document
    assert whats(document, Withheld((name,))) == []


def test_the_names_of_a_pages_columns_are_no_leak(document):
    texts = {"fields": ["said"], "columns": [["x"]]}
    page = with_payload(document, texts=texts, distances=[], candidates={})
    assert whats(page, Withheld(("Said",))) == []


def test_labels_of_the_basemap_are_no_leak_but_those_that_the_report_names(document):
    assert whats(document, Withheld(("Tartouz", "Latakia"))) == []
    assert "Saraqeb" not in document
    assert whats(document, Withheld(("Idlib",))) == ["Idlib"]


def test_a_name_beside_the_payload_is_found(document):
    leaky = document.replace("<title>", "<title>Kafr Nabl: ")
    (leak,) = find_leaks([("a.html", leaky.encode())], NAMES)
    assert leak.where == ""
    assert leaky.encode()[leak.offset :].startswith(b"Kafr Nabl")


def test_a_name_in_a_style_or_script_of_another_is_found(document):
    leaky = document.replace("</head>", "<script>\n// Kafr Nabl\n</script></head>")
    assert whats(leaky) == ["Kafr Nabl"]


def test_names_and_points_in_the_blocks_of_a_large_page_are_found(document):
    _, texts = packed_texts({"summary": ["x", "at Kafr Nabl"]}, 2, "cm-texts")
    columns = {
        "uncertainty_m": np.array([70_000, 5]),
        "lon": np.array([21_655_000, round((LON + 180) * 1e5)]),
        "lat": np.array([12_500_000, round((LAT + 90) * 1e5)]),
    }
    table, block = packed_table(columns, 2, "cm-places", frozenset())
    blocks = "".join(
        f'<script type="text/plain" id="{each.id}">{each.text}</script>\n'
        for each in (block, *texts)
    )
    leaky = with_payload(document, places=table).replace("</body>", f"{blocks}</body>")
    found = find_leaks([("a.html", leaky.encode())], NAMES | POINT)
    assert {(leak.what, leak.where) for leak in found} == {
        ("Kafr Nabl", "block cm-texts-0 gzip"),
        ("-36.56449, 35.61376", "places"),
    }


def test_the_map_of_the_shipped_report_tells_its_own_places(document, located):
    points = tuple(
        located.events[["lon", "lat"]].dropna().itertuples(index=False, name=None)
    )
    found = whats(document, Withheld((), points))
    assert sorted(found) == sorted({f"{lon}, {lat}" for lon, lat in points})


# Failing


def test_a_leak_fails_with_what_and_where_it_is():
    with pytest.raises(LeakError) as err:
        require_no_leaks([("a.csv", b"x Kafr Nabl")], NAMES)
    assert "a.csv, byte 2: 'Kafr Nabl'" in str(err.value)
    assert "sensitive: {event: withhold}" in str(err.value)


def test_of_many_leaks_the_first_are_told_and_the_others_counted():
    with pytest.raises(LeakError, match="and 4 more"):
        require_no_leaks([(f"{n}.csv", b"Kafr Nabl") for n in range(9)], NAMES)


def test_no_leak_is_no_error():
    require_no_leaks([("a.csv", CLEAN.encode())], NAMES)
