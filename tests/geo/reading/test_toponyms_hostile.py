"""Texts that nobody would write: no crash, and work that grows with their length only."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap.geo import PlaceLookup
from conflictmap.geo.reading.text import Document
from conflictmap.geo.reading.toponyms import find_toponyms

_PARTS = st.sampled_from(
    [
        *("Idlib", "al-", "-", "’s", ",", ".", "St.", "of", "Sea", "The", "\n\n", "W.Va."),
        *(
            "President",
            "Army",
            "County",
            "(R",
            "حلب",
            "و",
            "\x00",
            "\ud800",
            "“",
            "US",
            "1",
        ),
        *("İzmir", "ǅ", "in", "La.", "ﬀ", "東京", "Route", "airport", "Hotel"),
    ]
)


@settings(max_examples=60)
@given(parts=st.lists(st.tuples(_PARTS, st.sampled_from(["", " "])), max_size=30))
def test_any_text_is_read(parts: list[tuple[str, str]], lookup: PlaceLookup) -> None:
    text = "".join(word + gap for word, gap in parts)
    for toponym in find_toponyms(Document(text), lookup).toponyms:
        assert text[slice(*toponym.span)] == toponym.name


@settings(max_examples=60)
@given(text=st.text(max_size=80))
def test_any_characters_are_read(text: str, lookup: PlaceLookup) -> None:
    for toponym in find_toponyms(Document(text), lookup).toponyms:
        assert text[slice(*toponym.span)] == toponym.name


@pytest.mark.parametrize(
    "unit",
    ["A", "Aleppo ", "al-Hama-", "“", "Sea of ", "President Gov. ", "حلب ", "Idlib, "],
)
def test_time_grows_with_the_length_only(unit: str, lookup: PlaceLookup) -> None:
    def seconds(size: int) -> float:
        document = Document(unit * (size // len(unit)))
        started = process_time()
        find_toponyms(document, lookup)
        return process_time() - started

    seconds(2_000)
    short, long = seconds(10_000), seconds(80_000)
    assert long < 40 * short + 0.5  # eight times the text: quadratic work would be 64 times
