"""Tables of places: CSV, TSV and their like, with a name, a longitude and a latitude.

The columns are known by their headings, in any order and case; the delimiter is the one
with which the headings can be read. Rows that cannot be used are counted and skipped.
"""

import csv
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from ...data import tables
from ...data.errors import GazetteerError
from ...data.schema import Kind
from ..rows import PlaceRow, settlement_kind, settlement_radius_m
from .dumps import LARGEST_ID, Rejected

__all__ = ["find_columns", "read_table"]

_HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "name": ("name",),
    "lon": ("lon", "longitude", "lng", "long", "x"),
    "lat": ("lat", "latitude", "y"),
    "names": ("names", "alternatenames", "alternate_names", "alternate names"),
    "country": ("country", "country_code", "countrycode", "iso"),
    "kind": ("kind",),
    "population": ("population", "pop"),
    "geonameid": ("geonameid", "geoname_id"),
    "uncertainty_km": ("uncertainty_km",),
    "uncertainty_m": ("uncertainty_m",),
    "admin1": ("admin1", "admin1code", "admin1_code"),
}
_REQUIRED: Final = ("name", "lon", "lat")
_DELIMITERS: Final = (",", ";", "\t", "|")
_NAME_SEPARATORS: Final = "|;,"
_LONGEST_NAME: Final = 200
_MOST_NAMES: Final = 1000
_MOST_PEOPLE: Final = 10_000_000_000
_LARGEST_RADIUS_M: Final = 20_000_000.0
_ADMIN1: Final = re.compile("[A-Z0-9]{1,3}")
_RADII_M: Final[Mapping[Kind, float]] = {
    Kind.AIRPORT: 2_000.0,
    Kind.ADMIN1: 100_000.0,
    Kind.ADMIN2: 30_000.0,
    Kind.COUNTRY: 500_000.0,
    Kind.REGION: 20_000.0,
    Kind.WATER: 20_000.0,
}
_LARGEST_LAT, _LARGEST_LON = 90.0, 180.0

_SWAPPED: Final = "latitude beyond 90°, longitude within: are they swapped?"


def find_columns(heading: str) -> tuple[str, dict[str, int]] | None:
    """The delimiter of a table and where its columns are, from its first line.

    ``None`` if name, longitude and latitude cannot be found with any delimiter.
    """
    for delimiter in _DELIMITERS:
        found = _match(_cells(heading, delimiter))
        if all(column in found for column in _REQUIRED):
            return delimiter, found
    return None


def read_table(
    lines: Iterable[bytes], rejected: Rejected, *, source: str
) -> Iterator[PlaceRow]:
    """The places of a table.

    Parameters
    ----------
    lines
        UTF-8, with or without a byte order mark; the first line has the headings.
    rejected
        Counts the rows that cannot be used.
    source
        What to call the table in a place's provenance.

    Raises
    ------
    GazetteerError
        If the table has no such columns, or is not UTF-8.
    """
    texts = _decode(lines)
    heading = next(texts, "")
    columns = find_columns(heading)
    if columns is None:
        seen = max((_cells(heading, mark) for mark in _DELIMITERS), key=len)
        shown = ", ".join(repr(cell[:40]) for cell in seen[:20])
        raise GazetteerError(
            f"{source}: its first line has the headings {shown}; expected name, "
            f"lon ({', '.join(_HEADINGS['lon'][1:])}) and lat "
            f"({', '.join(_HEADINGS['lat'][1:])})"
        )
    delimiter, places_of = columns
    reader = csv.reader(texts, delimiter=delimiter)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            rejected.add("not a row of a table", reader.line_num + 1)
            continue
        if cells is None:
            return
        row = _Row(cells, places_of)
        if not any(cells):
            continue
        try:
            yield row.to_place(source)
        except _UnusableError as err:
            rejected.add(str(err), reader.line_num + 1)


class _UnusableError(ValueError):
    """A row that cannot be used; the message is one of a few reasons."""


class _Row:
    """The cells of a row by what they are."""

    def __init__(self, cells: Sequence[str], places_of: Mapping[str, int]) -> None:
        self._cells = cells
        self._places_of = places_of

    def text(self, column: str) -> str:
        """A cell without surrounding space; "" where there is none."""
        i = self._places_of.get(column)
        return "" if i is None or i >= len(self._cells) else self._cells[i].strip()

    def to_place(self, source: str) -> PlaceRow:
        """The place of the row."""
        name = self.text("name")
        if not name:
            raise _UnusableError("no name")
        if len(name) > _LONGEST_NAME:
            raise _UnusableError(f"a name of more than {_LONGEST_NAME} characters")
        lon, lat = self._position()
        population = self._count("population", _MOST_PEOPLE)
        kind = self._kind(population or 0)
        admin1 = self.text("admin1")
        return PlaceRow(
            name=name,
            lon=lon,
            lat=lat,
            kind=kind,
            country=_country_code(self.text("country").casefold()),
            admin1=admin1 if _ADMIN1.fullmatch(admin1) else None,
            geonameid=self._count("geonameid", LARGEST_ID),
            population=population,
            uncertainty_m=self._radius_m(kind, population or 0),
            source=source,
            names=_split(self.text("names")),
        )

    def _position(self) -> tuple[float, float]:
        texts = self.text("lon"), self.text("lat")
        if not all(texts):
            raise _UnusableError("no coordinates")
        lon, lat = (_number(text, "coordinates that are no numbers") for text in texts)
        if abs(lat) > _LARGEST_LAT >= abs(lon) and abs(lat) <= _LARGEST_LON:
            raise _UnusableError(_SWAPPED)
        if abs(lat) > _LARGEST_LAT or abs(lon) > _LARGEST_LON:
            raise _UnusableError("coordinates that are not on earth")
        return lon, lat

    def _count(self, column: str, most: int) -> int | None:
        text = self.text(column).replace(",", "")
        if not text:
            return None
        number = _number(text, f"{column} is no number")
        if not (0 <= number <= most and number.is_integer()):
            raise _UnusableError(f"{column} is no such number")
        return int(number)

    def _kind(self, population: int) -> Kind:
        text = self.text("kind").lower()
        if not text:
            return settlement_kind(population)
        try:
            return Kind(text)
        except ValueError:
            kinds = ", ".join(Kind)
            raise _UnusableError(f"a kind that is none of {kinds}") from None

    def _radius_m(self, kind: Kind, population: int) -> float:
        for column, factor in (("uncertainty_m", 1.0), ("uncertainty_km", 1000.0)):
            if text := self.text(column):
                radius_m = _number(text, f"{column} is no number") * factor
                if not 0.0 <= radius_m <= _LARGEST_RADIUS_M:
                    raise _UnusableError(f"{column} is no radius on earth")
                return radius_m
        return _RADII_M.get(kind, settlement_radius_m(population))


def _decode(lines: Iterable[bytes]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as err:
            raise GazetteerError(
                f"line {number} is not UTF-8 ({err.reason}); save the table as CSV UTF-8"
            ) from err


def _cells(heading: str, delimiter: str) -> list[str]:
    try:
        return [
            cell.strip() for cell in next(csv.reader([heading], delimiter=delimiter), [])
        ]
    except csv.Error:
        return []


def _match(cells: Sequence[str]) -> dict[str, int]:
    """Where each column is: the first heading of those that it may have."""
    lowered = [cell.casefold() for cell in cells]
    return {
        column: lowered.index(heading)
        for column, headings in _HEADINGS.items()
        if (heading := next(filter(lowered.__contains__, headings), None)) is not None
    }


def _number(text: str, problem: str) -> float:
    try:
        number = float(text.replace(",", ".") if text.count(",") == 1 else text)
    except ValueError:
        raise _UnusableError(problem) from None
    if not math.isfinite(number):
        raise _UnusableError(problem)
    return number


def _split(text: str) -> list[str]:
    mark: Callable[[str], bool] = text.__contains__
    separator = next(filter(mark, _NAME_SEPARATORS), None)
    names = [name.strip() for name in text.split(separator)] if separator else [text]
    return [name for name in names if 0 < len(name) <= _LONGEST_NAME][:_MOST_NAMES]


def _country_code(text: str) -> str:
    """The code of a country that is given by code or by its English name; else ""."""
    return _countries().get(text, "")


@cache
def _countries() -> dict[str, str]:
    return {
        key.casefold(): country.code
        for country in tables.load_countries()
        for key in (country.name, country.iso3, country.code)
    }
