"""Reading a whole article: what is found in it, the same each time, whatever the text.

The article is made for the tests, of the events of the shipped report.
"""

from collections.abc import Callable
from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap.data.schema import EVENT_TYPES, Status
from conflictmap.geo import PlaceLookup
from conflictmap.geo.reading.model import EventRead, Party, Reading, Toponym
from conflictmap.geo.reading.read import read_text
from conflictmap.geo.reading.text import Span

Read = Callable[[str], Reading]

PUBLISHED = date(2024, 12, 1)
ARTICLE = """\
Warplanes of the Russian air force bombed Idlib on Sunday, the Syrian army said.

Rebels led by Hayat Tahrir al-Sham began their offensive on Aleppo on Wednesday. Several \
districts of Aleppo were stormed by the rebels. Authorities closed Aleppo airport on \
Saturday.

The rebels claimed on Saturday evening that they had entered Hama. Hama lies 140 km south \
of Aleppo. The Syrian army said on Sunday that reinforcements had arrived in Hama. Hama is \
213 km north of Damascus.

Iran's consulate in Aleppo was attacked on Saturday, the Iranian foreign ministry said. \
The minister plans to travel to Ankara.

In 2016, government forces recaptured Aleppo with the help of Russia.

Read more: Rebels capture Homs
"""
EVENTS = [
    ("Air/drone strike", "Idlib", "claimed", "Syrian army"),
    ("Armed clash", "Aleppo", "reported", None),
    ("Closure", "Aleppo airport", "reported", None),
    ("Non-state actor overtakes territory", "Hama", "claimed", "rebels"),
    ("Troop movement", "Hama", "claimed", "Syrian army"),
    ("Attack", "Aleppo", "claimed", "Iranian foreign ministry"),
    ("Diplomacy", "Ankara", "planned", None),
    ("Government regains territory", "Aleppo", "background", None),
]


@pytest.fixture(scope="module")
def article(read: Read) -> Reading:
    return read(ARTICLE)


def place(event: EventRead) -> str | None:
    return event.toponym.name if event.toponym else None


def speaker(event: EventRead) -> str | None:
    return event.claimed_by.name if event.claimed_by else None


@pytest.mark.parametrize("expected", EVENTS, ids=lambda event: f"{event[0]}, {event[1]}")
def test_each_event_of_the_article_is_found(
    expected: tuple[str, str, str, str | None], article: Reading
) -> None:
    found = [
        (event.sub_type, place(event), event.status, speaker(event))
        for event in article.events
    ]
    assert expected in found


def test_nothing_else_is_told_by_the_article(article: Reading) -> None:
    assert len(article.events) == len(EVENTS)


def test_the_storming_is_part_of_the_offensive(article: Reading) -> None:
    clash = next(event for event in article.events if event.sub_type == "Armed clash")
    told = [ARTICLE[slice(*span)] for span in clash.sentences]
    assert [sentence.partition(" ")[0] for sentence in told] == ["Rebels", "Several"]


@pytest.mark.parametrize(
    ("sub_type", "day"),
    [
        ("Air/drone strike", "2024-12-01"),
        ("Armed clash", "2024-11-27"),
        ("Closure", "2024-11-30"),
        ("Attack", "2024-11-30"),
        ("Government regains territory", "2016"),
    ],
)
def test_the_events_of_the_article_have_their_days(
    sub_type: str, day: str, article: Reading
) -> None:
    assert [e.date for e in article.events if e.sub_type == sub_type] == [day]


def test_both_distances_are_found(article: Reading) -> None:
    claims = [(c.start.name, c.end.name, c.km, c.direction) for c in article.claims]
    assert claims == [("Aleppo", "Hama", 140.0, "S"), ("Damascus", "Hama", 213.0, "N")]


def test_a_link_below_the_article_names_no_place(article: Reading) -> None:
    assert "Homs" not in {toponym.name for toponym in article.toponyms}


def test_the_text_and_the_countries_are_as_given(article: Reading) -> None:
    assert (article.text, article.countries) == (ARTICLE, ("SY",))


def test_a_second_reading_is_the_same(article: Reading, lookup: PlaceLookup) -> None:
    again = read_text(ARTICLE, lookup, published=PUBLISHED, country_codes=["sy"])
    assert again == article


def test_without_a_day_of_publication_only_full_dates_are_read(
    lookup: PlaceLookup,
) -> None:
    text = "Jets bombed Idlib on Friday. Shells hit Homs on 3 May 2013."
    reading = read_text(text, lookup, country_codes="SY")
    assert [event.date for event in reading.events] == [None, "2013-05-03"]


def test_the_words_of_a_recogniser_are_taken_for_names(lookup: PlaceLookup) -> None:
    text = "Jets bombed Idlib and Homs."
    at = text.index("Homs")
    reading = read_text(text, lookup, recogniser=lambda _: [Span(at, at + 4)])
    assert [toponym.name for toponym in reading.toponyms] == ["Homs"]


@pytest.mark.parametrize("text", ["", " \n\n ", "\x00", "\ud800", "Read more", "."])
def test_a_text_without_words_tells_nothing(text: str, read: Read) -> None:
    reading = read(text)
    assert (reading.toponyms, reading.events, reading.claims) == ((), (), ())


def assert_is_sound(reading: Reading) -> None:
    """Every span lies in the text, and what has a name there has it as its words."""
    text = reading.text
    named: list[Toponym | None] = [*reading.toponyms]
    parties: list[Party | None] = []
    spans: list[Span | None] = [claim.span for claim in reading.claims]
    for event in reading.events:
        assert any(event.sub_type in types for types in EVENT_TYPES.values())
        assert event.status in set(Status)
        named.append(event.toponym)
        parties += [*event.initiators, *event.targets, event.claimed_by]
        spans += [event.trigger, event.date_span, event.fatalities_span, *event.sentences]
        assert event.sentences
        assert any(s.start <= event.trigger.start < s.end for s in event.sentences)
    spans += [party.span for party in parties if party]
    for span in spans:
        assert span is None or 0 <= span.start < span.end <= len(text)
    for toponym in named:
        assert toponym is None or text[slice(*toponym.span)] == toponym.name


_PIECES = st.sampled_from(
    [
        *("Rebels ", "Jets ", "The Syrian army ", "the ", "they ", "He ", "by ", "on "),
        *(
            "captured ",
            "bombed ",
            "the attack ",
            "was attacked ",
            "shelling of ",
            "a convoy ",
        ),
        *("killing ", "ten people ", "were killed ", "wounded ", "and ", "after ", ", "),
        *("Idlib", "Hama ", "in Homs", "Zorbekiya ", "25 km west of Raqqa", "the city "),
        *(
            "said",
            "denied that ",
            "claimed ",
            "plans to ",
            "did not ",
            "on Friday",
            "2016 ",
        ),
        *(". ", ".\n\n", "\n", "“", "”", "(", ")", "’s ", "\x00", "\ud800", "حلب ", "東京"),
        *("Read more: ", "(AFP)\n", "12 Main St\n", "ﬁ", "İ", "e\u0301", "\u200f", "🏙"),
    ]
)


def test_a_text_that_begins_with_a_genitive_is_read(read: Read) -> None:
    assert_is_sound(read("’s Rebels captured Rebels "))


@settings(max_examples=150)
@given(parts=st.lists(_PIECES, max_size=40))
def test_any_mixture_of_such_words_is_read(parts: list[str], read: Read) -> None:
    assert_is_sound(read("".join(parts)))


@settings(max_examples=100)
@given(text=st.text(st.characters(), max_size=120))
def test_any_characters_of_any_script_are_read(text: str, read: Read) -> None:
    assert_is_sound(read(text))


def test_the_article_is_sound(article: Reading) -> None:
    assert_is_sound(article)


@pytest.mark.parametrize(
    "unit",
    [
        "A",
        "attack ",
        "Aleppo",
        "“‘(",
        "\x00",
        "\ud800",
        "\n",
        "حلب ",
        "said ",
        "Hama, Homs and Idlib, ",
        "25 km west of ",
        "Rebels killed ten people in Hama on Friday. ",
        "The attack in Homs killed ten, he said. ",
        "ten people were killed in an attack ",
        "Jets bombed Homs on 1 May 2011. On 2 May 2012 rebels captured Hama. ",
        "1 Main ",
    ],
)
def test_time_grows_with_the_length_only(unit: str, read: Read) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        started = process_time()
        read(text)
        return process_time() - started

    seconds(2_000)
    short, long = seconds(8_000), seconds(64_000)
    assert long < 40 * short + 0.5  # eight times the text: quadratic work would be 64 times


@pytest.mark.parametrize("unit", ["A", "é", "“", "\x00", "\ud800", "([{"])
def test_a_megabyte_without_spaces_is_read(unit: str, read: Read) -> None:
    reading = read(unit * (1_000_000 // len(unit)))
    assert reading.events == ()
