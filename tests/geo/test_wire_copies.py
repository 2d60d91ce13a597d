"""Which texts are, for the most part, another's."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.geo import text_sketch
from conflictmap.geo.wire_copies import find_copies

WORDS = [f"word{n}" for n in range(4_000)]
ARABIC = [
    f"{first}{last}"
    for first in ("مدينة", "قصف", "جيش", "قرية")
    for last in "ابتثجحخدذرزسش"
]


def story(number, words=150, vocabulary=WORDS):
    """A text of its own for each number."""
    return " ".join(random.Random(number).choices(vocabulary, k=words))  # noqa: S311


def copies(*texts, days=None):
    """For each text the number of its original; published in this order, a day each."""
    names = [f"r{n:02}" for n in range(len(texts))]
    dates = [f"2031-03-{n + 1:02}" for n in range(len(texts))] if days is None else days
    return find_copies(names, dates, [text_sketch(text) for text in texts])


def test_a_copy_is_known_by_its_text():
    assert copies(story(1), story(2), story(1)) == [None, None, 0]


def test_case_accents_and_punctuation_do_not_matter():
    text = story(1)
    changed = text.upper().replace("WORD", "Wórd").replace(" ", ", ")
    assert copies(text, changed) == [None, 0]


def test_marks_and_letter_forms_of_arabic_do_not_matter():
    text = story(1, vocabulary=ARABIC)
    changed = text.replace("مدينة", "مدِينه").replace("ا", "أ")
    assert changed != text
    assert copies(text, changed, story(2, vocabulary=ARABIC)) == [None, 0, None]


def test_an_abridged_report_is_a_copy_of_the_whole():
    assert copies(story(1, 600), " ".join(story(1, 600).split()[:80])) == [None, 0]


@pytest.mark.parametrize(("own", "expected"), [(70, 0), (150, None)])
def test_a_report_that_adds_as_much_of_its_own_is_no_copy(own, expected):
    assert copies(story(1), f"{story(1)} {story(2, own)}") == [None, expected]


def test_a_report_that_quotes_a_line_is_no_copy():
    line = " ".join(story(1).split()[20:50])
    assert copies(story(1), f"{story(2, 100)} {line} {story(3, 100)}") == [None, None]


def test_two_reports_that_quote_one_line_are_no_copies():
    line = story(9, 30)
    texts = [f"{story(n, 60)} {line} {story(n + 5, 60)}" for n in (1, 2)]
    assert copies(*texts) == [None, None]


def test_a_text_too_short_to_judge_is_neither_copy_nor_original():
    assert text_sketch(story(1, 23)) == ""
    assert text_sketch(story(1, 24)) != ""
    assert copies(story(1, 23), story(1, 23)) == [None, None]


def test_one_word_over_and_over_is_too_little():
    assert text_sketch("word " * 500) == ""


@pytest.mark.parametrize("text", ["", "   ", "…!?", "\ud800 " * 40])
def test_texts_without_words_have_no_sketch(text):
    assert text_sketch(text) == ""


def test_the_earliest_is_the_original_then_the_longest_then_the_first_by_name():
    text = story(1)
    longer = f"{text} {story(2, 40)}"
    assert copies(text, text, days=["2031-03-02", "2031-03-01"]) == [1, None]
    assert copies(text, longer, days=["2031-03-01", "2031-03-01"]) == [1, None]
    assert copies(text, text, days=["2031-03-01", "2031-03-01"]) == [None, 0]
    assert copies(text, text, days=[None, "2031-03-01"]) == [1, None]


def test_an_early_short_report_is_no_copy_of_a_later_long_one():
    assert copies(story(1), f"{story(1)} {story(2, 400)}") == [None, None]


def test_a_copy_of_a_copy_is_one_of_the_first():
    whole = story(1, 200).split()
    second = " ".join(whole[:150]) + " " + story(2, 60)
    third = " ".join(second.split()[80:])
    assert copies(" ".join(whole), second, third) == [None, 0, 0]


def test_long_texts_are_compared_by_samples():
    text = story(1, 3_000)
    part = " ".join(text.split()[:2_400] + story(2, 600).split())
    half = " ".join(text.split()[:1_200] + story(3, 1_800).split())
    assert copies(text, part, half) == [None, 0, None]


def test_a_part_of_a_long_text_is_a_copy():
    text = story(1, 1_600)
    part = " ".join(text.split()[200:600])
    assert copies(text, part, story(2, 400)) == [None, 0, None]


def test_a_sketch_is_small_and_always_the_same():
    assert len(text_sketch(story(1, 3_000))) < 2_200
    line = " ".join(f"word{n}" for n in range(24))
    assert text_sketch(line)[:16] == "x2kQD6TDbRP6lqIV"


def test_hundreds_of_copies_have_one_original():
    texts = [story(1)] * 300
    assert copies(*texts, days=["2031-03-01"] * 300) == [None] + [0] * 299


def test_what_thousands_print_below_their_texts_makes_no_copies():
    texts = [f"{story(n)} {story(9_999, 40)}" for n in range(200)]
    assert copies(*texts, days=["2031-03-01"] * 200) == [None] * 200


def test_a_broken_sketch_is_an_error_that_names_the_report():
    with pytest.raises(ValueError, match="'march-4' is broken"):
        find_copies(["march-4"], [None], ["%%%"])


def test_there_may_be_no_texts_at_all():
    assert find_copies([], [], []) == []
    assert find_copies(["a"], [None], [""]) == [None]


@given(st.permutations(range(6)))
def test_the_order_of_the_texts_does_not_matter(order):
    texts = [story(1), story(2), story(1), f"{story(2)} {story(3, 30)}", story(4), story(1)]
    names = [f"r{n}" for n in range(6)]
    sketches = [text_sketch(text) for text in texts]
    found = find_copies(names, [None] * 6, sketches)
    expected = {
        name: None if at is None else names[at]
        for name, at in zip(names, found, strict=True)
    }
    mixed = [names[n] for n in order]
    again = find_copies(mixed, [None] * 6, [sketches[n] for n in order])
    assert expected == {
        name: None if at is None else mixed[at]
        for name, at in zip(mixed, again, strict=True)
    }
