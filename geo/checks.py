"""Checks of what a report states against the geography: distances, directions, dates.

A finding gives both numbers, the ratio, the tolerance and a verdict; it never decides
which of two is true. What a place is and how far it reaches comes from the gazetteer.

References
----------
Chapman & Wieczorek, Georeferencing Best Practices, GBIF 2020 (the precision of a stated
number); Wieczorek, Guo & Hijmans 2004, doi:10.1080/13658810412331280211 (the angle of a
stated direction); Newell 1980, O'Sullivan & Morrall 1996 and Kim et al. 2015 (roads are
1.2 to 1.4 times as long as the straight line). The bands of circuity are this project's
own reading of them.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import numpy as np

from ..data.edtf import format_edtf, parse_edtf
from ..data.reports import KM_PER_MILE
from ..data.schema import (
    Status,
    Verdict,
    direction_azimuths,
    direction_half_angle_deg,
)
from .geodesy import distance_azimuth

if TYPE_CHECKING:
    from datetime import date

    from ..data.reports import DistanceClaim, EventEntry
    from .places import Place

__all__ = [
    "Finding",
    "check_date",
    "check_distance",
    "direction_holds",
    "distance_verdict",
    "number_words",
    "offset_precision",
]

_BANDS: Final = (
    (0.95, Verdict.CONTRADICTS),
    (1.05, Verdict.STRAIGHT_LINE),
    (1.45, Verdict.ROAD),
    (2.0, Verdict.UNUSUAL),
)
"""Upper limits of circuity; above the last one a claim contradicts the geography."""

_VERDICT_WORDS: Final = {
    Verdict.STRAIGHT_LINE: "It agrees with the straight line",
    Verdict.ROAD: "It is plausible as a road distance, not as a straight line",
    Verdict.UNUSUAL: "It would be an unusually long way round",
    Verdict.CONTRADICTS: "It contradicts the geography",
}

_POINT_WORDS: Final = {"N": "north", "E": "east", "S": "south", "W": "west"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found of one claim.

    Distances are kilometres, azimuths degrees clockwise from true north. Fields that do
    not apply to the kind of claim are ``None``.
    """

    report: str
    kind: str  # distance, direction, date or place
    claim: str
    verdict: Verdict
    message: str
    stated_km: float | None = None
    geodesic_km: float | None = None
    tolerance_km: float | None = None
    circuity: float | None = None
    azimuth_deg: float | None = None
    direction_holds: bool | None = None
    event_id: str | None = None
    line: int | None = None

    def to_dict(self) -> dict[str, object]:
        """The fields in the order of ``check --json``, units in their names."""
        return {
            "report": self.report,
            "kind": self.kind,
            "claim": self.claim,
            "verdict": str(self.verdict),
            "stated_km": self.stated_km,
            "geodesic_km": self.geodesic_km,
            "tolerance_km": self.tolerance_km,
            "circuity": self.circuity,
            "azimuth_deg": self.azimuth_deg,
            "direction_holds": self.direction_holds,
            "message": self.message,
            "event": self.event_id,
            "line": self.line,
        }

    @property
    def is_problem(self) -> bool:
        """Whether the claim is contradicted or its place was not found."""
        return self.direction_holds is False or self.verdict in {
            Verdict.CONTRADICTS,
            Verdict.NOT_FOUND,
        }


def offset_precision(number: Decimal) -> float:
    """Precision that a stated number implies, in the number's own unit.

    Half of what the last stated digit stands for: 10 → 0.5, 100 → 5, 140 → 5, 213 → 0.5,
    10.5 → 0.25. Reproduces the table of Georeferencing Best Practices, "Uncertainty
    related to offset precision".
    """
    number = number.normalize()
    fraction = number % 1
    if fraction:
        if fraction == Decimal("0.5"):
            return 0.25
        if fraction in {Decimal("0.25"), Decimal("0.75")}:
            return 0.125
        return 0.5 * 10.0 ** int(number.as_tuple().exponent)
    exponent = int(number.as_tuple().exponent)
    one_digit = len(number.as_tuple().digits) == 1
    if one_digit and exponent >= 1:
        exponent -= 1
    return 0.5 * 10.0**exponent


def distance_verdict(stated_km: float, geodesic_km: float, tolerance_km: float) -> Verdict:
    """How a stated distance compares with the geodesic one; all in kilometres."""
    if abs(stated_km - geodesic_km) <= tolerance_km:
        return Verdict.STRAIGHT_LINE
    circuity = stated_km / geodesic_km if geodesic_km else np.inf
    for limit, verdict in _BANDS:
        if circuity < limit or (circuity == limit and verdict is not _BANDS[0][1]):
            return verdict
    return Verdict.CONTRADICTS


def direction_holds(
    direction: str, azimuth_deg: float, *, radials_m: float, distance_m: float
) -> bool:
    """Whether an azimuth lies within what a stated compass point may mean.

    Parameters
    ----------
    direction
        One of `DIRECTIONS`.
    azimuth_deg
        From the place of reference, degrees clockwise from true north.
    radials_m
        Sum of both places' radii: how far the centres may be off.
    distance_m
        Between the centres; places that overlap hold in every direction.
    """
    if distance_m <= radials_m:
        return True
    slack_deg = np.degrees(np.arcsin(radials_m / distance_m))
    azimuth = direction_azimuths([direction])[0]
    apart_deg = abs((azimuth_deg - azimuth + 180.0) % 360.0 - 180.0)
    return bool(apart_deg <= direction_half_angle_deg(direction) + slack_deg)


def check_distance(
    claim: "DistanceClaim", start: "Place", end: "Place", *, report: str
) -> Finding:
    """Finding on one stated distance or direction from `start` to `end`."""
    radials_m = start.uncertainty_m + end.uncertainty_m
    measured = _measure(claim, start, end, radials_m)
    tolerance_km = None
    if measured.stated_km is None:
        verdict = Verdict.HOLDS if measured.direction_holds else Verdict.CONTRADICTS
    else:
        tolerance_km = claim_precision_km(claim) + radials_m / 1000.0
        verdict = distance_verdict(measured.stated_km, measured.geodesic_km, tolerance_km)
    return Finding(
        report=report,
        kind="direction" if measured.stated_km is None else "distance",
        claim=claim_words(claim),
        verdict=verdict,
        message=_message(claim, measured, verdict),
        stated_km=measured.stated_km,
        geodesic_km=measured.geodesic_km,
        tolerance_km=tolerance_km,
        circuity=measured.circuity,
        azimuth_deg=measured.azimuth_deg,
        direction_holds=measured.direction_holds,
        line=claim.line,
    )


@dataclass(frozen=True, slots=True)
class _Measured:
    """A claim beside what was measured; kilometres and degrees."""

    stated_km: float | None
    geodesic_km: float
    circuity: float | None
    azimuth_deg: float
    direction_holds: bool | None


def _measure(
    claim: "DistanceClaim", start: "Place", end: "Place", radials_m: float
) -> _Measured:
    distances_m, azimuths = distance_azimuth(start.lon, start.lat, end.lon, end.lat)
    distance_m, azimuth_deg = float(distances_m[0]), float(azimuths[0])
    holds = None
    if claim.direction is not None:
        holds = direction_holds(
            claim.direction, azimuth_deg, radials_m=radials_m, distance_m=distance_m
        )
    stated_km, geodesic_km = claim.stated_km, distance_m / 1000.0
    circuity = stated_km / geodesic_km if stated_km and geodesic_km else None
    return _Measured(stated_km, geodesic_km, circuity, azimuth_deg, holds)


def check_date(
    event: "EventEntry", published: "date | None", *, report: str
) -> Finding | None:
    """Finding on an event that is told of before it can have happened, or ``None``."""
    if published is None or event.date is None or event.status is Status.PLANNED:
        return None
    if any(mark in event.date for mark in "~?%"):  # about that day: cannot be after
        return None
    start = parse_edtf(event.date).start
    if start is None or start <= published:
        return None
    return Finding(
        report=report,
        kind="date",
        claim=f"event {event.id}: {event.date}",
        verdict=Verdict.CONTRADICTS,
        message=(
            f"event {event.id}: {format_edtf(event.date)} is after the report's "
            f"publication on {format_edtf(published.isoformat())}; if it is still to "
            "come, give it the status planned"
        ),
        event_id=event.id,
        line=event.line,
    )


def claim_precision_km(claim: "DistanceClaim") -> float:
    """Precision of the stated number, in kilometres; that of the miles if in miles."""
    if claim.miles is not None:
        return offset_precision(claim.miles) * float(KM_PER_MILE)
    if claim.km is None:
        raise ValueError(f"{claim_words(claim)!r} states no number")
    return offset_precision(claim.km)


def claim_words(claim: "DistanceClaim") -> str:
    """The claim in words: ``"Hama is 140 km south of Aleppo"``."""
    number = None if claim.miles is None else f"{claim.miles:f} miles"
    number = number or number_words(claim)
    relation = (
        "from" if claim.direction is None else f"{direction_words(claim.direction)} of"
    )
    return " ".join(filter(None, (claim.end, "is", number, relation, claim.start)))


def number_words(claim: "DistanceClaim") -> str | None:
    """The stated number: ``"140 km"``, ``"50 miles (80.5 km)"``; ``None`` if none is."""
    if claim.miles is not None:
        return f"{claim.miles:f} miles ({claim.stated_km:.1f} km)"
    return None if claim.km is None else f"{claim.km:f} km"


def direction_words(direction: str) -> str:
    """A compass point in words: ``"south-west"``, ``"north-north-east"``."""
    if "b" in direction:
        first, _, second = direction.partition("b")
        return f"{direction_words(first)} by {direction_words(second)}"
    return "-".join(_POINT_WORDS[letter] for letter in direction)


def _message(claim: "DistanceClaim", measured: _Measured, verdict: Verdict) -> str:
    sentences = []
    stated = number_words(claim)
    if stated is not None:
        sentences.append(
            f"{claim.end} is stated to be {stated} from {claim.start}; "
            f"in a straight line it is {measured.geodesic_km:.2f} km"
        )
        if measured.circuity is not None:
            sentences[0] += f", a ratio of {measured.circuity:.3f}"
        sentences.append(_VERDICT_WORDS[verdict])
    if claim.direction is not None:
        sentences.append(
            f"From {claim.start} the direction is {measured.azimuth_deg:.1f}°: "
            f'"{direction_words(claim.direction)}" '
            f"{'holds' if measured.direction_holds else 'does not hold'}"
        )
    return ". ".join(sentences) + "."
