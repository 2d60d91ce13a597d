"""Texts made to be slow or to break a reader: words, sentences and distances of them.

Nothing here looks at a clock: work is counted in calls, and patterns are looked at.
"""

import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap.geo import described, locatives, reading
from conflictmap.geo.reading.distances import find_claims
from conflictmap.geo.reading.model import Toponym
from conflictmap.geo.reading.text import Document, Span

_PIECES = st.sampled_from(
    [
        *("Homs", "a town", "the city", "which", "is", "lies", "located", "and", "in"),
        *("140", "km", "miles", "half", "two", "hundred", "about", "within", "to", "of"),
        *("south", "north-west", "N.E.", "due", "away", "from", "between", "apart"),
        *("a", "two-hour", "drive", "hour's", "by road", "the capital", "the border"),
        *(",", ".", "–", "-", "(", ")", "“", "”", "’s", "…", "\n", "\n\n", "\t", "\xa0"),
        *("على بعد", "كم", "جنوب", "غرب", "حمص", "١٥", "東京", "İ", "ﬁ", "Ω"),
        *("\x00", "\ud800", "\udfff", "\u202e", "\u200f", "\ufeff", "\ue000", "\ue001"),
        *("\U0001f4a5", "e\u0301", "\u0301", "1/2", "½", "10–15", "-5", "1,000.5"),
    ]
)
_MIXED = st.lists(st.tuples(_PIECES, st.sampled_from(["", " ", "  "])), max_size=60).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)
_ANY = st.one_of(_MIXED, st.text(st.characters(), max_size=200))
UNITS = (
    *(
        "A",
        "Homs ",
        "(",
        "“",
        "“(",
        "’s",
        ". ",
        "A. ",
        "a.",
        "1.",
        "1,",
        "\n",
        "A\n",
        "\x00",
    ),
    *("40 km ", "km ", "40 km south of Homs and ", "Homs, a town ", "the city ", "half "),
    *("one hundred and ", "north of ", "to the west ", "Homs in ", "from Homs to ", "–"),
)


def names(document: Document) -> tuple[Toponym, ...]:
    """Every "Homs" of a text, as a toponym."""
    return tuple(
        Toponym(Span(document.starts[i], document.ends[i]), word, word)
        for i, word in enumerate(document.words)
        if word == "Homs"
    )


@settings(max_examples=200)
@given(text=_ANY)
def test_every_word_is_a_part_of_the_text(text: str) -> None:
    document = Document(text)
    spans = zip(document.starts, document.ends, strict=True)
    assert [text[start:end] for start, end in spans] == document.words
    assert document.lowers == [word.lower() for word in document.words]


@settings(max_examples=200)
@given(text=_ANY)
def test_words_are_in_order_and_leave_out_blanks_only(text: str) -> None:
    document = Document(text)
    at, left_out = 0, ""
    for start, end in zip(document.starts, document.ends, strict=True):
        assert at <= start < end
        left_out, at = left_out + text[at:start], end
    assert not (left_out + text[at:]).strip()


@settings(max_examples=200)
@given(text=_ANY)
def test_sentences_hold_every_word_once(text: str) -> None:
    document = Document(text)
    held = [i for found in document.sentences for i in range(found.first, found.last)]
    assert held == list(range(len(document.words)))
    for found in document.sentences:
        assert found.start == document.starts[found.first]
        assert found.end == document.ends[found.last - 1]


@settings(max_examples=200)
@given(text=_ANY, data=st.data())
def test_the_words_of_a_part_are_those_that_overlap_it(
    text: str, data: st.DataObject
) -> None:
    document = Document(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = document.word_span(Span(start, end))
    spans = list(zip(document.starts, document.ends, strict=True))
    expected = [i for i, (a, b) in enumerate(spans) if a < end and b > start]
    assert list(range(first, last)) == expected


@settings(max_examples=300)
@given(text=_ANY)
def test_the_spans_of_distances_are_parts_of_the_text(text: str) -> None:
    document = Document(text)
    for claim in find_claims(document, names(document)):
        assert 0 <= claim.span.start < claim.span.end <= len(text)
        for toponym in (claim.start, claim.end):
            assert 0 <= toponym.span.start <= toponym.span.end <= len(text)
            if toponym.name == "Homs":
                assert text[slice(*toponym.span)] == "Homs"


@settings(max_examples=100)
@given(text=_ANY)
def test_distances_are_positive_numbers(text: str) -> None:
    document = Document(text)
    for claim in find_claims(document, names(document)):
        assert claim.km is None or claim.km > 0
        assert claim.minutes is None or claim.minutes >= 0


@pytest.mark.parametrize("unit", UNITS)
def test_no_sentence_holds_more_than_400_words(unit: str) -> None:
    document = Document(unit * 2_000)
    assert all(found.last - found.first <= 400 for found in document.sentences)


@pytest.mark.parametrize("unit", UNITS)
def test_calls_grow_with_the_length_only(unit: str) -> None:
    def read(size: int) -> Callable[[], object]:
        def run() -> object:
            document = Document(unit * size)
            return find_claims(document, names(document))

        return run

    read(1)()  # fills the caches of patterns and tables
    short, long = (calls(read(size)) for size in (1_000, 4_000))
    assert long < 6 * short + 1_000  # four times the text: quadratic would be 16 times


def calls(run: Callable[[], object]) -> int:
    """Functions that are called, of Python and of C."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("unit", ["A", "é", "a.", "1.", "1", "…", "-", "\u0301", "ا"])
def test_ten_million_characters_without_a_blank_are_read(unit: str) -> None:
    text = unit * (10_000_000 // len(unit))
    document = Document(text)
    assert (document.starts[0], document.ends[-1]) == (0, len(text))
    assert len(document.words) < 5
    assert find_claims(document, ()) == ()


@pytest.mark.parametrize("pair", ["“”", "()", "[]", "«»", "‘’"])
def test_100_000_nested_brackets_are_read(pair: str) -> None:
    text = pair[0] * 100_000 + "40 km south of Homs" + pair[1] * 100_000
    document = Document(text)
    assert len(document.words) == 200_005
    assert find_claims(document, names(document))[0].start.name == "Homs"


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns that the modules of reading hold, and what they are called."""
    packages = [
        *pkgutil.walk_packages(reading.__path__, reading.__name__ + "."),
        *pkgutil.walk_packages(described.__path__, described.__name__ + "."),
    ]
    modules = [importlib.import_module(found.name) for found in packages]
    for module in (*modules, locatives):
        for name, value in vars(module).items():
            values = value if isinstance(value, tuple | list) else (value,)
            for one in values:
                if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                    yield f"{module.__name__}.{name}", one


def test_there_are_patterns_to_look_at() -> None:
    assert len(dict(patterns())) > 20


@pytest.mark.parametrize("case", sorted(dict(patterns()).items()), ids=lambda case: case[0])
def test_no_pattern_repeats_what_repeats_without_bound(
    case: tuple[str, re.Pattern[str]],
) -> None:
    assert repeated(case[1]) == []


@pytest.mark.parametrize("pattern", ["(a+)*", "(?:(?:b|a*){2})+", "(a*?)+b"])
def test_such_a_pattern_would_be_seen(pattern: str) -> None:
    assert repeated(re.compile(pattern))


def repeated(pattern: re.Pattern[str]) -> list[object]:
    """The repetitions that make the time of a pattern grow faster than a text."""
    parser = importlib.import_module("re._parser")
    return list(nested(parser.parse(pattern.pattern, pattern.flags), within=False))


def nested(parsed: object, *, within: bool) -> Iterator[object]:
    """Repetitions without bound that stand in others and may be tried anew."""
    for operator, argument in parsed:  # type: ignore[attr-defined]
        if str(operator) in {"MAX_REPEAT", "MIN_REPEAT"}:
            _, most, body = argument
            is_unbounded = int(most) > 100_000
            if within and is_unbounded:
                yield argument
            yield from nested(body, within=within or is_unbounded)
        elif str(operator) == "POSSESSIVE_REPEAT":
            yield from nested(argument[2], within=False)
        else:
            for part in parts(argument):
                yield from nested(part, within=within)


def parts(argument: object) -> Iterator[object]:
    """The patterns within an alternative, a group or a look at what stands beside."""
    if type(argument).__name__ == "SubPattern":
        yield argument
    elif isinstance(argument, tuple | list):
        for one in argument:
            yield from parts(one)
