"""Words for pages without scripts: counts, dates, facts, the same in every language."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from conflictmap.data.edtf import format_edtf
from conflictmap.data.schema import EVENT_COLUMNS, EVENT_TYPES, Kind, Precision, Status
from conflictmap.maps import event_words
from conflictmap.maps.changes import changes_between
from conflictmap.maps.languages import LANGUAGES, words_in
from conflictmap.maps.options import STYLED_AS
from conflictmap.maps.plain_pages import render_failed
from conflictmap.maps.words_ar import ARABIC
from conflictmap.maps.words_en import ENGLISH

PAGE = Path(__file__).parents[2] / "maps" / "page"
BOTH = pytest.mark.parametrize("say", LANGUAGES.values(), ids=LANGUAGES)


def of_module(name):
    return (PAGE / name).read_text("utf-8")


def patterns(words, path=""):
    """Every text of a table of words, by where it stands in it."""
    if isinstance(words, str):
        yield path, words
    elif isinstance(words, Mapping):
        for name, value in words.items():
            yield from patterns(value, f"{path}.{name}")
    elif isinstance(words, tuple):
        yield from patterns(dict(enumerate(words)), path)
    elif is_dataclass(words):
        for field in fields(words):
            yield from patterns(getattr(words, field.name), f"{path}.{field.name}")


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", ENGLISH), ("ar", ARABIC), ("ar-SY", ARABIC), ("AR", ARABIC), ("fr", ENGLISH)],
)
def test_a_language_is_chosen_as_the_page_chooses_it(lang, words):
    assert words_in(lang) is words


# Tables


def fields_that_change():
    """Names of all fields in which an event of a later build can differ."""
    given = {"event_id": "one", "lat": 1.0, "initiators": ["a"], "targets": ["a"]}
    before = {name: given.get(name, "a") for name in EVENT_COLUMNS} | {"uncertainty_m": 1.0}
    after = {name: given.get(name, "b") for name in EVENT_COLUMNS} | {"uncertainty_m": 2.0}
    before["lon"], after["lon"] = 1.0, 2.0
    after["initiators"] = after["targets"] = ["b"]
    (changed,) = changes_between([before], [after]).changed
    return {field.name for field in changed.fields}


def test_every_pattern_is_filled_with_the_same_in_both_languages():
    english, arabic = (dict(patterns(say)) for say in (ENGLISH, ARABIC))
    differing = {
        path
        for path in english.keys() & arabic.keys()
        if {*re.findall(r"\{\w*\}", english[path])}
        != {*re.findall(r"\{\w*\}", arabic[path])}
    }
    # "one event" is in Arabic a word without a number
    assert differing == {".events.one", ".reports.one"}


def test_no_text_is_english_in_arabic():
    names = re.compile(r"\{\w*\}|GeoNames|CC BY")
    told = {path: names.sub("", text) for path, text in patterns(ARABIC)}
    latin = {path for path, text in told.items() if re.search("[A-Za-z]", text)}
    assert {path.split(".")[1] for path in latin} == {"root", "feed", "failed", "scripts"}
    assert {path for path in latin if path.startswith((".feed", ".failed"))} == {
        ".feed.attributes.xml:lang",
        ".failed.problems.lang",
    }


@BOTH
def test_every_status_and_precision_has_words(say):
    assert set(say.event.statuses) == set(Status)
    assert set(say.event.precisions) == set(Precision)


def test_every_kind_type_and_field_has_an_arabic_name():
    sub_types = {name for names in EVENT_TYPES.values() for name in names}
    assert set(ARABIC.event.kinds) == set(Kind)
    assert set(ARABIC.event.types) >= {*EVENT_TYPES, *sub_types, *STYLED_AS}
    assert set(ARABIC.feed.fields) == fields_that_change()


def test_fields_are_called_by_their_columns_in_english():
    for name in fields_that_change():
        assert ENGLISH.feed.fields.get(name, name) == name.replace("_", " ")


@BOTH
def test_an_event_is_described_as_the_page_describes_it(say):
    page = of_module("events.js").replace("the mark", "this point")
    page = page.replace("العلامة", "هذه النقطة").replace("{source}", "{publisher}")
    words = say.event
    same = (words.claim, words.unnamed, words.nobody, words.not_stated, words.none_killed)
    told = [*same, words.killed_range, *words.statuses.values(), *words.precisions.values()]
    assert [text for text in told if f'"{text}"' not in page] == []


@BOTH
def test_terms_dates_kinds_and_counts_are_called_what_the_page_calls_them(say):
    place, page = say.place, of_module("details.js")
    terms = (place.who, place.to_whom, place.who_says_so, place.own_source, place.status)
    terms += (place.wounded, place.taken, place.report, *say.event.short_statuses.values())
    assert [text for text in terms if f'"{text}"' not in page] == []
    dates = {text for _, text in patterns(say.dates)}
    assert [text for text in dates if f'"{text}"' not in of_module("dates.js")] == []
    kinds = say.event.kinds.values()
    assert [text for text in kinds if f'"{text}"' not in of_module("gazetteer.js")] == []
    counts = {text for _, text in patterns(say.events)}
    assert [text for text in counts if f'"{text}"' not in of_module("events.js")] == []


def test_types_are_called_what_the_page_calls_them():
    pairs = re.findall(
        r'^\s+"([^"]+)": "([^"]+)",$', of_module("typewords.js"), re.MULTILINE
    )
    assert ARABIC.event.types == dict(pairs)


# Counts


@pytest.mark.parametrize(
    ("count", "english", "arabic"),
    [
        (0, "0 events", "لا أحداث"),
        (1, "1 event", "حدث واحد"),
        (2, "2 events", "حدثان"),
        (3, "3 events", "3 أحداث"),
        (10, "10 events", "10 أحداث"),
        (11, "11 events", "11 حدثًا"),
        (99, "99 events", "99 حدثًا"),
        (100, "100 events", "100 حدث"),
        (101, "101 events", "101 حدث"),
        (102, "102 events", "102 حدث"),
        (103, "103 events", "103 أحداث"),
        (111, "111 events", "111 حدثًا"),
        (1_200, "1,200 events", "1,200 حدث"),
        (1_204, "1,204 events", "1,204 أحداث"),
    ],
)
def test_what_is_counted_has_the_form_of_its_number(count, english, arabic):
    assert ENGLISH.counted(count, ENGLISH.events) == english
    assert ARABIC.counted(count, ARABIC.events) == arabic


def test_two_reports_are_in_the_case_that_follows_from():
    assert ARABIC.counted(2, ARABIC.reports) == "تقريرين"


# Facts


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, "التاريخ غير مذكور"),
        ("2024-11-30", "30 نوفمبر 2024"),
        ("2024-01", "يناير 2024"),
        ("2024-11-XX", "نوفمبر 2024"),
        ("2016", "2016"),
        ("2024-12-01~", "نحو 1 ديسمبر 2024"),
        ("2024-12?", "ربما ديسمبر 2024"),
        ("2016%", "ربما نحو 2016"),
        ("2024-11-30/2024-12-01", "30 نوفمبر 2024 – 1 ديسمبر 2024"),
        ("2020/..", "منذ 2020"),
        ("../2024-11-30", "حتى 30 نوفمبر 2024"),
        ("2024-13-01", "2024-13-01"),
        ("yesterday", "yesterday"),
    ],
)
def test_a_date_is_written_in_arabic_words(edtf, words):
    assert format_edtf(edtf, ARABIC.dates) == words


@pytest.mark.parametrize(
    ("counts", "english", "arabic"),
    [
        ((None, None, None), "not stated", "غير مذكور"),
        ((0, None, None), "none reported", "لا قتلى بحسب التقرير"),
        ((12, 8, 2000), "12 (8 to 2,000)", "12 (من 8 إلى 2,000)"),
        ((1200, 1200, 1200), "1,200", "1,200"),
        ((None, 3, 5), "not stated (3 to 5)", "غير مذكور (من 3 إلى 5)"),
    ],
)
def test_the_killed_are_told_with_their_range(counts, english, arabic):
    names = ("fatalities", "fatalities_low", "fatalities_high")
    row = dict(zip(names, counts, strict=True))
    assert event_words.killed(row, ENGLISH) == english
    assert event_words.killed(row, ARABIC) == arabic


@pytest.mark.parametrize(
    ("row", "english", "arabic"),
    [
        (
            {"precision": "exact", "uncertainty_m": 450.2},
            "a single site, within 450 m of this point",
            "موقع محدد، ضمن 450 م من هذه النقطة",
        ),
        (
            {"precision": "admin1", "uncertainty_m": 70_400.0},
            "somewhere in this province, up to 70 km from this point",
            "في مكان ما من هذه المحافظة، على بعد يصل إلى 70 كم من هذه النقطة",
        ),
        (
            {"precision": "admin1", "uncertainty_m": 1234.0, "place_matched": "described"},
            "only described: somewhere up to 1.2 km from this point",
            "موصوف فقط: في مكان ما على بعد يصل إلى 1.2 كم من هذه النقطة",
        ),
        ({"precision": "exact", "uncertainty_m": None}, None, None),
        ({"precision": "unheard of", "uncertainty_m": 5.0}, None, None),
    ],
)
def test_it_is_said_what_a_point_stands_for(row, english, arabic):
    assert event_words.precision_words(row, ENGLISH) == english
    assert event_words.precision_words(row, ARABIC) == arabic


@pytest.mark.parametrize(
    ("lon", "lat", "english", "arabic"),
    [
        (36.63393, 35.93062, "35.9306° N, 36.6339° E", "35.9306° شمالًا، 36.6339° شرقًا"),
        (-0.5, -12.0, "12.0000° S, 0.5000° W", "12.0000° جنوبًا، 0.5000° غربًا"),
    ],
)
def test_coordinates_say_their_sides(lon, lat, english, arabic):
    assert event_words.coordinates(lon, lat, ENGLISH) == english
    in_arabic = event_words.coordinates(lon, lat, ARABIC)
    assert re.sub("[\u2066\u2069]", "", in_arabic) == arabic


@pytest.mark.parametrize(
    ("row", "english", "arabic"),
    [
        ({}, "no source named", "لم يُذكر مصدر"),
        ({"claimed_by": "A"}, "A", "A"),
        ({"publisher": "B"}, "B, which names no other source", "B، دون ذكر مصدر آخر"),
        ({"claimed_by": "A", "publisher": "B"}, "A, reported by B", "A، نقلًا عن B"),
    ],
)
def test_it_is_said_who_says_so(row, english, arabic):
    assert event_words.attribution(row, ENGLISH) == english
    assert re.sub("[\u2068\u2069]", "", event_words.attribution(row, ARABIC)) == arabic


@BOTH
def test_what_has_no_words_stands_as_it_is_but_for_marks(say):
    row = dict.fromkeys(("status", "kind", "sub_event_type"), "un\u202eheard")
    row["date"] = "2024-\u202e"
    for words in ("status", "short_status", "kind", "type"):
        assert getattr(event_words, f"{words}_words")(row, say) == "unheard"
    assert event_words.date_words(row, say) == "2024-"


# The page of a report that failed


def test_the_page_of_a_failed_report_is_english():
    page = render_failed("a", ["a.yaml:2: <no events>"], ENGLISH)
    assert '<html lang="en">' in page
    assert "<h1>No map of <bdi>a</bdi></h1>" in page
    assert '<li dir="auto">a.yaml:2: &lt;no events&gt;</li>' in page


def test_the_page_of_a_failed_report_is_arabic_but_for_its_problems():
    page = render_failed("a&b", ["a.yaml:2: no events"], ARABIC)
    assert '<html lang="ar" dir="rtl">' in page
    assert "<h1>تعذّر إعداد خريطة: <bdi>a&amp;b</bdi></h1>" in page
    assert '<ol lang="en">' in page
    body = re.sub("<[^>]+>|a&amp;b|a.yaml:2: no events", "", page.partition("<body>")[2])
    assert re.findall("[A-Za-z]+", body) == []


@pytest.mark.parametrize("name", ["وكالة", "סוכנות", "𞤆𞤵𞤤𞤢𞤪", "𐴀𐴞𐴕𐴐𐴝"])
def test_a_name_that_would_turn_an_english_sentence_is_isolated(name):
    assert ENGLISH.named(name) == f"\u2068{name}\u2069"
