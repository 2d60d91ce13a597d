"""GeoNames' dump format: lines of 19 columns, such as SY.txt or allCountries.txt.

Lines that cannot be used are counted by reason and skipped. Thirteen million lines are
what this is written for: one pass, nothing kept.

References
----------
GeoNames, readme.txt of the export folder: columns and feature codes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from ...data.schema import Kind
from ..rows import PlaceRow, settlement_kind, settlement_radius_m

__all__ = ["LARGEST_ID", "Rejected", "read_geonames"]

LARGEST_ID: Final = 2**62
"""Numbers beyond this are no ids, and do not fit into the index."""

_COLUMNS: Final = 19
_CLASSES: Final[dict[str, tuple[Kind, float, float]]] = {
    # by feature class: kind, radius in metres, weight
    "A": (Kind.REGION, 20_000.0, 150.0),
    "S": (Kind.FACILITY, 1_000.0, 100.0),
    "H": (Kind.WATER, 20_000.0, 150.0),
    "L": (Kind.REGION, 20_000.0, 150.0),
    "T": (Kind.OTHER, 5_000.0, 100.0),
    "V": (Kind.OTHER, 5_000.0, 100.0),
    "R": (Kind.OTHER, 10_000.0, 100.0),
    "U": (Kind.WATER, 50_000.0, 100.0),
}
_CODES: Final[dict[str, tuple[Kind, float, float]]] = {
    "PPLX": (Kind.DISTRICT, 1_000.0, 200.0),
    "ADM1": (Kind.ADMIN1, 100_000.0, 200.0),
    "ADM2": (Kind.ADMIN2, 30_000.0, 150.0),
    "ADM3": (Kind.DISTRICT, 15_000.0, 120.0),
    "ADM4": (Kind.DISTRICT, 10_000.0, 110.0),
    "ADM5": (Kind.DISTRICT, 10_000.0, 100.0),
    **dict.fromkeys(
        ("PCL", "PCLI", "PCLD", "PCLS", "PCLF", "PCLIX"), (Kind.COUNTRY, 500_000.0, 300.0)
    ),
    **dict.fromkeys(("AIRP", "AIRB", "AIRF"), (Kind.AIRPORT, 2_000.0, 250.0)),
}
_LONGEST_NAME: Final = 200
_UNUSABLE: Final = "no usable name, id or population, or a position that is not on earth"
_LEAST_SETTLED: Final = 300.0
_UNCOUNTED: Final = (settlement_kind(0), settlement_radius_m(0), _LEAST_SETTLED)
_NO_DIVISION: Final = frozenset({"", "00"})


@dataclass(slots=True)
class Rejected:
    """Lines that were not used: how many by reason, and the first line of each."""

    counts: dict[str, int] = field(default_factory=dict)
    first_lines: dict[str, int] = field(default_factory=dict)

    def add(self, reason: str, line: int) -> None:
        """Count a line."""
        self.counts[reason] = self.counts.get(reason, 0) + 1
        self.first_lines.setdefault(reason, line)


def read_geonames(lines: Iterable[bytes], rejected: Rejected) -> Iterator[PlaceRow]:
    """The places of a GeoNames dump.

    Parameters
    ----------
    lines
        UTF-8, 19 columns parted by tabs.
    rejected
        Counts the lines that cannot be used.
    """
    for number, line in enumerate(lines, 1):
        try:
            columns = line.decode().split("\t")
        except UnicodeDecodeError:
            rejected.add("not UTF-8", number)
            continue
        if len(columns) != _COLUMNS:
            rejected.add(f"not {_COLUMNS} columns", number)
            continue
        try:
            row = _row(columns)
        except ValueError:
            rejected.add("not a number", number)
            continue
        if row is None:
            rejected.add(_UNUSABLE, number)
        else:
            yield row


def _row(columns: list[str]) -> PlaceRow | None:
    geonameid, name, ascii_name, names, lat_text, lon_text, feature, code = columns[:8]
    lat, lon = float(lat_text), float(lon_text)
    population, place_id = int(columns[14] or 0), int(geonameid)
    if not (
        -90.0 <= lat <= 90.0
        and -180.0 <= lon <= 180.0
        and 0 < len(name) <= _LONGEST_NAME
        and 0 <= population <= LARGEST_ID
        and 0 <= place_id <= LARGEST_ID
    ):
        return None
    if feature == "P" and code != "PPLX":
        known = None
    else:
        known = _CODES.get(code) or _CLASSES.get(feature)
    if known is not None:
        kind, radius_m, weight = known
    elif population:
        kind, radius_m = settlement_kind(population), settlement_radius_m(population)
        weight = population + _LEAST_SETTLED
    else:
        kind, radius_m, weight = _UNCOUNTED
    spellings = names.split(",") if names else []
    if ascii_name != name:
        spellings.append(ascii_name)
    admin1 = columns[10]
    return PlaceRow(
        name,
        lon,
        lat,
        kind,
        columns[8] if len(columns[8]) == 2 else "",
        None if admin1 in _NO_DIVISION else admin1,
        place_id,
        population or None,
        radius_m,
        None,
        spellings,
        weight,
    )
