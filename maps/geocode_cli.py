"""The commands ``geocode`` and ``reverse``: from names to places, and back."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import click

from ..data.errors import ConflictMapError
from .console import JsonArray, fail_with, printable
from .progress import progress_line
from .typed_values import country_option, parse_numbers, to_kinds

if TYPE_CHECKING:
    from ..data.schema import Kind
    from ..geo.lookup import PlaceLookup
    from ..geo.places import Place

__all__ = ["geocode", "reverse"]

_LONGEST_LINE: Final = 10_000
_NAMES_A_TABLE: Final = 500
_MOST_HINTS: Final = 100
_NEAR: Final = ("LON,LAT", "36.75,35.13")
_WITHIN: Final = ("WEST,SOUTH,EAST,NORTH", "35.5,32.3,42.4,37.4")


def _to_point(_: object, __: object, typed: str | None) -> tuple[float, ...] | None:
    return None if typed is None else parse_numbers(typed, *_NEAR)


def _to_bounds(_: object, __: object, typed: str | None) -> tuple[float, ...] | None:
    if typed is None:
        return None
    west, south, east, north = parse_numbers(typed, *_WITHIN)
    if south > north:
        raise click.BadParameter(
            f"{typed!r}: its south lies north of its north; expected {_WITHIN[0]}"
        )
    return west, south, east, north


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@country_option("Only places in this country")
@click.option(
    *("--near", "point"),
    callback=_to_point,
    metavar=_NEAR[0],
    help="Prefer places near this point.",
)
@click.option(
    *("--within", "bounds"),
    callback=_to_bounds,
    metavar=_WITHIN[0],
    help="Only places in this box.",
)
@click.option(
    *("--type", "kinds"),
    multiple=True,
    callback=to_kinds,
    metavar="KIND",
    help="Only places of this kind, such as city or admin1; may be repeated.",
)
@click.option(
    "--limit",
    default=5,
    show_default=True,
    type=click.IntRange(1, 100),
    metavar="N",
    help="Show at most so many places of a name.",
)
@click.option("--fuzzy", is_flag=True, help="Take the most alike spelling if need be.")
@click.option(
    "--online",
    metavar="SERVICE",
    help="Send names that are not found to a service such as nominatim; see --user-agent.",
)
@click.option(
    "--user-agent", metavar="TEXT", help="Who asks: an application and an address."
)
@click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")
def geocode(  # noqa: PLR0913  one parameter an option
    names: tuple[str, ...],
    *,
    countries: tuple[str, ...],
    point: tuple[float, ...] | None,
    bounds: tuple[float, ...] | None,
    kinds: "tuple[Kind, ...]",
    limit: int,
    online: str | None,
    user_agent: str | None,
    fuzzy: bool,
    as_json: bool,
) -> None:
    """Find places by name; names from stdin if none is given.

    One name a line then. Exit code 1 if a name is not found.
    """
    options: dict[str, Any] = {
        "country_codes": countries,
        "near": point,
        "within": bounds,
        "kinds": kinds,
        "fuzzy": fuzzy,
        "limit": limit,
    }
    lookup = _lookup(online, user_agent)
    out = _JsonAnswers() if as_json else _Tables(lookup)
    missing = 0
    with progress_line("names", is_shown=not names) as line:
        for name in names or _read_names():
            places = lookup.candidates(name, **options)
            out.add(name, places)
            line.advance(1)
            if not places:
                missing += 1
                is_hinted = missing <= _MOST_HINTS  # each takes some milliseconds
                _print_missing(name, lookup if is_hinted else None, options)
    out.close()
    if missing:
        raise SystemExit(1)


@click.command(context_settings={"ignore_unknown_options": True})  # -70.5,40 is a point
@click.argument("points", nargs=-1, required=True, metavar="LON,LAT...")
@click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")
def reverse(points: tuple[str, ...], *, as_json: bool) -> None:
    """Name the settlement nearest to each point.

    With its distance and direction. Exit code 1 if none lies within 200 km of a point.
    """
    from ..geo.lookup import PlaceLookup  # noqa: PLC0415

    parsed = [parse_numbers(point, *_NEAR) for point in points]
    lookup = PlaceLookup()
    answers = [_nearest(lookup, lon, lat) for lon, lat in parsed]
    if as_json:
        out = JsonArray()
        for answer, place in answers:
            out.add({**answer, "place": place.to_dict() if place else None})
        out.close()
    problems = []
    for text, (answer, place) in zip(points, answers, strict=True):
        if place is None:
            problems.append(f"{text}: no settlement within 200 km")
        elif not as_json:
            where = f"{answer['distance_km']:.1f} km {answer['direction']} of "
            country = f", {place.country}" if place.country else ""
            click.echo(f"{text}: {where}{printable(place.name)}{country}")
    fail_with(problems)


def _nearest(
    lookup: "PlaceLookup", lon: float, lat: float
) -> "tuple[dict[str, object], Place | None]":
    """What is said of a point, and the settlement nearest to it."""
    from ..data.schema import DIRECTIONS  # noqa: PLC0415
    from ..geo.geodesy import distance_azimuth  # noqa: PLC0415

    answer: dict[str, object] = {"query": {"lon": lon, "lat": lat}}
    places = lookup.nearest(lon, lat)
    if not places:
        return answer, None
    distances_m, azimuths = distance_azimuth(places[0].lon, places[0].lat, lon, lat)
    azimuth_deg = float(azimuths[0])
    points = DIRECTIONS[::2]
    answer["distance_km"] = round(float(distances_m[0]) / 1000, 3)
    answer["azimuth_deg"] = round(azimuth_deg, 1)
    answer["direction"] = points[round(azimuth_deg / 22.5) % 16]
    return answer, places[0]


def _lookup(online: str | None, user_agent: str | None) -> "PlaceLookup":
    from ..geo.lookup import PlaceLookup  # noqa: PLC0415

    if online is None:
        if user_agent is not None:
            raise click.UsageError("--user-agent is for --online SERVICE")
        return PlaceLookup()
    if user_agent is None:
        raise click.UsageError(
            "--online needs --user-agent: services must be told who asks, such as "
            "--user-agent 'my-newsroom-map (me@example.org)'"
        )
    from ..geo.online import OnlineService  # noqa: PLC0415

    try:
        service = OnlineService(online, user_agent=user_agent)
    except ConflictMapError as err:
        raise click.UsageError(str(err)) from err
    return PlaceLookup(online=service)


def _read_names() -> Iterator[str]:
    """Names from stdin, UTF-8 whatever the locale."""
    stream = sys.stdin.buffer
    for line in iter(partial(stream.readline, _LONGEST_LINE), b""):
        name = line.decode("utf-8", "replace").strip().removeprefix("\ufeff")
        if name:
            yield name


def _print_missing(
    name: str, lookup: "PlaceLookup | None", options: Mapping[str, Any]
) -> None:
    """Say that there is no such place and, with a lookup, what may be meant."""
    meant = lookup and lookup.suggest(name, country_codes=options["country_codes"])
    hint = f"; did you mean {meant}?" if meant else ""
    click.echo(f"{name!r}: no such place{hint}", err=True)


class _JsonAnswers:
    """One JSON array of all answers, none of which is kept."""

    def __init__(self) -> None:
        self._array = JsonArray()
        self.close = self._array.close

    def add(self, name: str, places: "Sequence[Place]") -> None:
        """Write what was found for a name."""
        candidates = [place.to_dict() for place in places]
        best = candidates[0] if candidates else None
        self._array.add({"query": name, "place": best, "candidates": candidates})


class _Tables:
    """Tables of answers for people, some hundred names each."""

    def __init__(self, lookup: "PlaceLookup") -> None:
        self._lookup = lookup
        self._answers: list[tuple[str, Sequence[Place]]] = []

    def add(self, name: str, places: "Sequence[Place]") -> None:
        """Take what was found for a name, and print the table if it is long enough."""
        self._answers.append((name, places))
        if len(self._answers) == _NAMES_A_TABLE:
            self.close()

    def close(self) -> None:
        """Print what has not been printed."""
        _print_places(self._answers, self._lookup)
        self._answers.clear()


def _print_places(
    answers: Iterable[tuple[str, Sequence["Place"]]], lookup: "PlaceLookup"
) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, pad_edge=False)
    for heading in ("asked", "place", "kind", "in"):
        table.add_column(heading, overflow="fold")
    for heading in ("lon", "lat", "± km", "score"):
        table.add_column(heading, justify="right")
    table.add_column("matched")
    for name, places in answers:
        for row, place in enumerate(places):
            cells = (
                *(name if row == 0 else "", place.name, place.kind),
                _where(place, lookup),
                *(f"{place.lon:.5f}", f"{place.lat:.5f}"),
                *(f"{place.uncertainty_m / 1000:.3g}", f"{place.score:.2f}"),
                place.matched,
            )
            table.add_row(*(Text(printable(str(cell))) for cell in cells))
    if table.row_count:
        Console().print(table)


def _where(place: "Place", lookup: "PlaceLookup") -> str:
    """Division and country of a place: what tells its namesakes apart."""
    if place.country is None:
        return ""
    division = None
    if place.admin1 is not None and place.kind != "admin1":
        division = lookup.division_name(place.country, place.admin1)
    return f"{division}, {place.country}" if division else place.country
