"""A report as it may be released: what it marks as sensitive is coarsened or left out.

Answers what of a report the public may see, what must then be found in no file, and
which sentences tell readers so without telling what. What is shown of a coarsened place is
made of the coarser place alone. A place that one event withholds is shown by none.

Texts lose the names that are marked and every spelling of a place that the gazetteer
knows. What else they tell (a street, a unit's commander) is for whoever marks the event to
see: ``names`` takes any words.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ..data.edtf import parse_edtf
from ..data.errors import ReportError
from ..data.reports import EventEntry, Report, Sensitive
from .coarse import Rule
from .events import LocatedReport
from .release_places import HiddenPlaces, hide_places
from .rewritten import Rewriting
from .withheld import Withheld, found_in

if TYPE_CHECKING:
    from .lookup import PlaceLookup

__all__ = ["Released", "release_report"]

_TELLING: Final = 20
"""Letters of a sentence that occurs only where it was copied."""


@dataclass(frozen=True, slots=True)
class Released:
    """A report as the public may see it."""

    located: LocatedReport
    withheld: Withheld = field(default_factory=Withheld)
    """What may occur in no file of the release."""
    notes: tuple[str, ...] = ()
    """Sentences for readers: how many places are coarser, what is left out."""


def release_report(
    located: LocatedReport, lookup: "PlaceLookup", *, as_of: date | None = None
) -> Released:
    """A located report without what it marks as sensitive.

    The report's text goes whole if anything is withheld, for it tells more than can be
    marked; so do quotations that say what is withheld, which can be searched for, and
    distances from or to a withheld place.

    Parameters
    ----------
    as_of
        The day of the release: what is delayed beyond it is left out.

    Raises
    ------
    ReportError
        If something is delayed and the day of the release is not given, or if the name of
        the report's file tells what is withheld.
    """
    report = located.report
    rules = [_rules(report, event) for event in report.events]
    names = _names(report)
    if not names and not any(map(_is_sensitive, rules)):
        return Released(located)
    kept = tuple(
        row
        for row, (event, rule) in enumerate(zip(report.events, rules, strict=True))
        if not _is_left_out(report, event, rule, as_of)
    )
    wanted = {row: _place_rule(rules[row]) for row in kept}
    hidden = hide_places(located, wanted, names, lookup)
    if not names and not hidden.rows and len(kept) == len(rules):
        return Released(located)
    rewriting = Rewriting(located, kept, names, hidden, lookup)
    if rewriting.tells(report.name):
        raise ReportError(
            f"{report.path or report.name}: the name of the file tells what the report "
            "withholds; rename the file"
        )
    shown = rewriting.made()
    texts = (*names, *hidden.withheld.texts, *_sentences(report, shown.report, kept))
    return Released(
        shown,
        Withheld(texts, hidden.withheld.points),
        tuple(_notes(report, shown.report, kept, hidden)),
    )


def _rules(report: Report, event: EventEntry) -> Sensitive:
    """What holds of an event: what it says, else what the report says of all."""
    whole, own = report.sensitive or Sensitive(), event.sensitive or Sensitive()
    placed = whole if own.place is None else own
    return Sensitive(
        place=placed.place,
        grid_deg=placed.grid_deg,
        delay_days=whole.delay_days if own.delay_days is None else own.delay_days,
        event=own.event or whole.event,
    )


def _is_sensitive(rules: Sensitive) -> bool:
    return (
        rules.place not in {None, "release"}
        or bool(rules.delay_days)
        or rules.event == "withhold"
    )


def _names(report: Report) -> tuple[str, ...]:
    """Names that may occur nowhere, those of events that are left out included."""
    return tuple(dict.fromkeys(name for each in _marked(report) for name in each.names))


def _marked(report: Report) -> list[Sensitive]:
    marked = (report.sensitive, *(event.sensitive for event in report.events))
    return [each for each in marked if each is not None]


def _place_rule(rules: Sensitive) -> Rule:
    return Rule(rules.place or "release", rules.grid_deg or 0.0)


def _is_left_out(
    report: Report, event: EventEntry, rules: Sensitive, as_of: date | None
) -> bool:
    if rules.event == "withhold":
        return True
    if not rules.delay_days:
        return False
    if as_of is None:
        where = report.path or report.name
        raise ReportError(
            f"{where}: event {event.id} is released {rules.delay_days} days late, and the "
            "day of the release is not given; give it: --as-of 2026-11-25"
        )
    last = None if event.date is None else parse_edtf(event.date).end
    day = last or report.published
    return day is None or as_of < day + timedelta(days=rules.delay_days)


def _sentences(report: Report, shown: Report, kept: Collection[int]) -> Iterator[str]:
    """What is told of the events that are left out, in words that nothing else has."""
    open_texts = [shown.title, *(event.summary for event in shown.events)]
    open_texts += [event.quote for event in shown.events if event.quote]
    for row, event in enumerate(report.events):
        if row in kept:
            continue
        for text in (event.summary, event.quote):
            if text is None or len(text) < _TELLING:
                continue
            if not any(found_in(each, [text]) for each in open_texts):
                yield text


def _notes(
    report: Report, shown: Report, kept: Sequence[int], hidden: HiddenPlaces
) -> Iterator[str]:
    levels = Counter(
        "withhold" if coarse is None else str(coarse.level)
        for coarse in hidden.rows.values()
    )
    for level, words in _PLACE_WORDS.items():
        if levels[level]:
            yield f"The place of {_counted(levels[level], 'event')} is {words}"
    left_out = len(report.events) - len(shown.events)
    if left_out:
        yield f"Left out of this release: {_counted(left_out, 'event')}."
    distances = len(report.distances) - len(shown.distances)
    if distances:
        yield f"Left out of this release: {_counted(distances, 'stated distance')}."
    if any(each.names for each in _marked(report)):
        yield "Names are withheld where they could put people at risk."
    if report.text is not None:
        yield "The text of the report is left out of this release."
    quotes = [report.events[row].quote for row in kept]
    if quotes != [event.quote for event in shown.events]:
        yield "Quotations that tell what is withheld are left out of this release."


_PLACE_WORDS: Final = {
    "grid": "shown only as a cell of a grid.",
    "division": "shown only as the division that it lies in.",
    "country": "shown only as the country that it lies in.",
    "withhold": "not shown in this release.",
}


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
