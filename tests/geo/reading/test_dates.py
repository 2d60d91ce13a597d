import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.data.edtf import parse_edtf
from conflictmap.geo.reading.date_mentions import read_mentions
from conflictmap.geo.reading.dates import DateReader
from conflictmap.geo.reading.text import Document, Span

MONDAY = date(2024, 12, 2)


def edtf(text, published=MONDAY):
    return [mention.edtf for mention in read_mentions(Document(text), published)]


def date_of(text, trigger, published=MONDAY):
    document = Document(text)
    start = text.index(trigger)
    words = document.word_span(Span(start, start + len(trigger)))
    mention = DateReader(document, published).date_of(words)
    return mention and mention.edtf


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("on Sunday", "2024-12-01"),
        ("Monday night", "2024-12-02"),
        ("early Monday", "2024-12-02"),
        ("late on Wednesday", "2024-11-27"),
        ("by Saturday evening", "2024-11-30"),
        ("last Monday", "2024-11-25"),
        ("yesterday", "2024-12-01"),
        ("this morning", "2024-12-02"),
        ("overnight", "2024-12-01/2024-12-02"),
        ("last night", "2024-12-01/2024-12-02"),
        ("last week", "2024-11-25/2024-12-01"),
        ("over the weekend", "2024-11-30/2024-12-01"),
        ("this month", "2024-12-01/2024-12-02"),
        ("last month", "2024-11"),
        ("last year", "2023"),
        ("in recent days", "2024-11-26/2024-12-02"),
        ("in the past two days", "2024-12-01/2024-12-02"),
        ("in the last few days", "2024-11-26/2024-12-02"),
        ("three days ago", "2024-11-29"),
        ("a week ago", "2024-11-25"),
        ("two years ago", "2022"),
    ],
)
def test_relative_phrases_count_from_publication(phrase, expected):
    assert edtf(f"They came {phrase}.") == [expected]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("on Nov. 27", "2024-11-27"),
        ("on 27 November 2024", "2024-11-27"),
        ("on the 27th of November", "2024-11-27"),
        ("on November 3-5", "2024-11-03/2024-11-05"),
        ("on 2024-11-27", "2024-11-27"),
        ("on Sunday, March 4, 2018", "2018-03-04"),
        ("in March 2011", "2011-03"),
        ("in mid-March", "2024-03-11/2024-03-20"),
        ("last September", "2024-09"),
        ("in August last year", "2023-08"),
        ("in the summer of 2015", "2015-06/2015-08"),
        ("in late 2013", "2013-09/2013-12"),
        ("in 2016", "2016"),
        ("since 2020", "2020/.."),
        ("since Tuesday", "2024-11-26/.."),
        ("until Sunday", "../2024-12-01"),
    ],
)
def test_calendar_phrases_keep_the_precision_that_is_stated(phrase, expected):
    assert edtf(f"They came {phrase}.") == [expected]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("in December and January", "2023-12/2024-01"),
        ("between March 3 and April 4, 2016", "2016-03-03/2016-04-04"),
        ("from Monday to Wednesday", "2024-11-25/2024-11-27"),
        ("between 2014 and 2016", "2014/2016"),
    ],
)
def test_two_dates_that_are_joined_are_one_time(phrase, expected):
    assert edtf(f"They fought {phrase}.") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("هاجم المسلحون القرية يوم السبت", "2024-11-30"),
        ("هاجم المسلحون القرية أمس", "2024-12-01"),
        ("في 27 تشرين الثاني 2024", "2024-11-27"),
        ("الأسبوع الماضي", "2024-11-25/2024-12-01"),
        ("منذ عام 2011", "2011/.."),
    ],
)
def test_arabic_phrases_are_read(text, expected):
    assert edtf(text) == [expected]


@pytest.mark.parametrize(
    "text", ["le 27 novembre 2024", "el 27 de noviembre de 2024", "27 листопада 2024 року"]
)
def test_a_day_of_any_language_with_its_year_is_read(text):
    assert edtf(text, None) == ["2024-11-27"]


@pytest.mark.parametrize(
    "text",
    [
        "They may march to the town.",
        "April Smith spoke.",
        "the Sunday Times wrote",
        "in the 1990s",
        "31 June 2020",
        "the year 2024 people",
        "hours ago",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert edtf(text) == []


def test_without_publication_only_dates_with_a_year_are_read():
    text = "On Sunday, yesterday, on March 4, in March and on 4 March 2020."
    assert edtf(text, None) == ["2020-03-04"]


def test_a_leap_day_lies_in_a_year_that_has_one():
    assert edtf("on February 29", date(2023, 6, 1)) == ["2020-02-29"]


@pytest.mark.parametrize(
    "text", ["Troops will arrive on Friday.", "On Friday, the leaders will meet."]
)
def test_a_weekday_of_a_future_verb_lies_ahead(text):
    assert edtf(text) == ["2024-12-06"]


def test_a_day_earlier_counts_from_the_day_before_it():
    text = "Tanks came on Wednesday, while trenches were dug a day earlier."
    assert date_of(text, "dug") == "2024-11-26"


def test_a_day_after_dates_the_clause_after_it():
    text = "Jets struck the port on Sunday, a day after gunmen stormed a jail."
    assert date_of(text, "struck") == "2024-12-01"
    assert date_of(text, "stormed") == "2024-11-30"


def test_the_date_of_its_own_clause_wins():
    text = "Jets bombed the town on Sunday after rebels who seized it last week fled."
    assert date_of(text, "bombed") == "2024-12-01"
    assert date_of(text, "seized") == "2024-11-25/2024-12-01"


@pytest.mark.parametrize(
    "text",
    [
        "The army said on Monday that rebels seized the town.",
        "Rebels seized the town, the army told Reuters on Monday.",
        "Rebels seized the town, the mayor wrote in a statement on Monday.",
    ],
)
def test_the_day_of_a_statement_does_not_date_what_it_tells(text):
    assert date_of(text, "seized") is None


@pytest.mark.parametrize(
    "text",
    [
        "On Saturday, the army said rebels had seized the town.",
        "The army on Saturday said rebels had seized the town.",
    ],
)
def test_a_day_before_the_verb_of_saying_dates_about(text):
    assert date_of(text, "seized") == "2024-11-30~"


def test_by_a_day_is_of_what_happened():
    text = "By Saturday evening, said the fighters, they had seized the hill."
    assert date_of(text, "seized") == "2024-11-30"


def test_a_date_with_a_possessive_belongs_to_its_noun():
    text = "An attack on a village threatens to disrupt Sunday's election."
    assert date_of(text, "attack") is None
    assert date_of("Two guards died in Sunday's attack.", "attack") == "2024-12-01"


def test_an_overnight_lull_does_not_date_the_fire_after_it():
    text = "After an overnight lull, rocket fire resumed on Wednesday."
    assert date_of(text, "rocket fire") == "2024-11-27"


def test_a_date_of_an_earlier_past_does_not_reach_out_of_its_clause():
    text = "The army reclaimed the land that had been lost last year."
    assert date_of(text, "reclaimed") is None


def test_a_date_is_carried_to_a_sentence_that_goes_on():
    text = "Rebels shot down a jet on Thursday. It had attacked several villages."
    assert date_of(text, "attacked") == "2024-11-28"


def test_a_date_is_not_carried_to_another_paragraph():
    text = "Rebels shot down a jet on Thursday.\n\nRebels captured three villages."
    assert date_of(text, "captured") is None


def test_what_is_planned_takes_no_date_from_before():
    text = "He met the minister on Sunday. He will visit Ankara."
    assert date_of(text, "visit") is None


def test_the_raid_came_points_back_to_the_day_told_of_last():
    text = (
        "Jets struck on Saturday.\n\nNone fell.\n\nThe raid came as he was visiting Rome."
    )
    assert date_of(text, "visiting") == "2024-11-30"


def test_spans_are_code_points_of_the_text():
    text = "𝄞 They left on Sunday."
    (mention,) = read_mentions(Document(text), MONDAY)
    assert text[slice(*mention.span)] == "on Sunday"


WORDS = st.sampled_from(
    [
        "on",
        "Sunday",
        "last",
        "this",
        "early",
        "late",
        "March",
        "4",
        "31",
        "2016",
        "-",
        ",",
        "and",
        "to",
        "since",
        "a",
        "day",
        "after",
        "ago",
        "week",
        "night",
        "the",
        "of",
        "said",
        "'s",
        "between",
        "27",
        "novembre",
        "year",
        ".",
        "الماضي",
        "أمس",
    ]
)


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_every_mention_is_edtf_and_none_overlap(text):
    at = 0
    for mention in read_mentions(Document(text), MONDAY):
        parse_edtf(mention.edtf)
        assert mention.words.start >= at
        at = mention.words.end


@pytest.mark.parametrize(
    "unit", ["on Sunday ", "a day after ", "27 abc 2016 ", "last last "]
)
def test_time_grows_with_the_length_of_hostile_text(unit):
    def seconds(times):
        document = Document(unit * times)
        start = time.process_time()
        reader = DateReader(document, MONDAY)
        for word in range(0, len(document.words), 7):
            reader.date_of(Span(word, word + 1))
        return time.process_time() - start

    seconds(300)  # dateparser's tables
    # ten times the text: 40 and not 100 says that it is not quadratic; 50 ms of noise
    # the least of three: what else the machine does only adds
    long, short = (min(map(seconds, [size] * 3)) for size in (3000, 300))
    assert long < 40 * short + 0.05
