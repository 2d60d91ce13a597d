"""Vocabularies, columns and units of events, places and findings.

What a value may be, and what it is measured in, is said here once; reports, frames,
checks and maps refer to it. How reports are read is in ``reports``.

References
----------
ACLED codebook (event and sub-event types), the Admiralty code (source reliability),
and Wieczorek, Guo & Hijmans 2004 (the angles that a stated direction may mean).
"""

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "DIRECTIONS",
    "EVENT_COLUMNS",
    "EVENT_TYPES",
    "EVENT_TYPE_OF",
    "KIND_PRECISION",
    "NOT_DRAWN",
    "RELIABILITY",
    "SETTLEMENTS",
    "Kind",
    "Precision",
    "Status",
    "Verdict",
    "direction_azimuths",
    "direction_half_angle_deg",
]

EVENT_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "Battles": (
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Armed clash",
    ),
    "Protests": (
        "Excessive force against protesters",
        "Protest with intervention",
        "Peaceful protest",
    ),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": (
        "Sexual violence",
        "Attack",
        "Abduction/forced disappearance",
    ),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
        "Diplomacy",
        "Closure",
        "Troop movement",
        "Displacement",
    ),
}
"""ACLED's sub-event types by event type, and four strategic ones of this project."""

EVENT_TYPE_OF: Final[dict[str, str]] = {
    sub_type: event_type
    for event_type, sub_types in EVENT_TYPES.items()
    for sub_type in sub_types
}

RELIABILITY: Final[dict[str, str]] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""The Admiralty code's grades of a source."""


class Status(StrEnum):
    """How an event stands: who vouches for it, and whether it has happened."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    DENIED = "denied"
    DISPUTED = "disputed"
    CONFIRMED = "confirmed"
    PLANNED = "planned"
    BACKGROUND = "background"


NOT_DRAWN: Final = frozenset({Status.PLANNED, Status.BACKGROUND})
"""Statuses of events that are not drawn as something that happened in the report."""


class Kind(StrEnum):
    """What a gazetteer entry is."""

    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    DISTRICT = "district"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    COUNTRY = "country"
    AIRPORT = "airport"
    REGION = "region"
    WATER = "water"
    FACILITY = "facility"
    OTHER = "other"


SETTLEMENTS: Final = frozenset({Kind.CITY, Kind.TOWN, Kind.VILLAGE})
"""Kinds of places where people live together."""


class Precision(StrEnum):
    """The class of what a mark stands for, from the sharpest to the vaguest."""

    EXACT = "exact"
    SETTLEMENT = "settlement"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    REGION = "region"
    COUNTRY = "country"


KIND_PRECISION: Final[dict[Kind, Precision]] = {
    Kind.CITY: Precision.SETTLEMENT,
    Kind.TOWN: Precision.SETTLEMENT,
    Kind.VILLAGE: Precision.SETTLEMENT,
    Kind.DISTRICT: Precision.ADMIN2,
    Kind.ADMIN1: Precision.ADMIN1,
    Kind.ADMIN2: Precision.ADMIN2,
    Kind.COUNTRY: Precision.COUNTRY,
    Kind.AIRPORT: Precision.EXACT,
    Kind.REGION: Precision.REGION,
    Kind.WATER: Precision.REGION,
    Kind.FACILITY: Precision.EXACT,
    Kind.OTHER: Precision.SETTLEMENT,
}


class Verdict(StrEnum):
    """What a check found of a claim."""

    STRAIGHT_LINE = "straight_line"
    ROAD = "road"
    UNUSUAL = "unusual"
    HOLDS = "holds"
    CONTRADICTS = "contradicts"
    NOT_FOUND = "not_found"
    UNUSED = "unused"  # said of an entry, not of a claim: no problem in itself


DIRECTIONS: Final = (
    *("N", "NbE", "NNE", "NEbN", "NE", "NEbE", "ENE", "EbN"),
    *("E", "EbS", "ESE", "SEbE", "SE", "SEbS", "SSE", "SbE"),
    *("S", "SbW", "SSW", "SWbS", "SW", "SWbW", "WSW", "WbS"),
    *("W", "WbN", "WNW", "NWbW", "NW", "NWbN", "NNW", "NbW"),
)
"""The compass's 32 points, clockwise from north, 11.25 degrees apart."""


def direction_azimuths(directions: list[str]) -> "NDArray[np.float64]":
    """Azimuths of compass points, degrees clockwise from true north; shape (n,)."""
    import numpy as np  # noqa: PLC0415  the gazetteer's look-ups do without

    return np.array([DIRECTIONS.index(point) * 11.25 for point in directions])


def direction_half_angle_deg(direction: str) -> float:
    """Half the angle that a stated compass point covers, degrees.

    45 for N, E, S, W; 22.5 for NE …; 11.25 for NNE …; 5.625 for the 32-point ones.
    """
    step = DIRECTIONS.index(direction)
    for spacing, half_angle in ((8, 45.0), (4, 22.5), (2, 11.25)):
        if step % spacing == 0:
            return half_angle
    return 5.625


EVENT_COLUMNS: Final[dict[str, str]] = {
    "report": "str",  # name of the file of the report or data set, without its ending
    "event_id": "str",  # unique within the report
    "event_type": "str",  # ACLED's, or a data set's own where that is coarser
    "sub_event_type": "str",  # the same
    "summary": "str",
    "quote": "str",  # null: none given
    "date": "str",  # EDTF; null: not stated
    "date_start": "datetime64[s]",  # first possible day; NaT: open or unknown
    "date_end": "datetime64[s]",  # last possible day, inclusive; NaT: open or unknown
    "place": "str",  # as the report says it
    "place_name": "str",  # the gazetteer's name; null: not placed
    "lon": "float64",  # degrees, WGS84; the centre; NaN: not placed
    "lat": "float64",
    "kind": "str",
    "country": "str",  # ISO 3166-1 alpha-2
    "admin1": "str",  # GeoNames' code of the first-order division
    "geonameid": "Int64",
    "precision": "str",
    "uncertainty_m": "float64",  # radius round (lon, lat)
    "place_source": "str",  # where the coordinates come from
    "place_matched": "str",  # how the name was found: exact, alternate name, described …
    "place_score": "float64",  # 0 to 1; 1 when the analyst chose
    "initiators": "object",  # tuple of str
    "targets": "object",  # tuple of str
    "status": "str",
    "claimed_by": "str",  # null: nobody named
    "fatalities": "Int64",  # lowest number stated; of a data set, its best estimate
    "fatalities_low": "Int64",  # of a data set that gives a range; null: none given
    "fatalities_high": "Int64",
    "wounded": "Int64",  # lowest number stated
    "taken": "str",  # what was taken, in words: of a report, the number it states
    "conflicts_with": "object",  # tuple of event_id
    "publisher": "str",
    "source_text": "str",  # what the event's own source is called; null: the report itself
    "line": "Int64",  # in the report file; of a table, the row, its heading being 1
}
"""Columns of an events frame beside ``geometry`` (EPSG:4326), and their dtypes.

A column of text may be a categorical of texts instead, where they repeat.
"""
