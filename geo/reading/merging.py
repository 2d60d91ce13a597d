"""One event for one thing: tellings of it in several sentences become one record.

Two tellings are one event if they agree in what happened and, as far as both say so, in
place and day; the more exact of each is kept, the lowest number of dead, and all spans.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from ...data.edtf import parse_edtf
from ...data.schema import EVENT_TYPES, Status
from .model import EventRead, Toponym
from .same_places import apart_km, is_one_within_other, is_smaller, may_be_same_place
from .text import Span

__all__ = ["Telling", "merge_events"]

_UNTOLD: Final = frozenset({Status.PLANNED, Status.BACKGROUND})
_VIOLENT: Final = frozenset(
    sub_type
    for event_type in (
        "Battles",
        "Explosions/Remote violence",
        "Violence against civilians",
    )
    for sub_type in EVENT_TYPES[event_type]
)
_NEAR: Final = 2
_FARTHEST_BACK: Final = 400
"""Events; those told of longer ago are not looked at, so that work for one is bounded."""
_LONGEST_GAP: Final = 60
_NO_DATE: Final = 1_000_000
_STEM: Final = 5
_TERRITORIAL: Final = frozenset(
    {"Non-state actor overtakes territory", "Government regains territory"}
)
_NAMED_BY_WORDS: Final = frozenset({"Troop movement", "Diplomacy"})
"""Sub-event types of things so different that only like words tell of the same."""
_REGION_KM: Final = 50.0
"""Beyond, "the attack" in one place is not what happened in another."""


class Telling(NamedTuple):
    """One telling of an event, and how it goes back to others."""

    event: EventRead
    words: str
    """Those that tell of it, in lower case."""
    is_anaphoric: bool
    """Whether it goes back to what was told before: "the attack"."""
    is_definite: bool
    """Whether its words are taken for known: "the car bomb"."""
    is_outcome: bool
    """Whether only its outcome is told: "ten were killed"."""
    is_placed_here: bool
    """Whether its own sentence says where."""
    is_generic: bool
    """Whether its words leave open by what means: "the second day of bombing"."""
    is_noun: bool
    side: str
    """Of who did it: government, nonstate …; "" if unknown."""
    sentence: int
    paragraph: int


def merge_events(tellings: Sequence[Telling]) -> list[EventRead]:
    """Events with repeats joined, in the order in which they are first told of.

    What has neither place, nor day, nor number is no event but a way of speaking.
    """
    merged: list[Telling] = []
    sentences: list[dict[Span, None]] = []
    for telling in tellings:
        same = _same_as(telling, merged)
        if same is None:
            merged.append(telling)
            sentences.append(dict.fromkeys(telling.event.sentences))
        else:
            merged[same] = merged[same]._replace(
                event=_joined(merged[same], telling),
                is_outcome=merged[same].is_outcome and telling.is_outcome,
                sentence=telling.sentence,
                paragraph=telling.paragraph,
            )
            sentences[same].update(dict.fromkeys(telling.event.sentences))
    return [
        replace(telling.event, sentences=tuple(spans))
        for telling, spans in zip(merged, sentences, strict=True)
        if _is_told(telling)
    ]


def _is_told(telling: Telling) -> bool:
    event = telling.event
    if event.toponym is not None:
        return True
    if event.status == Status.BACKGROUND:
        return False
    return bool(event.fatalities) or (
        event.date is not None and event.sub_type not in _VIOLENT
    )


def _same_as(telling: Telling, merged: Sequence[Telling]) -> int | None:
    """Number of the event that was told before, or ``None``."""
    latest = range(len(merged) - 1, max(len(merged) - 1 - _FARTHEST_BACK, -1), -1)
    for i in latest:
        if _is_repeat(merged[i], telling):
            return i
    for i in latest:
        if _is_told_on(merged[i], telling) or _is_cause(merged[i], telling):
            return i
    return None


def _is_told_on(known: Telling, telling: Telling) -> bool:
    """Whether a telling says more of an event before: "the attack", "ten were killed"."""
    event = known.event
    if event.status in _UNTOLD or event.sub_type not in _VIOLENT:
        return False
    near = telling.sentence - known.sentence
    is_same_part = near == 0 or (
        telling.paragraph == known.paragraph and not telling.is_placed_here
    )
    is_named_again = telling.is_generic and telling.is_noun and is_same_part
    is_denial = telling.event.status == Status.DENIED and not telling.is_placed_here
    if telling.is_anaphoric or is_named_again or is_denial:
        distance_km = apart_km(event.toponym, telling.event.toponym) or 0.0
        is_elsewhere = telling.is_placed_here and distance_km > _REGION_KM
        return not is_elsewhere and _dates_agree(event.date, telling.event.date)
    return telling.is_outcome and near <= _NEAR and _goes_on(known, telling)


def _is_cause(known: Telling, telling: Telling) -> bool:
    """Whether a telling says what had the outcome told right before: "the car bomb"."""
    return (
        known.is_outcome
        and telling.is_definite
        and not telling.is_outcome
        and telling.event.sub_type in _VIOLENT
        and telling.sentence - known.sentence == 1
        and telling.paragraph == known.paragraph
        and _dates_agree(known.event.date, telling.event.date)
        and _may_be_one(known.event.toponym, telling.event.toponym)
    )


def _goes_on(known: Telling, outcome: Telling) -> bool:
    """Whether "ten were killed" tells what came of an event just told."""
    if outcome.paragraph != known.paragraph and outcome.is_placed_here:
        return False
    if not _dates_agree(known.event.date, outcome.event.date):
        return False
    return not outcome.is_placed_here or _may_be_one(
        known.event.toponym, outcome.event.toponym
    )


def _is_repeat(known: Telling, telling: Telling) -> bool:
    """Whether a telling agrees with one before in what, who, when and where."""
    one, other = known.event, telling.event
    return (
        one.sub_type == other.sub_type
        and _statuses_agree(one.status, other.status)
        and _dates_agree(one.date, other.date)
        and len({known.side, telling.side} - {""}) < 2
        and _is_same_place(known, telling)
    )


def _statuses_agree(one: str, other: str) -> bool:
    return one == other or Status.PLANNED not in {one, other}


def _is_same_place(known: Telling, telling: Telling) -> bool:
    """Whether a telling may be of the place of one before, by its words too."""
    one, other = known.event, telling.event
    is_here = telling.sentence == known.sentence
    goes_back = _goes_back(known, telling) or (
        is_here and (telling.is_noun or known.is_noun)
    )
    if is_here and not goes_back:
        return False
    if one.toponym is None or one.sub_type in _NAMED_BY_WORDS:
        return goes_back and _may_be_one(one.toponym, other.toponym)
    if not telling.is_placed_here:
        is_near = telling.paragraph == known.paragraph
        return goes_back or is_near or _may_be_one(one.toponym, other.toponym)
    is_dated = one.date is not None and one.date == other.date
    if is_one_within_other(one.toponym, other.toponym):
        return is_dated or goes_back or one.sub_type not in _TERRITORIAL
    is_unknown = other.toponym is None or other.toponym.place is None
    return may_be_same_place(one.toponym, other.toponym) or (
        goes_back and is_dated and not is_here and is_unknown
    )


def _goes_back(known: Telling, telling: Telling) -> bool:
    return (
        telling.is_anaphoric
        or telling.is_outcome
        or telling.is_generic
        or _are_alike(known.words, telling.words)
    )


def _may_be_one(one: Toponym | None, other: Toponym | None) -> bool:
    return may_be_same_place(one, other) or is_one_within_other(one, other)


def _are_alike(one: str, other: str) -> bool:
    """Whether two phrases begin with forms of one word: attack, attacked."""
    first, second = one.split(" ", maxsplit=1)[0], other.split(" ", maxsplit=1)[0]
    length = min(len(first), len(second), _STEM)
    return length > 2 and first[:length] == second[:length]


def _dates_agree(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other:
        return True
    first, second = parse_edtf(one), parse_edtf(other)
    if None in {first.start, first.end, second.start, second.end}:
        return False
    return first.start <= second.end and second.start <= first.end  # type: ignore[operator]  # not None


def _days(edtf: str | None) -> int:
    """How many days a date leaves open."""
    interval = None if edtf is None else parse_edtf(edtf)
    if interval is None or interval.start is None or interval.end is None:
        return _NO_DATE if edtf is None else _NO_DATE - 1
    return (interval.end - interval.start).days


def _joined(before: Telling, telling: Telling) -> EventRead:
    """An event with what another telling adds; the sentences are kept elsewhere."""
    known, event = before.event, telling.event
    toponym = known.toponym
    if toponym is None or (telling.is_placed_here and is_smaller(event.toponym, toponym)):
        toponym = event.toponym
    dated = known if _days(known.date) <= _days(event.date) else event
    counted = _with_fewest_dead(known, event)
    is_cause = before.is_outcome and not telling.is_outcome
    hurt = known if known.wounded is not None else event
    return replace(
        known,
        sub_type=event.sub_type if is_cause else known.sub_type,
        trigger=_joined_trigger(known, event),
        toponym=toponym,
        date=dated.date,
        date_span=dated.date_span,
        initiators=known.initiators or event.initiators,
        targets=known.targets or event.targets,
        status=_joined_status(known.status, event.status),
        fatalities=counted.fatalities,
        fatalities_span=counted.fatalities_span,
        wounded=hurt.wounded,
        wounded_span=hurt.wounded_span,
        taken=known.taken if known.taken is not None else event.taken,
        taken_span=known.taken_span or event.taken_span,
    )


def _joined_status(known: str, other: str) -> str:
    """The status of an event that is told twice: what one side denies is disputed."""
    if Status.DENIED in {known, other} and known != other:
        return str(Status.DISPUTED)
    return other if known == Status.BACKGROUND else known


def _joined_trigger(known: EventRead, event: EventRead) -> Span:
    """The words of the first telling, and those of one close after it in its sentence."""
    start, end = known.trigger
    if (
        event.sentences[:1] != known.sentences[:1]
        or event.trigger.start - end > _LONGEST_GAP
    ):
        return known.trigger
    return Span(start, max(end, event.trigger.end))


def _with_fewest_dead(known: EventRead, event: EventRead) -> EventRead:
    """Which of two states the lower number; none stated ("14 wounded") states nothing."""
    counted = [one for one in (known, event) if one.fatalities is not None]
    stated = [one for one in counted if one.fatalities_span is not None]
    return min(stated or counted, key=lambda one: one.fatalities or 0, default=known)
