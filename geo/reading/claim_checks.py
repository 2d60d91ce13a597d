"""Claims of a text checked against the geography, and as ``read --json`` prints them."""

from decimal import Decimal
from typing import Final

from ...data.reports import DistanceClaim
from ..checks import Finding, check_distance
from .model import ClaimRead

__all__ = ["check_claim", "claim_json"]

_DIGITS: Final = 6


def check_claim(claim: ClaimRead, *, report: str = "") -> Finding | None:
    """Finding on a claim; ``None`` if a place is not known, or only a time is stated."""
    start, end = claim.start.place, claim.end.place
    if start is None or end is None:
        return None
    if claim.km is None and claim.miles is None and claim.direction is None:
        return None
    in_miles = claim.miles is not None
    stated = DistanceClaim.model_validate(
        {
            "from": claim.start.name,
            "to": claim.end.name,
            "km": None if in_miles else _number(claim.km),
            "miles": _number(claim.miles),
            "direction": claim.direction,
        }
    )
    return check_distance(stated, start, end, report=report)


def claim_json(claim: ClaimRead) -> dict[str, object]:
    """A claim as one of the ``distance_claims`` of ``read --json``.

    Kilometres and degrees; what is not stated or could not be measured is ``None``.
    """
    finding = check_claim(claim)
    return {
        "start": claim.span.start,
        "end": claim.span.end,
        "km": None if claim.km is None else round(claim.km, _DIGITS),
        "from": claim.start.name or None,
        "to": claim.end.name or None,
        "direction": claim.direction,
        "geodesic_km": finding and _rounded(finding.geodesic_km),
        "azimuth_deg": finding and _rounded(finding.azimuth_deg),
        "circuity": finding and _rounded(finding.circuity),
        "verdict": None if finding is None else str(finding.verdict),
    }


def _number(value: float | None) -> Decimal | None:
    """A number as it was stated: what the conversion to binary added is taken off."""
    if value is None:
        return None
    return Decimal(f"{value:.{_DIGITS}f}".rstrip("0").rstrip("."))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
