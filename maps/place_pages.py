"""A page a place: what all reports of a site say happened there, newest first.

Static HTML without a script, for search engines, for printing, and for readers whose
browser runs none. Made of the site's records alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from markupsafe import Markup

from ..data.edtf import format_edtf
from ..data.schema import Precision
from .event_words import (
    Row,
    attribution,
    clean,
    coordinates,
    date_words,
    day_key,
    event_hash,
    killed,
    kind_words,
    parties,
    precision_words,
    status_words,
    type_words,
)
from .gathered_records import KeptEvents
from .place_slugs import ToldPlace
from .plain_pages import plain_template
from .record_events import rows_at
from .records import ReportRecord
from .words import RIGHT_TO_LEFT, ScriptAttributes, Words

__all__ = ["render_places"]

DivisionNames = Callable[[str, str], str | None]
"""Country and GeoNames' code of a first-order division → its name."""

_PRECISIONS: Final = [str(precision) for precision in Precision]
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_MANY: Final = 2_000  # events that are taken out of the frame at a time
_ENOUGH: Final = 200  # characters that show in which script a text is
_ARABIC: Final = re.compile("[\u0620-\u064a]")
_NOT_ARABIC: Final = re.compile("[\u0590-\u05ff\u0671-\u06d3\u0700-\u08ff]")  # پ, ک, ی …


class _Text(NamedTuple):
    """Text of a report, and what its element says of its direction and language."""

    text: str
    attributes: Markup


class _Told(NamedTuple):
    """An event, and the report that tells of it."""

    record: ReportRecord
    row: Row


def render_places(
    kept: KeptEvents,
    places: Iterable[ToldPlace],
    say: Words,
    division_name: DivisionNames | None = None,
) -> Iterator[tuple[ToldPlace, str]]:
    """Places and their pages, whole HTML documents; some at a time, in the same order.

    Parameters
    ----------
    kept
        The events of the whole site.
    places
        Those of `told_places` of its frame whose pages are wanted.
    say
        The words of the language in which they are written.
    division_name
        `PlaceLookup.division_name`; without it, divisions are left out.
    """
    named = cache(division_name) if division_name else None
    for batch in _batches(places):
        positions = [position for place in batch for position in place.events]
        rows = iter(rows_at(kept.frame, positions))
        numbers = iter(kept.record_of[positions].tolist())
        for place in batch:
            told = [_Told(kept.records[next(numbers)], next(rows)) for _ in place.events]
            told.sort(key=_newest_first, reverse=True)
            yield place, _render(place.name, told, say, named)


def _batches(places: Iterable[ToldPlace]) -> Iterator[list[ToldPlace]]:
    """Places in their order, as many together as have some thousand events."""
    batch: list[ToldPlace] = []
    count = 0
    for place in places:
        batch.append(place)
        count += len(place.events)
        if count >= _MANY:
            yield batch
            batch, count = [], 0
    if batch:
        yield batch


def _newest_first(told: _Told) -> tuple[str, ...]:
    """What to sort by, falling; the names make the order one of content alone."""
    record, row = told
    published = record.published or ""
    return (*day_key(row), published, record.name, str(row["event_id"]))


def _render(
    name: str, told: list[_Told], say: Words, division_name: DivisionNames | None
) -> str:
    precisions = _precisions((row for _, row in told), say)
    return plain_template("place.html").render(
        say=say,
        name=_text(name, say),
        place=say.named(name),
        facts=_place_facts(told[0].row, precisions, say, division_name),
        events=[_event(one, say, is_alone=len(precisions) < 2) for one in told],
        total=say.counted(len(told), say.events),
        told_by=say.counted(len({record.name for record, _ in told}), say.reports),
    )


def _precisions(rows: Iterable[Row], say: Words) -> list[str]:
    """What the point stands for, each once, from the sharpest to the vaguest."""
    found = {
        (_PRECISIONS.index(row["precision"]), row.get("uncertainty_m") or 0.0, words)
        for row in rows
        if row.get("precision") in _PRECISIONS and (words := precision_words(row, say))
    }
    return [words for _, _, words in sorted(found)]


def _place_facts(
    row: Row, precisions: list[str], say: Words, division_name: DivisionNames | None
) -> Iterator[tuple[str, str]]:
    term = say.place
    yield term.kind, kind_words(row, say)
    country, admin1 = row.get("country"), row.get("admin1")
    if country:
        yield term.country, say.named(say.country_names().get(country) or country)
    division = None
    if division_name and country and admin1:
        division = division_name(country, admin1)
    if division and division != row.get("place_name"):
        yield term.division, say.named(division)
    yield term.coordinates, coordinates(row["lon"], row["lat"], say)
    for words in precisions:
        yield term.stands_for, words
    if row.get("place_source"):
        yield term.point_from, say.named(row["place_source"])


def _event(told: _Told, say: Words, *, is_alone: bool) -> dict[str, Any]:
    record, row = told
    facts = _facts(row, say, is_alone=is_alone)
    return {
        "href": f"../{record.href}{event_hash(str(row['event_id']))}",
        "date": date_words(row, say),
        "type": type_words(row, say),
        "is_machine_read": record.machine_read,
        "summary": _text(row.get("summary"), say),
        "quote": _text(row.get("quote"), say),
        "facts": [(term, say.alone(words)) for term, words in facts],
        "report": _text(record.title or record.name, say),
        "report_href": f"../{record.href}",
        "published": _published(record.published, say),
    }


def _published(day: str | None, say: Words) -> str:
    return say.place.published.format(date=format_edtf(day, say.dates)) if day else ""


def _facts(row: Row, say: Words, *, is_alone: bool) -> Iterator[tuple[str, str]]:
    term = say.place
    said, precision = row.get("place"), precision_words(row, say)
    if said and said != row.get("place_name"):
        yield term.as_reported, say.named(said)
    if precision and not is_alone:
        yield term.the_point, precision
    yield term.who, parties(row.get("initiators"), say)
    yield term.to_whom, parties(row.get("targets"), say)
    yield term.who_says_so, attribution(row, say)
    if row.get("source_text"):
        yield term.own_source, say.named(row["source_text"])
    yield term.status, status_words(row, say)
    yield term.killed, killed(row, say)
    if row.get("wounded") is not None:
        yield term.wounded, f"{row['wounded']:,}"
    if row.get("taken"):
        yield term.taken, say.named(row["taken"])


def _text(text: str | None, say: Words) -> _Text | None:
    """Text as it is shown; its script says what is known of its language."""
    if not text:
        return None
    shown = clean(text)
    if shown.isascii():
        return _Text(shown, say.scripts.latin)
    return _Text(shown, _attributes(shown[:_ENOUGH], say.scripts))


def _attributes(text: str, scripts: ScriptAttributes) -> Markup:
    """Direction and language of text that is not ASCII, as attributes."""
    turned = sum(map(len, RIGHT_TO_LEFT.findall(text)))
    if turned * 2 <= sum(map(len, _LETTERS.findall(text))):
        return scripts.mixed if turned else scripts.latin
    is_arabic = _ARABIC.search(text) and not _NOT_ARABIC.search(text)
    return scripts.arabic if is_arabic else scripts.right_to_left
