"""How a text is parted into words and sentences, and where they stand."""

import pytest

from conflictmap.geo.reading.text import Document, Span


def sentences(text: str) -> list[str]:
    return [text[found.start : found.end] for found in Document(text).sentences]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("140km south", ["140", "km", "south"]),
        ("a 30-mile road", ["a", "30", "-", "mile", "road"]),
        ("1,200 men at 5:30", ["1,200", "men", "at", "5:30"]),
        ("The U.S. army", ["The", "U.S.", "army"]),
        ("Syria's army", ["Syria", "'s", "army"]),
        ("Syria’s army", ["Syria", "’s", "army"]),
        ("Wait... – now!", ["Wait", "...", "–", "now", "!"]),
        ("Deir ez-Zor", ["Deir", "ez", "-", "Zor"]),
        ("Sana\u0301a", ["Sana\u0301a"]),
        ("مَعَرَّة النعمان", ["مَعَرَّة", "النعمان"]),
        ("दिल्ली में", ["दिल्ली", "में"]),
        ("a_b", ["a", "_", "b"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_words_are_names_numbers_and_marks(text: str, words: list[str]) -> None:
    assert Document(text).words == words


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("They came. They went.", ["They came.", "They went."]),
        ("Why? Nobody knows! So it was.", ["Why?", "Nobody knows!", "So it was."]),
        ("Gen. Adel Omar spoke. Men left.", ["Gen. Adel Omar spoke.", "Men left."]),
        ("George W. Hill came.", ["George W. Hill came."]),
        ("Troops of the U.S. army left.", ["Troops of the U.S. army left."]),
        ("They left the U.S. The war went on.", ["They left the U.S.", "The war went on."]),
        ("At 5 p.m. they left.", ["At 5 p.m. they left."]),
        ("It is 4.5 km away. Yes.", ["It is 4.5 km away.", "Yes."]),
        ("“We left.” She went.", ["“We left.”", "She went."]),
        ("(They left.) She went.", ["(They left.)", "She went."]),
        ("“Why?” she asked. “So.”", ["“Why?” she asked.", "“So.”"]),
        ("They came ... and went.", ["They came ... and went."]),
        ("They left.Three stayed.", ["They left.", "Three stayed."]),
        ("See example.com now.", ["See example.com now."]),
        ("قصفت المدينة؟ نعم. انتهى", ["قصفت المدينة؟", "نعم.", "انتهى"]),
        ("他们走了。 他们来了。", ["他们走了。", "他们来了。"]),
        ("A headline\nThen the text.", ["A headline", "Then the text."]),
        ("A headline\r\nThen the text.", ["A headline", "Then the text."]),
        ("No stop at the end", ["No stop at the end"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, parted: list[str]) -> None:
    assert sentences(text) == parted


WRAPPED = """\
The rebels said on Saturday evening that they had entered the
outskirts of the town and that the army had left its posts along
the road to the north, where shells had fallen since the morning
and where many families had stayed in their homes. Nobody could
say how many were hurt.

The next day was calm.
"""


def test_lines_that_end_with_a_column_end_no_sentence() -> None:
    assert len(sentences(WRAPPED)) == 3


def test_an_empty_line_ends_a_sentence_of_a_wrapped_text() -> None:
    assert sentences(WRAPPED)[-1] == "The next day was calm."


def test_paragraphs_are_counted() -> None:
    document = Document("One. Two.\n\nThree.\nFour.")
    assert [sentence.paragraph for sentence in document.sentences] == [0, 0, 1, 2]


def test_offsets_count_code_points_after_astral_characters() -> None:
    document = Document("\U0001f4a5\U0001f4a5 in Idlib")
    assert document.text[document.starts[3] : document.ends[3]] == "Idlib"
    assert document.starts[3] == 6


def test_a_lower_word_keeps_its_number_though_it_grows() -> None:
    document = Document("İzmir now")
    assert (len(document.lowers[0]), document.starts[1]) == (6, 6)


def test_skipped_parts_have_no_words() -> None:
    document = Document("Read more here. Jets struck.", (Span(0, 15),))
    assert document.words == ["Jets", "struck", "."]
    assert document.starts[0] == 16


def test_a_sentence_of_many_words_is_parted() -> None:
    document = Document("word " * 1000)
    assert [found.last - found.first for found in document.sentences] == [400, 400, 200]


def test_a_part_of_the_text_has_the_words_that_it_touches() -> None:
    document = Document("in Deir ez-Zor city")
    assert document.word_span(Span(5, 14)) == (1, 5)
    assert document.slice(1, 5) == "Deir ez-Zor"


def test_a_part_between_words_has_none() -> None:
    document = Document("a  b")
    assert document.word_span(Span(1, 2)) == (1, 1)
    assert document.slice(1, 1) == ""


@pytest.mark.parametrize(("offset", "word"), [(0, 0), (3, 0), (4, 1), (99, 2)])
def test_the_word_at_an_offset_is_found(offset: int, word: int) -> None:
    assert Document("Men left.").word_at(offset) == word


def test_the_sentence_of_a_word_is_found() -> None:
    document = Document("Men left. They ran.")
    assert [document.sentence_at(word) for word in range(6)] == [0, 0, 0, 1, 1, 1]
