"""Dates as reports know them: bounds and words of every form that is read."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.data import EdtfInterval, format_edtf, parse_edtf

DAYS = st.dates()


# Forms (the examples follow the Library of Congress's EDTF specification)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024-11-30", date(2024, 11, 30), date(2024, 11, 30)),
        ("2024-11", date(2024, 11, 1), date(2024, 11, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2024-11-XX", date(2024, 11, 1), date(2024, 11, 30)),
        ("2024-XX", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-XX-XX", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-12-01~", date(2024, 12, 1), date(2024, 12, 1)),
        ("2024-12?", date(2024, 12, 1), date(2024, 12, 31)),
        ("2016%", date(2016, 1, 1), date(2016, 12, 31)),
        ("2024-11-30/2024-12-01", date(2024, 11, 30), date(2024, 12, 1)),
        ("2024-11/2024-12-01", date(2024, 11, 1), date(2024, 12, 1)),
        ("2024-11-30/2024-11", date(2024, 11, 30), date(2024, 11, 30)),
        ("2011/2016~", date(2011, 1, 1), date(2016, 12, 31)),
        ("2020/..", date(2020, 1, 1), None),
        ("../2024-11-30", None, date(2024, 11, 30)),
        ("0001-01-01", date.min, date.min),
        ("9999", date(9999, 1, 1), date.max),
    ],
)
def test_a_date_or_interval_has_its_first_and_last_possible_day(text, start, end):
    assert parse_edtf(text) == EdtfInterval(start, end)


@given(DAYS)
def test_a_day_bounds_itself(day):
    assert parse_edtf(day.isoformat()) == EdtfInterval(day, day)


@given(DAYS, st.sampled_from("~?%"))
def test_a_qualifier_does_not_move_the_bounds(day, qualifier):
    assert parse_edtf(day.isoformat() + qualifier) == parse_edtf(day.isoformat())


@given(st.dates(max_value=date(9999, 11, 30)))
def test_a_month_ends_the_day_before_the_next_begins(day):
    found = parse_edtf(f"{day:%Y-%m}".rjust(7, "0"))
    assert found.start == day.replace(day=1)
    assert (found.end + timedelta(days=1)).day == 1
    assert found.start <= day <= found.end


@given(DAYS, DAYS)
def test_an_interval_runs_from_the_earlier_to_the_later_day(one, other):
    first, last = sorted([one, other])
    assert parse_edtf(f"{first}/{last}") == EdtfInterval(first, last)


# Refusals


@pytest.mark.parametrize(
    "text",
    ["2023-02-29", "2024-11-31", "2024-13", "2024-00-10", "2024-11-00", "0000-01-01"],
)
def test_a_date_that_is_not_in_the_calendar_is_refused(text):
    with pytest.raises(ValueError, match="is not in the calendar"):
        parse_edtf(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "..", "yesterday", "Sunday", "30 November 2024", "30/11/2024"),
        *("2024-1-5", "20241130", "2024-11-30 ", "2024-11-30\n", "24-11-30"),
        *("2024-11-30T18:00", "2024-21", "12024", "-0044", "198X"),
        *("/", "2024/", "/2024", "2024/..//", "2024/2025/2026", "2024-11-30..2024-12-01"),
        *("٢٠٢٤-١٢-٠١", "２０２４", "2024–11–30"),  # digits and dashes of other scripts
    ],
)
def test_what_is_no_date_is_refused_with_the_text_and_an_example(text):
    with pytest.raises(
        ValueError, match=r"expected a date such as 2024-11-30|calendar"
    ) as e:
        parse_edtf(text)
    assert repr(text) in str(e.value)


def test_a_day_without_a_month_is_refused():
    with pytest.raises(ValueError, match="has a day but no month"):
        parse_edtf("2024-XX-05")


def test_an_interval_open_at_both_ends_says_nothing():
    with pytest.raises(ValueError, match="says nothing"):
        parse_edtf("../..")


@given(DAYS, DAYS)
def test_an_interval_that_ends_before_it_begins_is_refused(one, other):
    first, last = sorted([one, other])
    if first < last:
        with pytest.raises(ValueError, match="ends before it begins"):
            parse_edtf(f"{last}/{first}")


@given(st.text(alphabet="0123456789-/.~?%X ", max_size=24))
def test_any_text_is_either_a_valid_interval_or_refused(text):
    try:
        found = parse_edtf(text)
    except ValueError:
        return
    assert found.start is not None or found.end is not None
    if found.start and found.end:
        assert found.start <= found.end


# Words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "date not stated"),
        ("2024-11-30", "30 November 2024"),
        ("2024-12-01", "1 December 2024"),
        ("2024-01", "January 2024"),
        ("2024-11-XX", "November 2024"),
        ("2016", "2016"),
        ("2024-XX", "2024"),
        ("2024-12-01~", "about 1 December 2024"),
        ("2024-12?", "possibly December 2024"),
        ("2016%", "possibly, about 2016"),
        ("2024-11-30/2024-12-01", "30 November 2024 – 1 December 2024"),
        ("2020/..", "since 2020"),
        ("../2024-11-30", "until 30 November 2024"),
    ],
)
def test_a_date_is_written_in_words(text, words):
    assert format_edtf(text) == words


@pytest.mark.parametrize(
    "text", ["2024-13-01", "2024-00-01", "yesterday", "", "/", "a/b/c"]
)
def test_words_for_what_is_no_date_are_the_text_itself(text):
    assert format_edtf(text).replace(" – ", "/") == text


@given(st.one_of(st.none(), st.text(), st.from_regex(r"\d{4}-\d\d-\d\d[~?%]?")))
def test_writing_words_never_fails(text):
    assert isinstance(format_edtf(text), str)
