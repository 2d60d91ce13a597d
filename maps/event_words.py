"""What a row of a record says, in words, for pages without scripts and the feed.

The same words as the page's own (``maps/page/events.js``): who says so, how an event
stands, how precisely its place is known, how many people are said to have been killed.
`say` is the language's words. What a function gives is clean, names in it as well.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote_plus

from ..data.edtf import format_edtf
from ..data.schema import Kind
from ..geo.places import Match

if TYPE_CHECKING:
    from .words import Words

__all__ = [
    "Row",
    "attribution",
    "clean",
    "coordinates",
    "counted",
    "date_words",
    "day_key",
    "event_hash",
    "killed",
    "kind_words",
    "length_words",
    "parties",
    "precision_words",
    "short_status_words",
    "status_words",
    "type_words",
]

Row = Mapping[str, Any]
"""An event as a record keeps it: `EVENT_COLUMNS` by name, plain JSON."""

# controls, surrogates, what XML may not hold; marks that turn the text after them round
_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]+"
)


def clean(text: str) -> str:
    """Text without control characters and without marks that steer its direction."""
    return _UNWANTED.sub("", text) if not text.isprintable() else text


def counted(count: int, noun: str) -> str:
    """A number and what is counted, for the command line: "1 event", "1,204 events"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def date_words(row: Row, say: "Words") -> str:
    """When, in words; that it is not stated, if so."""
    return clean(format_edtf(row.get("date"), say.dates))


def day_key(row: Row) -> tuple[str, str]:
    """First and last possible day, ISO 8601, to sort by; "" where neither is known."""
    start, end = row.get("date_start") or "", row.get("date_end") or ""
    return start or end, end or start


def type_words(row: Row, say: "Words") -> str:
    """What happened: the name of its sub-type, or else of its type."""
    name = str(row.get("sub_event_type") or row.get("event_type") or say.event.untyped)
    return say.event.types.get(name) or clean(name)


def attribution(row: Row, say: "Words") -> str:
    """Who says so, in words."""
    who, publisher = say.named(row.get("claimed_by")), say.named(row.get("publisher"))
    if who and publisher:
        return say.event.claim.format(who=who, publisher=publisher)
    if publisher:
        return say.event.unnamed.format(publisher=publisher)
    return who or say.event.nobody


def status_words(row: Row, say: "Words") -> str:
    """How the event stands."""
    return _status(row, say.event.statuses)


def short_status_words(row: Row, say: "Words") -> str:
    """How the event stands, in one word."""
    return _status(row, say.event.short_statuses)


def _status(row: Row, words: Mapping[str, str]) -> str:
    status = str(row.get("status"))
    return words.get(status) or clean(status)


def kind_words(row: Row, say: "Words") -> str:
    """What the place of an event is: city, province, site."""
    kind = str(row.get("kind") or Kind.OTHER)
    return say.event.kinds.get(kind) or clean(kind)


def precision_words(row: Row, say: "Words") -> str | None:
    """What the point of an event stands for, with its radius; null: it is not known."""
    radius_m = row.get("uncertainty_m")
    if row.get("place_matched") == Match.DESCRIBED:
        words = say.event.described
    else:
        words = say.event.precisions.get(str(row.get("precision")), "")
    if not words or radius_m is None:
        return None
    return words.format(radius=length_words(radius_m, say))


def length_words(metres: float, say: "Words") -> str:
    """A radius no finer than it is known: "450 m", "3 km", "70 km"."""
    if metres < 1000:
        return say.event.metres.format(n=f"{metres:.0f}")
    km = round(metres / 1000, 1 if metres < 20_000 else 0)
    return say.event.kilometres.format(n=f"{km:,.1f}".removesuffix(".0"))


def coordinates(lon: float, lat: float, say: "Words") -> str:
    """Degrees for readers, latitude first as they are written: "35.9306° N, 36.6339° E"."""
    words = say.event
    return words.coordinates.format(
        lat=f"{abs(lat):.4f}",
        lon=f"{abs(lon):.4f}",
        north=words.north if lat >= 0 else words.south,
        east=words.east if lon >= 0 else words.west,
    )


def killed(row: Row, say: "Words") -> str:
    """How many are said to have been killed: "12", "12 (8 to 20)", "none reported"."""
    low, high = row.get("fatalities_low"), row.get("fatalities_high")
    n = _people(row.get("fatalities"), say)
    if low is None or high is None or high <= low:
        return n
    return say.event.killed_range.format(n=n, low=f"{low:,}", high=f"{high:,}")


def _people(count: int | None, say: "Words") -> str:
    if count is None:
        return say.event.not_stated
    return f"{count:,}" if count else say.event.none_killed


def parties(names: Sequence[str] | None, say: "Words") -> str:
    """Names in a row."""
    return say.comma.join(map(say.named, names)) if names else say.event.not_stated


def event_hash(event_id: str) -> str:
    """What follows a map's address to open an event, as ``maps/page/hash.js`` writes it."""
    return "#event=" + quote_plus(event_id, safe="*/,:").replace("~", "%7E")
