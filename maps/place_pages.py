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
from ..data.tables import load_countries
from .event_words import (
    Row,
    attribution,
    clean,
    coordinates,
    counted,
    date_words,
    day_key,
    event_hash,
    killed,
    kind_words,
    parties,
    precision_words,
    status_words,
)
from .gathered_records import KeptEvents
from .place_slugs import ToldPlace
from .plain_pages import plain_template
from .record_events import rows_at
from .records import ReportRecord

__all__ = ["render_places"]

DivisionNames = Callable[[str, str], str | None]
"""Country and GeoNames' code of a first-order division → its name."""

_PRECISIONS: Final = [str(precision) for precision in Precision]
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_AS_PAGE: Final = Markup("")
_MIXED: Final = Markup(' dir="auto"')
_IN_ARABIC: Final = Markup(' dir="rtl" lang="ar"')
_RIGHT_TO_LEFT_TEXT: Final = Markup(' dir="rtl" lang=""')  # in a language not known
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
    division_name: DivisionNames | None = None,
) -> Iterator[tuple[ToldPlace, str]]:
    """Places and their pages, whole HTML documents; some at a time, in the same order.

    Parameters
    ----------
    kept
        The events of the whole site.
    places
        Those of `told_places` of its frame whose pages are wanted.
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
            yield place, _render(place.name, told, named)


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


def _render(name: str, told: list[_Told], division_name: DivisionNames | None) -> str:
    precisions = _precisions(row for _, row in told)
    return plain_template("place.html").render(
        name=_text(name),
        facts=_place_facts(told[0].row, precisions, division_name),
        events=[_event(one, is_alone=len(precisions) < 2) for one in told],
        total=counted(len(told), "event"),
        told_by=counted(len({record.name for record, _ in told}), "report"),
    )


def _precisions(rows: Iterable[Row]) -> list[str]:
    """What the point stands for, each once, from the sharpest to the vaguest."""
    found = {
        (_PRECISIONS.index(row["precision"]), row.get("uncertainty_m") or 0.0, words)
        for row in rows
        if row.get("precision") in _PRECISIONS and (words := precision_words(row))
    }
    return [words for _, _, words in sorted(found)]


def _place_facts(
    row: Row, precisions: list[str], division_name: DivisionNames | None
) -> Iterator[tuple[str, str]]:
    yield "Kind", kind_words(row)
    country, admin1 = row.get("country"), row.get("admin1")
    if country:
        yield "Country", clean(_countries().get(country) or country)
    division = None
    if division_name and country and admin1:
        division = division_name(country, admin1)
    if division and division != row.get("place_name"):
        yield "Division", division
    yield "Coordinates", coordinates(row["lon"], row["lat"])
    for words in precisions:
        yield "Stands for", words
    if row.get("place_source"):
        yield "Point from", clean(row["place_source"])


@cache
def _countries() -> dict[str, str]:
    return {country.code: country.name for country in load_countries()}


def _event(told: _Told, *, is_alone: bool) -> dict[str, Any]:
    record, row = told
    published = format_edtf(record.published) if record.published else ""
    return {
        "href": f"../{record.href}{event_hash(str(row['event_id']))}",
        "date": clean(date_words(row)),
        "type": clean(str(row.get("sub_event_type") or row.get("event_type") or "Event")),
        "is_machine_read": record.machine_read,
        "summary": _text(row.get("summary")),
        "quote": _text(row.get("quote")),
        "facts": [(term, clean(said)) for term, said in _facts(row, is_alone=is_alone)],
        "report": _text(record.title or record.name),
        "report_href": f"../{record.href}",
        "published": f", published {published}" if published else "",
    }


def _facts(row: Row, *, is_alone: bool) -> Iterator[tuple[str, str]]:
    said, precision = row.get("place"), precision_words(row)
    if said and said != row.get("place_name"):
        yield "Place, as reported", said
    if precision and not is_alone:
        yield "The point", precision
    yield "Who", parties(row.get("initiators"))
    yield "To whom", parties(row.get("targets"))
    yield "Who says so", attribution(row)
    if row.get("source_text"):
        yield "Its own source", row["source_text"]
    yield "Status", status_words(row)
    yield "Killed", killed(row)
    if row.get("wounded") is not None:
        yield "Wounded", f"{row['wounded']:,}"
    if row.get("taken"):
        yield "Places taken", row["taken"]


def _text(text: str | None) -> _Text | None:
    """Text as it is shown; its script says what is known of its language."""
    if not text:
        return None
    shown = clean(text)
    return _Text(shown, _AS_PAGE if shown.isascii() else _script(shown[:_ENOUGH]))


def _script(text: str) -> Markup:
    """Direction and language of text that is not ASCII, as attributes."""
    turned = sum(map(len, _RIGHT_TO_LEFT.findall(text)))
    if turned * 2 <= sum(map(len, _LETTERS.findall(text))):
        return _MIXED if turned else _AS_PAGE
    is_arabic = _ARABIC.search(text) and not _NOT_ARABIC.search(text)
    return _IN_ARABIC if is_arabic else _RIGHT_TO_LEFT_TEXT
