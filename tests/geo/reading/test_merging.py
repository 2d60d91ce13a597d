"""Which tellings become one event, and what is kept of each; the texts are of our own."""

from collections.abc import Callable

import pytest

from conflictmap.geo.reading.merging import Telling, merge_events
from conflictmap.geo.reading.model import EventRead, Toponym
from conflictmap.geo.reading.text import Span

Told = Callable[[str], list[EventRead]]


def places(events: list[EventRead]) -> list[str | None]:
    return [event.toponym.name if event.toponym else None for event in events]


@pytest.mark.parametrize(
    "text",
    [
        "Jets bombed Idlib on Friday. The jets bombed Idlib on Friday, medics said.",
        "Jets bombed Idlib on Friday. Residents said the attack began at dawn.",
        "A car bomb exploded in Azaz. The blast wounded 14 people.",
        "Rebels captured Hama on Friday. The capture of Hama took a day.",
        "Gunmen killed five people in Daraa. Five people died in the attack.",
        "Shells hit Hama. Ten people were killed.",
        "Nine people were killed in Azaz. The car bomb exploded near a market.",
        "Israel bombed Damascus. The attack on the capital wounded three soldiers.",
    ],
)
def test_what_is_told_twice_is_one_event(text: str, told: Told) -> None:
    (event,) = told(text)
    first, second = (text[slice(*span)] for span in event.sentences)
    assert f"{first} {second}" == text


@pytest.mark.parametrize(
    "text",
    [
        "Jets bombed Idlib on Friday. On Saturday, jets bombed Idlib.",  # days
        "Jets bombed Idlib on Friday. Jets bombed Homs on Friday.",  # towns
        "Rebels shelled Hama. The Syrian army shelled Hama.",  # sides
        "Rebels plan to attack Hama. Rebels attacked Hama on Friday.",  # yet to come
        "Jets bombed Hama on Friday. Rebels captured Hama on Friday.",  # types
        "Clashes erupted in Hama after the attack in Damascus.",  # "the attack" elsewhere
        "Police arrested two men in Homs. Clashes broke out in Hama on Friday.",
    ],
)
def test_different_things_stay_apart(text: str, told: Told) -> None:
    assert len(told(text)) == 2


def test_a_smaller_place_is_kept(told: Told) -> None:
    (event,) = told("Jets bombed Idlib province on Friday. The jets bombed Saraqib.")
    assert event.toponym is not None
    assert event.toponym.name == "Saraqib"


def test_the_lowest_number_of_dead_is_kept_with_its_words(told: Told) -> None:
    text = "Jets bombed Idlib, killing 12 people. At least nine people died in the attack."
    (event,) = told(text)
    assert event.fatalities == 9
    assert event.fatalities_span is not None
    assert text[slice(*event.fatalities_span)] == "nine people died"


def test_wounded_alone_do_not_unsay_the_dead(told: Told) -> None:
    (event,) = told("Jets bombed Idlib, killing 12 people. The attack wounded 20 others.")
    assert (event.fatalities, event.wounded) == (12, 20)


def test_the_attack_is_the_last_one_told(told: Told) -> None:
    events = told("Shells hit Hama. Jets bombed Homs. The attack killed four people.")
    assert [event.fatalities for event in events] == [None, 4]


def test_an_attack_in_one_list_is_not_merged_with_its_neighbour(told: Told) -> None:
    text = "Shelling hit Idlib, Hama and Homs. Shelling hit Hama on Friday."
    assert places(told(text)) == ["Idlib", "Hama", "Homs"]


@pytest.mark.parametrize(
    "text", ["Jets carried out air strikes.", "Gunmen attacked a convoy on Friday."]
)
def test_violence_without_place_and_dead_is_left_out(text: str, told: Told) -> None:
    assert told(text) == []


def test_dead_without_a_place_are_an_event(told: Told) -> None:
    (event,) = told("Gunmen killed five people on Friday.")
    assert (event.toponym, event.fatalities) == (None, 5)


def telling(at: int, **changes: object) -> Telling:
    """The telling of sentence `at`: an air strike on Dolna, unless told otherwise."""
    span = Span(100 * at, 100 * at + 50)
    event = EventRead(
        "Air/drone strike",
        trigger=Span(span.start, span.start + 6),
        toponym=Toponym(span, "Dolna", "Dolna"),
        sentences=(span,),
    )
    plain = Telling(
        event,
        words="bombed",
        is_anaphoric=False,
        is_definite=False,
        is_outcome=False,
        is_placed_here=True,
        is_generic=False,
        is_noun=False,
        side="",
        sentence=at,
        paragraph=0,
    )
    return plain._replace(**changes)


def test_of_two_dates_the_more_exact_one_is_kept() -> None:
    first, second = telling(0), telling(1)
    first = first._replace(event=_dated(first.event, "2024-11"))
    second = second._replace(event=_dated(second.event, "2024-11-29"))
    (event,) = merge_events([first, second])
    assert event.date == "2024-11-29"


def test_what_a_side_denies_is_disputed(told: Told) -> None:
    text = (
        "Rebels shelled a base near Hama on Saturday, residents said.\n"
        "The army denied that the base had been hit."
    )
    assert [event.status for event in told(text)] == ["disputed"]


def _dated(event: EventRead, edtf: str) -> EventRead:
    return EventRead(
        event.sub_type,
        event.trigger,
        event.toponym,
        date=edtf,
        sentences=event.sentences,
    )


def test_the_first_words_are_the_trigger() -> None:
    (event,) = merge_events([telling(0), telling(1)])
    assert event.trigger == Span(0, 6)


def test_each_sentence_is_kept_once_and_in_order() -> None:
    (event,) = merge_events([telling(0), telling(3), telling(3), telling(7)])
    assert [span.start for span in event.sentences] == [0, 300, 700]


def test_events_stand_in_the_order_of_their_first_telling() -> None:
    other = telling(1)
    other = other._replace(event=_dated(other.event, "2020"), side="government")
    last = telling(2)._replace(side="nonstate")
    merged = merge_events([telling(0)._replace(side="nonstate"), other, last])
    assert [event.trigger.start for event in merged] == [0, 100]


def test_nothing_told_is_nothing() -> None:
    assert merge_events([]) == []
