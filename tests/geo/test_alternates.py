"""Alternate names: attached to the places that are known, in bounded memory."""

import tracemalloc
from contextlib import closing

import pytest

from conflictmap.data import Kind
from conflictmap.geo.compile import write_index
from conflictmap.geo.index import Index
from conflictmap.geo.rows import PlaceRow
from conflictmap.geo.sources.alternates import UNKNOWN_PLACE, read_alternates
from conflictmap.geo.sources.dumps import Rejected

HAMA = PlaceRow(
    "Hama", 36.76, 35.13, Kind.CITY, "SY", "10", 170017, 460602, 3e3, None, (), 9.0
)
UPPER = HAMA._replace(name="Ḩamāh", source="survey", outline=b"shape", kind=Kind.ADMIN2)


@pytest.fixture
def indexes(tmp_path):
    """The shipped places and a layer over them, both of which have Hama."""
    opened = []
    for i, rows in enumerate(([HAMA], [UPPER])):
        path = tmp_path / f"{i}.sqlite"
        write_index(path, rows, dict, label="test")
        opened.append(Index(path))
    yield opened
    for index in opened:
        index.close()


def read(indexes, *lines, rejected=None, noted=None):
    scratch = indexes[0].path.with_suffix(".scratch")
    rows = read_alternates(
        [line if isinstance(line, bytes) else f"{line}\n".encode() for line in lines],
        Rejected() if rejected is None else rejected,
        Rejected() if noted is None else noted,
        indexes=indexes,
        scratch=scratch,
    )
    found = list(rows)
    assert not scratch.exists()
    return found


def test_a_known_place_is_copied_with_its_further_names(indexes):
    (row,) = read(indexes[:1], "1\t170017\tar\tحماة\t1\t\t\t\t\t", "2\t170017\t\tHamath")
    assert row == HAMA._replace(names=["حماة", "Hamath"])


def test_the_upper_source_s_word_is_copied_with_its_outline(indexes):
    (row,) = read(indexes, "1\t170017\tar\tحماة")
    assert row == UPPER._replace(names=["حماة"])


def test_a_name_given_twice_is_one_name(indexes):
    (row,) = read(indexes, "1\t170017\tar\tحماة", "2\t170017\tfa\tحماة")
    assert row.names == ["حماة"]


@pytest.mark.parametrize("code", ["link", "wkdt", "post", "phon", "unlc", "iata", "icao"])
def test_what_is_no_spelling_is_passed_over(code, indexes):
    assert read(indexes, f"1\t170017\t{code}\tX") == []


def test_historic_and_colloquial_names_are_kept(indexes):
    (row,) = read(indexes, "1\t170017\tgrc\tEpiphaneia\t\t\t1\t1\t-300\t600")
    assert row.names == ["Epiphaneia"]


def test_names_of_unknown_places_are_counted_and_no_error(indexes):
    rejected, noted = Rejected(), Rejected()
    lines = ["1\t5\ten\tA", "2\t170017\ten\tB", "3\t5\ten\tC"]
    assert len(read(indexes, *lines, rejected=rejected, noted=noted)) == 1
    assert (noted.counts, noted.first_lines) == ({UNKNOWN_PLACE: 2}, {UNKNOWN_PLACE: 1})
    assert rejected.counts == {}


@pytest.mark.parametrize(
    "line",
    [
        *(b"\n", b"1\t2\n", b"1\tid\ten\tX\n", b"1\t170017\ten\t\n", b"\t" * 10 + b"\n"),
        *(b"1\t170017\ten\t\xff\n", b"1\t-5\ten\tX\n", b"1\t" + b"9" * 30 + b"\ten\tX\n"),
        b"1\t170017\ten\t" + b"x" * 201 + b"\n",
    ],
)
def test_a_malformed_line_is_counted_and_the_others_are_used(line, indexes):
    rejected = Rejected()
    (row,) = read(indexes, line, "2\t170017\ten\tHamath", rejected=rejected)
    assert row.names == ["Hamath"]
    assert list(rejected.first_lines.values()) == [1]


def test_many_lines_take_little_memory(indexes):
    count = 20_000
    lines = (f"{i}\t{i + 1_000_000}\ten\tName {i}\n".encode() for i in range(count))
    scratch, noted = indexes[0].path.with_suffix(".scratch"), Rejected()
    tracemalloc.start()
    try:
        with closing(
            read_alternates(lines, Rejected(), noted, indexes=indexes, scratch=scratch)
        ) as rows:
            assert list(rows) == []
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert noted.counts == {UNKNOWN_PLACE: count}
    assert peak < 600_000  # the names alone would be 1.4 MB


def test_the_scratch_file_is_removed_when_reading_is_given_up(indexes):
    scratch = indexes[0].path.with_suffix(".scratch")
    rows = read_alternates(
        [b"1\t170017\ten\tA\n"], Rejected(), Rejected(), indexes=indexes, scratch=scratch
    )
    next(rows)
    assert scratch.exists()
    rows.close()
    assert not scratch.exists()
