"""What a row of a record says, in English words, for pages without scripts and the feed.

The same words as the page's own (``maps/page/events.js``): who says so, how an event
stands, how precisely its place is known, how many people are said to have been killed.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote_plus

from ..data.edtf import format_edtf
from ..data.schema import Kind, Precision, Status
from ..geo.places import Match

__all__ = [
    "NOT_STATED",
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
    "status_words",
]

Row = Mapping[str, Any]
"""An event as a record keeps it: `EVENT_COLUMNS` by name, plain JSON."""

NOT_STATED: Final = "not stated"

_STATUS_WORDS: Final[Mapping[str, str]] = {
    Status.REPORTED: "reported",
    Status.CLAIMED: "claimed by one side",
    Status.DENIED: "denied",
    Status.DISPUTED: "disputed: sources tell it differently",
    Status.CONFIRMED: "confirmed by independent sources",
    Status.PLANNED: "planned: had not happened when it was reported",
    Status.BACKGROUND: "background: recalled by the report",
}
_KIND_WORDS: Final[Mapping[str, str]] = {
    Kind.ADMIN1: "province",
    Kind.ADMIN2: "district",
    Kind.FACILITY: "site",
    Kind.OTHER: "place",
}
_PRECISION_WORDS: Final[Mapping[str, str]] = {
    Precision.EXACT: "a single site, within {} of this point",
    Precision.SETTLEMENT: "a town: the true place lies within {} of this point",
    Precision.ADMIN2: "somewhere in this district, up to {} from this point",
    Precision.ADMIN1: "somewhere in this province, up to {} from this point",
    Precision.REGION: "somewhere in this area, up to {} from this point",
    Precision.COUNTRY: "somewhere in this country, up to {} from this point",
}
_DESCRIBED: Final = "only described: somewhere up to {} from this point"
# controls, surrogates, what XML may not hold; marks that turn the text after them round
_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]+"
)


def clean(text: str) -> str:
    """Text without control characters and without marks that steer its direction."""
    return _UNWANTED.sub("", text) if not text.isprintable() else text


def counted(count: int, noun: str) -> str:
    """A number and what is counted: "1 event", "1,204 events"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def date_words(row: Row) -> str:
    """When, in words; that it is not stated, if so."""
    return format_edtf(row.get("date"))


def day_key(row: Row) -> tuple[str, str]:
    """First and last possible day, ISO 8601, to sort by; "" where neither is known."""
    start, end = row.get("date_start") or "", row.get("date_end") or ""
    return start or end, end or start


def attribution(row: Row) -> str:
    """Who says so, in words."""
    claimant, publisher = row.get("claimed_by"), row.get("publisher")
    if claimant:
        return f"{claimant}, reported by {publisher}" if publisher else str(claimant)
    return f"{publisher}, which names no other source" if publisher else "no source named"


def status_words(row: Row) -> str:
    """How the event stands."""
    status = str(row.get("status"))
    return _STATUS_WORDS.get(status, status)


def kind_words(row: Row) -> str:
    """What the place of an event is: city, province, site."""
    kind = str(row.get("kind") or Kind.OTHER)
    return _KIND_WORDS.get(kind, kind)


def precision_words(row: Row) -> str | None:
    """What the point of an event stands for, with its radius; null: it is not known."""
    radius = row.get("uncertainty_m")
    if row.get("place_matched") == Match.DESCRIBED:
        words = _DESCRIBED
    else:
        words = _PRECISION_WORDS.get(str(row.get("precision")), "")
    return words.format(length_words(radius)) if words and radius is not None else None


def length_words(metres: float) -> str:
    """A radius no finer than it is known: "450 m", "3 km", "70 km"."""
    if metres < 1000:
        return f"{metres:.0f} m"
    km = round(metres / 1000, 1 if metres < 20_000 else 0)
    return f"{km:,.1f}".removesuffix(".0") + " km"


def coordinates(lon: float, lat: float) -> str:
    """Degrees for readers, latitude first as they are written: "35.9306° N, 36.6339° E"."""
    north, east = ("N" if lat >= 0 else "S"), ("E" if lon >= 0 else "W")
    return f"{abs(lat):.4f}° {north}, {abs(lon):.4f}° {east}"


def killed(row: Row) -> str:
    """How many are said to have been killed: "12", "12 (8 to 20)", "none reported"."""
    low, high = row.get("fatalities_low"), row.get("fatalities_high")
    words = _people(row.get("fatalities"))
    is_range = low is not None and high is not None and high > low
    return f"{words} ({low:,} to {high:,})" if is_range else words


def _people(count: int | None) -> str:
    return NOT_STATED if count is None else f"{count:,}" if count else "none reported"


def parties(names: Sequence[str] | None) -> str:
    """Names in a row."""
    return ", ".join(names) if names else NOT_STATED


def event_hash(event_id: str) -> str:
    """What follows a map's address to open an event, as ``maps/page/hash.js`` writes it."""
    return "#event=" + quote_plus(event_id, safe="*/,:").replace("~", "%7E")
