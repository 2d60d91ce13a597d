"""Many problems: what they say alike is told once, and nothing is lost of few."""

import pytest

from conflictmap.maps.problem_lines import told_once

MISSING = "'Idlim': no such place; did you mean 'Idlib'?"
OTHER = "desk/z.yaml:9: event x: 'Hamma': no such place; did you mean 'Hama'?"


def missing(count):
    """The misspelling in so many events, two a file."""
    return [
        f"desk/r{n // 2:03}.yaml:{4 + n % 2}: event e{n}: {MISSING}" for n in range(count)
    ]


def test_few_lines_stay_as_they_are():
    assert told_once(missing(20), "all") == missing(20)


def test_many_lines_that_say_the_same_are_one_with_the_first_place_and_counts():
    assert told_once(missing(300), "site/manifest.json") == [
        f"desk/r000.yaml:4: event e0: {MISSING} (300 times, in 150 files)",
        "300 in all; site/manifest.json lists each",
    ]


def test_what_is_said_once_stays_as_it_is_in_its_place():
    told = told_once([*missing(30), OTHER], "all")
    assert told[1] == OTHER
    assert told[2] == "31 in all; all lists each"


def test_lines_that_all_say_something_else_all_stay():
    lines = [f"desk/a.yaml:{n}: event e: 'Place {n}': no such place" for n in range(50)]
    assert told_once(lines, "all") == lines


def test_in_one_file_the_files_are_not_counted():
    lines = [f"a.yaml:{n}: event e{n}: {MISSING}" for n in range(1, 22)]
    assert told_once(lines, "all")[0] == f"a.yaml:1: event e1: {MISSING} (21 times)"


@pytest.mark.parametrize(
    "line",
    [
        "r{n}.yaml:{n}: event e{n}: 2031-03-05 is after the report's publication",
        "r{n}.yaml:{n}: distance Hama – Town {n}: 'Hamma': no such place",
        "r{n}.yaml:{n}: events[{n}].type: 'Atack' is not an event type",
        "r{n}.yaml: no text in it",
        "Is the server running on that host?",
        "C:\\desk\\r{n}.yaml:{n}: event e{n}: 'Hamma': no such place",
    ],
)
def test_file_line_event_and_number_are_where_not_what(line):
    lines = [line.format(n=n) for n in range(30)]
    assert len(told_once(lines, "all")) == 2


@pytest.mark.parametrize(
    "line",
    [
        "r{n}.yaml:1: event e: Hama is stated to be {n} km from Aleppo",
        "r{n}.yaml:1: events[1].type: '{n}' is not an event type",
        "a.csv: row {n} left out: it has no coordinates",
    ],
)
def test_other_numbers_are_what_not_where(line):
    lines = [line.format(n=n) for n in range(30)]
    assert told_once(lines, "all") == lines
