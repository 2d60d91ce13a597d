"""Words, sentences and offsets of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.geo.reading.text import Document, Span

LONGEST = 400
TEXTS = st.text(
    st.characters(codec=None, exclude_categories=()) | st.sampled_from(" \n\t.,\"'’-()"),
    max_size=300,
)


def sentences(text):
    return [text[s.start : s.end] for s in Document(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jets came. They left.", ["Jets came.", "They left."]),
        ("Lt. Col. Jo Doe spoke.", ["Lt. Col. Jo Doe spoke."]),
        ("U.S. troops left.", ["U.S. troops left."]),
        ("They left the U.S. The end came.", ["They left the U.S.", "The end came."]),
        ('"Go!" he said. "Now."', ['"Go!" he said.', '"Now."']),
        ("It was said.Three men left.", ["It was said.", "Three men left."]),
        ("It cost 3.5 million. So be it.", ["It cost 3.5 million.", "So be it."]),
        ("A title\nA sentence follows.", ["A title", "A sentence follows."]),
        ("هل وصلوا؟ نعم.", ["هل وصلوا؟", "نعم."]),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text, expected):
    assert sentences(text) == expected


def test_lines_that_a_column_ends_are_one_sentence():
    line = "rebels moved along the long and winding road to the west of the"
    text = "\n".join([f"The {line}", line, line, line, "town. They stopped."])
    assert len(sentences(text)) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Syria's army", ["Syria", "'s", "army"]),
        ("140km", ["140", "km"]),
        ("pro-Russian", ["pro", "-", "Russian"]),
        ("at 1,500 p.m.", ["at", "1,500", "p.m."]),
        ("حَماة", ["حَماة"]),
    ],
)
def test_words_keep_what_belongs_to_them(text, words):
    assert Document(text).words == words


def test_offsets_count_code_points_after_astral_characters():
    document = Document("𝔸😀 Hama")
    assert document.text[document.starts[-1] : document.ends[-1]] == "Hama"


def test_skipped_parts_give_no_words():
    document = Document("Read more. Jets came.", (Span(0, 10),))
    assert document.words == ["Jets", "came", "."]


@given(TEXTS)
def test_every_word_stands_at_its_offsets(text):
    document = Document(text)
    for word, start, end in zip(
        document.words, document.starts, document.ends, strict=True
    ):
        assert text[start:end] == word


@given(TEXTS)
def test_sentences_hold_every_word_once(text):
    document = Document(text)
    edges = [(sentence.first, sentence.last) for sentence in document.sentences]
    assert [i for first, last in edges for i in range(first, last)] == list(
        range(len(document.words))
    )


@given(TEXTS)
def test_words_cover_all_that_is_no_blank(text):
    document = Document(text)
    covered = "".join(document.words)
    assert [c for c in text if not c.isspace() and c.isprintable()] == [
        c for c in covered if not c.isspace() and c.isprintable()
    ]


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "word " * 20_000, '"(' * 20_000, "a\u0301" * 50_000, "\0 " * 20_000],
    ids=["one word", "no stop", "quotes", "marks", "NUL"],
)
def test_no_sentence_is_longer_than_work_on_it_is_bounded_by(text):
    document = Document(text)
    assert all(s.last - s.first <= LONGEST for s in document.sentences)
